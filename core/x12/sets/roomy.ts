/**
 * Lists and objects of the right size. V8 gives an array that grows by one room for sixteen more, and an object a
 * new array for each three fields that it did not begin with: of many thousands of small ones that is a fifth of
 * all memory a reader asks for.
 */

/**
 * Makes plain objects that get more fields than they begin with: there is room for eight more, until V8 has seen
 * how many the first ones got.
 *
 * @param begin sets the fields that all have
 */
export function roomy<A extends readonly unknown[], T extends object>(
  begin: (this: T, ...values: A) => void,
): new (
  ...values: A
) => T {
  begin.prototype = Object.prototype;
  return begin as unknown as new (
    ...values: A
  ) => T;
}

/** Gathers a list, in an array that is used again, and gives it out at the size that it came to. */
export class Gathered<T> {
  readonly #items: T[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(item: T): void {
    this.#items[this.#count] = item;
    this.#count += 1;
  }

  /** Forgets what was gathered. */
  clear(): void {
    this.#count = 0;
  }

  /** Gives the list out, and begins the next one. */
  take(): T[] {
    const list = firstOf(this.#items, this.#count);
    this.#count = 0;
    return list;
  }
}

/** `slice`, without a call for short lists: most are. */
function firstOf<T>(items: readonly T[], count: number): T[] {
  switch (count) {
    case 1:
      return [items[0] as T];
    case 2:
      return [items[0] as T, items[1] as T];
    case 3:
      return [items[0] as T, items[1] as T, items[2] as T];
    case 4:
      return [items[0] as T, items[1] as T, items[2] as T, items[3] as T];
    default:
      return items.slice(0, count);
  }
}
