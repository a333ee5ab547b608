import type { FilingStand, Head } from './head.ts';
import type { FilingState } from './types.ts';

/** What a finished filing waits for comes from outside, if ever. */
const DONE: readonly FilingState[] = ['CLOSED', 'VOIDED', 'FORWARDED'];
export const isDone = (state: FilingState): boolean => DONE.includes(state);

/** The head with its active filing shown: the first that is not done; the last payer's when all are. */
export function showActive(head: Head): Head {
  if (head.others === undefined) return head;
  const stands = [[head.filing, head.state] as const, ...Object.entries(head.others).map(stateOf)].toSorted(
    ([a], [b]) => a - b,
  );
  const open = stands.find(([, state]) => !isDone(state)) ?? stands.at(-1);
  return open === undefined ? head : onFiling(head, open[0]);
}
const stateOf = ([filing, { state }]: readonly [string, FilingStand]) => [Number(filing), state] as const;

/**
 * Whether the filing leaves with the next file: it is READY, or a replacement or void of it was made and is in no file
 * yet.
 */
export const waitsToBeSent = ({
  state,
  batch,
}: Pick<FilingStand, 'state'> & { readonly batch?: unknown }): boolean =>
  state === 'READY' || ((state === 'REPLACING' || state === 'VOIDING') && batch === undefined);

/** The first filing of the claim that leaves with the next file; null where none does. */
export function waitingFiling(head: Head): Head | null {
  const others = Object.entries(head.others ?? {}).filter(([, stand]) => waitsToBeSent(stand));
  const waiting = [
    ...(waitsToBeSent(head) ? [head.filing] : []),
    ...others.map(([filing]) => Number(filing)),
  ];
  return waiting.length === 0 ? null : onFiling(head, Math.min(...waiting));
}

/** Whether nobody outside has the filing: it was in no file, and nobody has answered it. */
export const neverSent = ({ attempt, rank, batch }: FilingStand): boolean =>
  attempt === 1 && rank === 0 && batch === undefined;

/** Whether the claim was ever filed, or prepared to be filed, with this payer. */
export const hasFiling = (head: Head, filing: number): boolean =>
  head.filing === filing || head.others?.[filing] !== undefined;

/**
 * The head with another of its filings shown: a document or a person speaks of that one. A filing that has not begun
 * is a draft with the content in force.
 *
 * @param filing payer sequence
 */
export function onFiling(head: Head, filing: number): Head {
  if (filing === head.filing) return head;
  const { others = {}, ...shown } = head;
  const [stand, claim] = apart(shown);
  const { [filing]: asked = fresh(stand), ...rest } = others;
  return { ...claim, ...asked, filing, others: { ...rest, [head.filing]: stand } };
}

/** As `onFiling`, for a document: one that names a filing that never was speaks of the active one. */
export const onNamedFiling = (head: Head, filing: number | undefined): Head =>
  filing !== undefined && hasFiling(head, filing) ? onFiling(head, filing) : head;

/** What belongs to the filing shown, and what to the claim. */
function apart(head: Omit<Head, 'others'>): readonly [FilingStand, Omit<Head, keyof FilingStand | 'others'>] {
  const { attempt, state, since, rank, before, contentVersion, contentHash, payerId, ...rest } = head;
  const { indicator, serviceKey, batch, acceptedOn, payerClaimControlNo, adjudication, ...claim } = rest;
  const stand = {
    ...{ attempt, state, since, rank, contentVersion, contentHash, payerId },
    ...(before === undefined ? {} : { before }),
    ...(indicator === undefined ? {} : { indicator }),
    ...(serviceKey === undefined ? {} : { serviceKey }),
    ...(batch === undefined ? {} : { batch }),
    ...(acceptedOn === undefined ? {} : { acceptedOn }),
    ...(payerClaimControlNo === undefined ? {} : { payerClaimControlNo }),
    ...(adjudication === undefined ? {} : { adjudication }),
  };
  return [stand, claim];
}

const fresh = ({ since, contentVersion, contentHash }: FilingStand): FilingStand => ({
  ...{ attempt: 1, state: 'DRAFT', since, rank: 0, contentVersion, contentHash },
  payerId: '',
});
