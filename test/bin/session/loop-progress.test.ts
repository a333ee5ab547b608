import { expect, it, test } from 'vitest';
import { loopProgress, progressOf, type StageCounts } from '../../../bin/session/loop-progress.ts';
import { memoryWorld } from '../memory-world.ts';

test.each<[string, StageCounts, number, number]>([
  ['nothing is done', { received: 0, assembled: 0, submitted: 0, posted: 0 }, 0, 0],
  ['all is assembled', { received: 9, assembled: 9, submitted: 0, posted: 0 }, 9, 1 / 3],
  ['all is posted', { received: 9, assembled: 9, submitted: 9, posted: 9 }, 9, 1],
  ['steps were repeated', { received: 18, assembled: 99, submitted: 99, posted: 99 }, 9, 1],
  ['some were held', { received: 10, assembled: 10, submitted: 5, posted: 5 }, 10, 2 / 3],
])('when %s', (_what, counts, expected, fraction) => {
  expect(progressOf(counts, expected).fraction).toBeCloseTo(fraction);
});

it('adds up the metrics that the steps print', () => {
  let nowMs = 0;
  const { world, said } = memoryWorld({ now: () => nowMs });
  const progress = loopProgress(world);
  const print = (values: object): void =>
    progress.hear({ functionName: 'f', text: JSON.stringify({ _aws: {}, ...values }) });
  progress.expect(100);
  print({ EncountersReceived: 100, EncountersAssembled: 50 });
  nowMs = 10_000;
  print({ EncountersAssembled: 50, ClaimsWritten: 93, ClaimPaymentsPosted: 40 });
  expect(said.err).toBe('100 of 100 assembled, 93 submitted, 40 paid or denied\n');
});
