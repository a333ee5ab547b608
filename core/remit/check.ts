import type { Cents } from '../money.ts';
import type { X12Item } from '../x12/items.ts';
import { type ByteSource, eachItem } from '../x12/read.ts';
import { nameOfSet } from '../x12/sets/set-type.ts';
import type { RemittanceHeader } from '../x12/types.ts';
import { type Difference, exactOf, sumTransaction, type TransactionSums } from './balance.ts';
import { FOR_MONEY, stopsPosting } from './readable.ts';

/** What `claimline remit check --json` prints: whether each payment of a file comes out, without posting it. */
export interface RemittanceCheck {
  /** In file order. */
  readonly transactions: readonly CheckedRemittance[];
  /** Σ BPR02. */
  readonly paidCents: Cents;
  readonly claims: number;
  /** There is a remittance, and every one balances and was read whole. */
  readonly balanced: boolean;
  /** Why something of the file was not read: no interchange, a version or kind of set that is no 835 of ours. */
  readonly notRead: readonly string[];
}

/** One ST of an 835. */
export interface CheckedRemittance {
  /** TRN02: the cheque or EFT. */
  readonly trace: string;
  /** BPR16, CCYYMMDD. */
  readonly date: string;
  /** BPR02. */
  readonly paidCents: Cents;
  readonly claims: number;
  /** Σ CLP04. */
  readonly claimsPaidCents: Cents;
  /** Σ PLB; positive decreases the payment. */
  readonly providerAdjustedCents: Cents;
  /** No difference at line, claim or transaction, and nothing that stops posting. */
  readonly balanced: boolean;
  /** False where an amount or a claim could not be read or the set broke off: its sums prove nothing. */
  readonly readable: boolean;
  /** Codes of the findings that stop posting, each once. */
  readonly problems: readonly string[];
  /** In file order, the transaction's last; the first hundred of them. */
  readonly differences: readonly CheckedDifference[];
  readonly differencesLeftOff: number;
}

export interface CheckedDifference {
  /** `lines`: Σ SVC02 against CLP03. */
  readonly level: Difference['level'];
  readonly position: {
    readonly interchange: number;
    readonly group: number | null;
    readonly set: number | null;
    /** Ordinal within the set, ST = 1. */
    readonly segment: number;
    readonly segmentId: string | null;
    /** Ordinal of the CLP in the set. */
    readonly claim: number | null;
    /** Byte offset in the file. */
    readonly offset: number;
  };
  /** What the left side of the equation has too much; negative when too little. */
  readonly cents: Cents;
}

/** One ST while it is read. */
interface OpenCheck {
  readonly header: RemittanceHeader;
  readonly sums: TransactionSums;
  readonly problems: Set<string>;
}

/**
 * Reads a file of 835s as a stream and says of each transaction whether it balances: at its lines, its claims and as a
 * whole, in exact cents. Several interchanges, sets and payers may stand in it; nothing is kept of a claim.
 *
 * @see domain.md 5.3
 */
export async function checkRemittances(bytes: ByteSource): Promise<RemittanceCheck> {
  const check = new RemittanceChecker();
  for await (const _ of eachItem(bytes, FOR_MONEY, (item) => check.take(item)));
  return check.end();
}

/** More kinds of trouble than anyone reads. */
const MAX_NOT_READ = 20;

class RemittanceChecker {
  private readonly transactions: CheckedRemittance[] = [];
  private readonly notRead = new Set<string>();
  /** Errors before the first remittance: they say why there is none, where none comes. */
  private readonly troubles = new Set<string>();
  private open: OpenCheck | undefined;

  take(item: X12Item): void {
    if (item.kind === 'remittance') this.begin(item.header);
    else if (this.open === undefined) this.takeOutside(item);
    else if (item.kind === 'claim-payment') this.open.sums.claim(item.payment);
    else if (item.kind === 'provider-adjustment') this.open.sums.providerAdjustment(item.adjustment);
    else if (item.kind === 'finding' && stopsPosting(item.finding)) this.open.problems.add(item.finding.code);
    else if (item.kind === 'set-end') this.close();
  }

  /** An error that stands in no remittance, and sets that are none. */
  private takeOutside(item: X12Item): void {
    if (this.notRead.size + this.troubles.size >= MAX_NOT_READ) return;
    const { transactions } = this;
    if (item.kind === 'finding' && item.finding.severity === 'error' && transactions.length === 0)
      this.troubles.add(item.finding.message);
    else if (item.kind === 'set' && item.type !== '835')
      this.notRead.add(`A set was left out: ${nameOfSet(item.type, item.context)}.`);
  }

  end(): RemittanceCheck {
    this.close();
    const { transactions } = this;
    return {
      transactions,
      paidCents: exactOf(transactions.reduce((total, { paidCents }) => total + paidCents, 0)),
      claims: transactions.reduce((total, { claims }) => total + claims, 0),
      balanced: transactions.length > 0 && transactions.every(({ balanced }) => balanced),
      notRead: [...(transactions.length === 0 ? this.troubles : []), ...this.notRead],
    };
  }

  private begin(header: RemittanceHeader): void {
    this.close();
    this.open = { header, sums: sumTransaction(header, null), problems: new Set() };
  }

  private close(): void {
    if (this.open !== undefined) this.transactions.push(closed(this.open));
    this.open = undefined;
  }
}

function closed({ header, sums, problems }: OpenCheck): CheckedRemittance {
  const { differences, found, claims, claimsPaid, providerAdjusted } = sums.close();
  const readable = problems.size === 0;
  return {
    trace: header.trace,
    date: header.paymentDate,
    paidCents: header.paid,
    claims,
    claimsPaidCents: claimsPaid,
    providerAdjustedCents: providerAdjusted,
    balanced: found === 0 && readable,
    readable,
    problems: [...problems],
    differences: differences.map(checkedDifference),
    differencesLeftOff: found - differences.length,
  };
}

const checkedDifference = ({ level, difference, position, ordinal }: Difference): CheckedDifference => ({
  level,
  position: {
    interchange: position.interchange,
    group: position.group ?? null,
    set: position.set ?? null,
    segment: position.segment,
    segmentId: position.segmentId ?? null,
    claim: ordinal ?? null,
    offset: position.offset,
  },
  cents: difference,
});
