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
  /** A person confirms a void that the payer never answered. */
  | { readonly kind: 'void-confirmed'; readonly user: string };
