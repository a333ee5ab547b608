import { isNpi } from '../../codes/npi.ts';
import { addDays, type CivilDate, civilDate, daysBetween, isCalendarDate, isCivilDate } from '../../dates.ts';

/** A keyed one-way function, HMAC-SHA-256 for one: at least 32 bytes that nobody can tell without the key. */
export type Digest = (text: string) => Uint8Array;

const ROUNDS = 8;
/** Up to so many letters and digits a value's replacement is unique by construction; beyond, by sheer length. */
const PERMUTED_LENGTH = 20;
const KEPT_PSEUDONYMS = 200_000;
/** Longer texts are digested once, not again for each part of them. */
const DIGESTED_LENGTH = 1024;
/** No name is longer; texts that are come once, and would take all memory. */
const KEPT_LENGTH = 80;

/** The Gregorian calendar repeats after so many days, and so do years of two digits. */
const CALENDAR = { first: civilDate('18000101'), days: 146_097 };
const CENTURY = { first: civilDate('20000101'), days: 36_525 };
/** Dates go back by 8 to 260 weeks: weekdays stay. */
const WEEKS = { least: 8, span: 253 };

/** One character that is replaced by another of its class. */
interface Symbol {
  readonly at: number;
  readonly class: SymbolClass;
  readonly value: number;
}
interface SymbolClass {
  readonly sign: string;
  readonly radix: number;
  readonly write: (value: number, before: string) => string;
}

const A = 65;
const DIGIT: SymbolClass = { sign: '9', radix: 10, write: String };
const LETTER: SymbolClass = {
  sign: 'A',
  radix: 26,
  write: (value, before) => {
    const letter = String.fromCharCode(A + value);
    return before >= 'a' ? letter.toLowerCase() : letter;
  },
};
/** Letters that take two bytes in UTF-8, and that stay Latin-1 whatever follows them in a file that is no UTF-8. */
const WESTERN = 'ÀÁøùúûüýþÿ';
const TWO_BYTES: SymbolClass = {
  sign: '2',
  radix: WESTERN.length,
  write: (value) => WESTERN.charAt(value),
};
const THREE_BYTES: SymbolClass = {
  sign: '3',
  radix: 256,
  write: (value) => String.fromCodePoint(0x4e00 + value),
};
const FOUR_BYTES: SymbolClass = {
  sign: '4',
  radix: 256,
  write: (value) => String.fromCodePoint(0x20000 + value),
};

/**
 * Replaces values by others of the same shape: a letter stays a letter, a digit a digit, all else stays. The same
 * value has the same replacement under one key, and two values of up to 20 letters (A to Z) and digits never share
 * one; other letters lose what tells some of them apart. Whoever has the key can undo the rest.
 */
export class Pseudonyms {
  readonly #digest: Digest;
  readonly #days: number;
  readonly #known = new Map<string, string>();

  constructor(digest: Digest) {
    this.#digest = digest;
    this.#days = 7 * (WEEKS.least + (number48(digest('days')) % WEEKS.span));
  }

  /** Free text and names: as a whole. */
  text(text: string): string {
    return /^[A-Za-z0-9]*$/.test(text) ? this.#token(text) : this.#remembered(text, () => this.#whole(text));
  }

  /** Identifiers: part by part, so that a number with a suffix still begins as the number without it. */
  id(text: string): string {
    if (/^[A-Za-z0-9]*$/.test(text)) return this.#token(text);
    return text.replaceAll(/[\p{L}\p{N}]+/gu, (part) => this.text(part));
  }

  /**
   * `CCYYMMDD`. All days go back by the same number of days; what names no day still names none. A day after 2199
   * says "no end" and nothing of anybody: it stays.
   */
  date(text: string): string {
    if (/^\d{8}$/.test(text) && !isCivilDate(text)) return isCalendarDate(text) ? text : this.#noDate(text);
    return this.id(text);
  }

  /** `YYMMDD`, taken to be of this century. */
  date6(text: string): string {
    const day = `20${text}`;
    if (isCivilDate(day)) return this.#shifted(day, CENTURY).slice(2);
    return /^\d{6}$/.test(text) ? this.#until(text, (other) => !isCivilDate(`20${other}`)) : this.id(text);
  }

  /** Letters and digits only. */
  #token(text: string): string {
    if (/^0*$/.test(text)) return text;
    return this.#remembered(text, () => {
      if (isCivilDate(text)) return this.#shifted(text, CALENDAR);
      if (isNpi(text)) return this.#npi(text);
      return this.#until(text, (other) => !/^0+$/.test(other) && !isCivilDate(other) && !isNpi(other));
    });
  }

  /** Permutes again until the outcome is of the kind that it must be: still no two values share one. */
  #until(text: string, fits: (text: string) => boolean): string {
    let other = this.#whole(text);
    while (!fits(other)) other = this.#whole(other);
    return other;
  }

  /** Identifiers that begin with 2 are valid and were never given to anybody; those that are given begin with 1. */
  #npi(text: string): string {
    const most = (text.startsWith('1') ? '2' : '1') + this.#whole(text.slice(1, 9));
    for (let check = 0; check < 9; check += 1) if (isNpi(most + check)) return most + check;
    return `${most}9`;
  }

  #shifted(date: CivilDate, { first, days }: typeof CALENDAR): CivilDate {
    const day = daysBetween(first, date) - this.#days;
    return addDays(first, ((day % days) + days) % days);
  }

  /** Eight digits that name no day: the same part of them stays wrong. */
  #noDate(text: string): string {
    const [year, month, day] = [text.slice(0, 4), text.slice(4, 6), text.slice(6)];
    if (/^0+$/.test(text)) return text;
    if (!isCivilDate(`${year}0101`))
      return this.#until(text, (t) => !isCalendarDate(t) && !isCivilDate(`${t.slice(0, 4)}0101`));
    const random = number48(this.#digest(`date ${text}`));
    const otherYear = String(1900 + ((Number(year) - 1900 - Math.ceil(this.#days / 365) + 200) % 200));
    if (month === '00') return otherYear + month + this.#whole(day);
    if (Number(month) > 12) return otherYear + (13 + (random % 87)) + this.#whole(day);
    if (day === '00') return `${otherYear}${String(1 + (random % 12)).padStart(2, '0')}00`;
    if (Number(day) > 31)
      return `${otherYear}${String(1 + (random % 12)).padStart(2, '0')}${32 + (random % 68)}`;
    // The 30th or 31st of a shorter month, or a 29 February: wrong in any year that has no leap day.
    return `${isCivilDate(`${otherYear}0229`) ? Number(otherYear) - 1 : otherYear}${month}${day}`;
  }

  #remembered(text: string, make: () => string): string {
    if (text.length > KEPT_LENGTH) return make();
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    if (this.#known.size >= KEPT_PSEUDONYMS) this.#known.clear();
    const made = make();
    this.#known.set(text, made);
    return made;
  }

  #whole(text: string): string {
    const characters = [...text];
    const symbols = characters.flatMap((character, at) => symbolOf(character, at));
    const values = symbols.length > PERMUTED_LENGTH ? this.#stream(symbols) : this.#permuted(symbols);
    symbols.forEach(({ at, class: { write } }, i) => {
      characters[at] = write(values[i] ?? 0, characters[at] ?? '');
    });
    return characters.join('');
  }

  /** A Feistel network over the two halves of the symbols, read as numbers in their mixed radices. */
  #permuted(symbols: readonly Symbol[]): readonly number[] {
    const shape = symbols.map((symbol) => symbol.class.sign).join('');
    const middle = symbols.length >> 1;
    const halves = [symbols.slice(0, middle), symbols.slice(middle)] as const;
    const sizes = [sizeOf(halves[0]), sizeOf(halves[1])] as const;
    let [left, right] = [numberOf(halves[0]), numberOf(halves[1])];
    for (let round = 0; round < ROUNDS; round += 2) {
      right = (right + number48(this.#digest(`${round} ${shape} ${left}`))) % sizes[1];
      left = (left + number48(this.#digest(`${round + 1} ${shape} ${right}`))) % sizes[0];
    }
    return [...digitsOf(left, halves[0]), ...digitsOf(right, halves[1])];
  }

  #stream(symbols: readonly Symbol[]): readonly number[] {
    const whole = symbols.map(({ class: { sign }, value }) => `${sign}${value}`).join(' ');
    const text = symbols.length > DIGESTED_LENGTH ? Buffer.from(this.#digest(whole)).toString('hex') : whole;
    let bytes = new Uint8Array(0);
    return symbols.map(({ class: { radix } }, i) => {
      const at = i % 32;
      if (at === 0) bytes = new Uint8Array(this.#digest(`${i} ${text}`));
      return (bytes[at] ?? 0) % radix;
    });
  }
}

function symbolOf(character: string, at: number): readonly Symbol[] {
  const code = character.codePointAt(0) ?? 0;
  if (/[0-9]/.test(character)) return [{ at, class: DIGIT, value: Number(character) }];
  if (/[A-Za-z]/.test(character)) {
    return [{ at, class: LETTER, value: character.toUpperCase().charCodeAt(0) - A }];
  }
  if (!/[\p{L}\p{N}]/u.test(character)) return [];
  const kind = code < 0x800 ? TWO_BYTES : code < 0x10000 ? THREE_BYTES : FOUR_BYTES;
  return [{ at, class: kind, value: code % kind.radix }];
}

/** The first six bytes: exact in a number, with room to add another. */
function number48(bytes: Uint8Array): number {
  let value = 0;
  for (let i = 0; i < 6; i += 1) value = value * 256 + (bytes[i] ?? 0);
  return value;
}

const sizeOf = (symbols: readonly Symbol[]): number =>
  symbols.reduce((size, symbol) => size * symbol.class.radix, 1);

const numberOf = (symbols: readonly Symbol[]): number =>
  symbols.reduce((number, symbol) => number * symbol.class.radix + symbol.value, 0);

function digitsOf(number: number, symbols: readonly Symbol[]): readonly number[] {
  let rest = number;
  return symbols
    .toReversed()
    .map(({ class: { radix } }) => {
      const digit = rest % radix;
      rest = Math.floor(rest / radix);
      return digit;
    })
    .toReversed();
}
