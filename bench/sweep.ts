/**
 * The fault sweep: a remittance with reversals, corrections, denials, suspense, underpayments and adjustments at
 * provider level, in which each AWS call of each step goes wrong in turn, in each way. After it the step is run again,
 * as its state machine does, and everything that is stored and sent is compared with an undisturbed run.
 *
 *     node bench/sweep.ts [--claims 60] [--every 1] [--processes 2] [--only CALL] [--part 1/4] [--bail]
 *
 * A difference is printed as it is found; progress goes to stderr. `--only` sweeps calls that have the text in their
 * name, or in that of their step; `--part` one of several equal parts; `--bail` ends at the first difference. Exits
 * with 1 where anything differs, with 2 where nothing was swept.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { STOP, type Task, type Told } from './sweep/messages.ts';
import { type Asked, askedBy, sharesOf } from './sweep/options.ts';
import type { SweepResult } from './sweep/sweep.ts';
import { differenceText, exitCodeOf, resultText, sum } from './sweep/telling.ts';

const TOLD_MS = 10_000;

async function main({ bail, ...asked }: Asked): Promise<void> {
  const start = performance.now();
  const children: ChildProcess[] = [];
  const stop = (): void => {
    for (const child of children) if (child.connected) child.send(STOP);
  };
  const shares = sharesOf(asked);
  const progress = shares.map(() => ({ done: 0, all: 0 }));
  const telling = setInterval(() => {
    const [done, all] = [sum(progress.map((p) => p.done)), sum(progress.map((p) => p.all))];
    if (all > 0) process.stderr.write(`  ${done} of ${all} points after ${secondsSince(start)} s\n`);
  }, TOLD_MS);
  const onTold = (no: number, told: Told): void => {
    if ('done' in told) progress[no] = told;
    if (!('difference' in told)) return;
    say(differenceText(told.difference));
    if (bail) stop();
  };
  try {
    const { claims, every, only } = asked;
    const results = shares.map((share, no) =>
      resultOf(begin({ claims, every, share, ...(only === undefined ? {} : { only }) }, children), (told) =>
        onTold(no, told),
      ),
    );
    const all = await Promise.all(results);
    say(resultText(all, secondsSince(start)));
    process.exitCode = exitCodeOf(all);
  } finally {
    clearInterval(telling);
    stop();
  }
}

const secondsSince = (start: number): number => Math.round((performance.now() - start) / 1000);

function begin(task: Task, children: ChildProcess[]): ChildProcess {
  const child = fork(join(import.meta.dirname, 'sweep', 'child.ts'), [JSON.stringify(task)]);
  children.push(child);
  return child;
}

const resultOf = (child: ChildProcess, onTold: (told: Told) => void): Promise<SweepResult> =>
  new Promise((resolve, reject) => {
    let result: SweepResult | undefined;
    child.on('message', (told: Told) => {
      if ('result' in told) result = told.result;
      else onTold(told);
    });
    child.once('exit', (code) =>
      result === undefined ? reject(new Error(`a process ended with ${code}`)) : resolve(result),
    );
  });

const say = (text: string): void => void process.stdout.write(`${text}\n`);

await main(askedBy(process.argv.slice(2)));
