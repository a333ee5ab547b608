import type { Head } from '../../core/claim/head.ts';
import type { EventDraft, JournalEvent } from '../../core/claim/journal.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { AppendContention, type ClaimStore, type Recorded } from '../../store/claims.ts';
import type { Clock } from '../runtime/environment.ts';

interface Recording {
  readonly claimNo: ClaimNo;
  readonly cause: string;
}

/** So often the journal is read again where another document came in between. */
const ATTEMPTS = 5;

/**
 * Records what a cause makes happen to a claim where its whole journal decides, exactly once.
 *
 * @param decide gets the newest head and the journal up to it; null records nothing
 * @returns null where nothing is recorded, or there is no such claim
 * @throws AppendContention when other documents keep coming first
 */
export async function recordByJournal(
  { claims, now }: { readonly claims: ClaimStore; readonly now: Clock },
  { claimNo, cause }: Recording,
  decide: (head: Head, journal: readonly JournalEvent[]) => EventDraft | null,
): Promise<Extract<Recorded, { readonly event: JournalEvent }> | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const journal = await claims.events(claimNo);
    let isStale = false;
    const recorded = await claims.record({
      claimNo,
      cause,
      nowEpochMs: now(),
      // What was journalled after our look may change the answer. A head behind its journal loses the append.
      decide: (head) => {
        isStale = head !== null && head.version > journal.length;
        return head === null || isStale ? null : decide(head, journal.slice(0, head.version));
      },
    });
    if (recorded.outcome !== 'refused') return recorded;
    if (!isStale) return null;
  }
  throw new AppendContention();
}
