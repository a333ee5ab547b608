import type { UnclaimedMoney } from '../../core/claim/journal.ts';
import { workItem } from '../../core/claim/work.ts';
import { civilDate, civilDateOf, epochToIso } from '../../core/dates.ts';
import { type Cents, cents, subtract, ZERO } from '../../core/money.ts';
import { recoupmentKey, remittancePayerId, traceKey } from '../../core/remit/keys.ts';
import { type ProviderPosting, postProviderAdjustments } from '../../core/remit/provider-adjustments.ts';
import type { RecoupmentRecord } from '../../store/remittances.ts';
import type { IndexedRemittance } from '../read-remittance/payment-batch.ts';
import { closeExplained, unexplainedItemId } from './explained.ts';
import type { Deps } from './handler.ts';

/** Provider-level entries stand before the first claim payment of their remittance. */
const PROVIDER_LEVEL = 0;

/** The step's clients with the remittance at hand. */
interface Adjusting extends Deps {
  readonly fileId: string;
  readonly partner: string;
  readonly remittance: IndexedRemittance;
}

/**
 * Posts the PLBs of a remittance, each once, keeps what they take back under its reference, and asks people about what
 * does not explain itself.
 *
 * @returns the entries, as the journal holds them
 */
export async function postProviderLevel(context: Adjusting): Promise<UnclaimedMoney['entries']> {
  const { remittance, claims, fileId } = context;
  const { remittanceId, header, providerAdjustments } = remittance;
  await tellInterest(context);
  if (providerAdjustments.every(({ amount }) => amount === 0)) return [];
  const posting = postProviderAdjustments({
    header,
    adjustments: providerAdjustments,
    remittance: { trace: traceKey(header), date: civilDate(header.paymentDate) },
    cause: `remit/${remittanceId}/PLB`,
    neutralised: await neutralisedBefore(context),
  });
  await claims.recordUnclaimed({
    remittanceId,
    ordinal: PROVIDER_LEVEL,
    fileId,
    at: epochToIso(context.now()),
    entries: posting.entries,
  });
  for (const record of recoupmentsOf(context, posting)) await context.files.putRecoupment(record);
  await openItems(context, posting);
  const actor = { user: 'claimline', nowEpochMs: context.now() };
  for (const key of posting.recoupments.keys()) await closeExplained(context, key, actor);
  const journalled = await claims.unclaimed(remittanceId, PROVIDER_LEVEL);
  return journalled?.entries ?? posting.entries;
}

/** The credit under each reference of this remittance that others left. */
async function neutralisedBefore({ files, remittance }: Adjusting): Promise<(key: string) => Cents> {
  const { header, providerAdjustments, remittanceId } = remittance;
  const keys = new Set(providerAdjustments.map((adjustment) => recoupmentKey(header, adjustment)));
  const known = new Map<string, Cents>();
  for (const key of keys) {
    const others = (await files.recoupment(key)).filter((one) => one.remittanceId !== remittanceId);
    known.set(
      key,
      others.reduce((left, one) => subtract(left, cents(one.amountCents)), ZERO),
    );
  }
  return (key) => known.get(key) ?? ZERO;
}

function recoupmentsOf(
  { remittance: { header, remittanceId, providerAdjustments }, now }: Adjusting,
  { recoupments }: ProviderPosting,
): readonly RecoupmentRecord[] {
  return [...recoupments].map(([key, amount]) => {
    const first = providerAdjustments.find((adjustment) => recoupmentKey(header, adjustment) === key);
    return {
      key,
      remittanceId,
      payerName: header.payer.name || remittancePayerId(header),
      ...(first?.reference === undefined || first.code === 'FB' ? {} : { reference: first.reference }),
      kind: first?.code === 'FB' ? 'FB' : 'WO',
      trace: header.trace,
      paymentDate: header.paymentDate,
      amountCents: amount,
      receivedAt: epochToIso(now()),
    };
  });
}

async function openItems(context: Adjusting, { work }: ProviderPosting): Promise<void> {
  const now = context.now();
  const { remittanceId } = context.remittance;
  for (const [i, { reason, amount, code, segment, recoupment }] of work.entries()) {
    const item = workItem(reason, {
      id:
        recoupment === undefined
          ? `${reason.toLowerCase().replaceAll('_', '-')}-${remittanceId}-${i + 1}`
          : unexplainedItemId(remittanceId, recoupment),
      today: civilDateOf(now),
      partnerId: context.partner,
      fileId: context.fileId,
      value: cents(Math.abs(amount)),
      details: [{ code: `PLB ${code}`, amount, position: `segment ${segment}` }],
    });
    await context.work.open(item, now);
  }
}

/** What claims say of interest and what the PLB pays may differ: the payment balances, and a person asks (S24). */
async function tellInterest({ remittance, work, partner, fileId, ...deps }: Adjusting): Promise<void> {
  const { interestDifference, remittanceId } = remittance;
  if (interestDifference === 0) return;
  const now = deps.now();
  const item = workItem('INTEREST_MISMATCH', {
    id: `interest-mismatch-${remittanceId}`,
    today: civilDateOf(now),
    partnerId: partner,
    fileId,
    value: cents(Math.abs(interestDifference)),
    details: [{ code: 'DIFFERENCE interest', amount: interestDifference }],
  });
  await work.open(item, now);
}
