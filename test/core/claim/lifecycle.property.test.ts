import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  afterTransition,
  applicableRows,
  type FilingEvent,
  type FilingView,
  newFiling,
  transition,
} from '../../../core/claim/lifecycle.ts';
import { evidenceOf } from '../../../core/claim/lifecycle-guards.ts';
import { transitionTable } from '../../../core/claim/lifecycle-table.ts';
import { filingStates } from '../../../core/claim/types.ts';

const verdict = fc.constantFrom('PAID', 'ZERO_PAID', 'PART_DENIED', 'DENIED');

const documents = {
  ta1: fc.record({
    kind: fc.constant('ta1' as const),
    code: fc.constantFrom('A', 'E', 'R'),
    note: fc.constantFrom('000', '006', '025'),
    acceptedBefore: fc.boolean(),
  }),
  set: fc.record(
    {
      kind: fc.constant('999' as const),
      setCode: fc.constantFrom('A', 'E', 'R', 'M', 'W', 'X'),
      groupCode: fc.constantFrom('A', 'E', 'P', 'R'),
    },
    { requiredKeys: ['kind', 'groupCode'] },
  ),
  claim: fc
    .record({
      kind: fc.constant('277ca' as const),
      source: fc.constantFrom('payer' as const, 'clearinghouse' as const),
      level: fc.constantFrom('claim' as const, 'provider' as const, 'batch' as const),
      category: fc.constantFrom('A0', 'A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8'),
      action: fc.constantFrom('WQ', 'U'),
      processDate: fc.constantFrom('20260101', '20260201'),
    })
    .map(({ action, ...e }) => ({
      ...e,
      rejected: action === 'U' || ['A3', 'A4', 'A6', 'A7', 'A8'].includes(e.category),
    })),
  status: fc.record(
    {
      kind: fc.constant('277' as const),
      category: fc.constantFrom('P0', 'P1', 'P3', 'P4', 'P5', 'R4', 'F0', 'F1', 'F3F', 'A4', 'D0', 'E1'),
      status: fc.constantFrom('20', '35'),
      windowPassed: fc.boolean(),
    },
    { requiredKeys: ['kind', 'category', 'windowPassed'] },
  ),
  payment: fc.record({
    kind: fc.constant('adjudicated' as const),
    status: fc.constantFrom('1', '2', '3', '4', '19', '20', '21', '23', '25', '99'),
    verdict,
    frequency: fc.constantFrom('1', '7'),
    deniedAsDuplicate: fc.boolean(),
    furtherPart: fc.boolean(),
  }),
  reversal: fc.record({
    kind: fc.constant('reversed' as const),
    matched: fc.boolean(),
    superseded: fc.boolean(),
    afterVoid: fc.boolean(),
  }),
};
const plain = fc.constantFrom(
  ...[...new Set(transitionTable.map((r) => r.on))].filter(
    (kind) =>
      ![
        'ta1',
        '999',
        '277ca',
        '277',
        'adjudicated',
        'reversed',
        'scrubbed',
        'settled',
        'crossed-over',
        'match-undone',
        'act-undone',
      ].includes(kind),
  ),
);
const act: fc.Arbitrary<FilingEvent> = fc.oneof(
  plain.map((kind) => ({ kind, possible: true, inTime: true, allowed: true }) as FilingEvent),
  fc.nat(2).map((openErrors) => ({ kind: 'scrubbed' as const, openErrors })),
  fc.boolean().map((nextCoverage) => ({ kind: 'settled' as const, nextCoverage })),
  verdict.map((v) => ({ kind: 'crossed-over' as const, status: '2', verdict: v })),
  fc.record({
    kind: fc.constantFrom('match-undone' as const, 'act-undone' as const),
    to: fc.constantFrom('SENT' as const, 'PAYER_ACCEPTED' as const, 'DENIED' as const),
  }),
);
const anyEvent: fc.Arbitrary<FilingEvent> = fc.oneof(act, ...Object.values(documents));

const anyFiling: fc.Arbitrary<FilingView> = fc.record(
  {
    state: fc.constantFrom(...filingStates),
    attempt: fc.integer({ min: 1, max: 3 }),
    rank: fc.integer({ min: 0, max: 6 }),
    before: fc.constantFrom('DENIED' as const, 'PAID' as const),
    adjudication: fc.record({
      paidCents: fc.constantFrom(0, 100),
      patientCents: fc.constantFrom(0, 100),
      whollyDenied: fc.boolean(),
    }),
    acceptedOn: fc.constant('20260115'),
    batch: fc.constant({ controlNo: 115, setControlNo: '0001', batchId: 'B115' }),
  },
  { requiredKeys: ['state', 'attempt', 'rank', 'before'] },
);

it('no two rows of the table apply to the same event', () => {
  fc.assert(
    fc.property(anyFiling, anyEvent, (filing, event) => applicableRows(filing, event).length <= 1),
    { numRuns: 5000 },
  );
});

it('no sequence of events reaches an undeclared state or goes back an attempt', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      let filing: FilingView = newFiling;
      for (const event of events) {
        const done = transition(filing, event);
        expect(filingStates).toContain(done.state);
        expect(done.attempt).toBeGreaterThanOrEqual(filing.attempt);
        expect(done.steps.at(-1)?.to ?? filing.state).toBe(done.state);
        filing = afterTransition(filing, done);
      }
    }),
    { numRuns: 2000 },
  );
});

it('a positive document never lowers the rank', () => {
  fc.assert(
    fc.property(anyFiling, anyEvent, (filing, event) => {
      const done = transition(filing, event);
      if (evidenceOf(event)?.positive === true) expect(done.rank).toBeGreaterThanOrEqual(filing.rank);
    }),
  );
});

it('a document told again changes nothing', () => {
  const told = fc.oneof(documents.ta1, documents.set, documents.claim, documents.status);
  fc.assert(
    fc.property(anyFiling, told, (filing, event) => {
      const first = transition(filing, event);
      const again = transition(afterTransition(filing, first), event);
      expect([again.state, again.rank, again.attempt]).toEqual([first.state, first.rank, first.attempt]);
    }),
    { numRuns: 2000 },
  );
});

it('the order of positive documents does not matter', () => {
  const positive: FilingEvent[] = [
    { kind: 'ta1', code: 'A', note: '000' },
    { kind: '999', setCode: 'A', groupCode: 'A' },
    { kind: '277ca', source: 'clearinghouse', level: 'claim', category: 'A2', rejected: false },
    { kind: '277ca', source: 'payer', level: 'claim', category: 'A2', rejected: false },
    { kind: '277', category: 'P1', windowPassed: true },
    { kind: '277', category: 'F1', windowPassed: true },
    { kind: 'adjudicated', status: '1', verdict: 'PAID' },
  ];
  const reach = (events: readonly FilingEvent[]): unknown => {
    let filing: FilingView = { state: 'BATCHED', attempt: 1, rank: 0 };
    for (const event of events) filing = afterTransition(filing, transition(filing, event));
    return [filing.state, filing.rank];
  };
  fc.assert(
    fc.property(fc.shuffledSubarray(positive, { minLength: 1 }), (events) => {
      const inOrder = positive.filter((e) => events.includes(e));
      expect(reach(events)).toEqual(reach(inOrder));
    }),
  );
});
