import type { Head } from '../../core/claim/head.ts';
import type { HeldPayment } from '../../core/claim/journal.ts';
import { type ClaimNo, parseFilingId } from '../../core/ids.ts';
import { candidatesOf, paidServiceKey } from '../../core/remit/match.ts';
import {
  type CandidateClaim,
  type Glance,
  PAYABLE,
  type Search,
  type Suggestion,
  searchFor,
  suggestClaims,
} from '../../core/remit/suggest.ts';
import type { Stores } from './stores.ts';

/** A payment that waits for its claim. */
interface Waiting {
  readonly place: string;
  readonly held: HeldPayment;
  /** The claim that could not take it. */
  readonly claimNo?: ClaimNo;
}

interface Sought extends Waiting {
  readonly search: Search;
  readonly best: ReturnType<typeof shortList>;
}

/** Claims whose content is read for one payment. */
const GLANCED = 25;

/**
 * The likeliest claims of each payment: those that a number of it names, those with its services, and those that may
 * still be paid and have its charge or nearly its number.
 *
 * @param among whose claims that wait are looked at; for `all`, every claim there is, once for all payments: answered
 *   ones whose number is mistyped too
 */
export async function suggestionsFor(
  claims: Stores['claims'],
  waiting: readonly Waiting[],
  among: readonly string[] | 'all',
): Promise<ReadonlyMap<string, readonly Suggestion[]>> {
  const sought = waiting.map((one): Sought => ({ ...one, search: searchFor(one.held), best: shortList() }));
  if (sought.length === 0) return new Map();
  if (among === 'all') {
    for await (const head of claims.scanHeads()) for (const one of sought) offer(one, head);
  } else {
    await lookAtNamed(claims, sought);
    for (const partner of among) await lookAtAwaited(claims, partner, sought);
  }
  const found = new Map<string, readonly Suggestion[]>();
  for (const { place, search, best } of sought) found.set(place, await ranked(claims, search, best.heads()));
  return found;
}

const offer = ({ search, best }: Sought, head: Head): void => best.offer(search.glance(head), head);

/** Claims by numbers and services of each payment. */
async function lookAtNamed(claims: Stores['claims'], sought: readonly Sought[]): Promise<void> {
  for (const one of sought) {
    const { header, payment } = one.held;
    const services = paidServiceKey(payment, header);
    const numbers = [
      ...(one.claimNo === undefined ? [] : [one.claimNo]),
      ...candidatesOf(payment.claimId).flatMap(({ filing }) => parseFilingId(filing)?.claimNo ?? []),
      ...(payment.payerClaimControlNo === ''
        ? []
        : await claims.underPayerNumber(payment.payerClaimControlNo)),
      ...(services === undefined ? [] : await claims.underServices(services)),
    ];
    for (const head of (await claims.heads(numbers)).values()) offer(one, head);
  }
}

/** Claims that a payment may come for, by the index: only those that it hints at are read. */
async function lookAtAwaited(
  claims: Stores['claims'],
  partner: string,
  sought: readonly Sought[],
): Promise<void> {
  const hinted = new Map<ClaimNo, readonly Sought[]>();
  for (const state of PAYABLE)
    for await (const [wait] of claims.waits({ partner, state })) {
      if (wait === undefined) continue;
      const hints = sought.filter(({ search }) => search.hint(wait));
      if (hints.length > 0) hinted.set(wait.claimNo, hints);
    }
  const heads = await claims.heads([...hinted.keys()]);
  for (const [claimNo, head] of heads) for (const one of hinted.get(claimNo) ?? []) offer(one, head);
}

async function ranked(
  claims: Stores['claims'],
  { sought }: Search,
  heads: readonly Head[],
): Promise<readonly Suggestion[]> {
  if (heads.length === 0) return [];
  const contents = await claims.contents(heads);
  const candidates = heads.flatMap((head): CandidateClaim[] => {
    const claim = contents.get(head.claimNo);
    return claim === undefined ? [] : [{ head, claim }];
  });
  return suggestClaims(sought, candidates);
}

/** The likeliest heads so far, each once, so that memory does not grow with the claims. */
function shortList() {
  let best = new Map<ClaimNo, readonly [weight: number, head: Head]>();
  const byWeight = () => [...best].toSorted(([, [a]], [, [b]]) => b - a).slice(0, GLANCED);
  return {
    offer: (glance: Glance | null, head: Head): void => {
      if (glance === null) return;
      best.set(head.claimNo, [glance.weight, head]);
      if (best.size >= 2 * GLANCED) best = new Map(byWeight());
    },
    heads: (): readonly Head[] => byWeight().map(([, [, head]]) => head),
  };
}
