import type { EditFinding, Severity } from '../../../core/claim/types.ts';
import { codeSets } from '../../../core/codes/sets.ts';
import type { Edit, Repair, ValueClass } from '../../../core/edits/edit.ts';
import { catalogedEdits } from '../../../core/edits/edit-set.ts';
import { tableFindings, type Untested } from '../../../core/edits/tables.ts';
import type { FileItem, FilePlace } from './file-claims.ts';

/** One finding as `edits check --json` prints it; what does not apply is null. */
export interface CheckedFinding {
  /** Ordinal of the claim in the file, from 1. */
  readonly claim: number | null;
  readonly line: number | null;
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  readonly field: string | null;
  readonly value: ValueClass | null;
  /** The code set whose row decided, its release, and the row. */
  readonly set: string | null;
  readonly release: string | null;
  readonly row: string | null;
  readonly queue: string;
  readonly remedy: string | null;
  readonly repair: Repair | null;
  readonly position: FilePlace;
}

const remedies: ReadonlyMap<string, string> = new Map(
  catalogedEdits.map(({ edit }) => [edit.id, edit.remedy]),
);

/** Which claim, and the rules that were in force for it. */
export interface FoundAt {
  readonly claim: number;
  readonly place: FilePlace;
  readonly rules: readonly Edit[] | undefined;
}

export const checkedFinding = (
  { editId, severity, message, field, line, value, row, queue, repair }: EditFinding,
  { claim, place, rules }: FoundAt,
): CheckedFinding => ({
  claim,
  line: line ?? null,
  id: editId,
  severity,
  message,
  field,
  value: value ?? null,
  set: row?.set ?? null,
  release: row?.release ?? null,
  row: row === undefined || row.row === '' ? null : row.row,
  queue,
  remedy: remedies.get(editId) ?? rules?.find(({ id }) => id === editId)?.remedy ?? null,
  repair: repair ?? null,
  position: place,
});

/** What the reader says: such a place holds no claim that could be tested. */
export const readersFinding = ({
  claim,
  code,
  message,
  field,
  place,
}: FileItem & { readonly kind: 'problem' }): CheckedFinding => ({
  claim,
  line: null,
  id: code,
  severity: 'error',
  message,
  field,
  value: null,
  set: null,
  release: null,
  row: null,
  queue: 'technical',
  remedy: place.segment === null ? 'Correct the file.' : 'claimline x12 check FILE says more.',
  repair: null,
  position: place,
});

/** A code set that claims of the file could not be tested against, or only in part: TBL-00, once for each set. */
export interface NotTested {
  readonly id: string;
  readonly set: string;
  readonly title: string;
  /** First and last day of service that it was missing for, CCYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  /** The release that is there in part; null where there is none. */
  readonly release: string | null;
  readonly message: string;
}

/** Gathers what could not be tested, however many claims say it. */
export class NotTestedSets {
  readonly #bySet = new Map<string, { one: Untested; from: number; to: number }>();

  add(absent: readonly Untested[]): void {
    for (const one of absent) {
      const key = `${one.set} ${one.partOf?.release ?? ''}`;
      const known = this.#bySet.get(key);
      if (known === undefined) this.#bySet.set(key, { one, from: one.day, to: one.day });
      else if (one.day < known.from) known.from = one.day;
      else if (one.day > known.to) known.to = one.day;
    }
  }

  list(): readonly NotTested[] {
    return [...this.#bySet.values()].map(({ one, from, to }) => {
      const [finding] = tableFindings([one]);
      const days = from === to ? dayText(from) : `${dayText(from)} to ${dayText(to)}`;
      return {
        id: finding?.editId ?? '',
        set: one.set,
        title: codeSets[one.set].title,
        from: dayText(from),
        to: dayText(to),
        release: one.partOf?.release ?? null,
        message: (finding?.message ?? '').replace(dayText(one.day), days),
      };
    });
  }
}

const dayText = (day: number): string => String(day).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
