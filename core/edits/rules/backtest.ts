import type { Edit } from '../edit.ts';
import type { Outcome, OutcomeKind } from './outcome.ts';

export interface Amount {
  readonly claims: number;
  readonly cents: number;
}

/** What a rule, or an edit that a document makes stricter, would have done to past claims. */
export interface RuleReport {
  readonly id: string;
  readonly title: string;
  /** Whether it would have held them, asked, or changed them. */
  readonly severity: Edit['severity'];
  /** Claims that were later denied, and the amounts denied. */
  readonly denied: Amount;
  /** Claims that were later rejected, and their charges. */
  readonly rejected: Amount;
  /** Claims that were paid without a denial, and what payer and patient owe: it would have come later. */
  readonly paid: Amount;
  /** Claims that no payer has decided, and their charges. */
  readonly undecided: Amount;
  /** Claims by reason of their denial or rejection, the most frequent first. */
  readonly reasons: readonly { readonly code: string; readonly claims: number }[];
  /** Some of the claims that it holds wrongly, to look at. */
  readonly wrongly: readonly string[];
}

/** Claims that are named for each rule. */
const NAMED = 5;

interface Tally {
  readonly edit: Edit;
  readonly claims: Record<OutcomeKind, number>;
  readonly cents: Record<OutcomeKind, number>;
  readonly reasons: Map<string, number>;
  readonly wrongly: string[];
}

const emptyTally = (edit: Edit): Tally => ({
  edit,
  claims: { denied: 0, rejected: 0, paid: 0, undecided: 0 },
  cents: { denied: 0, rejected: 0, paid: 0, undecided: 0 },
  reasons: new Map(),
  wrongly: [],
});

/** Counts, for each rule, what became of the claims that it finds. It keeps counts alone. */
export class Backtest {
  readonly #tallies: Map<string, Tally>;

  constructor(rules: readonly Edit[]) {
    this.#tallies = new Map(rules.map((edit) => [edit.id, emptyTally(edit)]));
  }

  /** @param found rules, and edits, that find something in the claim */
  add(claimNo: string, found: readonly Edit[], { kind, cents, reasons }: Outcome): void {
    for (const edit of found) {
      const tally = this.#tallies.get(edit.id) ?? emptyTally(edit);
      this.#tallies.set(edit.id, tally);
      tally.claims[kind] += 1;
      tally.cents[kind] += cents;
      for (const reason of reasons) tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
      if (kind === 'paid' && tally.wrongly.length < NAMED) tally.wrongly.push(claimNo);
    }
  }

  /** Every rule, in the order of the document, then the edits that found something. */
  reports(): readonly RuleReport[] {
    return [...this.#tallies.values()].map(({ edit, claims, cents, reasons, wrongly }) => {
      const { id, cause, severity } = edit;
      const amount = (kind: OutcomeKind): Amount => ({ claims: claims[kind], cents: cents[kind] });
      return {
        id,
        title: cause,
        severity,
        denied: amount('denied'),
        rejected: amount('rejected'),
        paid: amount('paid'),
        undecided: amount('undecided'),
        reasons: [...reasons]
          .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
          .map(([code, number]) => ({ code, claims: number })),
        wrongly: wrongly.toSorted(),
      };
    });
  }
}
