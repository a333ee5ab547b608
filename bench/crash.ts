/**
 * Kills the pipeline at moments spread over the whole loop, starts it again on the same data, and compares claim by
 * claim with a run that nobody disturbed.
 *
 *     node bench/crash.ts [--claims 2000] [--trials 10] [--seed crash]
 *
 * Exits with 1 where anything differs.
 */
import { parseArgs } from 'node:util';
import { drawFrom } from '../core/sandbox/random.ts';
import { type CrashTrial, crashGround, differences, type KillMoment } from '../test/support/crash.ts';

const SHOWN_DIFFERENCES = 5;
/** Longest time between a log line and the kill: about that of a step. */
const LATEST_KILL_MS = 400;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      claims: { type: 'string', default: '2000' },
      trials: { type: 'string', default: '10' },
      seed: { type: 'string', default: 'crash' },
    },
  });
  const trials = Number(values.trials);
  const ground = crashGround(Number(values.claims));
  try {
    const undisturbed = await ground.run([]);
    say(`${values.claims} claims undisturbed: ${summary(undisturbed)}`);
    say('trial  killed after line  of  ends with');
    for (let trial = 1; trial <= trials; trial += 1) {
      const moment = momentOf(values.seed, undisturbed.lines, { trial, trials });
      const killed = await ground.run([moment]);
      const found = differences(undisturbed.outcome, killed.outcome);
      report(trial, moment, { undisturbed, killed, found });
      if (found.length > 0 || killed.kills === 0) process.exitCode = 1;
    }
  } finally {
    ground.remove();
  }
}

/** The trials share the run's length among them; each draws its moment within its own part. */
function momentOf(
  seed: string,
  lines: number,
  { trial, trials }: { readonly trial: number; readonly trials: number },
): KillMoment {
  const draw = drawFrom(seed, 'kill', String(trial));
  const share = (lines - 1) / trials;
  return {
    lines: 1 + Math.floor((trial - 1) * share) + draw.below(Math.max(1, Math.floor(share))),
    thenMs: draw.below(LATEST_KILL_MS),
  };
}

interface Compared {
  readonly undisturbed: CrashTrial;
  readonly killed: CrashTrial;
  readonly found: readonly string[];
}

function report(
  trial: number,
  { lines, thenMs }: KillMoment,
  { undisturbed, killed, found }: Compared,
): void {
  const verdict = found.length === 0 ? 'the same' : `${found.length} differences`;
  const note = killed.kills === 0 ? ' (it was done before the kill)' : '';
  const cells = [
    String(trial).padStart(5),
    `${lines} + ${thenMs} ms`.padStart(17),
    String(undisturbed.lines).padStart(4),
    `${verdict}${note}; ${summary(killed)}`,
  ];
  say(cells.join('  '));
  for (const difference of found.slice(0, SHOWN_DIFFERENCES)) say(`       ${difference}`);
}

function summary({ outcome, elapsedMs }: CrashTrial): string {
  const states = Map.groupBy(Object.values(outcome.claims), ({ state }) => state);
  const counts = [...states].map(([state, claims]) => `${claims.length} ${state}`).toSorted();
  return `${counts.join(', ')} in ${Math.round(elapsedMs / 1000)} s`;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

await main();
