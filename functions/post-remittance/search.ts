import type { Head } from '../../core/claim/head.ts';
import type { UnclaimedMoney } from '../../core/claim/journal.ts';
import type { Claim } from '../../core/claim/types.ts';
import { epochToIso } from '../../core/dates.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { paidServiceKey, type Rung, verifiesPayment } from '../../core/remit/match.ts';
import { paysBillingProvider } from '../../core/remit/payee.ts';
import { REVERSAL, takenBack } from '../../core/remit/reverse.ts';
import type { ClaimPayment } from '../../core/x12/types.ts';
import type { KeyedPayment } from '../read-remittance/payment-batch.ts';
import type { PostingBatch } from './handler.ts';
import type { Found } from './posting.ts';

/**
 * The claim of a payment whose CLP01 names none of ours: by the payer's own claim number (rung 3), or by member, day,
 * charge and rendering provider (rung 4). Of several claims none is taken.
 *
 * Both read indexes, which may answer otherwise tomorrow. So what is found is recorded under the remittance before
 * anything is posted, in the place where the money would be if nothing were found: the first answer binds every repeat.
 *
 * @see domain.md 5.4
 */
export async function searchByFacts(context: PostingBatch, keyed: KeyedPayment): Promise<Found | null> {
  const { payment } = keyed;
  const found = (await underPayersNumber(context, payment)) ?? (await underServices(context, payment));
  if (found === null) return null;
  const { claimNo } = found.claim;
  const { remittanceId } = context.batch;
  await context.claims.recordUnclaimed({
    remittanceId,
    ordinal: payment.ordinal,
    fileId: context.fileId,
    at: epochToIso(context.now()),
    entries: [],
    found: { claimNo, rung: found.rung },
  });
  const decided = await context.claims.unclaimed(remittanceId, payment.ordinal);
  return decided === null ? found : foundBefore(context, decided);
}

/** What an earlier run of this payment found; null where its money went to suspense. */
export async function foundBefore(
  context: PostingBatch,
  { found }: Pick<UnclaimedMoney, 'found'>,
): Promise<Found | null> {
  if (found === undefined) return null;
  const [one] = await read(context, [found.claimNo], found.rung);
  return one ?? null;
}

/** What the payers of the claim call it. */
const numbersOf = ({ payerClaimControlNo, others = {} }: Head): readonly (string | undefined)[] => [
  payerClaimControlNo,
  ...Object.values(others).map((stand) => stand.payerClaimControlNo),
];

const saidBy = (payment: ClaimPayment): ClaimPayment =>
  payment.status === REVERSAL ? takenBack(payment) : payment;

async function underPayersNumber(context: PostingBatch, payment: ClaimPayment): Promise<Found | null> {
  const number = payment.payerClaimControlNo.trim();
  if (number === '') return null;
  const numbers = await context.claims.underPayerNumber(number);
  const found = (await read(context, numbers, 3)).filter(
    ({ head, claim }) =>
      numbersOf(head).includes(number) &&
      paysBillingProvider(claim, context.batch.header) &&
      verifiesPayment(claim, saidBy(payment), 3),
  );
  return onlyOne(found);
}

async function underServices(context: PostingBatch, payment: ClaimPayment): Promise<Found | null> {
  const { header } = context.batch;
  const key = paidServiceKey(saidBy(payment), header);
  if (key === undefined) return null;
  const numbers = await context.claims.underServices(key);
  const found = (await read(context, numbers, 4)).filter(
    ({ head, claim }) => head.serviceKey === key && paysBillingProvider(claim, header),
  );
  return onlyOne(found);
}

const onlyOne = (found: readonly Found[]): Found | null => (found.length === 1 ? (found[0] ?? null) : null);

async function read(
  { claims }: PostingBatch,
  numbers: readonly ClaimNo[],
  rung: Rung,
): Promise<readonly Found[]> {
  if (numbers.length === 0) return [];
  const heads = await claims.headsFound(numbers);
  const contents: ReadonlyMap<ClaimNo, Claim> = await claims.contents([...heads.values()]);
  return [...heads.values()].flatMap((head) => {
    const claim = contents.get(head.claimNo);
    return claim === undefined ? [] : [{ rung, head, claim }];
  });
}
