import type { Segment } from '../syntax/segment.ts';
import { type Run, RunBuilder, rewritten, type SegmentEnd } from './run.ts';

/** A level of a hierarchy: its HL segment and what stands before the first claim or level in it. */
export interface Level {
  readonly rank: number;
  readonly hl: Segment;
  readonly body: Run;
}

/** Something to write below levels: a claim, or a patient's level with its inner levels. */
export interface LevelUnit {
  /** The levels around it, the outermost first. */
  readonly path: readonly Level[];
  /** Levels that belong to it, in file order. */
  readonly own: readonly Level[];
  readonly body: Run;
}

interface Written {
  readonly level: Level;
  /** HL01. */
  readonly number: number;
  /** Whether it was written with HL04 = 0. */
  readonly leaf: boolean;
}

/** What of the hierarchy a part holds so far, in its open set. */
export interface LevelState {
  readonly count: number;
  readonly open: readonly Written[];
}

export const NO_LEVEL: LevelState = { count: 0, open: [] };

/** How segments are written. */
export interface Wire {
  readonly separator: string;
  readonly end: SegmentEnd;
}

/**
 * The segments that a unit needs where `state` is already written: levels that are not there yet, numbered anew,
 * and the unit. HL04 says whether a level below follows in this part. Where a subscriber has claims of its own and
 * dependents too, its level is repeated, once for each kind: the file can then be written without knowing what
 * comes, and repeated levels are legal.
 *
 * @see domain.md 3.2
 */
export function layOut(
  state: LevelState,
  { path, own, body }: LevelUnit,
  { separator, end }: Wire,
): { readonly run: Run; readonly state: LevelState } {
  if (path.length === 0 && own.length === 0) return { run: body, state };
  const run = new RunBuilder(end);
  const leafAt = (i: number): boolean => i === path.length - 1 && own.length === 0;
  let shared = 0;
  while (isWritten(state.open[shared], path[shared], leafAt(shared))) shared += 1;
  const open = state.open.slice(0, shared);
  let count = state.count;
  const write = (level: Level, parent: number | undefined, child: string | null): number => {
    count += 1;
    const changes = { 1: String(count), 2: parent === undefined ? '' : String(parent) };
    run.add(rewritten(level.hl, separator, child === null ? changes : { ...changes, 4: child }));
    run.append(level.body);
    return count;
  };
  for (const [i, level] of path.entries()) {
    if (i < shared) continue;
    const leaf = leafAt(i);
    open.push({ level, number: write(level, open.at(-1)?.number, leaf ? '0' : '1'), leaf });
  }
  const around = [...open];
  for (const level of own) {
    while ((around.at(-1)?.level.rank ?? -1) >= level.rank) around.pop();
    around.push({ level, number: write(level, around.at(-1)?.number, null), leaf: false });
  }
  run.append(body);
  return { run, state: { count, open } };
}

const isWritten = (written: Written | undefined, level: Level | undefined, leaf: boolean): boolean =>
  written !== undefined && level !== undefined && written.level === level && written.leaf === leaf;
