import { tmpdir } from 'node:os';
import { runCommandLine } from '../../bin/program.ts';
import type { ExitCode } from '../../bin/terminal/answer.ts';
import { makePaint } from '../../bin/terminal/paint.ts';
import type { World } from '../../bin/world.ts';

export interface WorldOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: string;
  readonly redraws?: boolean;
  readonly now?: () => number;
}

/** 14 July 2026, noon UTC. */
export const noon = Date.UTC(2026, 6, 14, 12);

/** A world without a process: what commands say lies in `out` and `err`. */
export function memoryWorld({
  cwd = tmpdir(),
  env = {},
  stdin = '',
  redraws = false,
  now = () => noon,
}: WorldOptions) {
  const said = { out: '', err: '' };
  const world: World = {
    terminal: {
      out: (data) => {
        said.out += typeof data === 'string' ? data : Buffer.from(data).toString('utf8');
        return undefined;
      },
      err: (text) => {
        said.err += text;
      },
      paint: makePaint(false),
      redraws,
      columns: 80,
    },
    env,
    cwd,
    stdin: (async function* () {
      yield Buffer.from(stdin);
    })(),
    now,
    user: () => 'tester',
  };
  return { world, said };
}

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line, words separated by blanks. */
export async function claimline(line: string, options: WorldOptions = {}): Promise<Ran> {
  const { world, said } = memoryWorld(options);
  const code = await runCommandLine(line === '' ? [] : line.split(' '), world);
  return { code, ...said };
}
