import type { DentalLine } from '../dental-content.ts';
import { type ProviderKind, writeAmount, writeClaimProvider } from './claim-write-claim.ts';
import { procedureElement, writeAdjudications } from './claim-write-line.ts';
import { type FieldWriter, inOrder, type Reference, writeReference } from './field-writer.ts';
import {
  writeContract,
  writeDate,
  writeDates,
  writeFixedFormats,
  writeRepricing,
} from './p837-write-shared.ts';

export interface DentalLineToWrite {
  readonly line: DentalLine;
  readonly filingId: string;
  /** LX01; also the end of REF*6R where the line has none of its own. */
  readonly lineNo: number;
  readonly claimPos: string;
}

/** 2400 DTP and REF in the order of domain.md 3.6. */
const DATES = ['441', '452', '446', '196', '198'];
const REFERENCES = ['G3', 'G1', '6R', '9B', '9D', '9F'];

/** 2420A to 2420D in their order. */
const PROVIDERS = [
  ['rendering', { code: '82', specialty: 'PE' }],
  ['assistantSurgeon', { code: 'DD', specialty: 'AS' }],
  ['supervising', { code: 'DQ' }],
  ['facility', { code: '77', located: true }],
] as const satisfies readonly (readonly [keyof DentalLine, ProviderKind])[];

/** 2400 with its 2420 and 2430 loops. */
export function writeDentalLine(w: FieldWriter, numbered: DentalLineToWrite): void {
  const { line, lineNo } = numbered;
  const at = `lines.${lineNo - 1}`;
  w.segment('LX', String(lineNo));
  writeService(w, at, numbered);
  line.teeth?.forEach(({ tooth, surfaces }, i) => {
    w.segment('TOO', 'JP', w.requiredId(`${at}.teeth.${i}.tooth`, tooth, 30), surfaces);
  });
  if (line.from !== undefined) writeDate(w, { qualifier: '472', from: line.from, to: line.to });
  writeDates(w, line.dates, DATES);
  writeContract(w, `${at}.`, line.contract);
  writeNumbers(w, at, numbered);
  writeAmount(w, 'T', `${at}.salesTaxCents`, line.salesTaxCents);
  writeFixedFormats(w, `${at}.`, line.fixedFormats);
  writeRepricing(w, `${at}.`, line.repricing);
  for (const [field, kind] of PROVIDERS) writeClaimProvider(w, `${at}.${field}`, kind, line[field]);
  writeAdjudications(w, at, { adjudications: line.adjudications, units: line.units ?? '1' }, 'AD');
}

function writeService(w: FieldWriter, at: string, { line, claimPos }: DentalLineToWrite): void {
  const { codeQualifier: qualifier, code, modifiers, description, pos } = line;
  w.segment(
    'SV3',
    procedureElement(w, at, { qualifier, code, modifiers, description }, 'AD'),
    w.amount(`${at}.chargeCents`, line.chargeCents),
    pos === claimPos ? undefined : w.id(`${at}.pos`, pos, 2),
    line.oralCavity,
    line.prosthesis,
    w.decimal(`${at}.units`, line.units),
    undefined,
    undefined,
    undefined,
    undefined,
    line.dx?.map(String),
  );
}

/** REF*6R is CLM01 and the line number where the line has none of its own. */
function writeNumbers(w: FieldWriter, at: string, { line, filingId, lineNo }: DentalLineToWrite): void {
  const own: Reference = { qualifier: '6R', value: line.lineControlNo ?? `${filingId}-${lineNo}` };
  const { predeterminationNos = [], priorAuthNos = [], referralNos = [], references = [] } = line;
  const all = [...predeterminationNos, ...priorAuthNos, own, ...references, ...referralNos];
  for (const reference of inOrder(all, REFERENCES, (r) => r.qualifier))
    writeReference(w, `${at}.references`, reference);
}
