import type { JournalEvent, UnclaimedMoney } from '../../core/claim/journal.ts';
import type { Stores } from './stores.ts';

/** A claim's whole journal, or the money of a remittance that no claim could take. */
export type Journal =
  | { readonly kind: 'claim'; readonly events: readonly JournalEvent[] }
  | { readonly kind: 'unclaimed'; readonly money: UnclaimedMoney };

/**
 * Every journal, one at a time, so that memory does not grow with them. A scan gives the items of a partition
 * together and in their order, which is that of the versions.
 */
export async function* journals({ claims }: Pick<Stores, 'claims'>): AsyncGenerator<Journal> {
  let events: JournalEvent[] = [];
  for await (const item of claims.scanEvents()) {
    if (!('claimNo' in item)) {
      yield { kind: 'unclaimed', money: item };
      continue;
    }
    if (events.length > 0 && events[0]?.claimNo !== item.claimNo) {
      yield { kind: 'claim', events };
      events = [];
    }
    events.push(item);
  }
  if (events.length > 0) yield { kind: 'claim', events };
}
