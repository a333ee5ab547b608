import type { Head } from '../../claim/head.ts';
import type { JournalEvent } from '../../claim/journal.ts';

/** What became of a claim that was sent. */
export type OutcomeKind = 'denied' | 'rejected' | 'paid' | 'undecided';

export interface Outcome {
  readonly kind: OutcomeKind;
  /** Denied amounts; the charge of what was rejected or is undecided; payment and patient’s share of what was paid. */
  readonly cents: number;
  /** CARCs of a denial, status codes of a rejection; each once. */
  readonly reasons: readonly string[];
}

/**
 * What a payer said of a claim first: what came of it by an appeal or a correction does not count, as the rule would
 * have come before that. A file that was refused whole says nothing of its claims.
 */
export function outcomeOf({ chargeCents }: Head, events: readonly JournalEvent[]): Outcome {
  for (const { state, facts } of events) {
    if (facts.kind === 'acknowledged' && state === 'REJ_FRONTEND') {
      return { kind: 'rejected', cents: chargeCents, reasons: [...new Set(facts.codes)] };
    }
    if (facts.kind !== 'adjudicated' || facts.disposition !== 'posted') continue;
    const { denials, adjudication } = facts;
    if (denials.length === 0 && !adjudication.whollyDenied) {
      return { kind: 'paid', cents: adjudication.paidCents + adjudication.patientCents, reasons: [] };
    }
    let cents = 0;
    for (const { amount } of denials) cents += amount;
    return {
      kind: 'denied',
      cents: adjudication.whollyDenied ? chargeCents : cents,
      reasons: [...new Set(denials.map(({ carc }) => carc))],
    };
  }
  return { kind: 'undecided', cents: chargeCents, reasons: [] };
}
