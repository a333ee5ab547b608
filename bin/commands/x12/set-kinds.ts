import type { CheckedSet } from '../../../core/x12/check.ts';

/** Sets of one kind and version with one verdict. */
export interface SetKind extends CheckedSet {
  sets: number;
  claims: number;
}

/** Versions are words of the file, which may say another one in each set: rows beyond this are of no use to anybody. */
const MOST_KINDS = 100;
/** GS08 and ST03 have room for 35 characters; a longer one is no version. */
const VERSION_LENGTH = 35;

/** Sums up sets by kind, as files hold thousands of them. */
export class SetKinds {
  /** How many sets there are. */
  count = 0;
  readonly #kinds = new Map<string, SetKind>();

  add(set: CheckedSet): void {
    this.count += 1;
    const version = set.version.slice(0, VERSION_LENGTH);
    const own = `${set.name} ${version} ${set.accepted}`;
    const isKnown = this.#kinds.size < MOST_KINDS || this.#kinds.has(own);
    const kind = isKnown ? this.#kindOf(own, { ...set, version }) : this.#othersOf(set);
    kind.sets += 1;
    kind.claims += set.claims;
  }

  /** In the order in which they were met; those beyond the limit under their type, whatever their version. */
  get rows(): readonly SetKind[] {
    return [...this.#kinds.values()];
  }

  #othersOf(set: CheckedSet): SetKind {
    return this.#kindOf(`${set.type} ${set.accepted}`, { ...set, name: set.type, version: 'others' });
  }

  #kindOf(key: string, set: CheckedSet): SetKind {
    const known = this.#kinds.get(key);
    if (known !== undefined) return known;
    const kind = { ...set, sets: 0, claims: 0 };
    this.#kinds.set(key, kind);
    return kind;
  }
}
