import { claimPaymentKey } from '../../core/remit/keys.ts';
import type { PaymentPlace } from '../../core/remit/places.ts';
import { paymentsIn } from '../../core/x12/sets/r835-again.ts';
import type { RemittanceHeader } from '../../core/x12/types.ts';
import { type Artifacts, type ObjectRef, shortHash } from '../../store/artifacts.ts';
import { CodedError } from '../runtime/errors.ts';
import {
  type BatchPage,
  batchPageKey,
  type IndexedRemittance,
  type KeyedPayment,
  PAGE_BATCHES,
  PAGE_REMITTANCES,
  type PaymentBatch,
  type PaymentIndex,
  paymentIndexKey,
  placeOf,
  type Reversals,
  remittancePageKey,
  reversalsKey,
} from './payment-batch.ts';

/** A batch with what else of its remittance goes before it. */
export interface ReadBatch {
  readonly batch: PaymentBatch;
  /** The reversals of a claim in the same remittance, by `claimKeyOf`. */
  readonly reversalsOf: (claim: string) => Promise<readonly KeyedPayment[]>;
}

interface BatchRef {
  readonly fileId: string;
  /** Among the batches of the file that are to be posted, from 0. */
  readonly position: number;
}

/** Reads the payments of a batch from the file itself. Null where the file has no such batch. */
export async function readPaymentBatch(
  artifacts: Artifacts,
  { fileId, position }: BatchRef,
): Promise<ReadBatch | null> {
  const page = await artifacts.readJson<BatchPage>(batchPageKey(fileId, Math.floor(position / PAGE_BATCHES)));
  const paged = page.batches[position % PAGE_BATCHES];
  const remittance = paged === undefined ? undefined : page.remittances[paged.remittance];
  if (paged === undefined || remittance === undefined) return null;
  const { remittanceId, header, reverses } = remittance;
  const { source } = page;
  const payments = await paymentsAt({ artifacts, source, header }, paged.places.map(placeOf));
  const reversals = reverses ? await artifacts.readJson<Reversals>(reversalsKey(fileId, remittanceId)) : [];
  return {
    batch: { remittanceId, ordinal: paged.ordinal, header, payments },
    reversalsOf: async (claim) => {
      const places = reversals.flatMap(([of, place]) => (of === claim ? [placeOf(place)] : []));
      return paymentsAt({ artifacts, source, header }, places);
    },
  };
}

/** The remittances of a file in its order, page by page. */
export async function* indexedRemittances(
  artifacts: Artifacts,
  fileId: string,
): AsyncGenerator<IndexedRemittance> {
  const { remittances } = await artifacts.readJson<PaymentIndex>(paymentIndexKey(fileId));
  for (let page = 0; page * PAGE_REMITTANCES < remittances; page += 1)
    yield* await artifacts.readJson<readonly IndexedRemittance[]>(remittancePageKey(fileId, page));
}

interface Source {
  readonly artifacts: Artifacts;
  readonly source: ObjectRef;
  readonly header: RemittanceHeader;
}

async function paymentsAt(
  { artifacts, source, header }: Source,
  places: readonly PaymentPlace[],
): Promise<readonly KeyedPayment[]> {
  const payments: KeyedPayment[] = [];
  for (const { first, end, wanted } of stretchesOf(places)) {
    const bytes = await artifacts.readRange(source, { from: first.offset, bytes: end - first.offset });
    for (const payment of paymentsIn(bytes, { header, ...first })) {
      const copy = wanted.get(payment.ordinal);
      if (copy !== undefined) payments.push({ key: shortHash(claimPaymentKey(payment, copy)), payment });
    }
  }
  if (payments.length !== places.length)
    throw new CodedError('PaymentsMissing', { found: payments.length, wanted: places.length });
  return payments;
}

/** Bytes between two payments that are read with them, rather than by another call. */
const MOST_BETWEEN = 65_536;

interface Stretch {
  readonly first: PaymentPlace;
  /** Copies of the payments that are wanted, by ordinal. */
  readonly wanted: Map<number, number>;
  end: number;
}

/** Stretches of the file that hold some payments, which stand in file order; near ones together. */
function stretchesOf(places: readonly PaymentPlace[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const place of places) {
    const { offset, bytes, ordinal, copy } = place;
    const last = stretches.at(-1);
    if (last !== undefined && offset - last.end <= MOST_BETWEEN) {
      last.end = offset + bytes;
      last.wanted.set(ordinal, copy);
    } else stretches.push({ first: place, end: offset + bytes, wanted: new Map([[ordinal, copy]]) });
  }
  return stretches;
}
