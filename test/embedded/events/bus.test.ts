import { expect, it } from 'vitest';
import { createActivity } from '../../../embedded/activity.ts';
import { createBus } from '../../../embedded/events/bus.ts';
import { createFaults } from '../../../embedded/faults.ts';

const hour = 3_600_000;
const target = { arn: 'arn:queue', input: undefined };

function busWith(everyMs: number | undefined, input?: string) {
  const delivered: [string, string][] = [];
  const faults = createFaults();
  const activity = createActivity();
  const pattern = everyMs === undefined ? { source: ['test'] } : undefined;
  const bus = createBus({
    rules: [{ name: 'r', arn: 'arn:rule', pattern, everyMs, targets: [{ ...target, input }] }],
    region: 'us-east-1',
    account: '000000000000',
    now: () => 10 * hour + 1,
    faults,
    activity,
    deliver: (arn, text) => delivered.push([arn, text]),
  });
  const numbers = () => delivered.map(([, text]): unknown => JSON.parse(text).detail);
  return { bus, delivered, faults, activity, numbers };
}

const event = (detail: unknown) => ({ source: 'test', detailType: 'Test', detail, resources: [] });

it('gives the whole event to the target, then says that it is delivered', () => {
  const { bus, delivered } = busWith(undefined);
  let told = 0;
  bus.publish(event(1), () => {
    told = delivered.length;
  });
  expect(told).toBe(1);
  expect(JSON.parse(delivered[0]?.[1] ?? '')).toMatchObject({
    source: 'test',
    'detail-type': 'Test',
    time: '1970-01-01T10:00:00Z',
    detail: 1,
  });
});

it('runs a schedule once for each of its intervals, and only when told the time', () => {
  const { bus, delivered } = busWith(hour, '{"run":true}');
  bus.tick(10.9 * hour);
  expect(delivered).toEqual([]);
  bus.tick(11.1 * hour);
  bus.tick(11.9 * hour);
  expect(delivered).toEqual([['arn:queue', '{"run":true}']]);
  bus.tick(15 * hour);
  expect(delivered).toHaveLength(2);
});

it('delivers twice where a fault says so', () => {
  const { bus, faults, numbers } = busWith(undefined);
  faults.inject({ kind: 'event', at: 2, delivery: 'twice' });
  for (const n of [1, 2, 3]) bus.publish(event(n), () => {});
  expect(numbers()).toEqual([1, 2, 2, 3]);
});

it('lets an event be overtaken where a fault says so, and counts it as under way meanwhile', () => {
  const { bus, faults, activity, numbers } = busWith(undefined);
  faults.inject({ kind: 'event', at: 1, delivery: 'late' });
  bus.publish(event(1), () => {});
  expect(activity.underWay()).toEqual({ event: 1 });
  bus.publish(event(2), () => {});
  expect(numbers()).toEqual([2, 1]);
  expect(activity.underWay()).toEqual({});
});

it('delivers a late event after a while when none comes to overtake it', async () => {
  const { bus, faults, activity, numbers } = busWith(undefined);
  faults.inject({ kind: 'event', at: 1, delivery: 'late' });
  bus.publish(event(1), () => {});
  await activity.idle();
  expect(numbers()).toEqual([1]);
});
