const SHAPE = /^[12]\d{9}$/;
/** What the prefix 80840 (health applications, USA) adds to the Luhn sum. */
const PREFIX_SUM = 24;
const ZERO_DIGIT = 48;

/**
 * Whether the text is a National Provider Identifier: ten digits, the first 1 or 2, and a Luhn check digit
 * over the number with 80840 before it.
 *
 * @see 45 CFR 162.406; domain.md 7.2, worked example
 */
export function isNpi(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  let total = PREFIX_SUM;
  for (let i = 0; i < 10; i += 1) {
    const digit = text.charCodeAt(i) - ZERO_DIGIT;
    const weighted = i % 2 === 0 ? digit * 2 : digit;
    total += weighted > 9 ? weighted - 9 : weighted;
  }
  return total % 10 === 0;
}
