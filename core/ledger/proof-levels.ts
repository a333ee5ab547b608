/** The checks, each with the invariant of domain.md 5.9 that it holds and the level that it belongs to. */
const checkLevels = {
  /** 1: every entry balances and has positive amounts only. */
  'entries-balance': 'line',
  /** 2: a line's charge is what was paid, adjusted and is still open. */
  'lines-add-up': 'line',
  /** 3: what was posted of a claim payment is its payment, and explains its charge. */
  'adjudications-add-up': 'claim',
  /** 4: what was posted of a remittance is the amount that it pays. */
  'remittances-equal-payments': 'cheque',
  /** 7: no entry stands twice. */
  'nothing-posted-twice': 'line',
  /** 8: balances kept as claims arrived equal those of the journals read again. */
  'projections-equal-journals': 'claim',
  /** 9: nothing but patient responsibility is due from patients. */
  'patients-owe-only-their-share': 'claim',
  /** 10: the ledger's receivables are the sum of the claims' open balances. */
  'receivables-equal-open-balances': 'period',
  /** 11: income less adjustments is what we have and are owed less what we owe. */
  'accounting-equation': 'period',
  /** 12: no receivable of a line, a patient or an agency is below zero. */
  'no-receivable-below-zero': 'line',
  /** 12, the other side: what patients have to the good is never used twice. */
  'no-patient-credit-below-zero': 'claim',
  /** 4, after J16: what the bank took in for a payment is that payment. */
  'deposits-equal-payments': 'deposit',
  /** No entry was made after its day was closed. */
  'closed-days-stay-closed': 'period',
} as const satisfies Record<string, LevelName>;

/** What is proved, from the smallest to the whole. A cheque is any payment: its amount is BPR02. */
export const levelNames = ['line', 'claim', 'cheque', 'deposit', 'period'] as const;
export type LevelName = (typeof levelNames)[number];

export type CheckName = keyof typeof checkLevels;
export const checkNames = Object.keys(checkLevels) as readonly CheckName[];

/** One invariant of domain.md 5.9, over everything that was fed. */
export interface ProofCheck {
  readonly name: CheckName;
  readonly ok: boolean;
  /** Sum of the absolute differences found, cents; 0 when `ok`. */
  readonly differenceCents: number;
}

/** What a difference is about; nothing is given where it is about the whole ledger. */
export interface ProofDocument {
  readonly claimNo?: string;
  readonly lineNo?: number;
  /** Of a payment: its number (TRN02), or its key where no payment is on record. */
  readonly trace?: string;
  /** Of a line of the bank. */
  readonly depositId?: string;
  /** CCYYMMDD. */
  readonly date?: string;
}

/** Something that does not come out, or is not explained yet. */
export interface ProofItem extends ProofDocument {
  /** The check that fails, or what is waited for: a deposit of this payment, a payment for this deposit. */
  readonly what: CheckName | 'awaits-deposit' | 'awaits-payment';
  /** Absolute. */
  readonly cents: number;
}

export interface ProofLevel {
  readonly level: LevelName;
  readonly ok: boolean;
  /** Sum of the absolute differences of its checks; 0 when `ok`. */
  readonly differenceCents: number;
  /** Money that is not wrong and not explained yet: payments without deposit, deposits without payment. */
  readonly openCents: number;
  /** What is different first, then what is open; the first hundred of each. */
  readonly items: readonly ProofItem[];
  readonly itemsLeftOff: number;
}

/** A ledger may differ in every claim: so many items of a level are kept. */
const SHOWN_ITEMS = 100;

interface Found {
  readonly items: ProofItem[];
  count: number;
  cents: number;
}
const nothingFound = (): Found => ({ items: [], count: 0, cents: 0 });

function note(found: Found, item: ProofItem): void {
  found.count += 1;
  found.cents += item.cents;
  if (found.items.length < SHOWN_ITEMS) found.items.push(item);
}

/** Gathers what does not come out while a ledger is proved. */
export class Findings {
  private readonly byCheck = new Map<CheckName, number>();
  private readonly wrong = new Map<LevelName, Found>();
  private readonly open = nothingFound();

  /** @param difference cents, of either sign; 0 is no finding */
  add(what: CheckName, difference: number, document: ProofDocument = {}): void {
    if (difference === 0) return;
    const cents = Math.abs(difference);
    this.byCheck.set(what, (this.byCheck.get(what) ?? 0) + cents);
    const level = checkLevels[what];
    const found = this.wrong.get(level) ?? nothingFound();
    this.wrong.set(level, found);
    note(found, { what, cents, ...document });
  }

  /** Money that waits for its other half. */
  waits(what: 'awaits-deposit' | 'awaits-payment', amount: number, document: ProofDocument): void {
    if (amount !== 0) note(this.open, { what, cents: Math.abs(amount), ...document });
  }

  checks(): readonly ProofCheck[] {
    return checkNames.map((name) => {
      const differenceCents = this.byCheck.get(name) ?? 0;
      return { name, ok: differenceCents === 0, differenceCents };
    });
  }

  levels(): readonly ProofLevel[] {
    return levelNames.map((level) => {
      const wrong = this.wrong.get(level) ?? nothingFound();
      const open = level === 'deposit' ? this.open : nothingFound();
      const items = [...wrong.items, ...open.items];
      return {
        level,
        ok: wrong.count === 0,
        differenceCents: wrong.cents,
        openCents: open.cents,
        items,
        itemsLeftOff: wrong.count + open.count - items.length,
      };
    });
  }
}
