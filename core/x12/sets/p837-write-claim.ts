import type { Coverage, Encounter } from '../../encounter/model.ts';
import { totalCharge } from './claim-write-claim.ts';
import { writeOtherCoverages } from './claim-write-coverages.ts';
import { type FieldWriter, inOrder } from './field-writer.ts';
import { writeLine } from './p837-write-line.ts';
import { writePlace, writeProvider, writeProviderAt } from './p837-write-parties.ts';
import {
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
  readonly lineNos?: readonly number[];
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

/** 2330C to 2330G by NM101. */
const PAYERS_PROVIDERS = ['DN', 'P3', '82', '77', 'DQ', '85'];

/** 2300 with its 2310, 2320 and 2400 loops. */
export function writeClaim(w: FieldWriter, filed: Filed): void {
  const { content, filingId, lineNos } = filed;
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
  writeOtherCoverages(w, filed, PAYERS_PROVIDERS);
  content.lines.forEach((line, i) => {
    const place = i + 1;
    writeLine(w, { line, filingId, place, lineNo: lineNos?.[i] ?? place, claimPos: content.pos });
  });
}

function writeClm(w: FieldWriter, { filingId, content, destination }: Filed): void {
  const { signatureOnFile } = content;
  w.segment(
    'CLM',
    w.requiredId('filingId', filingId, 20),
    totalCharge(w, content),
    undefined,
    undefined,
    [w.id('pos', content.pos, 2), 'B', w.id('frequency', content.frequency, 1)],
    signatureOnFile === undefined ? undefined : yesOrNo(signatureOnFile),
    content.acceptAssignment,
    destination.assignment,
    destination.release,
    destination.patientSignatureSource,
    accidentOf(w, content),
    w.id('specialProgram', content.specialProgram, 3),
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    w.id('delayReason', content.delayReason, 2),
  );
}

function accidentOf(w: FieldWriter, content: Encounter): readonly (string | undefined)[] | undefined {
  const { relatedCauses, accidentState, accidentCountry } = content;
  if (relatedCauses === undefined && accidentState === undefined && accidentCountry === undefined) {
    return undefined;
  }
  w.most('relatedCauses', relatedCauses ?? [], 3);
  return [
    relatedCauses?.[0],
    relatedCauses?.[1],
    relatedCauses?.[2],
    w.id('accidentState', accidentState, 2),
    w.id('accidentCountry', accidentCountry, 3),
  ];
}

const yesOrNo = (yes: boolean): 'Y' | 'N' => (yes ? 'Y' : 'N');

/** The claim's numbers that have a field of their own, in their order. */
const OWN_NUMBERS = [
  ['4N', 'serviceAuthException'],
  ['EW', 'mammographyCertNo'],
  ['9F', 'referralNo'],
  ['G1', 'priorAuthNo'],
  ['F8', 'payerClaimControlNo'],
  ['X4', 'cliaNo'],
  ['D9', 'clearinghouseTraceNo'],
  ['EA', 'medicalRecordNo'],
] as const;

type Numbered = readonly [qualifier: string, field: string, value: string | undefined];

function writeNumbers(w: FieldWriter, content: Encounter): void {
  const own: Numbered[] = [];
  for (const [qualifier, field] of OWN_NUMBERS) {
    const value = content[field];
    if (value !== undefined) own.push([qualifier, field, value]);
  }
  const others = content.references?.map(
    ({ qualifier, value }, i): Numbered => [qualifier, `references.${i}.value`, value],
  );
  const all = others === undefined ? own : inOrder([...own, ...others], REFERENCES, ([code]) => code);
  for (const [qualifier, field, value] of all) {
    const number = w.id(field, value, 50);
    if (number !== undefined) w.segment('REF', qualifier, number);
  }
}

function writeSpinalManipulation(w: FieldWriter, spinal: Encounter['spinalManipulation']): void {
  if (spinal === undefined) return;
  const none = Array.from({ length: 7 }, () => undefined);
  const [first, second] = spinal.descriptions ?? [];
  w.most('spinalManipulation.descriptions', spinal.descriptions ?? [], 2);
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
    w.id(field, raw.includes('.') ? raw.replaceAll('.', '') : raw, 30),
  ];
  const { diagnoses, anesthesiaProcedures, conditionCodes = [] } = content;
  w.segment('HI', ...diagnoses.map((dx, i) => code(`diagnoses.${i}`, dx, i === 0 ? principal : other)));
  if (anesthesiaProcedures !== undefined) {
    w.segment(
      'HI',
      ...anesthesiaProcedures.map((cpt, i) => code(`anesthesiaProcedures.${i}`, cpt, i === 0 ? 'BP' : 'BO')),
    );
  }
  for (let from = 0; from < conditionCodes.length; from += CODES_PER_SEGMENT) {
    const some = conditionCodes.slice(from, from + CODES_PER_SEGMENT);
    w.segment('HI', ...some.map((c, i) => code(`conditionCodes.${from + i}`, c, 'BG')));
  }
}

function writeProviders(w: FieldWriter, content: Encounter): void {
  const { referring, rendering, facility, supervising, ambulancePickUp, ambulanceDropOff } = content;
  referring?.forEach(({ role = 'DN', ...provider }, i) => {
    writeProvider(w, `referring.${i}`, { code: role, provider });
  });
  if (rendering !== undefined) writeProvider(w, 'rendering', { code: '82', provider: rendering });
  if (facility !== undefined) writeProviderAt(w, 'facility', { code: '77', provider: facility });
  if (supervising !== undefined) writeProvider(w, 'supervising', { code: 'DQ', provider: supervising });
  if (ambulancePickUp !== undefined) writePlace(w, 'ambulancePickUp', { code: 'PW', place: ambulancePickUp });
  if (ambulanceDropOff !== undefined)
    writePlace(w, 'ambulanceDropOff', { code: '45', place: ambulanceDropOff });
}
