import { type Edit, type Hit, NOTHING } from './edit.ts';
import { type Pair, pairsOf } from './ncci-pairs.ts';
import { decidedBy } from './procedures-indicators.ts';

const SOURCE = 'CMS NCCI Policy Manual chapter I; NCCI PTP edits of the quarter';
const WHOSE =
  'Tested between lines of one day and one rendering provider (of one facility on outpatient bills; of one group ' +
  'where the payer’s profile says so, `ptpGroupScope`), those of earlier claims to the same payer among them.';

const TYPES = ['P', 'I'] as const;
const TABLES = { P: ['ptp-practitioner'], I: ['ptp-hospital'] } as const;

/** The pairs that an edit is about, each with what it says of them. */
function hitsOf(pairs: readonly Pair[], says: (pair: Pair) => string | undefined): readonly Hit[] {
  if (pairs.length === 0) return NOTHING;
  return pairs.flatMap((pair) => {
    const message = says(pair);
    if (message === undefined) return NOTHING;
    const { line, table, row, isClosed, isBypassed } = pair;
    const field = isClosed || !isBypassed ? line.codeField : line.modifiersField;
    return [{ field, line: line.number, message, row: decidedBy(table, row) }];
  });
}

/** The other line, for people. */
const beside = ({ other }: Pair): string => (other === 0 ? 'a line of an earlier claim' : `line ${other}`);

const closedPair: Edit = {
  id: 'PTP-01',
  level: 'claim',
  types: TYPES,
  severity: 'error',
  queue: 'bundling',
  value: 'procedure',
  tablesByType: TABLES,
  cause:
    'The service of column 2 is never paid with that of column 1 on the same day: no modifier opens the pair ' +
    `(indicator 0). ${WHOSE}`,
  source: SOURCE,
  remedy: 'Take the line of column 2 off, or correct the code or the day from the chart.',
  examples: {
    fails: {
      changes: {
        'lines[0].code': '90001',
        'lines[0].modifiers': [],
        'lines[1].code': '90003',
        'lines[1].modifiers': ['59'],
      },
    },
    passes: {
      changes: {
        'lines[0].code': '90001',
        'lines[0].modifiers': [],
        'lines[1].code': '90003',
        'lines[1].modifiers': [],
        'lines[1].from': '20260106',
      },
    },
  },
  check: (claim, context) =>
    hitsOf(pairsOf(claim, context), (pair) => {
      if (!pair.isClosed) return undefined;
      return pair.isEarlierSecond
        ? 'A service of an earlier claim of the day is never paid with this one.'
        : `This service is never paid with ${beside(pair)} on the same day.`;
    }),
};

const openPair: Edit = {
  id: 'PTP-02',
  level: 'claim',
  types: TYPES,
  severity: 'error',
  queue: 'bundling',
  value: 'procedure',
  tablesByType: TABLES,
  cause:
    'The service of column 2 is part of that of column 1, unless a modifier says that it was distinct (indicator ' +
    '1): 58, 59, 78, 79, 91, XE, XS, XP, XU on either line, 24, 25, 27, 57 on a visit, or other places on the ' +
    `body. ${WHOSE}`,
  source: `${SOURCE}; CR 11168 (59 and X on either line)`,
  remedy:
    'If the chart shows a distinct service, add the modifier that says why; else take the line of column 2 off.',
  examples: {
    fails: {
      changes: {
        'lines[0].code': '90001',
        'lines[0].modifiers': [],
        'lines[1].code': '90002',
        'lines[1].modifiers': [],
      },
    },
    passes: {
      changes: {
        'lines[0].code': '90001',
        'lines[0].modifiers': [],
        'lines[1].code': '90002',
        'lines[1].modifiers': ['XS'],
      },
    },
  },
  check: (claim, context) =>
    hitsOf(pairsOf(claim, context), (pair) => {
      if (pair.isClosed || pair.isBypassed) return undefined;
      return pair.isEarlierSecond
        ? 'A service of an earlier claim of the day is part of this one, unless a modifier says that it was distinct.'
        : `This service is part of ${beside(pair)}, unless a modifier says that it was distinct.`;
    }),
};

const documentedPair: Edit = {
  id: 'PTP-03',
  level: 'claim',
  types: TYPES,
  severity: 'warning',
  queue: 'documentation',
  value: 'modifier',
  tablesByType: TABLES,
  cause:
    'A modifier opens a pair of NCCI (indicator 1). Payers ask later for the record that shows the distinct service: ' +
    'another session, place, provider or problem.',
  source: SOURCE,
  remedy: 'See that the chart shows it, and acknowledge the warning with the reason.',
  examples: {
    fails: {
      changes: {
        'lines[0].code': '90001',
        'lines[0].modifiers': [],
        'lines[1].code': '90002',
        'lines[1].modifiers': ['XS'],
      },
    },
    passes: { changes: {} },
  },
  check: (claim, context) =>
    hitsOf(pairsOf(claim, context), (pair) =>
      pair.isClosed || !pair.isBypassed
        ? undefined
        : `A modifier tells this service from ${beside(pair)}: keep the documentation.`,
    ),
};

const distinctTwice: Edit = {
  id: 'PTP-04',
  level: 'claim',
  types: TYPES,
  severity: 'info',
  queue: 'bundling',
  value: 'modifier',
  tablesByType: TABLES,
  cause: '59 or an X modifier on one line of a pair is enough; payers read it on either since July 2019.',
  source: `${SOURCE}; CR 11168`,
  remedy: 'Nothing; the one on the line of column 1 may be left off.',
  examples: {
    fails: {
      changes: {
        'lines[0].code': '90001',
        'lines[0].modifiers': ['59'],
        'lines[1].code': '90002',
        'lines[1].modifiers': ['59'],
      },
    },
    passes: {
      changes: {
        'lines[0].code': '90001',
        'lines[0].modifiers': [],
        'lines[1].code': '90002',
        'lines[1].modifiers': ['59'],
      },
    },
  },
  check: (claim, context) =>
    hitsOf(pairsOf(claim, context), (pair) =>
      pair.isClosed || !pair.isDistinctTwice
        ? undefined
        : `Modifier 59 or one of XE, XS, XP, XU stands here and on ${beside(pair)}.`,
    ),
};

export const bundleEdits: readonly Edit[] = [closedPair, openPair, documentedPair, distinctTwice];
