import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createActivity } from '../../../embedded/activity.ts';
import { createClock } from '../../../embedded/clock.ts';
import type { LambdaFunction } from '../../../embedded/deployment.ts';
import { createFaults } from '../../../embedded/faults.ts';
import { createPool, type LambdaPool } from '../../../embedded/lambda/pool.ts';
import { temporaryFolder, writeAssembly } from '../small-app.ts';

const handlers = {
  echo: `export const handler = async (event, context) => ({ event, name: context.functionName });`,
  environment: `export const handler = async () => ({ own: process.env.OWN, home: process.env.HOME });`,
  setter: `export const handler = async () => { process.env.OWN = 'spoilt'; globalThis.seen = true; };`,
  fails: `
    class OutOfStock extends Error { name = 'OutOfStock'; }
    export const handler = async () => { throw new OutOfStock('none left'); };`,
  slow: `
    import { setTimeout } from 'node:timers/promises';
    export const handler = (ms) => setTimeout(ms, 'done');`,
  exits: `export const handler = async () => process.exit(1);`,
  broken: `throw new TypeError('does not load');`,
  talks: `export const handler = async () => { console.log('out'); console.error('err'); };`,
  dates: `export const handler = async () => [
    Date.now(), new Date().getTime(), new Date(5).getTime(), new Date() instanceof Date, Date.UTC(1970, 0, 1),
  ];`,
  time: `export const handler = async (_, context) => context.getRemainingTimeInMillis();`,
  counts: `let n = 0; export const handler = async () => ++n;`,
};
type Name = keyof typeof handlers;

const folder = temporaryFolder();
let cdkOut: string;
let pool: LambdaPool;

beforeAll(() => {
  cdkOut = writeAssembly(folder.path, { resources: {}, handlers });
});
afterEach(() => pool.close());
afterAll(folder.remove);

const functionOf = (name: string): LambdaFunction => ({
  name,
  arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
  folder: join(cdkOut, `asset.${name}`),
  handler: 'index.handler',
  timeoutSeconds: 1,
  memoryMb: 128,
  environment: name === 'environment' ? { OWN: 'mine' } : {},
});

function start({ workers = 6, workersPerFunction = 2 } = {}) {
  const printed: string[] = [];
  const clock = createClock();
  const faults = createFaults();
  pool = createPool({
    functions: Object.keys(handlers).map(functionOf),
    limits: { workers, workersPerFunction },
    environment: { SHARED: 'yes' },
    clock,
    logs: ({ functionName, text }) => printed.push(`${functionName}: ${text}`),
    activity: createActivity(),
    faults,
  });
  const call = (name: Name, event: unknown = {}) => pool.invoke(name, event);
  return { call, printed, clock, faults };
}

it('gives the handler its event and context, and answers with what it returns', async () => {
  start();
  const arn = functionOf('echo').arn;
  const outcome = await pool.invoke(arn, { n: 1 });
  expect(outcome).toEqual({ ok: true, payload: { event: { n: 1 }, name: 'echo' } });
});

it('gives every function an environment of its own', async () => {
  const { call } = start();
  await call('setter');
  expect(await call('environment')).toEqual({ ok: true, payload: { own: 'mine' } });
  expect(process.env.OWN).toBeUndefined();
  expect('seen' in globalThis).toBe(false);
});

it('answers null for a handler that returns nothing', async () => {
  expect(await start().call('setter')).toEqual({ ok: true, payload: null });
});

it.each<[Name, string, string]>([
  ['fails', 'OutOfStock', 'none left'],
  ['broken', 'TypeError', 'does not load'],
  ['exits', 'Runtime.ExitError', 'exited'],
])('tells how %s failed', async (name, errorType, message) => {
  const { call } = start();
  const outcome = await call(name);
  expect(outcome).toMatchObject({ ok: false, error: { errorType } });
  expect(JSON.stringify(outcome)).toContain(message);
  // The next call finds another sandbox, and the same end.
  expect(await call(name)).toMatchObject({ ok: false, error: { errorType } });
});

it('ends a handler at its time limit', async () => {
  const { call } = start();
  const outcome = await call('slow', 5000);
  expect(outcome).toMatchObject({ ok: false, error: { errorType: 'Sandbox.Timedout' } });
  expect(JSON.stringify(outcome)).toContain('timed out after 1 seconds');
  expect(await call('slow', 1)).toEqual({ ok: true, payload: 'done' });
});

it('says how much time is left', async () => {
  const { call, clock } = start();
  clock.shift(1e9);
  const outcome = await call('time');
  const left = outcome.ok ? Number(outcome.payload) : Number.NaN;
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(1000);
});

it('turns the Date of running functions with the clock', async () => {
  const { call, clock } = start();
  await call('dates');
  const day = 86_400_000;
  clock.shift(100 * day);
  const { payload } = { payload: [], ...(await call('dates')) };
  const [now, fresh, given, isDate, utc] = Array.isArray(payload) ? payload : [];
  expect(Math.abs(now - (Date.now() + 100 * day))).toBeLessThan(day);
  expect(Math.abs(fresh - now)).toBeLessThan(day);
  expect([given, isDate, utc]).toEqual([5, true, 0]);
});

it('passes on what functions print', async () => {
  const { call, printed } = start();
  await call('talks');
  await sleep(50);
  expect(printed.toSorted()).toEqual(['talks: err\n', 'talks: out\n']);
});

it('runs one event at a time in a sandbox, and no more sandboxes than allowed', async () => {
  const { call } = start({ workersPerFunction: 2 });
  const calls = Array.from({ length: 6 }, () => call('slow', 20));
  expect(pool.live()).toEqual({ slow: 2 });
  await Promise.all(calls);
  expect(pool.live()).toEqual({ slow: 2 });
});

it('ends the idle sandbox that was used least recently where another function needs room', async () => {
  const { call } = start({ workers: 2 });
  await call('counts');
  await call('echo');
  await call('counts');
  await call('environment');
  expect(pool.live()).toEqual({ counts: 1, environment: 1 });
  expect(await call('counts')).toEqual({ ok: true, payload: 3 });
});

it('lets what finds no room wait, and serves it in turn', async () => {
  const { call } = start({ workers: 1 });
  const order: string[] = [];
  const then = (name: string) => () => order.push(name);
  await Promise.all([
    call('slow', 100).then(then('slow')),
    call('echo').then(then('echo')),
    call('counts').then(then('counts')),
  ]);
  expect(order).toEqual(['slow', 'echo', 'counts']);
});

it('kills a sandbox in mid-call where a fault says so', async () => {
  const { call, faults } = start();
  const fault = faults.inject({ kind: 'invocation', from: /slow/, at: 2, afterMs: 10 });
  expect(await call('slow', 50)).toMatchObject({ ok: true });
  expect(await call('slow', 500)).toMatchObject({ ok: false, error: { errorType: 'Runtime.ExitError' } });
  expect(await call('slow', 50)).toMatchObject({ ok: true });
  expect(fault).toMatchObject({ seen: 3, hits: 1 });
});

it('fails what runs and what waits when it closes', async () => {
  const { call } = start({ workers: 1 });
  const calls = [call('slow', 900), call('slow', 900), call('echo')];
  await sleep(50);
  await pool.close();
  for (const outcome of await Promise.all(calls)) expect(outcome.ok).toBe(false);
  expect(pool.live()).toEqual({});
});

it('refuses a function that is not there', async () => {
  start();
  await expect(pool.invoke('nobody', {})).rejects.toThrow('nobody');
});
