import { cents } from '../money.ts';
import { type AccountBalances, type ClaimBalances, chargesBilled } from './balances.ts';
import type { EntryOrigin, JournalEntry } from './entries.ts';
import { chargeVoided } from './settling-entries.ts';

/** Accounts that a charge can be open on. */
const OPEN = /^(?:1100\[(\d+)\]|1110)$/;

/**
 * J17: the services of a claim never happened; what is open of their charges is taken back, by line, from the payers
 * and the patient that owe it. Credits of the patient and of payers (2020, 2010) stay: they are refunded.
 *
 * @param balances after what reverses the claim's payments
 * @returns null where something was paid, adjusted or written off and is not reversed: charges are then not open
 * @see domain.md 1.4 rows 40, 57; 5.8 J17; S36
 */
export function chargesVoided(
  balances: ClaimBalances,
  at: Pick<EntryOrigin, 'cause' | 'date' | 'claimNo'>,
): readonly JournalEntry[] | null {
  const entries: JournalEntry[] = [];
  let open = 0;
  for (const line in balances) {
    const owed: AccountBalances = balances[line] ?? {};
    for (const key in owed) {
      const found = OPEN.exec(key);
      const amount = owed[key] ?? cents(0);
      if (found === null || amount === 0) continue;
      open += amount;
      const origin = { ...at, entryId: `${at.cause}/J17/${line}/${key}`, lineNo: Number(line) };
      entries.push(
        found[1] === undefined
          ? chargeVoided(origin, amount, 'patient')
          : chargeVoided({ ...origin, payerSequence: Number(found[1]) }, amount, 'payer'),
      );
    }
  }
  return open === chargesBilled(balances) ? entries : null;
}
