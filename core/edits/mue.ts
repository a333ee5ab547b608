import { type Edit, type EditContext, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';
import { type Excess, excessesOf } from './mue-units.ts';
import { decidedBy } from './procedures-indicators.ts';

const SOURCE = 'CMS NCCI Policy Manual chapter I; MUE table of the quarter';
const TYPES = ['P', 'I'] as const;
const TABLES = { P: ['mue-practitioner'], I: ['mue-outpatient'] } as const;

const hitsOf = (
  claim: ClaimFacts,
  context: EditContext,
  of: { readonly mai: number; readonly says: (excess: Excess) => string },
): readonly Hit[] => {
  const excesses = excessesOf(claim, context);
  if (excesses.length === 0) return NOTHING;
  return excesses
    .filter(({ mai }) => mai === of.mai)
    .map((excess) => ({
      field: `${excess.line.field}.units`,
      line: excess.line.number,
      message: of.says(excess),
      row: decidedBy(excess.table, excess.line.code),
    }));
};

const ofLine: Edit = {
  id: 'MUE-01',
  level: 'claim',
  types: TYPES,
  severity: 'error',
  queue: 'bundling',
  value: 'units',
  tablesByType: TABLES,
  cause:
    'A line has at most the units that the table gives its code (MAI 1). A line of several days counts the even part ' +
    'of one, rounded. Practitioners, outpatient hospitals and suppliers of equipment have their own tables.',
  source: SOURCE,
  remedy:
    'Correct the units. If all were given, divide them over lines with 76, 77, 91 or a place on the body.',
  examples: {
    fails: { changes: { 'lines[1].code': '90011', 'lines[1].modifiers': [], 'lines[1].units': '3' } },
    passes: {
      changes: {
        'lines[0].code': '90011',
        'lines[0].modifiers': [],
        'lines[0].units': '2',
        'lines[1].code': '90011',
        'lines[1].modifiers': ['76'],
      },
    },
  },
  check: (claim, context) =>
    hitsOf(claim, context, {
      mai: 1,
      says: ({ limit }) => `A line with this code has at most ${unitsText(limit)}.`,
    }),
};

const ofDay: Edit = {
  id: 'MUE-02',
  level: 'claim',
  types: TYPES,
  severity: 'error',
  queue: 'bundling',
  value: 'units',
  tablesByType: TABLES,
  cause:
    'The units of a code on one day, over all lines and earlier claims to the payer, are at most those of the table ' +
    '(MAI 2: by law, anatomy or the wording of the code). No modifier and no appeal gets past it.',
  source: SOURCE,
  remedy: 'Correct the units, the code or the day from the chart.',
  examples: {
    fails: {
      changes: {
        'lines[0].code': '90012',
        'lines[0].modifiers': [],
        'lines[1].code': '90012',
        'lines[1].modifiers': ['76'],
      },
    },
    passes: { changes: { 'lines[0].code': '90012', 'lines[0].modifiers': [] } },
  },
  check: (claim, context) =>
    hitsOf(claim, context, {
      mai: 2,
      says: ({ limit }) => `A day has at most ${unitsText(limit)} of this code.`,
    }),
};

const ofDayByExperience: Edit = {
  id: 'MUE-03',
  level: 'claim',
  types: TYPES,
  severity: 'warning',
  queue: 'documentation',
  value: 'units',
  tablesByType: TABLES,
  cause:
    'More units of a code on one day than are ever likely (MAI 3), over all lines and earlier claims to the payer, ' +
    'are denied at first, and paid on appeal with records.',
  source: SOURCE,
  remedy: 'Correct the units, or have the records ready that show them.',
  examples: {
    fails: { changes: { 'lines[1].code': '90013', 'lines[1].modifiers': [], 'lines[1].units': '5' } },
    passes: { changes: { 'lines[1].code': '90013', 'lines[1].modifiers': [], 'lines[1].units': '4' } },
  },
  check: (claim, context) =>
    hitsOf(claim, context, {
      mai: 3,
      says: ({ limit }) => `More than ${unitsText(limit)} of this code on a day will need records.`,
    }),
};

const unitsText = (limit: number): string => (limit === 1 ? '1 unit' : `${limit} units`);

export const unlikelyUnitEdits: readonly Edit[] = [ofLine, ofDay, ofDayByExperience];
