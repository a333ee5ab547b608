import type { EditFinding } from '../../claim/types.ts';
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
  'ADR-01': { category: 'A7', status: '503', entity: '85' },
  'AUTO-01': { category: 'A6', status: '21' },
  'CHG-01': { category: 'A8', status: '400' },
  'CHG-03': { category: 'A7', status: '402' },
  'CHR-02': { category: 'A7', status: '511' },
  'DAT-01': { category: 'A7', status: '187' },
  'DOB-01': { category: 'A7', status: '158', entity: 'QC' },
  'DUP-01': { category: 'A3', status: '746' },
  'DX-01': { category: 'A7', status: '255' },
  'DX-05': { category: 'A7', status: '255' },
  'DX-08': { category: 'A7', status: '254' },
  'FRQ-01': { category: 'A6', status: '464' },
  'MBR-01': { category: 'A7', status: '164', entity: 'IL' },
  'MOD-01': { category: 'A7', status: '453' },
  'NPI-01': { category: 'A7', status: '562', entity: '85' },
  'NPI-02': { category: 'A6', status: '562', entity: '85' },
  'POS-01': { category: 'A7', status: '249' },
  'PTR-01': { category: 'A7', status: '477' },
  'PX-01': { category: 'A7', status: '454' },
  'REQ-01': { category: 'A6', status: '21' },
  'RND-01': { category: 'A6', status: '562', entity: '82' },
  'SBR-01': { category: 'A7', status: '742' },
  'STA-01': { category: 'A7', status: '501', entity: '85' },
  'TAX-01': { category: 'A7', status: '145', entity: '85' },
  'TIN-01': { category: 'A7', status: '128', entity: '85' },
  'UNI-01': { category: 'A7', status: '476' },
  'ZIP-01': { category: 'A7', status: '500', entity: '85' },
};

/** Whose field it is: the part of its path that names a party. */
const ENTITIES: readonly (readonly [part: RegExp, entity: string])[] = [
  [/\bbilling\b/, '85'],
  [/\brendering\b/, '82'],
  [/\breferring\b/, 'DN'],
  [/\bsupervising\b/, 'DQ'],
  [/\bordering\b/, 'DK'],
  [/\bfacility\b/, '77'],
  [/\bpayTo\b/, '87'],
  [/\bpayer\b/, 'PR'],
  [/\bpatient\b/, 'QC'],
  [/\bcoverages\b/, 'IL'],
];

/** Edits that test what our own sending cannot do yet, and not the claim. */
const NOT_OF_THE_CLAIM: NonNullable<PayerProfile['editSeverities']> = {
  'FRQ-02': 'off',
  'LIN-01': 'off',
  'PCN-01': 'off',
  'SEC-01': 'off',
};

/**
 * Accepts or rejects a claim by the edits, those that need no code sets. Edits know professional claims:
 * institutional and dental ones are accepted as they were read.
 *
 * @see domain.md 4.3, 4.4, 7
 */
export function editVerdict({ content }: AnyClaim, today: CivilDate): Verdict {
  if (content.claimType !== 'P') return { rejected: false, codes: [RECEIVED] };
  const payer = { id: coverageOf(content)?.payer.id ?? '', editSeverities: NOT_OF_THE_CLAIM };
  const errors = (['encounter', 'claim'] as const)
    .flatMap((level) => runEdits(content, { today, payer }, level))
    .filter(({ severity }) => severity === 'error');
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
  const status = STATUS_OF_EDIT[editId] ?? OTHER;
  if (status.entity === undefined) return status;
  return { ...status, entity: ENTITIES.find(([part]) => part.test(field))?.[1] ?? status.entity };
}
