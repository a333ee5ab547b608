/** Up to here ids are compared with each other: a set takes longer to fill than to ask. */
const FEW = 32;

/** Ids of entries, to find one that comes again. A claim has few, and they end differently. */
export class SeenIds {
  readonly #ids: string[] = [];
  /** How each ends. */
  readonly #ends: number[] = [];
  /** All of them, once they are many. */
  #all: Set<string> | null = null;

  /** @returns whether it was there before */
  add(id: string): boolean {
    const all = this.#all;
    if (all === null) return this.#addToFew(id);
    const { size } = all;
    return all.add(id).size === size;
  }

  #addToFew(id: string): boolean {
    const end = endOf(id);
    const ends = this.#ends;
    for (let i = 0; i < ends.length; i += 1) if (ends[i] === end && this.#ids[i] === id) return true;
    ends.push(end);
    this.#ids.push(id);
    if (ends.length > FEW) this.#all = new Set(this.#ids);
    return false;
  }
}

/** The last four characters in one number: ids end with the type of their entry and the line. */
const endOf = (id: string): number => {
  const last = id.length - 1;
  return (
    id.charCodeAt(last) ^
    (id.charCodeAt(last - 1) << 8) ^
    (id.charCodeAt(last - 2) << 16) ^
    (id.charCodeAt(last - 3) << 24)
  );
};
