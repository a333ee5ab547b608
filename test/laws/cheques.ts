/** Cheques of a payer: claim payments of several claims, and adjustments at provider level. */
import { civilDate } from '../../core/dates.ts';
import { type AccountBalances, applyToLedger } from '../../core/ledger/balances.ts';
import type { JournalEntry } from '../../core/ledger/entries.ts';
import { type Cents, cents, sum, ZERO } from '../../core/money.ts';
import { traceKey } from '../../core/remit/keys.ts';
import { postProviderAdjustments } from '../../core/remit/provider-adjustments.ts';
import { REVERSAL } from '../../core/remit/reverse.ts';
import type { ClaimPayment, ProviderAdjustment } from '../../core/x12/types.ts';
import { aHeader } from '../core/remit/given.ts';
import { type Book, entriesOf, takenIn } from './book.ts';
import { remitted } from './documents.ts';

/** What stands on one cheque: reversals are posted before all else, as the steps do (domain.md 5.5). */
export interface Cheque {
  /** TRN02. */
  readonly trace: string;
  /** With the place of their claim among the books. */
  readonly payments: readonly { readonly claim: number; readonly payment: ClaimPayment }[];
  readonly adjustments: readonly ProviderAdjustment[];
}

/** An adjustment of a PLB. @param amount as the PLB has it: above 0 is taken from us; cents */
export const levy = ({
  code,
  reference,
  amount,
}: {
  readonly code: string;
  readonly reference: string;
  readonly amount: number;
}): ProviderAdjustment => ({
  ...{ providerId: '1999999992', fiscalYearEnd: '20261231', code, reference },
  amount: cents(amount),
  position: { interchange: 1, segment: 1, offset: 0 },
});

/** BPR02: what the cheque is about. */
export const paidBy = ({ payments, adjustments }: Cheque): Cents =>
  cents(sum(payments.map(({ payment }) => payment.paid)) - sum(adjustments.map(({ amount }) => amount)));

/** The sub-account of clearing that its money is in. */
export const clearingOf = ({ trace }: Cheque): string => `1015[${traceKey(aHeader(0, { trace }))}]`;

/** Books after the claim payments of a cheque. */
export function booksAfter(books: readonly Book[], { trace, payments }: Cheque): readonly Book[] {
  const after = [...books];
  const [back, others] = [payments.filter(isReversal), payments.filter((one) => !isReversal(one))];
  for (const { claim, payment } of [...back, ...others]) {
    const book = after[claim];
    if (book !== undefined) after[claim] = takenIn(book, remitted({ payment, trace }));
  }
  return after;
}

const isReversal = ({ payment }: Cheque['payments'][number]): boolean => payment.status === REVERSAL;

/** What a cheque posts at provider level. */
export function providerEntries({ trace, adjustments }: Cheque): readonly JournalEntry[] {
  const header = aHeader(0, { trace });
  const remittance = { trace: traceKey(header), date: civilDate(header.paymentDate) };
  const cause = `remit/${trace}/PLB`;
  return postProviderAdjustments({ header, adjustments, remittance, cause, neutralised: () => ZERO }).entries;
}

/** The whole ledger after cheques, in their order. */
export const ledgerAfter = (books: readonly Book[], cheques: readonly Cheque[]): AccountBalances =>
  applyToLedger({}, [
    ...cheques.reduce(booksAfter, books).flatMap(entriesOf),
    ...cheques.flatMap(providerEntries),
  ]);

/** All sub-accounts of clearing, one for each cheque, as one. */
export function withOneClearing(balances: AccountBalances): AccountBalances {
  const isClearing = (key: string): boolean => key.startsWith('1015[');
  const others = Object.entries(balances).filter(([key]) => !isClearing(key));
  const cleared: Cents = sum(
    Object.entries(balances).flatMap(([key, amount]) => (isClearing(key) ? amount : [])),
  );
  return { ...Object.fromEntries(others), ...(cleared === 0 ? {} : { '1015': cleared }) };
}
