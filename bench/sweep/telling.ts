/** What a sweep says: progress, each difference as it is found, and what was swept. */
import type { Difference, SweepResult } from './sweep.ts';
import { ways } from './tap.ts';

const SHOWN_LENGTH = 800;

/** The point, and below it what differs. */
export const differenceText = ({ step, call, way, what }: Difference): string =>
  [`${step}: ${call}, ${way}`, ...what.map((one) => `    ${one.slice(0, SHOWN_LENGTH)}`)].join('\n');

/** @param all of several processes that shared the points */
export function resultText(all: readonly SweepResult[], seconds: number): string {
  const [first] = all;
  if (first === undefined) return 'Nothing was swept.';
  const calls = sum(Object.values(first.calls));
  const points = ways.map((way) => [way, sum(all.map((one) => one.points[way] ?? 0))] as const);
  const swept = sum(points.map(([, count]) => count));
  const differing = sum(all.map(({ differences }) => differences.length));
  return [
    `${first.claims} claims, ${first.payments} claim payments. Calls of the undisturbed run:`,
    ...Object.entries(first.calls).map(([step, count]) => `  ${String(count).padStart(5)}  ${step}`),
    `${calls} calls; ${swept} points swept in ${seconds} s:`,
    ...points.map(([way, count]) => `  ${String(count).padStart(5)}  ${way}`),
    endText(swept, differing),
  ].join('\n');
}

function endText(swept: number, differing: number): string {
  if (swept === 0) return 'Nothing was swept: no call has that name.';
  return differing === 0
    ? 'The end was the same at every point.'
    : `The end was another at ${differing} ${differing === 1 ? 'point' : 'points'}.`;
}

/** 1 where anything differs, 2 where nothing was swept. */
export function exitCodeOf(all: readonly SweepResult[]): 0 | 1 | 2 {
  if (all.some(({ differences }) => differences.length > 0)) return 1;
  return all.some(({ points }) => sum(Object.values(points)) > 0) ? 0 : 2;
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
