import type { Coverage } from '../../encounter/model.ts';
import type { InstitutionalContent } from '../institutional-content.ts';
import {
  commonNumbers,
  type ProviderKind,
  totalCharge,
  writeAmount,
  writeClaimProvider,
  writeNotes,
  writeNumbers,
} from './claim-write-claim.ts';
import { writeOtherCoverages } from './claim-write-coverages.ts';
import type { FieldWriter } from './field-writer.ts';
import { writeCodes } from './i837-write-codes.ts';
import { writeInstitutionalLine } from './i837-write-line.ts';
import {
  writeAttachments,
  writeConditions,
  writeContract,
  writeDate,
  writeDates,
  writeFixedFormats,
  writeRepricing,
} from './p837-write-shared.ts';

/** The claim to write: CLM01 is the filing id; `destination` is the coverage that it goes to. */
export interface FiledInstitutional {
  readonly filingId: string;
  readonly content: InstitutionalContent;
  readonly destination: Coverage;
}

/** 2300 REF in the order of domain.md 3.5. */
const REFERENCES = ['4N', '9F', 'G1', 'F8', '9A', '9C', 'LX', 'D9', 'LU', 'EA', 'P4', 'G4'];
/** 2330C to 2330I by NM101. */
const PAYERS_PROVIDERS = ['71', '72', 'ZZ', '77', '82', 'DN', '85'];
/** The billing note comes after the notes of the claim. */
const BILLING_NOTE = 'ADD';

/** 2300 with its 2310, 2320 and 2400 loops. */
export function writeInstitutionalClaim(w: FieldWriter, filed: FiledInstitutional): void {
  const { content, filingId } = filed;
  writeClm(w, filed);
  writeStay(w, content);
  writeAttachments(w, '', content.attachments);
  writeContract(w, '', content.contract);
  writeAmount(w, 'F3', 'estimatedDueCents', content.estimatedDueCents);
  writeNumbers(
    w,
    [
      ...commonNumbers(content),
      ['LU', 'accidentState', content.accidentState],
      ['EA', 'medicalRecordNo', content.medicalRecordNo],
    ],
    content.references,
    REFERENCES,
  );
  writeFixedFormats(w, '', content.fixedFormats);
  writeNotes(w, '', content.notes, BILLING_NOTE);
  writeConditions(w, content.conditions, []);
  writeCodes(w, content);
  writeRepricing(w, '', content.repricing);
  writeProviders(w, content);
  writeOtherCoverages(w, filed, PAYERS_PROVIDERS);
  for (const [i, line] of content.lines.entries())
    writeInstitutionalLine(w, { line, filingId, lineNo: i + 1 });
}

function writeClm(w: FieldWriter, { filingId, content, destination }: FiledInstitutional): void {
  const none = Array.from({ length: 9 }, () => undefined);
  w.segment(
    'CLM',
    w.requiredId('filingId', filingId, 20),
    totalCharge(w, content),
    undefined,
    undefined,
    [w.requiredId('typeOfBill', content.typeOfBill, 2), 'A', w.id('frequency', content.frequency, 1)],
    undefined,
    content.acceptAssignment,
    destination.assignment,
    destination.release,
    destination.patientSignatureSource,
    ...none,
    w.id('delayReason', content.delayReason, 2),
  );
}

/** DTP and CL1: discharge, statement, admission. A day is sent twice where the statement is of one. */
function writeStay(w: FieldWriter, content: InstitutionalContent): void {
  const { dischargeHour, statementFrom, statementTo, admission, dates } = content;
  if (dischargeHour !== undefined) w.segment('DTP', '096', 'TM', w.id('dischargeHour', dischargeHour, 8));
  writeDate(w, { qualifier: '434', from: statementFrom, to: statementTo });
  if (admission !== undefined) writeDate(w, { qualifier: '435', from: admission.date, time: admission.time });
  writeDates(w, dates, []);
  w.segment(
    'CL1',
    w.id('admissionType', content.admissionType, 1),
    w.id('admissionSource', content.admissionSource, 1),
    w.requiredId('patientStatus', content.patientStatus, 2),
  );
}

/** 2310A to 2310F in their order. */
const PROVIDERS = [
  ['attending', { code: '71', specialty: 'AT' }],
  ['operating', { code: '72' }],
  ['otherOperating', { code: 'ZZ' }],
  ['rendering', { code: '82' }],
  ['facility', { code: '77', located: true }],
  ['referring', { code: 'DN' }],
] as const satisfies readonly (readonly [keyof InstitutionalContent, ProviderKind])[];

function writeProviders(w: FieldWriter, content: InstitutionalContent): void {
  for (const [field, kind] of PROVIDERS) writeClaimProvider(w, field, kind, content[field]);
}
