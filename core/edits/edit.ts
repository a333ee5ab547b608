import type { Severity, WorkQueue } from '../claim/types.ts';
import type { CodeSets } from '../codes/code-sets.ts';
import type { CodeSetName } from '../codes/sets.ts';
import type { CivilDate } from '../dates.ts';
import type { ClaimFacts, EarlierLine } from './facts.ts';
import type { EditParameters } from './parameters.ts';

/** Families of edits, in the order of the catalogue. A payer profile may set all edits of one at once. */
export const editFamilies = [
  'identifiers',
  'required',
  'coverage',
  'dates',
  'diagnoses',
  'procedures',
  'modifiers',
  'units',
  'places',
  'ncci',
  'money',
  'duplicates',
  'authorization',
  'cob',
  'institutional',
  'dental',
  'filing',
  'tables',
  'rules',
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
  /** What this payer wants of single edits. */
  readonly editParameters?: EditParameters | undefined;
  /** Takes replacements (frequency 7). Absent: yes. */
  readonly acceptsFrequency7?: boolean | undefined;
  /** Takes voids (frequency 8). Absent: yes. */
  readonly acceptsFrequency8?: boolean | undefined;
  /** Days from the last day of service in which a claim is taken. */
  readonly timelyFilingDays?: number | undefined;
}

export interface EditContext {
  /** Where the practice is; service dates behind it lie in the future. */
  readonly today: CivilDate;
  /** The profile of the payer that the claim goes to. */
  readonly payer: PayerProfile;
  readonly codes: CodeSets;
  /** Lines of the patient's earlier claims at this billing provider, for the days around this one. */
  readonly history: readonly EarlierLine[];
  /** Of a replacement or void that we make: the payer's number of the claim that it corrects. */
  readonly corrects?: string;
  /** We made the content from the claim's journal: what earlier payers decided is in the books. */
  readonly fromJournal?: true;
  /** The customer's own rules for this client and payer, compiled. They run after the catalogue's edits. */
  readonly rules?: readonly Edit[];
}

/** What is tested: never its value. A finding says it, so that people know what to look at. */
export type ValueClass =
  | 'diagnosis'
  | 'procedure'
  | 'modifier'
  | 'units'
  | 'charge'
  | 'date'
  | 'provider id'
  | 'member id'
  | 'address'
  | 'name'
  | 'place of service'
  | 'revenue code'
  | 'bill type'
  | 'claim id'
  | 'tooth'
  | 'payer'
  | 'claim';

/** A row that decided: of which set, by its codes. */
export interface DecidingRow {
  readonly set: CodeSetName;
  readonly release: string;
  /** `E11`, `99213/11102`; empty where the set as a whole decided, as with a code that is not in it. */
  readonly row: string;
}

/**
 * A change that follows from the finding with certainty and is no clinical choice: the new value of a field.
 */
export interface Repair {
  readonly field: string;
  readonly value: string | readonly string[] | null;
  /** A sentence without values: what was done. */
  readonly what: string;
}

/** One place where an edit fails. Neither field says a value of the claim. */
export interface Hit {
  /** Path in the model of the claim, indexes from 0: `lines[2].dx`. */
  readonly field: string;
  /** 1-based service line. */
  readonly line?: number;
  /** A sentence a biller understands. */
  readonly message: string;
  /** Where this case is milder than the edit's own severity. It is never harsher. */
  readonly severity?: Severity;
  /** Where other people than the edit's usual queue must mend it. */
  readonly queue?: WorkQueue;
  /** The row of a code set that decided. */
  readonly row?: DecidingRow;
  readonly repair?: Repair;
}

/** Changes to the example claim: path → value; null removes. */
export type ExampleChanges = Readonly<Record<string, unknown>>;

/** What an example is made of: changes to an example claim, and what else the edit looks at. */
export interface Example {
  /** The professional one unless said. */
  readonly of?: 'P' | 'I' | 'D';
  readonly changes: ExampleChanges;
  /** Earlier lines of the patient. */
  readonly history?: readonly Partial<EarlierLine>[];
  readonly parameters?: EditParameters;
  /** What else the payer's profile says. */
  readonly profile?: Pick<PayerProfile, 'acceptsFrequency7' | 'acceptsFrequency8' | 'timelyFilingDays'>;
}

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
  /** Which kinds of claims it tests: professional, institutional, dental. */
  readonly types: readonly ('P' | 'I' | 'D')[];
  readonly severity: Severity;
  /** Who mends what it finds. */
  readonly queue: WorkQueue;
  readonly value: ValueClass;
  /**
   * Code sets without which it cannot test a claim. Where one is not loaded for the claim's day, the edit is left out
   * and TBL-00 says so; an edit that looks only beside the claim's day asks `codes` itself.
   */
  readonly tables?: readonly CodeSetName[];
  /** The same by the type of the claim, where each type has tables of its own (NCCI); wins over `tables`. */
  readonly tablesByType?: Readonly<Partial<Record<'P' | 'I' | 'D', readonly CodeSetName[]>>>;
  /** What must hold, and why. */
  readonly cause: string;
  readonly source: string;
  /** What the biller does about it. */
  readonly remedy: string;
  /** The smallest change that makes the example claim fail, and one near it that does not. */
  readonly examples: { readonly fails: Example; readonly passes: Example };
  readonly check: (claim: ClaimFacts, context: EditContext) => readonly Hit[];
}

const NO_TABLES: readonly CodeSetName[] = [];

/** The code sets without which an edit cannot test a claim of a type. */
export const tablesOf = ({ tables, tablesByType }: Edit, type: 'P' | 'I' | 'D'): readonly CodeSetName[] =>
  tablesByType?.[type] ?? tables ?? NO_TABLES;

/** What an edit that found nothing gives. */
export const NOTHING: readonly Hit[] = [];

export const ALL_TYPES = ['P', 'I', 'D'] as const;
