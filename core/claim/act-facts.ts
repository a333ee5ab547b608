import type { TimelyProof } from '../denial/timely-proof.ts';
import type { Coverage } from '../encounter/model.ts';

/** What a person did to a filing so that its content goes to the payer again, and who it was. */
export interface Act {
  readonly user: string;
  /** The content goes out as a replacement (7), as a void (8), or anew as an original (1). */
  readonly kind: 'replace' | 'void' | 'resend' | 'refile';
  /** A void of services that were never rendered: their charges are taken back with it. */
  readonly neverHappened?: true;
}

/** What people record of appeals and voids. Days are CCYYMMDD. */
export type ActFacts =
  | {
      readonly kind: 'appealed';
      readonly user: string;
      readonly level: number;
      readonly sentOn: string;
      /** How the practice or the payer names the appeal. */
      readonly reference: string;
      /** Last day for this level. */
      readonly deadline: string;
      /** Of an appeal against a denial for late filing: the proof that went with it. */
      readonly proof?: TimelyProof;
    }
  /** A letter refuses the appeal. */
  | {
      readonly kind: 'appeal-refused';
      readonly user: string;
      readonly level: number;
      /** Date of the letter. */
      readonly decidedOn: string;
      /** Last day for the next level; absent where there is none. */
      readonly nextDeadline?: string;
    }
  /**
   * A further coverage was found after the claim went out: what the patient owes is due from its payer (J3c). Or it is
   * none, and the patient owes it after all (J3c with its sides swapped).
   */
  | {
      readonly kind: 'coverage-added' | 'coverage-dropped';
      readonly user: string;
      /** Payer sequence. */
      readonly seq: number;
      /** Every coverage of the claim that was found or dropped, as it is now; in the order of the payers. */
      readonly coverages: readonly Coverage[];
      /** Moved between the patient and the payer, cents. */
      readonly amountCents: number;
    }
  /** A person confirms a void that the payer never answered. */
  | { readonly kind: 'void-confirmed'; readonly user: string };
