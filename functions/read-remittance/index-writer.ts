import type { PaymentPlace } from '../../core/remit/places.ts';
import type { Artifacts, ObjectRef } from '../../store/artifacts.ts';
import { BATCH_CLAIMS } from '../runtime/batches.ts';
import { JsonBytes, JsonList } from './json-bytes.ts';
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
 * Writes the index of a file page by page. It holds one page of each kind, in memory that serves for all pages: however
 * long the file, it takes no more.
 */
export class IndexWriter {
  readonly #target: Target;
  readonly #remittances = new JsonList();
  #remittancePages = 0;
  /** Of the page of batches: the remittances that they are of, and the batches. */
  readonly #of = new JsonList();
  readonly #batches = new JsonList();
  #batchPages = 0;
  /** The page of batches as it is written. */
  readonly #page = new JsonBytes();
  /** The remittance that was added last to the page. */
  #last = '';

  constructor(target: Target) {
    this.#target = target;
  }

  /** Takes the next remittance of the file. @param toPost null where it is held */
  async add(remittance: IndexedRemittance, toPost: ToPost | null): Promise<void> {
    this.#remittances.next().text(JSON.stringify(remittance));
    if (this.#remittances.count === PAGE_REMITTANCES) await this.#endRemittances();
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
        if (this.#batches.count === PAGE_BATCHES) await this.#endBatches();
        ordinal += 1;
      }
    }
  }

  #addBatch(remittance: PagedRemittance, { ordinal, places }: Pick<PagedBatch, 'ordinal' | 'places'>): void {
    const isNew = this.#of.count === 0 || this.#last !== remittance.remittanceId;
    if (isNew) this.#of.next().text(JSON.stringify(remittance));
    this.#last = remittance.remittanceId;
    const json = this.#batches.next();
    json.text(`{"remittance":${this.#of.count - 1},"ordinal":${ordinal},"places":`);
    json.rows(places);
    json.text('}');
  }

  async #endRemittances(): Promise<void> {
    const { artifacts, fileId } = this.#target;
    await artifacts.replace(remittancePageKey(fileId, this.#remittancePages), this.#remittances.end());
    this.#remittances.clear();
    this.#remittancePages += 1;
  }

  async #endBatches(): Promise<void> {
    const { artifacts, fileId, source } = this.#target;
    const page = this.#page;
    page.clear();
    page.text(`{"source":${JSON.stringify(source)},"remittances":`);
    page.bytes(this.#of.end());
    page.text(',"batches":');
    page.bytes(this.#batches.end());
    page.text('}');
    await artifacts.replace(batchPageKey(fileId, this.#batchPages), page.written);
    this.#of.clear();
    this.#batches.clear();
    this.#batchPages += 1;
  }

  /** Writes the last pages, and how much there is of all. */
  async end(): Promise<PaymentIndex> {
    const batches = this.#batchPages * PAGE_BATCHES + this.#batches.count;
    const remittances = this.#remittancePages * PAGE_REMITTANCES + this.#remittances.count;
    if (this.#batches.count > 0) await this.#endBatches();
    if (this.#remittances.count > 0) await this.#endRemittances();
    const index = { batches, remittances };
    const { artifacts, fileId } = this.#target;
    await artifacts.replace(paymentIndexKey(fileId), JSON.stringify(index));
    return index;
  }
}

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
