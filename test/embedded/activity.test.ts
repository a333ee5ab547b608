import { expect, it } from 'vitest';
import { createActivity } from '../../embedded/activity.ts';

it('is idle when all that began has ended', async () => {
  const activity = createActivity();
  const ends = ['event', 'invocation', 'invocation'].map((what) => activity.begin(what));
  expect(activity.underWay()).toEqual({ event: 1, invocation: 2 });
  let idle = false;
  const waiting = activity.idle().then(() => {
    idle = true;
  });
  ends[0]?.();
  ends[1]?.();
  await Promise.resolve();
  expect(idle).toBe(false);
  ends[2]?.();
  await waiting;
  expect(activity.underWay()).toEqual({});
});

it('ends a thing once', () => {
  const activity = createActivity();
  const end = activity.begin('event');
  activity.begin('event');
  end();
  end();
  expect(activity.underWay()).toEqual({ event: 1 });
});

it('is idle at once when nothing is under way', async () => {
  await createActivity().idle();
});
