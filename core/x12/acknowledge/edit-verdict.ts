import type { EditFinding } from '../../claim/types.ts';
import { openCodeSets } from '../../codes/open.ts';
import type { CivilDate } from '../../dates.ts';
import type { PayerProfile } from '../../edits/edit.ts';
import { runEdits } from '../../edits/engine.ts';
import type { AnyClaim } from '../types.ts';
import { coverageOf, type StatusCode, type Verdict } from './claim-answers.ts';

/** Received, not yet accepted for adjudication. No entity: a clearinghouse (AY) is none of a claim's level. */
const RECEIVED: StatusCode = { category: 'A1', status: '19' };

/** A status for edits that have none of their own: missing or invalid information. */
const OTHER: StatusCode = { category: 'A7', status: '21' };

/**
 * What an edit says in the words of a 277CA: category A6 missing, A7 invalid, A8 fields contradict each other, A3
 * not processed; status by domain.md 4.4. The entity is that of the field where the edit has one.
 */
const STATUS_OF_EDIT: Readonly<Record<string, StatusCode>> = {
  'ADD-03': { category: 'A7', status: '453' },
  'ADR-01': { category: 'A7', status: '503', entity: '85' },
  'ADR-02': { category: 'A6', status: '126', entity: 'IL' },
  'ATT-01': { category: 'A6', status: '294' },
  'ATT-02': { category: 'A7', status: '294' },
  'AUTH-01': { category: 'A6', status: '252' },
  'AUTH-03': { category: 'A7', status: '252' },
  'AUTO-01': { category: 'A6', status: '21' },
  'AUTO-02': { category: 'A6', status: '21' },
  'CHG-01': { category: 'A8', status: '400' },
  'CHG-03': { category: 'A7', status: '402' },
  'CHR-02': { category: 'A7', status: '511' },
  'COB-01': { category: 'A8', status: '400' },
  'COB-02': { category: 'A8', status: '672' },
  'COB-03': { category: 'A8', status: '672' },
  'COB-04': { category: 'A8', status: '672' },
  'COB-05': { category: 'A6', status: '171' },
  'COB-07': { category: 'A7', status: '183' },
  'COB-08': { category: 'A7', status: '479' },
  'COB-09': { category: 'A7', status: '520' },
  'COB-12': { category: 'A7', status: '516' },
  'COB-13': { category: 'A6', status: '516' },
  'DAT-01': { category: 'A7', status: '187' },
  'DAT-02': { category: 'A7', status: '187' },
  'DAT-04': { category: 'A7', status: '189' },
  'DAT-05': { category: 'A7', status: '187' },
  'DEN-11': { category: 'A6', status: '187' },
  'DOB-01': { category: 'A7', status: '158', entity: 'QC' },
  'DUP-01': { category: 'A3', status: '746' },
  'DX-01': { category: 'A7', status: '255' },
  'DX-05': { category: 'A7', status: '255' },
  'DX-06': { category: 'A7', status: '255' },
  'DX-08': { category: 'A7', status: '254' },
  'DX-14': { category: 'A6', status: '688' },
  'DX-16': { category: 'A6', status: '254' },
  'DX-24': { category: 'A7', status: '688' },
  'FAC-01': { category: 'A6', status: '21', entity: '77' },
  'FRQ-01': { category: 'A6', status: '464' },
  'INS-05': { category: 'A6', status: '562', entity: '71' },
  'INS-23': { category: 'A6', status: '562', entity: '72' },
  'LEN-02': { category: 'A7', status: '512' },
  'MBR-01': { category: 'A7', status: '164', entity: 'IL' },
  'MOD-01': { category: 'A7', status: '453' },
  'MOD-03': { category: 'A7', status: '453' },
  'MOD-06': { category: 'A7', status: '453' },
  'MOD-07': { category: 'A7', status: '453' },
  'MOD-12': { category: 'A7', status: '453' },
  'MOD-13': { category: 'A7', status: '453' },
  'MOD-17': { category: 'A7', status: '453' },
  'MOD-23': { category: 'A7', status: '453' },
  'NAM-01': { category: 'A7', status: '741', entity: '82' },
  'NAM-02': { category: 'A6', status: '125', entity: '82' },
  'NDC-01': { category: 'A7', status: '218' },
  'NPI-01': { category: 'A7', status: '562', entity: '85' },
  'NPI-02': { category: 'A6', status: '562', entity: '85' },
  'NPI-04': { category: 'A6', status: '562', entity: '82' },
  'POS-01': { category: 'A7', status: '249' },
  'POS-02': { category: 'A7', status: '249' },
  'POS-04': { category: 'A6', status: '189' },
  'PRG-02': { category: 'A7', status: '642' },
  'PTR-01': { category: 'A7', status: '477' },
  'PX-01': { category: 'A7', status: '454' },
  'PX-04': { category: 'A6', status: '454' },
  'PX-05': { category: 'A7', status: '454' },
  'REFR-01': { category: 'A6', status: '761' },
  'REFR-02': { category: 'A6', status: '562', entity: 'DN' },
  'REQ-01': { category: 'A6', status: '21' },
  'REV-02': { category: 'A7', status: '253' },
  'REV-03': { category: 'A7', status: '178' },
  'REV-04': { category: 'A6', status: '187' },
  'RND-01': { category: 'A6', status: '562', entity: '82' },
  'SBR-01': { category: 'A7', status: '742' },
  'SBR-03': { category: 'A6', status: '171' },
  'STA-01': { category: 'A7', status: '501', entity: '85' },
  'TAX-01': { category: 'A7', status: '145', entity: '85' },
  'TIN-01': { category: 'A7', status: '128', entity: '85' },
  'TMF-01': { category: 'A3', status: '718' },
  'UNI-01': { category: 'A7', status: '476' },
  'UNI-02': { category: 'A7', status: '251' },
  'UNI-03': { category: 'A7', status: '251' },
  'ZIP-01': { category: 'A7', status: '500', entity: '85' },
  'ZIP-02': { category: 'A7', status: '500', entity: 'IL' },
};

/** What is wrong with one field of an institutional bill, whichever edit says so. */
const STATUS_OF_FIELD: readonly (readonly [field: RegExp, status: string])[] = [
  [/^typeOfBill$/, '228'],
  [/^frequency$/, '535'],
  [/^statement/, '188'],
  [/^admissionSource$/, '229'],
  [/^admissionType$/, '231'],
  [/^admission\b/, '189'],
  [/^dischargeHour$/, '233'],
  [/^patientStatus$/, '234'],
];

/** Whose field it is: the part of its path that names a party. */
const ENTITIES: readonly (readonly [part: RegExp, entity: string])[] = [
  [/\bbilling\b/, '85'],
  [/\brendering\b/, '82'],
  [/\battending\b/, '71'],
  [/\boperating\b/, '72'],
  [/\breferring\b/, 'DN'],
  [/\bsupervising\b/, 'DQ'],
  [/\bordering\b/, 'DK'],
  [/\bfacility\b/, '77'],
  [/\bpayTo\b/, '87'],
  [/\bpayer\b/, 'PR'],
  [/\bpatient\b/, 'QC'],
  [/\bcoverages\b/, 'IL'],
];

/** Edits that test what our own sending cannot do yet, or a payer's wishes, and not the claim. */
const NOT_OF_THE_CLAIM: NonNullable<PayerProfile['editSeverities']> = {
  'FRQ-02': 'off',
  'FRQ-03': 'off',
  'LIN-01': 'off',
  'PCN-01': 'off',
  'SEC-01': 'off',
};

const NO_CODE_SETS = openCodeSets([]);

/**
 * Accepts or rejects a claim by the edits, those that need no code sets.
 *
 * @see domain.md 4.3, 4.4, 7
 */
export function editVerdict({ content }: AnyClaim, today: CivilDate): Verdict {
  const payer = { id: coverageOf(content)?.payer.id ?? '', editSeverities: NOT_OF_THE_CLAIM };
  const context = { today, payer, codes: NO_CODE_SETS, history: [] };
  const errors = runEdits(content, context, 'both').filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return { rejected: false, codes: [RECEIVED] };
  const byLine = Map.groupBy(
    errors.filter(({ line }) => line !== undefined),
    ({ line = 0 }) => line,
  );
  const lines = [...byLine].map(([line, own]) => ({ index: line - 1, codes: codesOf(own) }));
  return { rejected: true, codes: codesOf(errors), lines };
}

const codesOf = (errors: readonly EditFinding[]): readonly StatusCode[] => [
  ...new Map(errors.map(statusOf).map((code) => [Object.values(code).join(), code])).values(),
];

function statusOf({ editId, field }: EditFinding): StatusCode {
  const status = STATUS_OF_EDIT[editId] ?? ofField(field) ?? OTHER;
  if (status.entity === undefined) return status;
  return { ...status, entity: ENTITIES.find(([part]) => part.test(field))?.[1] ?? status.entity };
}

function ofField(field: string): StatusCode | undefined {
  const found = STATUS_OF_FIELD.find(([path]) => path.test(field));
  return found === undefined ? undefined : { category: 'A7', status: found[1] };
}
