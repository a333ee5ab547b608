import type { ClaimStatus } from '../x12/types.ts';

/** Categories of a 277CA that say no (domain.md 4.3). */
const REFUSING_CATEGORIES = new Set(['A3', 'A4', 'A6', 'A7', 'A8']);

const refuses = (status: ClaimStatus): boolean =>
  status.action === 'U' || status.categories.some((c) => REFUSING_CATEGORIES.has(c.category));

/** Whether any status refuses: where action and category disagree, the refusal wins. */
export const isRefused = (statuses: readonly ClaimStatus[]): boolean => statuses.some(refuses);

/** The composite that decides: the first of a refusing status, else the first of all. */
export function decidingStatus(
  statuses: readonly ClaimStatus[],
): { readonly category: string; readonly status: string; readonly entity?: string } | null {
  const deciding = statuses.find(refuses) ?? statuses[0];
  return (
    deciding?.categories.find((c) => REFUSING_CATEGORIES.has(c.category)) ?? deciding?.categories[0] ?? null
  );
}

/** `A7:164:IL` for each composite: codes only. */
export const statusCodes = (statuses: readonly ClaimStatus[]): readonly string[] =>
  statuses.flatMap((s) =>
    s.categories.map(({ category, status, entity }) =>
      [category, status, ...(entity === undefined ? [] : [entity])].join(':'),
    ),
  );

/** Whether the codes of an answer on record (`statusCodes`) refuse nothing. */
export const acceptsClaim = (codes: readonly string[]): boolean =>
  codes.every((code) => !REFUSING_CATEGORIES.has(code.split(':')[0] ?? ''));

const REFUSING_SET_CODES = new Set(['R', 'M', 'W', 'X']);

/** Whether a 999 refuses a set by itself or with its whole group (domain.md 4.2). */
export const isRefusedSet = (answer: { readonly setCode?: string; readonly groupCode: string }): boolean =>
  REFUSING_SET_CODES.has(answer.setCode ?? '') || REFUSING_SET_CODES.has(answer.groupCode);
