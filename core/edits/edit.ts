import type { Severity, WorkQueue } from '../claim/types.ts';
import type { CivilDate } from '../dates.ts';
import type { Encounter } from '../encounter/model.ts';

/** Families of edits, in the order of the catalogue. A payer profile may set all edits of one at once. */
export const editFamilies = [
  'identifiers',
  'required',
  'coverage',
  'dates',
  'diagnoses',
  'procedures',
  'money',
  'duplicates',
  'filing',
] as const;
export type EditFamily = (typeof editFamilies)[number];

/** How strictly a payer's claims are tested by an edit; `off` leaves it out. */
export type EditSeverity = Severity | 'off';

/** What edits need to know of a payer. The configuration's payer entry fits. */
export interface PayerProfile {
  readonly id: string;
  /** By edit id (`ZIP-01`) or family (`family:identifiers`); the id wins. */
  readonly editSeverities?: Readonly<Record<string, EditSeverity>> | undefined;
  /** Regular expression that the whole member id must match. */
  readonly memberIdPattern?: string | undefined;
}

export interface EditContext {
  /** Where the practice is; service dates behind it lie in the future. */
  readonly today: CivilDate;
  /** The profile of the payer that the claim goes to. */
  readonly payer: PayerProfile;
}

/** One place where an edit fails. Neither field says a value of the claim. */
export interface Hit {
  /** Path in the encounter model, indexes from 0: `lines[2].dx`. */
  readonly field: string;
  /** 1-based service line. */
  readonly line?: number;
  /** A sentence a biller understands. */
  readonly message: string;
  /** Where this case is milder than the edit's own severity. It is never harsher. */
  readonly severity?: Severity;
  /** Where other people than the edit's usual queue must mend it. */
  readonly queue?: WorkQueue;
}

/** Changes to the example encounter: path → value; null removes. */
export type ExampleChanges = Readonly<Record<string, unknown>>;

/**
 * When an edit runs: on an encounter as it came, or on the content of a claim, after splitting.
 * An edit of the first kind numbers the lines of the encounter, one of the second those of the claim.
 */
export type EditLevel = 'encounter' | 'claim';

/** One edit: the rule, and all that the catalogue says of it. */
export interface Edit {
  /** Its number in domain.md 7. */
  readonly id: string;
  readonly level: EditLevel;
  readonly severity: Severity;
  /** Who mends what it finds. */
  readonly queue: WorkQueue;
  /** What must hold, and why. */
  readonly cause: string;
  readonly source: string;
  /** What the biller does about it. */
  readonly remedy: string;
  /** The smallest change that makes the example encounter fail, and one near it that does not. */
  readonly examples: { readonly fails: ExampleChanges; readonly passes: ExampleChanges };
  /** Codes of the content are normalised. */
  readonly check: (content: Encounter, context: EditContext) => readonly Hit[];
}

/** What an edit that found nothing gives. */
export const NOTHING: readonly Hit[] = [];
