import { packed, type Segment } from '../syntax/segment.ts';
import type { ClaimBatchHeader } from '../types.ts';
import type { Draft } from './answer-values.ts';
import { NM1, PER } from './claim-keys.ts';
import { contactOf } from './claim-read-names.ts';
import type { Growing } from './claim-read-parts.ts';
import type { LoopReader, LoopReaders } from './loop-reader.ts';

const BHT = packed('BHT');

type Submitter = Growing<ClaimBatchHeader['submitter']>;
type Receiver = Draft<ClaimBatchHeader['receiver']>;
type Transaction = Pick<ClaimBatchHeader, 'purpose' | 'batchId' | 'date' | 'time' | 'type'>;

const NO_TRANSACTION: Transaction = { purpose: '', batchId: '', date: '', time: '', type: '' };

/** What stands in no loop (BHT), and 1000A and 1000B. The first of a kind counts. */
export class HeaderReader implements LoopReader {
  readonly loops: LoopReaders;
  readonly #submitter = new SubmitterReader();
  readonly #receiver = new ReceiverReader();
  #transaction: Transaction | null = null;

  constructor() {
    this.loops = [
      ['1000A', this.#submitter],
      ['1000B', this.#receiver],
    ];
  }

  /** Forgets the set before. */
  reset(): void {
    this.#transaction = null;
    this.#submitter.first = null;
    this.#receiver.first = null;
  }

  open(): void {}

  take(bht: Segment): void {
    if (bht.key !== BHT) return;
    this.#transaction ??= {
      purpose: bht.element(2),
      batchId: bht.element(3),
      date: bht.element(4),
      time: bht.element(5),
      type: bht.element(6),
    };
  }

  close(): void {}

  header(): ClaimBatchHeader {
    return {
      ...(this.#transaction ?? NO_TRANSACTION),
      submitter: this.#submitter.first ?? { name: '', entityType: '', etin: '', contacts: [] },
      receiver: this.#receiver.first ?? { name: '', etin: '' },
    };
  }
}

class SubmitterReader implements LoopReader {
  first: Submitter | null = null;
  #draft: Submitter = { name: '', entityType: '', etin: '', contacts: [] };

  open(): void {
    this.#draft = { name: '', entityType: '', etin: '', contacts: [] };
  }

  take(segment: Segment): void {
    const draft = this.#draft;
    if (segment.key === PER) draft.contacts.push(contactOf(segment));
    if (segment.key !== NM1) return;
    draft.name = segment.element(3);
    draft.entityType = segment.element(2);
    draft.etin = segment.element(9);
    if (!segment.isEmpty(4)) draft.first = segment.element(4);
    if (!segment.isEmpty(5)) draft.middle = segment.element(5);
  }

  close(): void {
    this.first ??= this.#draft;
  }
}

class ReceiverReader implements LoopReader {
  first: Receiver | null = null;
  #draft: Receiver = { name: '', etin: '' };

  open(): void {
    this.#draft = { name: '', etin: '' };
  }

  take(nm1: Segment): void {
    if (nm1.key === NM1) this.#draft = { name: nm1.element(3), etin: nm1.element(9) };
  }

  close(): void {
    this.first ??= this.#draft;
  }
}
