import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, test } from 'vitest';
import { withDirect } from '../../bench/sweep/direct.ts';
import { billingOf, postingOf, readingOf, reconcilingOf } from '../../bench/sweep/machine.ts';
import { sweep } from '../../bench/sweep/sweep.ts';
import { startProcess, type Way } from '../../bench/sweep/tap.ts';
import remittance from '../../statemachines/remittance.asl.json' with { type: 'json' };
import { startServices, stopServicesAfterEach } from '../support/services.ts';

stopServicesAfterEach();

test('a remittance ends the same, whichever call of its steps goes wrong; all of them: npm run sweep', async () => {
  const { calls, points, differences } = await sweep({ claims: 12, every: 13 });
  expect(differences).toEqual([]);
  expect(Object.keys(calls)).toContain('bill-next-payer, batch 1');
  expect(Object.keys(points)).toHaveLength(7);
}, 120_000);

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
