import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import { isDistinct, modifierClass } from './modifiers-classes.ts';
import { isAmbulance } from './procedures-kinds.ts';

const MODIFIER = /^[A-Z\d]{2}$/;
const MOST_MODIFIERS = 4;

const modifierForm: Edit = {
  id: 'MOD-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'coding',
  value: 'modifier',
  cause: 'A line has up to four modifiers of two letters or digits, none twice.',
  source: '005010X222A1 2400 SV101-3 to SV101-6, 005010X223 SV202, 005010X224A2 SV301',
  remedy: 'Remove the repetition or correct the modifier.',
  examples: {
    fails: { changes: { 'lines[0].modifiers': ['25', '25'] } },
    passes: { changes: { 'lines[0].modifiers': ['25'] } },
  },
  check: (claim) => lineHits(claim, formHit),
};

function formHit({ modifiers, modifiersField, number }: LineFacts): Hit | undefined {
  const count = modifiers.length;
  if (count === 0) return undefined;
  const message =
    count > MOST_MODIFIERS
      ? 'The line has more than four modifiers.'
      : modifiers.some((modifier) => !MODIFIER.test(modifier))
        ? 'A modifier is not two letters or digits.'
        : count > 1 && modifiers.some((modifier, i) => modifiers.indexOf(modifier) < i)
          ? 'A modifier stands twice on the line.'
          : undefined;
  return message === undefined ? undefined : { field: modifiersField, line: number, message };
}

const modifierOrder: Edit = {
  id: 'MOD-02',
  level: 'encounter',
  types: ['P'],
  severity: 'info',
  queue: 'coding',
  value: 'modifier',
  cause:
    'Payers read the first modifier for the price. Those that change the price come first, then those that ' +
    'decide on payment, then the place on the body and information. Modifiers of one class keep their order.',
  source: 'CMS Pub. 100-04 chapter 12; domain.md 7.4',
  remedy: 'Nothing: the classes were put in order.',
  examples: {
    fails: { changes: { 'lines[0].modifiers': ['RT', '25'] } },
    passes: { changes: { 'lines[0].modifiers': ['25', 'RT'] } },
  },
  check: (claim) => lineHits(claim, orderHit),
};

function orderHit({ modifiers, modifiersField, number, code }: LineFacts): Hit | undefined {
  if (modifiers.length < 2 || isOrdered(modifiers) || isAmbulance(code)) return undefined;
  const value = modifiers.toSorted((a, b) => modifierClass(a) - modifierClass(b));
  return {
    field: modifiersField,
    line: number,
    message: 'The modifiers were not in the order in which payers read them.',
    repair: {
      field: modifiersField,
      value,
      what: 'The modifiers were put in order: price, payment, place and information.',
    },
  };
}

function isOrdered(modifiers: readonly string[]): boolean {
  let reached = 1;
  for (const modifier of modifiers) {
    const rank = modifierClass(modifier);
    if (rank < reached) return false;
    reached = rank;
  }
  return true;
}

const bothSides: Edit = {
  id: 'MOD-08',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  cause: 'RT and LT name one side each. A service on both sides is two lines, or one line with 50.',
  source: 'CMS Pub. 100-04 chapter 12 §40.7',
  remedy: 'Make a line of each side, or use 50 where the payer wants it.',
  examples: {
    fails: { changes: { 'lines[0].modifiers': ['25', 'RT', 'LT'] } },
    passes: { changes: { 'lines[0].modifiers': ['25', 'RT'] } },
  },
  check: (claim) =>
    lineHits(claim, ({ modifiers, modifiersField, number }) =>
      modifiers.length > 1 && modifiers.includes('RT') && modifiers.includes('LT')
        ? { field: modifiersField, line: number, message: 'RT and LT stand on one line.' }
        : undefined,
    ),
};

const distinctTwice: Edit = {
  id: 'MOD-10',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  cause: 'XE, XS, XP and XU say more exactly what 59 says. One of them, or 59, is enough.',
  source: 'CMS Transmittal 1422 (CR 8863); NCCI Policy Manual chapter I',
  remedy: 'Keep the exact one and take 59 away.',
  examples: {
    fails: { changes: { 'lines[1].modifiers': ['59', 'XS'] } },
    passes: { changes: { 'lines[1].modifiers': ['XS'] } },
  },
  check: (claim) =>
    lineHits(claim, ({ modifiers, modifiersField, number }) => {
      if (modifiers.length < 2 || !modifiers.includes('59')) return undefined;
      if (!modifiers.some((modifier) => modifier !== '59' && isDistinct(modifier))) return undefined;
      return {
        field: modifiersField,
        line: number,
        message: 'Modifier 59 stands beside one of XE, XS, XP, XU.',
      };
    }),
};

const exactPreferred: Edit = {
  id: 'MOD-11',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  cause:
    'Some payers want XE, XS, XP or XU instead of 59. Asked only where the payer’s profile says so (`prefersX`).',
  source: 'Payer profile',
  remedy: 'Choose the one that says why the service is distinct.',
  examples: {
    fails: { changes: { 'lines[1].modifiers': ['59'] }, parameters: { prefersX: true } },
    passes: { changes: { 'lines[1].modifiers': ['XS'] }, parameters: { prefersX: true } },
  },
  check: (claim, { payer }) =>
    payer.editParameters?.prefersX === true ? lineHits(claim, plainDistinctHit) : NOTHING,
};

const plainDistinctHit = ({ modifiers, modifiersField, number }: LineFacts): Hit | undefined =>
  modifiers.includes('59')
    ? { field: modifiersField, line: number, message: 'The payer wants XE, XS, XP or XU instead of 59.' }
    : undefined;

const bothComponents: Edit = {
  id: 'MOD-17',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'error',
  queue: 'coding',
  value: 'modifier',
  cause:
    'Professional (26) and technical component (TC) together are the whole service, which has no modifier.',
  source: 'CMS physician fee schedule, PC/TC indicator',
  remedy: 'Take both away, or keep the one that was given here.',
  examples: {
    fails: { changes: { 'lines[0].code': '71046', 'lines[0].modifiers': ['26', 'TC'] } },
    passes: { changes: { 'lines[0].code': '71046', 'lines[0].modifiers': ['26'] } },
  },
  check: (claim) =>
    lineHits(claim, ({ modifiers, modifiersField, number }) =>
      modifiers.length > 1 && modifiers.includes('26') && modifiers.includes('TC')
        ? { field: modifiersField, line: number, message: 'Modifiers 26 and TC stand on one line.' }
        : undefined,
    ),
};

/** A waiver says that the patient may have to pay; the others say that nobody asked, or that none was needed. */
const CONTRADICTIONS: readonly (readonly [string, string])[] = [
  ['GA', 'GZ'],
  ['GA', 'GY'],
  ['GA', 'GX'],
  ['GU', 'GZ'],
  ['GU', 'GY'],
  ['GX', 'GZ'],
];

const waivers: Edit = {
  id: 'MOD-14',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  cause:
    'GA and GU: the patient signed a waiver because coverage was doubtful. GZ: no waiver. GY: excluded by law, so ' +
    'none was needed. GX: a voluntary one. Two of them contradict each other.',
  source: 'CMS Pub. 100-04 chapter 30; domain.md 7.4',
  remedy: 'Keep the one that the signed form proves.',
  examples: {
    fails: { changes: { 'lines[1].modifiers': ['GA', 'GZ'] } },
    passes: { changes: { 'lines[1].modifiers': ['GA'] } },
  },
  check: (claim) =>
    lineHits(claim, ({ modifiers, modifiersField, number }) => {
      if (modifiers.length < 2) return undefined;
      for (const [a, b] of CONTRADICTIONS) {
        if (modifiers.includes(a) && modifiers.includes(b)) {
          return {
            field: modifiersField,
            line: number,
            message: `Modifiers ${a} and ${b} contradict each other.`,
          };
        }
      }
      return undefined;
    }),
};

export const modifierFormEdits: readonly Edit[] = [
  modifierForm,
  modifierOrder,
  bothSides,
  distinctTwice,
  exactPreferred,
  bothComponents,
  waivers,
];
