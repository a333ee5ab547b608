import { dayOf } from './claim-facts.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';

const YEAR = 10_000;
const MONTH = 100;

/** Codes that stand for a month or longer by their meaning: monthly dialysis and care, rentals, supplies. */
const isLong = ({ code }: LineFacts): boolean => /^(?:9095[1-9]|9096[0-6]|[AEKL]\d{4})$/.test(code);

const spans: Edit = {
  id: 'DAT-02',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'date',
  cause:
    'A professional line is of one month: payers count units, limits and deductibles by month and year. It ' +
    'is a warning unless the payer refuses lines of two years (`spanOfYearsIsError`). Rentals, supplies and ' +
    'monthly care may span months.',
  source: '005010X222A1 2400 DTP*472; Medicare Claims Processing Manual ch. 26 §10.4',
  remedy: 'Enter a line for each month, with the units of that month.',
  examples: {
    fails: { changes: { 'lines[0].from': '20251230', 'lines[0].to': '20260102' } },
    passes: { changes: { 'lines[0].from': '20260102', 'lines[0].to': '20260105' } },
  },
  check: (claim, { payer }) => {
    const years = payer.editParameters?.spanOfYearsIsError === true;
    return lineHits(claim, (line) => spanHit(line, years));
  },
};

function spanHit(line: LineFacts, yearsAreErrors: boolean): Hit | undefined {
  const { from, to, field, number } = line;
  if (from === to || from === 0 || to === 0) return undefined;
  const at = { field: `${field}.to`, line: number };
  if (Math.floor(from / YEAR) !== Math.floor(to / YEAR)) {
    const hit = { ...at, message: 'The line spans two calendar years.' };
    return yearsAreErrors ? hit : { ...hit, severity: 'warning' };
  }
  if (Math.floor(from / MONTH) === Math.floor(to / MONTH) || isLong(line)) return undefined;
  return { ...at, message: 'The line spans more than one month.', severity: 'warning' };
}

/** Header dates of what went before the service, by qualifier. */
const BEFORE: Readonly<Record<string, string>> = {
  431: 'onset of the illness',
  439: 'accident',
  444: 'first contact',
  453: 'acute manifestation',
  454: 'initial treatment',
  455: 'last X-ray',
  471: 'prescription',
  484: 'last menstrual period',
};

const beforeService: Edit = {
  id: 'DAT-03',
  level: 'encounter',
  types: ['P', 'D'],
  severity: 'warning',
  queue: 'charge-entry',
  value: 'date',
  cause:
    'Accident, onset, first contact, initial treatment, last X-ray, prescription and last menstrual period ' +
    'are not after the last service.',
  source: '005010X222A1 2300 DTP*431, 439, 444, 453, 454, 455, 471, 484',
  remedy: 'Correct the date from the chart, most often its year.',
  examples: {
    fails: { changes: { dates: [{ qualifier: '431', from: '20260106' }] } },
    passes: { changes: { dates: [{ qualifier: '431', from: '20260105' }] } },
  },
  check: ({ content, to }) => {
    const { dates } = content;
    if (dates === undefined || to === 0) return NOTHING;
    return dates.flatMap(({ qualifier, from }, i) => {
      const what = BEFORE[qualifier];
      if (what === undefined || dayOf(from) <= to) return NOTHING;
      return [{ field: `dates[${i}].from`, message: `The date of the ${what} is after the last service.` }];
    });
  },
};

/** Pairs of header dates of which the first is not after the second. */
const PERIODS = [
  { begin: '435', end: '096', what: 'discharge', start: 'admission' },
  { begin: '360', end: '361', what: 'end of the disability', start: 'begin' },
  { begin: '297', end: '296', what: 'return to work', start: 'last day worked' },
  { begin: '090', end: '091', what: 'relinquishing of care', start: 'assumption' },
] as const;

const periods: Edit = {
  id: 'DAT-04',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'date',
  cause:
    'What ends does not end before it began: hospital stay (435, 096), disability (360, 361), absence from ' +
    'work (297, 296), care that was taken over (090, 091). An admission is not after the first service.',
  source: '005010X222A1 2300 DTP',
  remedy: 'Correct the dates from the chart.',
  examples: {
    fails: {
      changes: {
        dates: [
          { qualifier: '435', from: '20260104' },
          { qualifier: '096', from: '20260103' },
        ],
      },
    },
    passes: {
      changes: {
        dates: [
          { qualifier: '435', from: '20260104' },
          { qualifier: '096', from: '20260106' },
        ],
      },
    },
  },
  check: ({ professional }) => {
    const dates = professional?.dates;
    if (dates === undefined || dates.length < 2) return NOTHING;
    const hits: Hit[] = [];
    for (const { begin, end, what, start } of PERIODS) {
      const first = dates.find(({ qualifier }) => qualifier === begin);
      const last = dates.findIndex(({ qualifier }) => qualifier === end);
      const ended = dates[last];
      if (first === undefined || ended === undefined || ended.from >= first.from) continue;
      hits.push({ field: `dates[${last}].from`, message: `The ${what} is before the ${start}.` });
    }
    return hits;
  },
};

const withinStatement: Edit = {
  id: 'DAT-05',
  level: 'encounter',
  types: ['I'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'date',
  cause: 'The days of an institutional line lie within the period of its statement.',
  source: '005010X223A2 2300 DTP*434 and 2400 DTP*472',
  remedy: 'Correct the line’s day, or the statement’s period.',
  examples: {
    fails: { of: 'I', changes: { 'lines[0].from': '20260101' } },
    passes: { of: 'I', changes: { 'lines[0].from': '20260106' } },
  },
  check: (claim) => lineHits(claim, (line) => outsideHit(line, claim)),
};

function outsideHit({ line, from, to, field, number }: LineFacts, claim: ClaimFacts): Hit | undefined {
  if (line.from === undefined || from === 0 || claim.from === 0 || claim.to === 0) return undefined;
  if (from >= claim.from && to <= claim.to) return undefined;
  const where = from < claim.from || line.to === undefined ? 'from' : 'to';
  return {
    field: `${field}.${where}`,
    line: number,
    message: 'The line is outside of the statement’s period.',
  };
}

export const dateOrderEdits: readonly Edit[] = [spans, beforeService, periods, withinStatement];
