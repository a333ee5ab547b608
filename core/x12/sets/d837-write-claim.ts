import type { Coverage } from '../../encounter/model.ts';
import type { DentalContent } from '../dental-content.ts';
import {
  commonNumbers,
  totalCharge,
  writeAmount,
  writeClaimProvider,
  writeNotes,
  writeNumbers,
} from './claim-write-claim.ts';
import { writeOtherCoverages } from './claim-write-coverages.ts';
import { writeDentalLine } from './d837-write-line.ts';
import type { FieldWriter } from './field-writer.ts';
import {
  writeAttachments,
  writeContract,
  writeDates,
  writeFixedFormats,
  writeRepricing,
} from './p837-write-shared.ts';

/** The claim to write: CLM01 is the filing id; `destination` is the coverage that it goes to. */
export interface FiledDental {
  readonly filingId: string;
  readonly content: DentalContent;
  readonly destination: Coverage;
}

/** 2300 DTP and REF in the order of domain.md 3.6. */
const DATES = ['439', '452', '472', '050'];
const REFERENCES = ['G3', '4N', 'F8', '9F', 'G1', '9A', '9C', 'D9'];
/** 2330C to 2330H by NM101. */
const PAYERS_PROVIDERS = ['DN', 'P3', '82', 'DQ', '85', '77', 'DD'];

/** 2300 with its 2310, 2320 and 2400 loops. */
export function writeDentalClaim(w: FieldWriter, filed: FiledDental): void {
  const { content, filingId } = filed;
  writeClm(w, filed);
  writeDates(w, datesOf(content), DATES);
  writeTeeth(w, content);
  writeAttachments(w, '', content.attachments);
  writeContract(w, '', content.contract);
  writeAmount(w, 'F5', 'patientPaidCents', content.patientPaidCents);
  writeNumbers(
    w,
    [['G3', 'predeterminationNo', content.predeterminationNo], ...commonNumbers(content)],
    content.references,
    REFERENCES,
  );
  writeFixedFormats(w, '', content.fixedFormats);
  writeNotes(w, '', content.notes);
  writeDiagnoses(w, content);
  writeRepricing(w, '', content.repricing);
  writeProviders(w, content);
  writeOtherCoverages(w, filed, PAYERS_PROVIDERS);
  for (const [i, line] of content.lines.entries())
    writeDentalLine(w, { line, filingId, lineNo: i + 1, claimPos: content.pos });
}

const yesOrNo = (yes: boolean): 'Y' | 'N' => (yes ? 'Y' : 'N');

function writeClm(w: FieldWriter, { filingId, content, destination }: FiledDental): void {
  const { signatureOnFile, relatedCauses = [] } = content;
  const none = Array.from({ length: 6 }, () => undefined);
  w.most('relatedCauses', relatedCauses, 3);
  w.segment(
    'CLM',
    w.requiredId('filingId', filingId, 20),
    totalCharge(w, content),
    undefined,
    undefined,
    [w.requiredId('pos', content.pos, 2), 'B', w.id('frequency', content.frequency, 1)],
    signatureOnFile === undefined ? undefined : yesOrNo(signatureOnFile),
    content.acceptAssignment,
    destination.assignment,
    destination.release,
    destination.patientSignatureSource,
    [
      relatedCauses[0],
      relatedCauses[1],
      relatedCauses[2],
      w.id('accidentState', content.accidentState, 2),
      w.id('accidentCountry', content.accidentCountry, 3),
    ],
    w.id('specialProgram', content.specialProgram, 3),
    ...none,
    content.predetermination === true ? 'PB' : undefined,
    w.id('delayReason', content.delayReason, 2),
  );
}

function datesOf({ from, to, dates = [] }: DentalContent): NonNullable<DentalContent['dates']> {
  return from === undefined ? dates : [...dates, { qualifier: '472', from, to }];
}

/** DN1 and DN2. */
function writeTeeth(w: FieldWriter, { orthodontics, toothStates }: DentalContent): void {
  if (orthodontics !== undefined) {
    const { months, monthsRemaining, treatment } = orthodontics;
    w.segment(
      'DN1',
      w.decimal('orthodontics.months', months),
      w.decimal('orthodontics.monthsRemaining', monthsRemaining),
      undefined,
      w.text('orthodontics.treatment', treatment, 80),
    );
  }
  toothStates?.forEach(({ tooth, state }, i) => {
    const number = w.requiredId(`toothStates.${i}.tooth`, tooth, 50);
    w.segment('DN2', number, w.id(`toothStates.${i}.state`, state, 2), undefined, undefined, undefined, 'JP');
  });
}

/** HI: diagnoses without dots. */
function writeDiagnoses(w: FieldWriter, { diagnoses, diagnosisVersion }: DentalContent): void {
  if (diagnoses === undefined) return;
  const [principal, other] = diagnosisVersion === '9' ? ['BK', 'BF'] : ['ABK', 'ABF'];
  const codes = diagnoses.map((dx, i) => [
    i === 0 ? principal : other,
    w.id(`diagnoses.${i}`, dx.replaceAll('.', ''), 30),
  ]);
  w.segment('HI', ...codes);
}

function writeProviders(w: FieldWriter, content: DentalContent): void {
  const { referring, rendering, facility, assistantSurgeon, supervising } = content;
  for (const [i, { role = 'DN', ...provider }] of (referring ?? []).entries())
    writeClaimProvider(w, `referring.${i}`, { code: role, specialty: 'RF' }, provider);
  writeClaimProvider(w, 'rendering', { code: '82', specialty: 'PE' }, rendering);
  writeClaimProvider(w, 'facility', { code: '77', located: true }, facility);
  writeClaimProvider(w, 'assistantSurgeon', { code: 'DD', specialty: 'AS' }, assistantSurgeon);
  writeClaimProvider(w, 'supervising', { code: 'DQ' }, supervising);
}
