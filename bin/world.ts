import { userInfo } from 'node:os';
import { makePaint, type Paint } from './terminal/paint.ts';

/** Takes text, or the bytes of a file, which may be no UTF-8; the bytes must not change afterwards. */
export type Print = (data: string | Uint8Array) => Promise<void> | undefined;

/** Where text goes. */
export interface Terminal {
  /**
   * Standard output: answers only.
   *
   * @returns where the reader is slower than we are, when to go on; who has much to say waits for it
   */
  readonly out: Print;
  /** Standard error: progress, notes, errors. */
  readonly err: (text: string) => void;
  /** Colours for standard output, where it shows them. */
  readonly paint: Paint;
  /** Whether standard error is a screen, on which a line can be drawn over. */
  readonly redraws: boolean;
  /** Width of that screen in characters. */
  readonly columns: number;
}

/** What a command sees of the process that it runs in. */
export interface World {
  readonly terminal: Terminal;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly now: () => number;
  /** Who runs the command, as the operating system knows them. */
  readonly user: () => string;
}

export function processWorld(): World {
  const { stdout, stderr, stdin, env } = process;
  return {
    terminal: {
      out: (data) =>
        stdout.write(data) ? undefined : new Promise((resolve) => stdout.once('drain', () => resolve())),
      err: (text) => void stderr.write(text),
      paint: makePaint(showsColours(stdout.isTTY, env)),
      redraws: stderr.isTTY === true,
      columns: stderr.columns ?? 80,
    },
    env,
    cwd: process.cwd(),
    stdin,
    now: () => Date.now(),
    user: () => userInfo().username,
  };
}

/** @see https://no-color.org */
export const showsColours = (isTerminal: boolean | undefined, env: Readonly<NodeJS.ProcessEnv>): boolean =>
  isTerminal === true && (env.NO_COLOR ?? '') === '';
