import type { BillingProvider, Encounter, Patient } from '../../encounter/model.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { CUR, PAT, PRV, SBR } from './claim-keys.ts';
import { DependentReader, readGroup, SubscriberReader } from './claim-read-members.ts';
import { type Person, readPatient } from './claim-read-names.ts';
import {
  BillingNameReader,
  type FoundPayer,
  type Payer,
  PayerReader,
  PayToReader,
} from './claim-read-parties.ts';
import type { Growing, Reference } from './claim-read-parts.ts';
import type { LoopReader, LoopReaders } from './loop-reader.ts';

/**
 * The levels above a claim. Each serves all claims that stand in it: what was handed out is not changed when more
 * of a level comes late, out of sequence, but made anew. The first loop of a kind counts.
 */

/** What a claim stands in. */
export interface ClaimLevels {
  /** The billing provider with its numbers at this payer. */
  readonly billing: BillingProvider;
  readonly payTo: Encounter['payTo'];
  readonly payToPlan: Encounter['payToPlan'];
  readonly subscriber: SubscriberLevel;
  /** The patient, or the subscriber as the patient. */
  readonly patient: Patient;
  /** Null where the patient is the subscriber. */
  readonly dependent: PatientLevel | null;
}

export class LevelsReader {
  readonly loops: LoopReaders;
  readonly #billing = new BillingLevel();
  readonly #subscriber = new SubscriberLevel();
  readonly #patient = new PatientLevel();

  constructor() {
    this.loops = [
      ['2000A', this.#billing],
      ...this.#billing.loops,
      ['2000B', this.#subscriber],
      ...this.#subscriber.loops,
      ['2000C', this.#patient],
      ['2010CA', this.#patient.names],
    ];
  }

  /** Forgets the set before. */
  reset(): void {
    this.#billing.open();
    this.#subscriber.open();
    this.#patient.open();
    this.#patient.close();
  }

  /** The levels of a claim that opens now. */
  ofClaim(): ClaimLevels {
    const billing = this.#billing;
    const subscriber = this.#subscriber;
    const dependent = this.#patient.isOpen ? this.#patient : null;
    return {
      billing: subscriber.billingOf(billing.billing()),
      payTo: billing.payTo,
      payToPlan: billing.payToPlan ?? undefined,
      subscriber,
      patient: dependent === null ? subscriber.self() : dependent.patient(),
      dependent,
    };
  }
}

/** 2000A. */
class BillingLevel implements LoopReader {
  readonly loops: LoopReaders = [
    ['2010AA', new BillingNameReader((named) => this.#takeNamed(named))],
    ['2010AB', new PayToReader((payTo) => (this.payTo ??= payTo))],
    ['2010AC', new PayerReader(null, (plan) => this.#takePlan(plan))],
  ];
  payTo: Encounter['payTo'];
  /** Undefined before the first 2010AC, null where that cannot be read. */
  payToPlan: Payer | null | undefined;
  #taxonomy = '';
  #currency = '';
  #named: BillingProvider | null = null;
  #billing: BillingProvider | null = null;

  open(): void {
    this.payTo = undefined;
    this.payToPlan = undefined;
    this.#taxonomy = '';
    this.#currency = '';
    this.#named = null;
    this.#billing = null;
  }

  take(segment: Segment): void {
    if (segment.key === PRV) this.#taxonomy = segment.element(3) || this.#taxonomy;
    else if (segment.key === CUR) this.#currency = segment.element(2) || this.#currency;
    else return;
    this.#billing = null;
  }

  close(): void {}

  #takeNamed(named: BillingProvider): void {
    if (this.#named !== null) return;
    this.#named = named;
    this.#billing = null;
  }

  #takePlan(plan: FoundPayer | null): void {
    if (this.payToPlan === undefined) this.payToPlan = plan === null ? null : plan.party;
  }

  /** Without its numbers at the payer. */
  billing(): BillingProvider {
    if (this.#billing !== null) return this.#billing;
    const billing: BillingProvider = { ...this.#named };
    if (this.#taxonomy !== '') billing.taxonomy = this.#taxonomy;
    if (this.#currency !== '') billing.currency = this.#currency;
    this.#billing = billing;
    return billing;
  }
}

const G2 = packed('G2');
const LU = packed('LU');
const isOfBilling = (kind: number): boolean => kind === G2 || kind === LU;

/** What PAT says. */
interface PatientFacts {
  readonly relationship: string;
  readonly facts: Patient;
}

function factsOf(pat: Segment): PatientFacts {
  const facts: Patient = {};
  readPatient(facts, pat);
  return { relationship: pat.element(1), facts };
}

/** A subscriber without a 2010BA. */
const NOBODY: Person = {};

/** 2000B. */
export class SubscriberLevel implements LoopReader {
  readonly loops: LoopReaders;
  readonly names = new SubscriberReader();
  /** SBR01; null before SBR. */
  rank: string | null = null;
  #payer: FoundPayer | null | undefined;
  #pat: PatientFacts | null = null;
  #self: Patient | null = null;
  /** Whom `#self` was made of. */
  #of: Person | null = null;
  /** The billing provider that was last asked for, and as this payer knows it. */
  #billing: BillingProvider | null = null;
  #billingHere: BillingProvider | null = null;

  constructor() {
    const payers = new PayerReader(isOfBilling, (payer) => {
      if (this.#payer !== undefined) return;
      this.#payer = payer;
      this.#billing = null;
    });
    this.loops = [
      ['2010BA', this.names],
      ['2010BB', payers],
    ];
  }

  open(): void {
    this.names.reset();
    this.rank = null;
    this.#payer = undefined;
    this.#pat = null;
    this.#self = null;
    this.#billing = null;
  }

  take(segment: Segment): void {
    if (segment.key === SBR && this.rank === null) {
      this.rank = segment.element(1);
      readGroup(this.names.membership, segment);
    } else if (segment.key === PAT && this.#pat === null) {
      this.#pat = factsOf(segment);
      this.#self = null;
    }
  }

  close(): void {}

  /** Null where it has no name or no id. */
  get payer(): Payer | null {
    return this.#payer?.party ?? null;
  }

  get subscriber(): Person {
    return this.names.first ?? NOBODY;
  }

  /** The subscriber as the patient. */
  self(): Patient {
    const { subscriber } = this;
    if (this.#pat === null) return subscriber;
    if (this.#self === null || this.#of !== subscriber) this.#self = { ...subscriber, ...this.#pat.facts };
    this.#of = subscriber;
    return this.#self;
  }

  /** The billing provider as this payer knows it. One without an NPI that has the payer's own number is atypical. */
  billingOf(billing: BillingProvider): BillingProvider {
    const numbers = this.#payer?.others ?? [];
    if (numbers.length === 0) return billing;
    if (this.#billing === billing && this.#billingHere !== null) return this.#billingHere;
    const ids: Reference[] = [...(billing.secondaryIds ?? []), ...numbers];
    const own: Growing<BillingProvider> = { ...billing, secondaryIds: ids };
    if (billing.npi === undefined && ids.some((id) => id.qualifier === 'G2')) own.atypical = true;
    this.#billing = billing;
    this.#billingHere = own;
    return own;
  }
}

/** 2000C. Where 2010CA is missing, nothing but PAT is known of the patient. */
export class PatientLevel implements LoopReader {
  readonly names = new DependentReader();
  isOpen = false;
  #pat: PatientFacts | null = null;
  #patient: Patient | null = null;
  /** Whom `#patient` was made of. */
  #of: Patient | null = null;

  open(): void {
    this.isOpen = true;
    this.names.reset();
    this.#pat = null;
    this.#patient = null;
  }

  take(segment: Segment): void {
    if (segment.key !== PAT || this.#pat !== null) return;
    this.#pat = factsOf(segment);
    this.#patient = null;
  }

  close(): void {
    this.isOpen = false;
  }

  /** PAT01. */
  get relationship(): string {
    return this.#pat?.relationship ?? '';
  }

  patient(): Patient {
    const named = this.names.first;
    if (this.#patient === null || this.#of !== named) this.#patient = { ...named, ...this.#pat?.facts };
    this.#of = named;
    return this.#patient;
  }
}
