import type { Delimiters } from '../types.ts';

/**
 * X12 has no escape character, so data that holds a delimiter or a letter outside of its character set must
 * change before it is written. Text is changed; identifiers are refused (domain.md 3.3).
 */
export interface Cleaning {
  readonly delimiters: Delimiters;
  readonly upperCase: boolean;
}

export interface CleanText {
  readonly value: string;
  /** CHR-01: `spelled` when letters were respelled in ASCII (for information), `replaced` when characters were lost. */
  readonly changed: 'no' | 'spelled' | 'replaced';
  /** LEN-01: cut at the element's maximum. */
  readonly cut: boolean;
}

export interface CleanIdentifier {
  readonly value: string;
  readonly problem: 'CHR-02' | 'LEN-02' | null;
}

/** Letters that Unicode does not take apart into a base letter and a mark. */
const SPELLINGS: Readonly<Record<string, string>> = {
  ß: 'SS',
  Æ: 'AE',
  æ: 'ae',
  Ø: 'O',
  ø: 'o',
  Œ: 'OE',
  œ: 'oe',
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  Ð: 'D',
  ð: 'd',
  Þ: 'TH',
  þ: 'th',
  ı: 'i',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
};
const MARKS = /[\u0300-\u036f]/g;
const BLANKS = / {2,}/g;
const PRINTABLE = /^[ -~]*$/;
const UNPRINTABLE = /[^ -~]/g;

const BLANK = 0x20;
const LAST_PRINTABLE = 0x7e;
/** 1 for what cleaning leaves as it is: printable, none of our delimiters. */
const KEPT = byteTable((text) => PRINTABLE.test(text) && !/[*:^~]/.test(text));
const KEPT_IN_UPPER_CASE = byteTable((text) => KEPT[text.charCodeAt(0)] === 1 && text === text.toUpperCase());

function byteTable(holds: (text: string) => boolean): Uint8Array {
  return new Uint8Array(LAST_PRINTABLE + 1).map((_, byte) => (holds(String.fromCharCode(byte)) ? 1 : 0));
}

/**
 * Whether cleaning with our own delimiters would change nothing: most values are so, and one look tells. May say no
 * of what is clean.
 */
export function isClean(raw: string, upperCase: boolean): boolean {
  const kept = upperCase ? KEPT_IN_UPPER_CASE : KEPT;
  let before = BLANK;
  for (let i = 0; i < raw.length; i += 1) {
    const unit = raw.charCodeAt(i);
    if (unit > LAST_PRINTABLE || kept[unit] !== 1 || (unit === BLANK && before === BLANK)) return false;
    before = unit;
  }
  return before !== BLANK;
}

/** Names, addresses and notes. Idempotent. @param max the element's maximum length */
export function cleanText(raw: string, max: number, { delimiters, upperCase }: Cleaning): CleanText {
  const spelled = PRINTABLE.test(raw) ? raw : spell(raw);
  const kept = withoutDelimiters(spelled, delimiters);
  const cased = upperCase ? kept.toUpperCase() : kept;
  const printable = PRINTABLE.test(cased) ? cased : cased.replace(UNPRINTABLE, ' ');
  const tidy = printable.replace(BLANKS, ' ').trim();
  const replaced = kept !== spelled || printable !== cased;
  return {
    value: tidy.slice(0, max).trimEnd(),
    changed: replaced ? 'replaced' : spelled === raw ? 'no' : 'spelled',
    cut: tidy.length > max,
  };
}

/** Member numbers, NPIs, codes: only case and outer blanks may change. */
export function cleanIdentifier(
  raw: string,
  max: number,
  { delimiters, upperCase }: Cleaning,
): CleanIdentifier {
  const trimmed = raw.trim();
  const value = upperCase ? trimmed.toUpperCase() : trimmed;
  if (!PRINTABLE.test(value) || withoutDelimiters(value, delimiters) !== value)
    return { value, problem: 'CHR-02' };
  return { value, problem: value.length > max ? 'LEN-02' : null };
}

function spell(raw: string): string {
  const decomposed = raw.normalize('NFKD').replace(MARKS, '');
  let text = '';
  for (const letter of decomposed) text += SPELLINGS[letter] ?? (isSpace(letter) ? ' ' : letter);
  return text;
}

/** Blanks of any width, line ends, tabs and control characters. */
const isSpace = (letter: string): boolean => /[\s\p{Cc}]/u.test(letter);

function withoutDelimiters(text: string, { element, repetition, component, segment }: Delimiters): string {
  let clean = text;
  for (const delimiter of [element, component, segment, repetition]) {
    if (delimiter !== null && clean.includes(delimiter)) clean = clean.replaceAll(delimiter, ' ');
  }
  return clean;
}
