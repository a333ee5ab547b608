import type { BillingProvider, Coverage, Encounter, ProviderAt } from '../../encounter/model.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { DMG, DTP, NM1, PER, PRV, REF } from './claim-keys.ts';
import {
  addNumber,
  contactOf,
  ONE,
  type Person,
  type Place,
  readAddress,
  readBirth,
  readName,
  readNpi,
  TWO,
} from './claim-read-names.ts';
import type { Reference } from './claim-read-parts.ts';
import type { LoopReader } from './loop-reader.ts';

/** Loops of parties of an 837. Each reader hands out what it read when its loop closes. */

export type Payer = Coverage['payer'];

/** A provider loop (2310, 2420): whatever of name, NPI, specialty, address, numbers and contact it has. */
export class ProviderReader implements LoopReader {
  readonly #give: (provider: ProviderAt) => void;
  #provider: ProviderAt = {};

  constructor(give: (provider: ProviderAt) => void) {
    this.#give = give;
  }

  open(): void {
    this.#provider = {};
  }

  take(segment: Segment): void {
    readProvider(this.#provider, segment);
  }

  close(): void {
    this.#give(this.#provider);
  }
}

function readProvider(provider: ProviderAt, segment: Segment): void {
  switch (segment.key) {
    case NM1:
      readName(provider, segment);
      readNpi(provider, segment);
      break;
    case PRV:
      if (!segment.isEmpty(3)) provider.taxonomy = segment.element(3);
      break;
    case REF:
      addNumber(provider, segment);
      break;
    case PER:
      provider.contact ??= contactOf(segment);
      break;
    default:
      readAddress(provider, segment);
  }
}

type Referring = ProviderAt & { role?: 'DN' | 'P3' };

const DN = packed('DN');
const P3 = packed('P3');

/** A referring provider with its role: NM101 DN, or P3 for the primary care provider. */
export class ReferringReader implements LoopReader {
  readonly #usual: number;
  readonly #give: (provider: Referring) => void;
  #provider: Referring = {};

  /** @param usual the role that is left out; 0 for none */
  constructor(usual: 'DN' | '', give: (provider: Referring) => void) {
    this.#usual = packed(usual);
    this.#give = give;
  }

  open(): void {
    this.#provider = {};
  }

  take(segment: Segment): void {
    readProvider(this.#provider, segment);
    if (segment.key !== NM1) return;
    const code = segment.code(1);
    if (code === this.#usual) return;
    if (code === DN) this.#provider.role = 'DN';
    else if (code === P3) this.#provider.role = 'P3';
  }

  close(): void {
    this.#give(this.#provider);
  }
}

/** Ambulance pick-up and drop-off. */
export class PlaceReader implements LoopReader {
  readonly #give: (place: Place) => void;
  #place: Place = {};

  constructor(give: (place: Place) => void) {
    this.#give = give;
  }

  open(): void {
    this.#place = {};
  }

  take(segment: Segment): void {
    if (segment.key !== NM1) readAddress(this.#place, segment);
    else if (!segment.isEmpty(3)) this.#place.name = segment.element(3);
  }

  close(): void {
    this.#give(this.#place);
  }
}

const EI = packed('EI');
const SY = packed('SY');

/** 2010AA. */
export class BillingNameReader implements LoopReader {
  readonly #give: (billing: BillingProvider) => void;
  #billing: BillingProvider = {};

  constructor(give: (billing: BillingProvider) => void) {
    this.#give = give;
  }

  open(): void {
    this.#billing = {};
  }

  take(segment: Segment): void {
    const billing = this.#billing;
    switch (segment.key) {
      case NM1:
        readName(billing, segment);
        readNpi(billing, segment);
        break;
      case REF:
        readBillingNumber(billing, segment);
        break;
      case PER:
        if (billing.contacts === undefined) billing.contacts = [contactOf(segment)];
        else billing.contacts.push(contactOf(segment));
        break;
      default:
        readAddress(billing, segment);
    }
  }

  close(): void {
    this.#give(this.#billing);
  }
}

function readBillingNumber(billing: BillingProvider, ref: Segment): void {
  const kind = ref.code(1);
  if (kind === EI || kind === SY) {
    const value = ref.element(2);
    if (value !== '') billing.taxId ??= { type: kind === EI ? 'EI' : 'SY', value };
    return;
  }
  addNumber(billing, ref);
}

type PayTo = NonNullable<Encounter['payTo']>;

/** 2010AB. */
export class PayToReader implements LoopReader {
  readonly #give: (payTo: PayTo) => void;
  #payTo: PayTo = {};

  constructor(give: (payTo: PayTo) => void) {
    this.#give = give;
  }

  open(): void {
    this.#payTo = {};
  }

  take(segment: Segment): void {
    if (segment.key !== NM1) readAddress(this.#payTo, segment);
    else if (segment.code(2) === ONE) this.#payTo.entityType = '1';
    else if (segment.code(2) === TWO) this.#payTo.entityType = '2';
  }

  close(): void {
    this.#give(this.#payTo);
  }
}

/** A payer or a plan with its numbers, and those of its numbers that mean something else to a claim. */
export interface FoundPayer {
  readonly party: Payer;
  readonly others: readonly Reference[];
  /** DTP of 2330B. */
  readonly date: string;
}

const PI = packed('PI');
const NONE: readonly Reference[] = [];

/** An organization with a name and an id (2010AC, 2010BB, 2330B); null is given where it has no name or no id. */
export class PayerReader implements LoopReader {
  readonly #apart: ((kind: number) => boolean) | null;
  readonly #give: (payer: FoundPayer | null) => void;
  #party: Payer = { name: '', id: '' };
  #others: { secondaryIds?: Reference[] | undefined } | null = null;
  #date = '';

  /** @param apart tells REF that are none of the organization's own numbers; null for a plan */
  constructor(apart: ((kind: number) => boolean) | null, give: (payer: FoundPayer | null) => void) {
    this.#apart = apart;
    this.#give = give;
  }

  open(): void {
    this.#party = { name: '', id: '' };
    this.#others = null;
    this.#date = '';
  }

  take(segment: Segment): void {
    switch (segment.key) {
      case NM1:
        this.#takeName(segment);
        break;
      case REF:
        if (!this.#apart?.(segment.code(1))) addNumber(this.#party, segment);
        else {
          this.#others ??= {};
          addNumber(this.#others, segment);
        }
        break;
      case DTP:
        this.#date ||= segment.element(3);
        break;
      default:
        readAddress(this.#party, segment);
    }
  }

  #takeName(nm1: Segment): void {
    this.#party.name = nm1.element(3);
    this.#party.id = nm1.element(9);
    if (this.#apart !== null && nm1.code(8) !== PI && !nm1.isEmpty(8))
      this.#party.idQualifier = nm1.element(8);
  }

  close(): void {
    const party = this.#party;
    const others = this.#others?.secondaryIds ?? NONE;
    this.#give(party.name === '' || party.id === '' ? null : { party, others, date: this.#date });
  }
}

/** NM1, N3, N4 and DMG (2010BA, 2010CA, 2330A). */
export function readPerson(person: Person, segment: Segment): void {
  if (segment.key === NM1) readName(person, segment);
  else if (segment.key === DMG) readBirth(person, segment);
  else readAddress(person, segment);
}
