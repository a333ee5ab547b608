import type { LogText } from '../../embedded/index.ts';
import { type Progress, progressView } from '../terminal/progress-bar.ts';
import type { World } from '../world.ts';
import { readStepLogs } from './step-logs.ts';

/** How far the loop is, as the metrics of the steps tell: the dashboard's own numbers, and no request more. */
export interface LoopProgress {
  readonly hear: (log: LogText) => void;
  /** How many encounters are expected; they tell themselves where a file is yet to be read. */
  readonly expect: (encounters: number) => void;
  readonly end: () => void;
}

const metrics = {
  EncountersReceived: 'received',
  EncountersAssembled: 'assembled',
  ClaimsWritten: 'submitted',
  ClaimPaymentsPosted: 'posted',
} as const;
type Stage = (typeof metrics)[keyof typeof metrics];
export type StageCounts = Readonly<Record<Stage, number>>;

export function loopProgress(world: World): LoopProgress {
  const view = progressView(world.terminal, world.now);
  const counts: Record<Stage, number> = { received: 0, assembled: 0, submitted: 0, posted: 0 };
  let expected = 0;
  return {
    hear: ({ text }) => {
      for (const log of readStepLogs(text)) if (log.kind === 'metrics') add(counts, log.values);
      view.show(progressOf(counts, expected));
    },
    expect: (encounters) => {
      expected = encounters;
      view.show(progressOf(counts, expected));
    },
    end: view.end,
  };
}

function add(counts: Record<Stage, number>, values: Readonly<Record<string, number>>): void {
  for (const [metric, stage] of Object.entries(metrics)) counts[stage] += values[metric] ?? 0;
}

/**
 * Held, rejected and unanswered claims never reach the last stages, so the bar ends short of its end, and a step
 * that is repeated counts again, so it never passes it.
 */
export function progressOf(
  { received, assembled, submitted, posted }: StageCounts,
  expected: number,
): Progress {
  const all = Math.max(expected, received);
  const share = (done: number): number => (all === 0 ? 0 : Math.min(1, done / all) / 3);
  return {
    fraction: share(assembled) + share(submitted) + share(posted),
    text: `${assembled} of ${all} assembled, ${submitted} submitted, ${posted} paid or denied`,
  };
}
