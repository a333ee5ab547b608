import type { InstitutionalLine } from '../institutional-content.ts';
import { type ProviderKind, writeAmount, writeClaimProvider, writeNotes } from './claim-write-claim.ts';
import { procedureElement, writeAdjudications, writeProducts } from './claim-write-line.ts';
import { type FieldWriter, inOrder, type Reference, writeReference } from './field-writer.ts';
import { writeAttachments, writeDate, writeRepricing } from './p837-write-shared.ts';

export interface InstitutionalLineToWrite {
  readonly line: InstitutionalLine;
  readonly filingId: string;
  /** LX01; also the end of REF*6R where the line has none of its own. */
  readonly lineNo: number;
}

/** 2420A to 2420D in their order. */
const PROVIDERS = [
  ['operating', { code: '72' }],
  ['otherOperating', { code: 'ZZ' }],
  ['rendering', { code: '82' }],
  ['referring', { code: 'DN' }],
] as const satisfies readonly (readonly [keyof InstitutionalLine, ProviderKind])[];

const REFERENCES = ['6R', '9B', '9D'];

/** 2400 with its 2410, 2420 and 2430 loops. */
export function writeInstitutionalLine(w: FieldWriter, numbered: InstitutionalLineToWrite): void {
  const { line, filingId, lineNo } = numbered;
  const at = `lines.${lineNo - 1}`;
  w.segment('LX', String(lineNo));
  writeService(w, at, line);
  writeAttachments(w, `${at}.`, line.attachments);
  if (line.from !== undefined) writeDate(w, { qualifier: '472', from: line.from, to: line.to });
  // CLM01 and the line number where the line has none of its own.
  const own: Reference = { qualifier: '6R', value: line.lineControlNo ?? `${filingId}-${lineNo}` };
  for (const reference of inOrder([own, ...(line.references ?? [])], REFERENCES, (r) => r.qualifier))
    writeReference(w, `${at}.references`, reference);
  writeAmount(w, 'GT', `${at}.serviceTaxCents`, line.serviceTaxCents);
  writeAmount(w, 'N8', `${at}.facilityTaxCents`, line.facilityTaxCents);
  writeNotes(w, `${at}.`, line.notes);
  writeRepricing(w, `${at}.`, line.repricing);
  writeProducts(w, at, line);
  for (const [field, kind] of PROVIDERS) writeClaimProvider(w, `${at}.${field}`, kind, line[field]);
  writeAdjudications(w, at, line, 'HC');
}

function writeService(w: FieldWriter, at: string, line: InstitutionalLine): void {
  const { procedure } = line;
  w.segment(
    'SV2',
    w.requiredId(`${at}.revenueCode`, line.revenueCode, 48),
    procedure && procedureElement(w, `${at}.procedure`, procedure, 'HC'),
    w.amount(`${at}.chargeCents`, line.chargeCents),
    w.id(`${at}.unitType`, line.unitType, 2) ?? 'UN',
    w.decimal(`${at}.units`, line.units),
    undefined,
    w.amount(`${at}.nonCoveredCents`, line.nonCoveredCents),
  );
}
