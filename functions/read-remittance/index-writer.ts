import type { PaymentPlace } from '../../core/remit/places.ts';
import type { Artifacts, ObjectRef } from '../../store/artifacts.ts';
import { BATCH_CLAIMS } from '../runtime/batches.ts';
import {
  batchPageKey,
  type IndexedRemittance,
  PAGE_BATCHES,
  PAGE_REMITTANCES,
  type PagedBatch,
  type PagedRemittance,
  type PaymentIndex,
  packPlace,
  paymentIndexKey,
  type Reversals,
  remittancePageKey,
  reversalsKey,
} from './payment-batch.ts';

interface Target {
  readonly artifacts: Pick<Artifacts, 'replace'>;
  readonly fileId: string;
  readonly source: ObjectRef;
}

/** Where the payments of a remittance stand that is to be posted. */
export interface ToPost {
  /** In batches of their own kind, reversals first. */
  readonly phases: readonly Iterable<PaymentPlace>[];
  readonly reversals: Reversals;
}

/**
 * Writes the index of a file page by page. It holds one page of each kind, as bytes of JSON already: objects that wait
 * for their page to fill grow old, which makes all memory for objects grow with the file.
 */
export class IndexWriter {
  readonly #target: Target;
  readonly #remittances: Buffer[] = [];
  #remittancePages = 0;
  /** Of the page of batches: the remittances that they are of, and the batches. */
  readonly #of: Buffer[] = [];
  readonly #batches: Buffer[] = [];
  #batchPages = 0;
  /** The remittance that was added last to the page. */
  #last = '';

  constructor(target: Target) {
    this.#target = target;
  }

  /** Takes the next remittance of the file. @param toPost null where it is held */
  async add(remittance: IndexedRemittance, toPost: ToPost | null): Promise<void> {
    this.#remittances.push(json(remittance));
    if (this.#remittances.length === PAGE_REMITTANCES) await this.#endRemittances();
    if (toPost !== null) await this.#addBatches(remittance, toPost);
  }

  async #addBatches(
    { remittanceId, header }: IndexedRemittance,
    { phases, reversals }: ToPost,
  ): Promise<void> {
    const { artifacts, fileId } = this.#target;
    const reverses = reversals.length > 0;
    if (reverses) await artifacts.replace(reversalsKey(fileId, remittanceId), JSON.stringify(reversals));
    let ordinal = 0;
    for (const places of phases) {
      for (const batch of inBatches(places)) {
        this.#addBatch({ remittanceId, header, reverses }, { ordinal, places: batch.map(packPlace) });
        if (this.#batches.length === PAGE_BATCHES) await this.#endBatches();
        ordinal += 1;
      }
    }
  }

  #addBatch(remittance: PagedRemittance, batch: Omit<PagedBatch, 'remittance'>): void {
    const isNew = this.#of.length === 0 || this.#last !== remittance.remittanceId;
    if (isNew) this.#of.push(json(remittance));
    this.#last = remittance.remittanceId;
    this.#batches.push(json({ remittance: this.#of.length - 1, ...batch }));
  }

  async #endRemittances(): Promise<void> {
    const { artifacts, fileId } = this.#target;
    await artifacts.replace(remittancePageKey(fileId, this.#remittancePages), listed(this.#remittances));
    this.#remittances.length = 0;
    this.#remittancePages += 1;
  }

  async #endBatches(): Promise<void> {
    const { artifacts, fileId, source } = this.#target;
    const page = [
      Buffer.from(`{"source":${JSON.stringify(source)},"remittances":`),
      listed(this.#of),
      Buffer.from(',"batches":'),
      listed(this.#batches),
      Buffer.from('}'),
    ];
    await artifacts.replace(batchPageKey(fileId, this.#batchPages), Buffer.concat(page));
    this.#of.length = 0;
    this.#batches.length = 0;
    this.#batchPages += 1;
  }

  /** Writes the last pages, and how much there is of all. */
  async end(): Promise<PaymentIndex> {
    const batches = this.#batchPages * PAGE_BATCHES + this.#batches.length;
    const remittances = this.#remittancePages * PAGE_REMITTANCES + this.#remittances.length;
    if (this.#batches.length > 0) await this.#endBatches();
    if (this.#remittances.length > 0) await this.#endRemittances();
    const index = { batches, remittances };
    const { artifacts, fileId } = this.#target;
    await artifacts.replace(paymentIndexKey(fileId), JSON.stringify(index));
    return index;
  }
}

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));

/** A list of values that are JSON already. */
const listed = (values: readonly Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from('['),
    ...values.flatMap((value, i) => (i === 0 ? [value] : [Buffer.from(','), value])),
    Buffer.from(']'),
  ]);

/** How many batches a remittance has, whose reversals stand apart. */
export const batchesOf = (...payments: readonly number[]): number =>
  payments.reduce((total, count) => total + Math.ceil(count / BATCH_CLAIMS), 0);

function* inBatches(places: Iterable<PaymentPlace>): Generator<readonly PaymentPlace[]> {
  let batch: PaymentPlace[] = [];
  for (const place of places) {
    batch.push(place);
    if (batch.length < BATCH_CLAIMS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
