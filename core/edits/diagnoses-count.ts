import { planSplit } from '../claim/split.ts';
import { isTreated, startOf } from './diagnoses-list.ts';
import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';

const diagnosisOnce: Edit = {
  id: 'DX-05',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  cause:
    'A diagnosis stands once on a claim: on a bill, once among the principal, the other diagnoses and the external ' +
    'causes. The admitting diagnosis and the reasons for the visit may repeat the principal one.',
  source: '2300 HI of the 837 guides; clearinghouse claim edits',
  remedy: 'Remove the repetition and point the lines to the first.',
  examples: {
    fails: { changes: { diagnoses: ['J02.9', 'J029'] } },
    passes: { changes: { diagnoses: ['J02.9', 'R50.9'] } },
  },
  check: ({ diagnoses }) => {
    let found: Hit[] | undefined;
    for (let i = 1; i < diagnoses.length; i += 1) {
      const diagnosis = diagnoses[i];
      if (diagnosis === undefined || !isTreated(diagnosis)) continue;
      for (let k = 0; k < i; k += 1) {
        const before = diagnoses[k];
        if (before === undefined || before.code !== diagnosis.code || !isTreated(before)) continue;
        found ??= [];
        found.push({ field: diagnosis.field, message: `${startOf(diagnosis)} is there already.` });
        break;
      }
    }
    return found ?? NOTHING;
  },
};

/** How many a professional claim, a dental one and each field of a bill hold. */
const MOST_PROFESSIONAL = 12;
const MOST_DENTAL = 4;
const MOST_ON_BILL = [
  ['otherDiagnoses', 24],
  ['externalCauses', 12],
  ['visitReasons', 3],
] as const;

const diagnosisCount: Edit = {
  id: 'DX-06',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  cause:
    'A professional claim holds twelve diagnoses, a dental one four, a bill one principal, 24 others, twelve external ' +
    'causes and three reasons for the visit. Above twelve on a professional encounter, those that no line points to ' +
    'are left off, the last first, and that is only told; if more are still in use, it is split (LIN-01).',
  source: '2300 HI of the 837 guides; domain.md 3.7',
  remedy:
    'Leave off what is least important. On a professional claim nothing, unless a line should have pointed to a ' +
    'diagnosis that was left off.',
  examples: {
    fails: { of: 'D', changes: { diagnoses: ['K02.9', 'K05.10', 'K08.109', 'Z01.20', 'K02.61'] } },
    passes: { of: 'D', changes: { diagnoses: ['K02.9', 'K05.10', 'K08.109', 'Z01.20'] } },
  },
  check: (claim) => {
    switch (claim.type) {
      case 'P':
        return leftOff(claim);
      case 'I':
        return aboveOnBill(claim);
      case 'D':
        return claim.diagnoses.slice(MOST_DENTAL).map(tooMany);
    }
  },
};

const tooMany = ({ field }: { readonly field: string }): Hit => ({
  field,
  message: 'There is no room for this diagnosis.',
});

function leftOff({ professional }: ClaimFacts): readonly Hit[] {
  if (professional === undefined || professional.diagnoses.length <= MOST_PROFESSIONAL) return NOTHING;
  const message = 'No line points to this diagnosis, and there is no room for it.';
  return planSplit(professional).dropped.map((i) => ({
    field: `diagnoses[${i}]`,
    message,
    severity: 'info',
  }));
}

function aboveOnBill({ institutional: bill }: ClaimFacts): readonly Hit[] {
  if (bill === undefined) return NOTHING;
  let hits: Hit[] | undefined;
  for (const [key, most] of MOST_ON_BILL) {
    for (let i = most; i < (bill[key]?.length ?? 0); i += 1) {
      hits ??= [];
      hits.push(tooMany({ field: key === 'visitReasons' ? `${key}[${i}]` : `${key}[${i}].code` }));
    }
  }
  return hits ?? NOTHING;
}

export const countEdits: readonly Edit[] = [diagnosisOnce, diagnosisCount];
