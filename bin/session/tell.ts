import { onFiling } from '../../core/claim/filings.ts';
import type { Head } from '../../core/claim/head.ts';
import type { EventDraft, JournalEvent } from '../../core/claim/journal.ts';
import type { ClaimNo } from '../../core/ids.ts';
import type { Clock } from '../../functions/runtime/environment.ts';
import { AppendContention } from '../../store/claims.ts';
import type { Stores } from './stores.ts';

/** A filing of a claim, as a person names it. */
export interface FilingRef {
  readonly claimNo: ClaimNo;
  /** Payer sequence; the active filing where it is not said. */
  readonly filing?: number | undefined;
}

/** A filing with the claim's journal up to it. */
export interface Seen {
  readonly head: Head;
  readonly journal: readonly JournalEvent[];
}

export type Told<Refusal> =
  | (Seen & { readonly outcome: 'done' | 'already'; readonly event: JournalEvent })
  | { readonly outcome: 'refused'; readonly head: Head; readonly refusal: Refusal };

type Decision<Refusal> =
  | { readonly ok: true; readonly draft: EventDraft }
  | { readonly ok: false; readonly refusal: Refusal };

/** So often another document may come first. */
const ATTEMPTS = 8;

/**
 * Records what a person says of a filing, once for a cause. Where it was recorded before, its event is given back, so
 * that the rest is made up for.
 */
export async function tell<Refusal>(
  { claims, now }: Pick<Stores, 'claims'> & { readonly now: Clock },
  { claimNo, filing }: FilingRef,
  {
    causeOf,
    decide,
  }: {
    readonly causeOf: (seen: Seen) => string;
    readonly decide: (seen: Seen, cause: string) => Decision<Refusal>;
  },
): Promise<Told<Refusal>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await claims.headNow(claimNo);
    if (stored === null) throw new Error('the command has found the claim');
    const head = onFiling(stored, filing ?? stored.filing);
    const journal = (await claims.events(claimNo)).slice(0, head.version);
    const cause = causeOf({ head, journal });
    const told = journal.find((event) => event.cause === cause);
    if (told !== undefined) return { outcome: 'already', head, journal, event: told };
    const decision = decide({ head, journal }, cause);
    if (!decision.ok) return { outcome: 'refused', head, refusal: decision.refusal };
    const recorded = await claims.record({
      ...{ claimNo, cause, nowEpochMs: now() },
      decide: (newest) => (newest?.version === head.version ? decision.draft : null),
    });
    if (recorded.outcome !== 'refused') return { outcome: 'done', head, journal, event: recorded.event };
  }
  throw new AppendContention();
}
