import { describe, expect, it, test } from 'vitest';
import {
  type FilingEvent,
  type FilingView,
  newFiling,
  type Outcome,
  transition,
  transitions,
} from '../../../core/claim/lifecycle.ts';
import { transitionTable } from '../../../core/claim/lifecycle-table.ts';
import { type FilingState, filingStates } from '../../../core/claim/types.ts';
import type { WorkReason } from '../../../core/claim/work.ts';

// Goal: every row of domain.md 1.4 once, readable as the table itself. An event is written as one word;
// the column `row` says which row moved the filing, or which out-of-order rule kept it.

const ca = (
  source: 'payer' | 'clearinghouse',
  category: string,
  level: 'claim' | 'batch' | 'provider' = 'claim',
): FilingEvent => ({
  kind: '277ca',
  source,
  level,
  category,
  rejected: ['A3', 'A4', 'A6', 'A7', 'A8'].includes(category),
});
const status = (category: string, windowPassed = true): FilingEvent => ({
  kind: '277',
  category,
  windowPassed,
});
const clp = (
  code: string,
  verdict: 'PAID' | 'ZERO_PAID' | 'PART_DENIED' | 'DENIED',
  more: object = {},
): FilingEvent => ({ kind: 'adjudicated', status: code, verdict, ...more });

const events = {
  'scrubbed with errors': { kind: 'scrubbed', openErrors: 2 },
  'scrubbed clean': { kind: 'scrubbed', openErrors: 0 },
  'TA1 A': { kind: 'ta1', code: 'A', note: '000' },
  'TA1 E': { kind: 'ta1', code: 'E', note: '014' },
  'TA1 R': { kind: 'ta1', code: 'R', note: '006' },
  'TA1 R 025': { kind: 'ta1', code: 'R', note: '025' },
  'TA1 R 025 of an accepted one': { kind: 'ta1', code: 'R', note: '025', acceptedBefore: true },
  '999 A': { kind: '999', setCode: 'A', groupCode: 'A' },
  '999 E': { kind: '999', setCode: 'E', groupCode: 'E' },
  '999 R': { kind: '999', setCode: 'R', groupCode: 'P' },
  '999 set not listed, group P': { kind: '999', groupCode: 'P' },
  '999 group R': { kind: '999', groupCode: 'R' },
  'CH A2': ca('clearinghouse', 'A2'),
  'CH A7': ca('clearinghouse', 'A7'),
  'payer A0': ca('payer', 'A0'),
  'payer A1': ca('payer', 'A1'),
  'payer A2': ca('payer', 'A2'),
  'payer A5': ca('payer', 'A5'),
  'payer A4': ca('payer', 'A4'),
  'payer A7': ca('payer', 'A7'),
  'payer A7, later': { ...ca('payer', 'A7'), processDate: '20260120' } as FilingEvent,
  'payer A7, earlier': { ...ca('payer', 'A7'), processDate: '20260101' } as FilingEvent,
  'batch A7': ca('payer', 'A7', 'batch'),
  'provider A3': ca('clearinghouse', 'A3', 'provider'),
  '277 P1': status('P1'),
  '277 P3': status('P3'),
  '277 R4': status('R4'),
  '277 A4': status('A4'),
  '277 A4, too early': status('A4', false),
  '277 F1': status('F1'),
  '277 E1': status('E1'),
  'CLP 1 paid': clp('1', 'PAID'),
  'CLP 1 zero': clp('1', 'ZERO_PAID'),
  'CLP 1 part': clp('1', 'PART_DENIED'),
  'CLP 1 denied': clp('1', 'DENIED'),
  'CLP 4 denied': clp('4', 'DENIED'),
  'CLP 1 paid, frequency 7': clp('1', 'PAID', { frequency: '7' }),
  'CLP 1 denied as duplicate': clp('1', 'DENIED', { deniedAsDuplicate: true, frequency: '7' }),
  'CLP 1 paid, other lines': clp('1', 'PAID', { furtherPart: true }),
  'CLP 1 denied, other lines': clp('1', 'DENIED', { furtherPart: true }),
  'CLP 19 paid': clp('19', 'PAID'),
  'CLP 23': clp('23', 'ZERO_PAID'),
  'CLP 25': clp('25', 'ZERO_PAID'),
  'CLP 22': { kind: 'reversed', matched: true },
  'CLP 22 of a denial that was replaced': {
    ...{ kind: 'reversed', matched: true, superseded: true },
  },
  'CLP 22 of a decision after a void': {
    ...{ kind: 'reversed', matched: true, afterVoid: true },
  },
  'CLP 22 of nothing': { kind: 'reversed', matched: false },
  'replacement sent': { kind: 'replacement-sent', possible: true },
  'replacement refused': { kind: 'replacement-sent', possible: false },
  'void sent': { kind: 'void-sent', possible: true },
  settled: { kind: 'settled', nextCoverage: false },
  'settled, next payer': { kind: 'settled', nextCoverage: true },
  'crossed over': { kind: 'crossed-over', status: '2', verdict: 'PAID' },
  created: { kind: 'created' },
  edited: { kind: 'edited' },
  batched: { kind: 'batched' },
  sent: { kind: 'sent' },
  'transport failed': { kind: 'transport-failed' },
  repeated: { kind: 'repeated' },
  corrected: { kind: 'corrected' },
  'void confirmed': { kind: 'void-confirmed' },
  appealed: { kind: 'appealed', inTime: true },
  'appealed too late': { kind: 'appealed', inTime: false },
  'appeal upheld': { kind: 'appeal-upheld' },
  'appeal overdue': { kind: 'appeal-overdue' },
  'crossover overdue': { kind: 'crossover-overdue' },
  'written off': { kind: 'written-off' },
  'billed to patient': { kind: 'billed-to-patient' },
  'patient paid': { kind: 'patient-paid' },
  'small balance closed': { kind: 'small-balance-closed' },
  'placed in collections': { kind: 'placed-in-collections' },
  'refund requested': { kind: 'refund-requested' },
  'billed in error': { kind: 'billed-in-error' },
  refiled: { kind: 'refiled', allowed: true },
  'refiled without need': { kind: 'refiled', allowed: false },
  resent: { kind: 'resent', allowed: true },
  'resent without need': { kind: 'resent', allowed: false },
  'match undone': { kind: 'match-undone', to: 'PAYER_ACCEPTED' },
  'act undone': { kind: 'act-undone', to: 'DENIED' },
} as const satisfies Record<string, FilingEvent>;
type EventName = keyof typeof events;

/** The numbers of the second attempt. */
const BATCH = { controlNo: 115, setControlNo: '0001', batchId: 'B115', sentOn: '20260120' };
const PAID_BEFORE = { paidCents: 7600, patientCents: 2000, whollyDenied: false };
const DENIED_BEFORE = { paidCents: 0, patientCents: 0, whollyDenied: true };
/** The evidence that brought a filing into its state. */
const RANKS: Partial<Record<FilingState, number>> = {
  SYNTAX_OK: 2,
  CH_ACCEPTED: 3,
  PAYER_ACCEPTED: 4,
  PENDED: 5,
  PAID: 6,
  ZERO_PAID: 6,
  PART_DENIED: 6,
  DENIED: 6,
  REVERSED: 6,
  FORWARDED: 6,
  APPEALED: 6,
  CLOSED: 6,
};

function filing(state: FilingState): FilingView {
  const denied = ['DENIED', 'APPEALED', 'REPLACING'].includes(state);
  const correcting = state === 'REPLACING' || state === 'VOIDING';
  const returns = correcting || state === 'APPEALED';
  return {
    state,
    attempt: correcting ? 2 : 1,
    rank: RANKS[state] ?? 0,
    ...((RANKS[state] ?? 0) < 6 && !correcting ? {} : { adjudication: denied ? DENIED_BEFORE : PAID_BEFORE }),
    ...(returns ? { before: denied ? ('DENIED' as const) : ('PAID' as const) } : {}),
    ...(correcting ? { batch: BATCH } : {}),
    ...(state === 'PAYER_ACCEPTED' ? { acceptedOn: '20260110' } : {}),
  };
}

type Row = number | Outcome;
type Case = readonly [FilingState, EventName, FilingState, Row, WorkReason[]?];
const rows: readonly Case[] = [
  ['DRAFT', 'created', 'DRAFT', 1],
  ['DRAFT', 'scrubbed with errors', 'EDIT_HOLD', 2, ['EDIT_HOLD']],
  ['READY', 'scrubbed with errors', 'EDIT_HOLD', 2, ['EDIT_HOLD']],
  ['DRAFT', 'scrubbed clean', 'READY', 3],
  ['EDIT_HOLD', 'scrubbed clean', 'READY', 3],
  ['READY', 'edited', 'DRAFT', 4],
  ['READY', 'batched', 'BATCHED', 5],
  ['BATCHED', 'sent', 'SENT', 6],
  ['BATCHED', 'transport failed', 'READY', 7],
  ['SENT', 'TA1 A', 'SENT', 8],
  ['SENT', 'TA1 E', 'SENT', 8, ['TA1_WARNING']],
  ['SENT', 'TA1 R', 'REJ_INTERCHANGE', 9, ['TA1_REJECT']],
  ['SENT', 'TA1 R 025', 'REJ_INTERCHANGE', 9, ['TA1_REJECT']],
  ['SENT', 'TA1 R 025 of an accepted one', 'SENT', 9],
  ['SENT', '999 A', 'SYNTAX_OK', 10],
  ['SENT', '999 E', 'SYNTAX_OK', 10, ['999_WARNING']],
  ['SENT', '999 set not listed, group P', 'SYNTAX_OK', 10],
  ['SENT', '999 R', 'REJ_SYNTAX', 11, ['999_REJECT']],
  ['SENT', '999 group R', 'REJ_SYNTAX', 11, ['999_REJECT']],
  ['SENT', 'CH A2', 'CH_ACCEPTED', 12],
  ['SYNTAX_OK', 'payer A0', 'CH_ACCEPTED', 12],
  ['SYNTAX_OK', 'payer A1', 'PAYER_ACCEPTED', 13],
  ['CH_ACCEPTED', 'payer A2', 'PAYER_ACCEPTED', 13],
  ['CH_ACCEPTED', 'payer A5', 'PAYER_ACCEPTED', 13, ['CLAIM_SPLIT']],
  ['SYNTAX_OK', 'CH A7', 'REJ_FRONTEND', 14, ['277CA_REJECT']],
  ['CH_ACCEPTED', 'payer A4', 'REJ_FRONTEND', 14, ['277CA_REJECT', 'NOT_ON_FILE']],
  ['SENT', 'batch A7', 'REJ_FRONTEND', 15, ['277CA_BATCH_REJECT']],
  ['SYNTAX_OK', 'provider A3', 'REJ_FRONTEND', 15, ['277CA_BATCH_REJECT']],
  ['CH_ACCEPTED', 'CH A2', 'CH_ACCEPTED', 16],
  ['CH_ACCEPTED', '999 A', 'CH_ACCEPTED', 16],
  ['PENDED', 'payer A2', 'PENDED', 16],
  ['REPLACING', '999 A', 'REPLACING', 16],
  ['PAYER_ACCEPTED', 'payer A7, later', 'REJ_FRONTEND', 17, ['CONFLICTING_ACK']],
  ['PAYER_ACCEPTED', 'payer A7, earlier', 'PAYER_ACCEPTED', 17, ['CONFLICTING_ACK']],
  ['REJ_INTERCHANGE', 'corrected', 'DRAFT', 18],
  ['REJ_SYNTAX', 'corrected', 'DRAFT', 18],
  ['REJ_FRONTEND', 'corrected', 'DRAFT', 18],
  ['SENT', '277 P1', 'PENDED', 19],
  ['PAYER_ACCEPTED', '277 P3', 'PENDED', 19, ['RECORDS_REQUEST']],
  ['PENDED', '277 R4', 'PENDED', 19, ['RECORDS_REQUEST']],
  ['SYNTAX_OK', '277 A4', 'SYNTAX_OK', 20, ['NOT_ON_FILE']],
  ['PENDED', '277 F1', 'PENDED', 21, ['ERA_MISSING']],
  ['SENT', 'CLP 1 paid', 'PAID', 22],
  ['PAYER_ACCEPTED', 'CLP 1 zero', 'ZERO_PAID', 23],
  ['PENDED', 'CLP 1 part', 'PART_DENIED', 24],
  ['CH_ACCEPTED', 'CLP 1 denied', 'DENIED', 25],
  ['PAYER_ACCEPTED', 'CLP 4 denied', 'DENIED', 25],
  ['PAYER_ACCEPTED', 'CLP 19 paid', 'FORWARDED', 26],
  ['PAYER_ACCEPTED', 'CLP 23', 'FORWARDED', 27],
  ['PAYER_ACCEPTED', 'CLP 25', 'PAYER_ACCEPTED', 28],
  ['PAID', 'CLP 22', 'REVERSED', 29],
  ['FORWARDED', 'CLP 22', 'REVERSED', 29],
  ['REVERSED', 'CLP 1 paid', 'PAID', 30],
  ['REVERSED', 'CLP 19 paid', 'FORWARDED', 30],
  ['PAYER_ACCEPTED', 'CLP 22 of nothing', 'PAYER_ACCEPTED', 31, ['REVERSAL_WITHOUT_ORIGINAL']],
  ['PAID', 'CLP 1 paid', 'PAID', 32, ['POSSIBLE_DUPLICATE_PAYMENT']],
  ['CLOSED', 'CLP 1 paid', 'CLOSED', 32, ['POSSIBLE_DUPLICATE_PAYMENT']],
  ['REPLACING', 'CLP 1 paid', 'REPLACING', 32, ['POSSIBLE_DUPLICATE_PAYMENT']],
  ['PAID', 'repeated', 'PAID', 33],
  ['DENIED', 'replacement sent', 'REPLACING', 34],
  ['CLOSED', 'replacement sent', 'REPLACING', 34],
  ['REPLACING', '999 R', 'DENIED', 35, ['999_REJECT']],
  ['REPLACING', 'payer A7', 'DENIED', 35, ['277CA_REJECT']],
  ['VOIDING', 'TA1 R', 'PAID', 35, ['TA1_REJECT']],
  ['REPLACING', 'CLP 22', 'REVERSED', 36],
  ['REPLACING', 'CLP 1 paid, frequency 7', 'PAID', 37],
  ['APPEALED', 'CLP 1 paid', 'PAID', 37, ['APPEAL_WON']],
  ['APPEALED', 'CLP 1 denied', 'DENIED', 37],
  ['DENIED', 'CLP 1 part', 'PART_DENIED', 37, ['REPROCESSED']],
  ['REPLACING', 'CLP 1 denied as duplicate', 'DENIED', 38, ['REPLACEMENT_NOT_HONOURED']],
  ['PAYER_ACCEPTED', 'void sent', 'VOIDING', 39],
  ['CLOSED', 'void sent', 'VOIDING', 39],
  ['VOIDING', 'CLP 22', 'VOIDED', 40],
  ['VOIDING', 'void confirmed', 'VOIDED', 41],
  ['DENIED', 'appealed', 'APPEALED', 42],
  ['CLOSED', 'appealed', 'APPEALED', 42],
  ['APPEALED', 'CLP 22', 'REVERSED', 43],
  ['APPEALED', 'appeal upheld', 'DENIED', 44, ['APPEAL_UPHELD']],
  ['APPEALED', 'appeal overdue', 'APPEALED', 45, ['APPEAL_OVERDUE']],
  ['PAID', 'settled, next payer', 'CLOSED', 46],
  ['FORWARDED', 'crossover overdue', 'CLOSED', 47, ['CROSSOVER_MISSING']],
  ['DRAFT', 'crossed over', 'PAID', 48],
  ['PAID', 'settled', 'CLOSED', 49],
  ['DENIED', 'settled', 'CLOSED', 49],
  ['DENIED', 'written off', 'CLOSED', 50],
  ['DENIED', 'billed to patient', 'CLOSED', 51],
  ['CLOSED', 'CLP 22', 'REVERSED', 52],
  ['CLOSED', 'patient paid', 'CLOSED', 53],
  ['CLOSED', 'small balance closed', 'CLOSED', 54],
  ['CLOSED', 'placed in collections', 'CLOSED', 55],
  ['SENT', 'refund requested', 'SENT', 56, ['RECOUPMENT_CASE']],
  ['READY', 'billed in error', 'VOIDED', 57],
  ['DENIED', 'refiled', 'DRAFT', 58],
  ['SYNTAX_OK', 'resent', 'DRAFT', 59],
  ['CLOSED', 'match undone', 'PAYER_ACCEPTED', 60],
  ['REVERSED', 'match undone', 'PAYER_ACCEPTED', 60],
  ['CLOSED', 'act undone', 'DENIED', 70],
  ['PAID', 'CLP 1 paid, other lines', 'PAID', 63],
  ['DENIED', 'CLP 1 paid, other lines', 'PAID', 63],
  ['CLOSED', 'CLP 1 denied, other lines', 'DENIED', 63],
  ['APPEALED', 'CLP 1 paid, other lines', 'APPEALED', 63],
  ['PAID', 'CLP 22 of a denial that was replaced', 'PAID', 64],
  ['REVERSED', 'CLP 22 of a denial that was replaced', 'REVERSED', 64],
  ['SENT', 'CLP 22 of a denial that was replaced', 'SENT', 64],
];
/** What a void took back, and the payer decides again. */
const voidedRows: readonly Case[] = [
  ['VOIDED', 'CLP 1 paid', 'PAID', 65, ['VOID_NOT_HONOURED']],
  ['VOIDED', 'CLP 1 denied', 'DENIED', 65, ['VOID_NOT_HONOURED']],
  ['CLOSED', 'CLP 22 of a decision after a void', 'VOIDED', 67],
  ['DENIED', 'CLP 22 of a decision after a void', 'VOIDED', 67],
  ['REPLACING', 'CLP 22 of a decision after a void', 'REVERSED', 36],
];
/** Replacements and voids that were made and are in no file yet. */
const unsentRows: readonly Case[] = [
  ['REPLACING', 'batched', 'REPLACING', 61],
  ['VOIDING', 'batched', 'VOIDING', 61],
  ['REPLACING', 'edited', 'REPLACING', 66],
  ['REPLACING', 'scrubbed with errors', 'DENIED', 62, ['WRITE_REFUSED']],
  ['VOIDING', 'scrubbed with errors', 'PAID', 62, ['WRITE_REFUSED']],
];
const unsent = (state: FilingState): FilingView => {
  const { batch: _, ...view } = filing(state);
  return view;
};

describe('the transition table', () => {
  const casesOf = (some: readonly Case[]) =>
    some.map(([state, event, to, row, work = []]) => [state, event, to, row, work] as const);
  const cases = casesOf(rows);
  test.each(cases)('%s, %s → %s (%s)', (state, event, to, row, work) => {
    const done = transition(filing(state), events[event]);
    expect(done.steps).toEqual([{ row, from: state, to }]);
    expect([done.state, done.work]).toEqual([to, work]);
    expect(done.outcome).toBe(state === to ? 'kept' : 'moved');
  });

  test.each(casesOf(unsentRows))('%s in no file yet, %s → %s (%s)', (state, event, to, row, work) => {
    const done = transition(unsent(state), events[event]);
    expect(done.steps).toEqual([{ row, from: state, to }]);
    expect([done.state, done.work]).toEqual([to, work]);
  });

  test.each(casesOf(voidedRows))('%s with nothing in force, %s → %s (%s)', (state, event, to, row, work) => {
    const done = transition({ state, attempt: 2, rank: 6 }, events[event]);
    expect(done.steps).toEqual([{ row, from: state, to }]);
    expect([done.state, done.work]).toEqual([to, work]);
  });

  it('is tested in every row', () => {
    const tested = new Set([...rows, ...unsentRows, ...voidedRows].map(([, , , row]) => row));
    const inTable = new Set(transitionTable.map((r) => r.row));
    expect([...inTable].filter((row) => row < 61)).toEqual(
      expect.arrayContaining(Array.from({ length: 60 }, (_, i) => i + 1)),
    );
    expect(tested).toEqual(inTable);
  });

  it('names declared states only', () => {
    const named = transitionTable.flatMap(({ from, to }) => [...from, to]);
    const targets = ['same', 'before', 'as adjudicated', 'as before the match', ...filingStates];
    expect(named.filter((name) => !targets.includes(name))).toEqual([]);
  });
});

describe('documents out of order', () => {
  const kept: readonly (readonly [string, FilingState, EventName, Outcome, WorkReason[]])[] = [
    ['rule 1, S18', 'PAID', 'payer A2', 'stored', []],
    ['rule 1', 'PAYER_ACCEPTED', 'TA1 A', 'stored', []],
    ['rule 1', 'CLOSED', '277 P1', 'stored', []],
    ['rule 1', 'REJ_FRONTEND', '999 A', 'stored', []],
    ['rule 1', 'REJ_FRONTEND', 'CH A2', 'stored', []],
    ['any other', 'REJ_FRONTEND', 'payer A2', 'unexpected', ['UNEXPECTED_DOCUMENT']],
    ['rule 1', 'SYNTAX_OK', 'TA1 R 025 of an accepted one', 'stored', []],
    ['rule 2, S19', 'PAID', 'payer A7', 'conflicting', ['CONFLICTING_ACK']],
    ['rule 2', 'PENDED', 'CH A7', 'conflicting', ['CONFLICTING_ACK']],
    ['rule 2', 'SYNTAX_OK', 'TA1 R', 'conflicting', ['CONFLICTING_ACK']],
    ['rule 2', 'CLOSED', '277 A4', 'conflicting', ['CONFLICTING_ACK']],
    ['repeated', 'SYNTAX_OK', '999 A', 'repeated', []],
    ['repeated', 'REJ_SYNTAX', '999 R', 'repeated', []],
    ['repeated', 'REJ_FRONTEND', 'payer A7', 'repeated', []],
    ['repeated', 'SENT', 'sent', 'repeated', []],
    ['any other', 'REJ_SYNTAX', '999 A', 'unexpected', ['UNEXPECTED_DOCUMENT']],
    ['any other', 'DRAFT', 'CLP 1 paid', 'unexpected', ['UNEXPECTED_DOCUMENT']],
    ['any other', 'READY', '999 A', 'unexpected', ['UNEXPECTED_DOCUMENT']],
    ['any other', 'SENT', '277 A4, too early', 'unexpected', ['UNEXPECTED_DOCUMENT']],
    ['any other', 'SENT', '277 E1', 'unexpected', ['UNEXPECTED_DOCUMENT']],
    ['any other', 'REVERSED', 'CLP 22', 'unexpected', ['UNEXPECTED_DOCUMENT']],
    ['no document', 'SENT', 'edited', 'refused', []],
    ['no document', 'DENIED', 'replacement refused', 'refused', []],
    ['no document', 'VOIDED', 'billed to patient', 'refused', []],
    ['no document', 'DENIED', 'appealed too late', 'refused', []],
    ['no document', 'DENIED', 'refiled without need', 'refused', []],
    ['no document', 'SENT', 'resent without need', 'refused', []],
    ['repeated', 'REPLACING', 'replacement sent', 'repeated', []],
    ['no document', 'REPLACING', 'batched', 'refused', []],
    ['no document', 'REPLACING', 'edited', 'refused', []],
  ];
  test.each(kept)('%s: %s keeps its state after %s: %s', (_, state, event, outcome, work) => {
    const done = transition(filing(state), events[event]);
    expect([done.state, done.steps, done.outcome, done.work]).toEqual([state, [], outcome, work]);
  });

  const second: FilingView = { state: 'SENT', attempt: 2, rank: 0, batch: BATCH };
  test.each<[string, FilingEvent, Outcome]>([
    [
      'S54: 999 of the first',
      { kind: '999', groupControlNo: '110', setCode: 'R', groupCode: 'R' },
      'earlier-attempt',
    ],
    ['999 of the second', { kind: '999', groupControlNo: '115', setCode: 'A', groupCode: 'A' }, 'moved'],
    ['TA1 of the first', { kind: 'ta1', controlNo: '000000110', code: 'R', note: '006' }, 'earlier-attempt'],
    ['TA1 of the second', { kind: 'ta1', controlNo: '000000115', code: 'A', note: '000' }, 'kept'],
    ['277CA of the first', { ...ca('payer', 'A7'), batchId: 'B110' } as FilingEvent, 'earlier-attempt'],
    ['277CA of the second', { ...ca('payer', 'A7'), batchId: 'B115' } as FilingEvent, 'moved'],
    [
      '277CA without a batch, before',
      { ...ca('payer', 'A7'), processDate: '20260119' } as FilingEvent,
      'earlier-attempt',
    ],
    [
      '277CA without a batch, after',
      { ...ca('payer', 'A7'), processDate: '20260121' } as FilingEvent,
      'moved',
    ],
  ])('rule 3: %s attempt', (_, event, outcome) => {
    expect(transition(second, event).outcome).toBe(outcome);
  });

  it('rule 3: an answer to the attempt before, while the next is prepared', () => {
    const preparing: FilingView = { state: 'READY', attempt: 2, rank: 0 };
    const answer: FilingEvent = { kind: '999', groupControlNo: '115', setCode: 'R', groupCode: 'R' };
    expect(transition(preparing, answer)).toMatchObject({
      outcome: 'earlier-attempt',
      state: 'READY',
      work: [],
    });
  });

  it('rule 3: an answer to the original, while its replacement is in no file yet', () => {
    expect(transition(unsent('REPLACING'), events['payer A7'])).toMatchObject({
      ...{ outcome: 'earlier-attempt', state: 'REPLACING', before: 'DENIED', work: [] },
    });
  });

  test.each<FilingState>(['REJ_INTERCHANGE', 'REJ_SYNTAX', 'REJ_FRONTEND', 'DRAFT', 'EDIT_HOLD', 'READY'])(
    'rule 4: an 835 counts for a filing in %s whose resend is prepared',
    (state) => {
      const done = transition({ state, attempt: 2, rank: 0 }, events['CLP 1 paid']);
      expect([done.steps, done.state, done.rank]).toEqual([
        [{ row: 22, from: state, to: 'PAID' }],
        'PAID',
        6,
      ]);
    },
  );

  test.each<[EventName, number[], FilingState]>([
    ['payer A2', [6, 13], 'PAYER_ACCEPTED'],
    ['CH A2', [6, 12], 'CH_ACCEPTED'],
    ['999 R', [6, 11], 'REJ_SYNTAX'],
    ['TA1 A', [6, 8], 'SENT'],
    ['CLP 1 paid', [6, 22], 'PAID'],
    ['277 P1', [6, 19], 'PENDED'],
  ])('rule 6: %s proves that a batched filing was sent', (event, followed, state) => {
    const done = transition(filing('BATCHED'), events[event]);
    expect([done.steps.map((s) => s.row), done.state]).toEqual([followed, state]);
  });
});

describe('attempts', () => {
  it('a correction begins the next attempt without evidence', () => {
    const done = transition({ state: 'REJ_FRONTEND', attempt: 1, rank: 2 }, events.corrected);
    expect([done.attempt, done.rank]).toEqual([2, 0]);
  });

  it('a refused replacement returns to where it began, with the evidence of then', () => {
    const made = transitions(filing('PART_DENIED'), [events['replacement sent'], events.batched]);
    expect(made).toMatchObject({ state: 'REPLACING', attempt: 2, rank: 0, before: 'PART_DENIED' });
    const { state, attempt, rank, before = 'DENIED' } = made;
    const done = transitions({ state, attempt, rank, before, batch: BATCH }, [
      events['999 A'],
      events['CH A7'],
    ]);
    expect(done).toMatchObject({ state: 'PART_DENIED', attempt: 2, rank: 6 });
    expect([...made.steps, ...done.steps].map((s) => s.row)).toEqual([34, 61, 16, 35]);
    expect(done.before).toBeUndefined();
  });

  it('a void refused before anything was decided goes back to the payer’s acceptance', () => {
    const made = transition(filing('PAYER_ACCEPTED'), events['void sent']);
    const { state, attempt, rank, before = 'DENIED' } = made;
    const refused = transition({ state, attempt, rank, before, batch: BATCH }, events['999 R']);
    expect(refused).toMatchObject({ state: 'PAYER_ACCEPTED', attempt: 2, rank: 4 });
  });

  it('the whole way of a paid claim', () => {
    const way: EventName[] = [
      'created',
      'scrubbed clean',
      'batched',
      'sent',
      'TA1 A',
      '999 A',
      'CH A2',
      'payer A2',
    ];
    const done = transitions(
      newFiling,
      [...way, 'CLP 1 paid', 'settled'].map((e) => events[e as EventName]),
    );
    expect([done.state, done.rank, done.attempt]).toEqual(['CLOSED', 6, 1]);
    expect(done.steps.map((s) => s.row)).toEqual([1, 3, 5, 6, 8, 10, 12, 13, 22, 49]);
  });

  it('a replacement does not forget where it began when events only pass by', () => {
    const replacing = filing('REPLACING');
    expect(transition(replacing, events['TA1 A']).before).toBe('DENIED');
  });
});

it('a filing in REPLACING must know where it came from', () => {
  expect(() =>
    transition({ state: 'REPLACING', attempt: 2, rank: 0, batch: BATCH }, events['999 R']),
  ).toThrow('knows where');
});
