/** What a sweep is asked to do, as the command line says it. */
import { parseArgs } from 'node:util';

export interface Asked {
  readonly claims: number;
  /** 2 sweeps every second point. */
  readonly every: number;
  readonly processes: number;
  /** Only calls that have this in their name, or in the name of their step. */
  readonly only: string | undefined;
  /** The first, second … of so many equal parts of the points. */
  readonly part: { readonly no: number; readonly of: number };
  /** The first difference ends it. */
  readonly bail: boolean;
}

/** @throws where an argument is unknown or no number */
export function askedBy(args: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...args],
    options: {
      claims: { type: 'string', default: '60' },
      every: { type: 'string', default: '1' },
      processes: { type: 'string', default: '2' },
      only: { type: 'string' },
      part: { type: 'string', default: '1/1' },
      bail: { type: 'boolean', default: false },
    },
  });
  return {
    claims: numberIn('claims', values.claims),
    every: numberIn('every', values.every),
    processes: numberIn('processes', values.processes),
    only: values.only,
    part: partIn(values.part),
    bail: values.bail,
  };
}

function numberIn(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} is a number from 1 on, not ${text}`);
  return Number(text);
}

function partIn(text: string): Asked['part'] {
  const [, no = '', of = ''] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const part = { no: Number(no), of: Number(of) };
  if (part.no < 1 || part.no > part.of) throw new Error(`--part is one of several, as 1/4 is; not ${text}`);
  return part;
}

/** Which points a process takes: every one of its part that leaves `rest` when divided by `of`. */
export interface Share {
  readonly of: number;
  readonly rest: number;
}

/** The shares of the processes that sweep a part together. */
export const sharesOf = ({ part, processes }: Pick<Asked, 'part' | 'processes'>): readonly Share[] =>
  Array.from({ length: processes }, (_, i) => ({
    of: part.of * processes,
    rest: part.no - 1 + part.of * i,
  }));
