import type { Coverage, Encounter } from '../../encounter/model.ts';
import { sum } from '../../money.ts';
import { type FieldWriter, inOrder, writeReference } from './field-writer.ts';
import { writeLine } from './p837-write-line.ts';
import {
  responsibilityOf,
  writeOtherSubscriber,
  writePayerName,
  writePlace,
  writeProvider,
  writeProviderAt,
  writeSbr,
} from './p837-write-parties.ts';
import {
  writeAdjustments,
  writeAmbulance,
  writeAttachments,
  writeConditions,
  writeContract,
  writeDates,
  writeFixedFormats,
  writeRepricing,
} from './p837-write-shared.ts';

/** The claim to write: CLM01 is the filing id; `destination` is the coverage that it goes to. */
export interface Filed {
  readonly filingId: string;
  readonly content: Encounter;
  readonly destination: Coverage;
}

/** 2300 DTP, REF and CRC in the order of domain.md 3.4. */
const DATES = [
  '431',
  '454',
  '304',
  '453',
  '439',
  '484',
  '455',
  '471',
  '314',
  '360',
  '361',
  '297',
  '296',
  '435',
  '096',
  '090',
  '091',
  '444',
  '050',
];
const REFERENCES = ['4N', 'F5', 'EW', '9F', 'G1', 'F8', 'X4', '9A', '9C', 'LX', 'D9', 'EA', 'P4', '1J'];
const CONDITIONS = ['07', 'E1', 'E2', 'E3', '75', 'ZZ'];

/** 2300 with its 2310, 2320 and 2400 loops. */
export function writeClaim(w: FieldWriter, filed: Filed): void {
  const { content, filingId } = filed;
  writeClm(w, filed);
  writeDates(w, content.dates, DATES);
  writeAttachments(w, '', content.attachments);
  writeContract(w, '', content.contract);
  if (content.patientPaidCents !== undefined) {
    w.segment('AMT', 'F5', w.amount('patientPaidCents', content.patientPaidCents));
  }
  writeNumbers(w, content);
  writeFixedFormats(w, '', content.fixedFormats);
  if (content.note !== undefined)
    w.segment('NTE', content.note.type, w.text('note.text', content.note.text, 80));
  writeAmbulance(w, '', content.ambulance);
  writeSpinalManipulation(w, content.spinalManipulation);
  writeConditions(w, content.conditions, CONDITIONS);
  writeCodes(w, content);
  writeRepricing(w, '', content.repricing);
  writeProviders(w, content);
  writeOtherCoverages(w, filed);
  for (const [i, line] of content.lines.entries()) {
    writeLine(w, { line, filingId, lineNo: i + 1, claimPos: content.pos });
  }
}

function writeClm(w: FieldWriter, { filingId, content, destination }: Filed): void {
  const total = content.totalChargeCents ?? sum(content.lines.map((line) => line.chargeCents));
  const { signatureOnFile, relatedCauses = [] } = content;
  w.segment(
    'CLM',
    w.requiredId('filingId', filingId, 20),
    w.amount('totalChargeCents', total),
    undefined,
    undefined,
    [w.id('pos', content.pos, 2), 'B', w.id('frequency', content.frequency, 1)],
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
    ...Array.from({ length: 7 }, () => undefined),
    w.id('delayReason', content.delayReason, 2),
  );
}

const yesOrNo = (yes: boolean): 'Y' | 'N' => (yes ? 'Y' : 'N');

function writeNumbers(w: FieldWriter, content: Encounter): void {
  const own: readonly (readonly [string, string, string | undefined])[] = [
    ['4N', 'serviceAuthException', content.serviceAuthException],
    ['EW', 'mammographyCertNo', content.mammographyCertNo],
    ['9F', 'referralNo', content.referralNo],
    ['G1', 'priorAuthNo', content.priorAuthNo],
    ['F8', 'payerClaimControlNo', content.payerClaimControlNo],
    ['X4', 'cliaNo', content.cliaNo],
    ['D9', 'clearinghouseTraceNo', content.clearinghouseTraceNo],
    ['EA', 'medicalRecordNo', content.medicalRecordNo],
  ];
  const others = (content.references ?? []).map(
    ({ qualifier, value }, i) => [qualifier, `references.${i}.value`, value] as const,
  );
  for (const [qualifier, field, value] of inOrder([...own, ...others], REFERENCES, ([code]) => code)) {
    const number = w.id(field, value, 50);
    if (number !== undefined) w.segment('REF', qualifier, number);
  }
}

function writeSpinalManipulation(w: FieldWriter, spinal: Encounter['spinalManipulation']): void {
  if (spinal === undefined) return;
  const none = Array.from({ length: 7 }, () => undefined);
  const [first, second] = spinal.descriptions ?? [];
  const description = (n: number, text: string | undefined) =>
    w.text(`spinalManipulation.descriptions.${n}`, text, 80);
  w.segment('CR2', ...none, spinal.condition, undefined, description(0, first), description(1, second));
}

const CODES_PER_SEGMENT = 12;

/** HI: diagnoses without dots, anesthesia procedures, condition codes. */
function writeCodes(w: FieldWriter, content: Encounter): void {
  const [principal, other] = content.diagnosisVersion === '9' ? ['BK', 'BF'] : ['ABK', 'ABF'];
  const code = (field: string, raw: string, qualifier: string) => [
    qualifier,
    w.id(field, raw.replaceAll('.', ''), 30),
  ];
  const { diagnoses, anesthesiaProcedures = [], conditionCodes = [] } = content;
  w.segment('HI', ...diagnoses.map((dx, i) => code(`diagnoses.${i}`, dx, i === 0 ? principal : other)));
  w.segment(
    'HI',
    ...anesthesiaProcedures.map((cpt, i) => code(`anesthesiaProcedures.${i}`, cpt, i === 0 ? 'BP' : 'BO')),
  );
  for (let from = 0; from < conditionCodes.length; from += CODES_PER_SEGMENT) {
    const some = conditionCodes.slice(from, from + CODES_PER_SEGMENT);
    w.segment('HI', ...some.map((c, i) => code(`conditionCodes.${from + i}`, c, 'BG')));
  }
}

function writeProviders(w: FieldWriter, content: Encounter): void {
  const { referring, rendering, facility, supervising, ambulancePickUp, ambulanceDropOff } = content;
  for (const [i, { role = 'DN', ...provider }] of (referring ?? []).entries()) {
    writeProvider(w, `referring.${i}`, { code: role, provider });
  }
  if (rendering !== undefined) writeProvider(w, 'rendering', { code: '82', provider: rendering });
  if (facility !== undefined) writeProviderAt(w, 'facility', { code: '77', provider: facility });
  if (supervising !== undefined) writeProvider(w, 'supervising', { code: 'DQ', provider: supervising });
  if (ambulancePickUp !== undefined) writePlace(w, 'ambulancePickUp', { code: 'PW', place: ambulancePickUp });
  if (ambulanceDropOff !== undefined)
    writePlace(w, 'ambulanceDropOff', { code: '45', place: ambulanceDropOff });
}

/** 2320: every payer but the destination, in their order (domain.md 3.9). */
function writeOtherCoverages(w: FieldWriter, filed: Filed): void {
  const { content, destination } = filed;
  const indexed = content.coverages.map((coverage, i) => ({ coverage, path: `coverages.${i}` }));
  const others = indexed.filter(({ coverage }) => coverage !== destination);
  for (const other of others.toSorted((a, b) => a.coverage.seq - b.coverage.seq))
    writeOtherCoverage(w, filed, other);
}

function writeOtherCoverage(
  w: FieldWriter,
  { content, destination }: Filed,
  other: { readonly coverage: Coverage; readonly path: string },
): void {
  const { coverage, path } = other;
  const { adjudication = {} } = coverage;
  if (responsibilityOf(coverage.seq) === undefined) w.problem('REQ-01', `${path}.seq`);
  writeSbr(w, path, coverage, w.requiredId(`${path}.relationship`, coverage.relationship, 2));
  writeAdjustments(w, `${path}.adjudication`, adjudication.adjustments);
  const amounts = [
    ['D', 'paidCents'],
    ['A8', 'nonCoveredCents'],
    ['EAF', 'remainingLiabilityCents'],
  ] as const;
  for (const [qualifier, field] of amounts) {
    const amount = w.amount(`${path}.adjudication.${field}`, adjudication[field]);
    if (amount !== undefined) w.segment('AMT', qualifier, amount);
  }
  // The patient signs once for all payers: what is not said of this payer is as for the destination payer.
  const assignment = coverage.assignment ?? destination.assignment;
  const release = coverage.release ?? destination.release;
  w.segment('OI', undefined, undefined, assignment, coverage.patientSignatureSource, undefined, release);
  const { outpatient } = adjudication;
  if (outpatient !== undefined) {
    w.segment(
      'MOA',
      ...outpatient.map((element, i) => w.id(`${path}.adjudication.outpatient.${i}`, element, 50)),
    );
  }
  writeOtherSubscriber(w, content, other);
  writeOtherPayer(w, content, other);
}

const PAYER_REFERENCES = ['2U', 'EI', 'FY', 'NF', 'G1', '9F', 'T4'];

/** 2330B. The date stands here only where no line of this payer's carries one. */
function writeOtherPayer(
  w: FieldWriter,
  content: Encounter,
  { coverage, path }: { readonly coverage: Coverage; readonly path: string },
): void {
  const { payer, adjudication } = coverage;
  writePayerName(w, path, payer);
  const dated = content.lines.some((l) =>
    l.adjudications?.some((a) => a.payerId === payer.id && a.date !== undefined),
  );
  if (adjudication?.date !== undefined && !dated) w.segment('DTP', '573', 'D8', adjudication.date);
  for (const reference of inOrder(payer.secondaryIds ?? [], PAYER_REFERENCES, (r) => r.qualifier)) {
    writeReference(w, `${path}.payer.secondaryIds`, reference);
  }
  const controlNo = w.id(`${path}.adjudication.payerClaimControlNo`, adjudication?.payerClaimControlNo, 50);
  if (controlNo !== undefined) w.segment('REF', 'F8', controlNo);
}
