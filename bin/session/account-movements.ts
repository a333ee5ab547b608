import type { AccountCode } from '../../core/ledger/accounts.ts';
import {
  creditOf,
  debitOf,
  type EntryType,
  type JournalEntry,
  type Posting,
} from '../../core/ledger/entries.ts';
import { journals } from './journals.ts';
import type { Stores } from './stores.ts';

/** One posting to an account. Amounts in cents; one of the two is 0. */
export interface AccountMovement {
  readonly date: string;
  readonly type: EntryType;
  readonly claimNo?: string;
  readonly lineNo?: number;
  readonly payerSequence?: number;
  /** Group and CARC of what the payer gave as its reasons: `CO-45`. */
  readonly reasons: readonly string[];
  readonly debitCents: number;
  readonly creditCents: number;
}

/** Everything that moved an account, by date; on a day, by claim. */
export async function movementsOf(stores: Stores, account: AccountCode): Promise<readonly AccountMovement[]> {
  const movements: AccountMovement[] = [];
  for await (const journal of journals(stores)) {
    const entries =
      journal.kind === 'claim' ? journal.events.flatMap((event) => event.entries) : journal.money.entries;
    for (const entry of entries)
      for (const posting of entry.postings)
        if (posting.account === account) movements.push(movementOf(entry, posting));
  }
  return movements.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

const sortKey = ({ date, claimNo = '', lineNo = 0 }: AccountMovement): string =>
  `${date} ${claimNo} ${String(lineNo).padStart(3, '0')}`;

function movementOf(
  { date, type, claimNo, lineNo, payerSequence, reasons = [] }: JournalEntry,
  posting: Posting,
): AccountMovement {
  return {
    date,
    type,
    ...(claimNo !== undefined && { claimNo }),
    ...(lineNo !== undefined && { lineNo }),
    ...(payerSequence !== undefined && { payerSequence }),
    reasons: reasons.map(({ group, carc }) => `${group}-${carc}`),
    debitCents: debitOf(posting),
    creditCents: creditOf(posting),
  };
}
