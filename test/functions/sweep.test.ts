import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, test } from 'vitest';
import { withDirect } from '../../bench/sweep/direct.ts';
import { billingOf, freshSteps, postingOf, readingOf, reconcilingOf } from '../../bench/sweep/machine.ts';
import { askedBy, sharesOf } from '../../bench/sweep/options.ts';
import { type Difference, type SweepResult, sweep } from '../../bench/sweep/sweep.ts';
import { startProcess, type Way } from '../../bench/sweep/tap.ts';
import { differenceText, exitCodeOf, resultText } from '../../bench/sweep/telling.ts';
import remittance from '../../statemachines/remittance.asl.json' with { type: 'json' };
import { startServices, stopServicesAfterEach } from '../support/services.ts';

stopServicesAfterEach();

test('a remittance ends the same, whichever call of its steps goes wrong; all of them: npm run sweep', async () => {
  const { calls, points, differences } = await sweep({ claims: 12, every: 13 });
  expect(differences).toEqual([]);
  expect(Object.keys(calls)).toContain('bill-next-payer, batch 1');
  expect(Object.keys(points)).toHaveLength(7);
}, 120_000);

test('a difference is told when it is found, with its call, its way and what differs', async () => {
  let invoked = 0;
  const counting: typeof freshSteps = (loop, clients) => {
    const steps = freshSteps(loop, clients);
    const { reconcileRemittance } = steps;
    return {
      ...steps,
      reconcileRemittance: async (...input: Parameters<typeof reconcileRemittance>) => {
        invoked += 1;
        return { ...(await reconcileRemittance(...input)), invoked };
      },
    };
  };
  const told: Difference[] = [];
  const { points, differences } = await sweep({
    ...{ claims: 1, only: 'reconcile', steps: counting },
    onDifference: (one) => told.push(one),
    isStopped: () => told.length > 0,
  });
  expect(points).toEqual({ 'error before': 1 });
  expect(differences).toEqual(told);
  expect(told.map(differenceText)).toEqual([
    expect.stringMatching(/^reconcile-remittance: s3 .+, error before\n {4}it answers .+"invoked":3/),
  ]);
  expect(exitCodeOf([{ claims: 1, payments: 1, calls: {}, points, differences }])).toBe(1);
}, 60_000);

describe('what a sweep is asked', () => {
  it('is everything, by two processes, where nothing is said', () => {
    expect(askedBy([])).toEqual({
      ...{ claims: 60, every: 1, processes: 2, only: undefined, bail: false },
      part: { no: 1, of: 1 },
    });
  });

  it('is a part of the points, each in one share of one part', () => {
    const shares = ['1/3', '2/3', '3/3'].flatMap((part) => sharesOf(askedBy(['--part', part])));
    const takers = Array.from(
      { length: 100 },
      (_, i) => shares.filter(({ of, rest }) => i % of === rest).length,
    );
    expect(shares).toHaveLength(6);
    expect(new Set(takers)).toEqual(new Set([1]));
  });

  test.each([
    [['--part', '0/4'], '--part'],
    [['--part', '5/4'], '--part'],
    [['--part', 'half'], '--part'],
    [['--claims', 'all'], '--claims'],
    [['--every', '0'], '--every'],
    [['--faults'], '--faults'],
  ])('%s is refused', (args, named) => {
    expect(() => askedBy(args)).toThrow(named);
  });
});

describe('what a sweep says in the end', () => {
  const result = { claims: 1, payments: 1, calls: { 'a step': 2 }, differences: [] };
  const ways = { 'error before': 2, repeated: 1 } as SweepResult['points'];

  it('adds up what several processes swept', () => {
    const text = resultText(
      [
        { ...result, points: ways },
        { ...result, points: ways },
      ],
      9,
    );
    expect(text).toContain('2 calls; 6 points swept in 9 s:');
    expect(text).toContain('    4  error before');
    expect(text).toContain('The end was the same at every point.');
  });

  it('is no success where nothing was swept', () => {
    expect(exitCodeOf([{ ...result, points: {} as SweepResult['points'] }])).toBe(2);
    expect(exitCodeOf([{ ...result, points: ways }])).toBe(0);
  });
});

it('sweeps every function of the state machine', () => {
  const named = [...JSON.stringify(remittance).matchAll(/\$\{(\w+)FunctionArn\}/g)].map(([, name = '']) =>
    name.replaceAll(/(?<!^)[A-Z]/g, '-$&').toLowerCase(),
  );
  const swept = [readingOf(''), postingOf('', 0), billingOf('', 0), reconcilingOf('')].map(
    ({ step }) => step.split(',')[0],
  );
  expect(named.toSorted()).toEqual(swept.toSorted());
});

describe('a call that goes wrong', () => {
  test.each<[way: Way, what: { readonly happens: boolean; readonly ends: string }]>([
    ['error before', { happens: false, ends: 'InternalServerError' }],
    ['error after', { happens: true, ends: 'InternalServerError' }],
    ['time-out before', { happens: false, ends: 'TimeoutError' }],
    ['time-out after', { happens: true, ends: 'TimeoutError' }],
    ['killed before', { happens: false, ends: 'dead' }],
    ['killed after', { happens: true, ends: 'dead' }],
    ['repeated', { happens: true, ends: 'ConditionalCheckFailedException' }],
  ])('%s: %o', async (way, { happens, ends }) => {
    const { started: services, direct } = await withDirect(startServices);
    const { clients, run } = startProcess(services, direct);
    const put = new PutItemCommand({
      TableName: services.tables.work,
      Item: { pk: { S: 'w1' }, sk: { S: 'ITEM' } },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    const call = 'dynamodb PutItem work w1 ITEM (1)';
    const { end, hit } = await run(() => clients.db.send(put), { call, way });
    expect(hit).toBe(true);
    expect(end === undefined ? 'dead' : 'error' in end && Object(end.error).name).toBe(ends);
    expect(Object.keys(await services.dump())).toEqual(happens ? ['work w1 ITEM'] : []);
  });
});
