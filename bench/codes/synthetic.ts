import type { PairRow } from '../../core/codes/code-sets.ts';
import type { CodeRow } from '../../core/codes/sets.ts';

/**
 * Invented rows in the size of the national files: 2.7 million pairs over 16,500 codes, 16,000 unit limits. The same
 * seed gives the same rows. No row is one of NCCI.
 */

export const PAIRS = 2_700_000;
export const LIMITS = 16_000;
export const CODES = 16_500;

/** Numbers from 0 to 1, always the same (xorshift). */
export function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Five digits mostly, some with a letter, in no order. */
export function inventCodes(): readonly string[] {
  const draw = drawing(20260101);
  const codes = new Set<string>();
  while (codes.size < CODES) {
    const number = Math.floor(draw() * 90_000) + 10_000;
    const letter = draw() < 0.35 ? 'ABCEGHJKLPQRSTV'[Math.floor(draw() * 15)] : undefined;
    codes.add(letter === undefined ? String(number) : letter + String(number).slice(1));
  }
  return [...codes];
}

const quarter = (n: number): number =>
  (1996 + Math.floor(n / 4)) * 10_000 + ([101, 401, 701, 1001][n % 4] as number);
const lastDay = (n: number): number =>
  (1996 + Math.floor(n / 4)) * 10_000 + ([331, 630, 930, 1231][n % 4] as number);
const QUARTERS = 124;

/** Some codes have thousands of partners and some a handful; 2 % of the pairs come twice, with other days. */
export function* inventPairs(seed: number): Generator<PairRow> {
  const codes = inventCodes();
  const draw = drawing(seed);
  const degrees = codes.map(() => draw() ** 3);
  const scale = PAIRS / 1.02 / degrees.reduce((a, b) => a + b, 0);
  for (const [i, degree] of degrees.entries()) {
    const count = Math.max(1, Math.round(degree * scale));
    const step = codes.length / count;
    for (let k = 0; k < count; k += 1) {
      const other = codes[Math.floor(k * step + draw() * step) % codes.length] as string;
      yield* inventDays({ code: codes[i] as string, other }, draw);
    }
  }
}

function* inventDays(pair: Pick<PairRow, 'code' | 'other'>, draw: () => number): Generator<PairRow> {
  const from = Math.floor(draw() ** 2 * QUARTERS);
  const kind = draw();
  if (kind < 0.03) yield { ...pair, modifier: 9, from: quarter(from), to: quarter(from) };
  else {
    const modifier = draw() < 0.4 ? 0 : 1;
    const end = kind < 0.2 ? from + Math.floor(draw() * 40) : 0;
    yield { ...pair, modifier, from: quarter(from), to: end === 0 ? 0 : lastDay(end) };
    if (kind < 0.05) yield { ...pair, modifier: 1 - modifier, from: quarter(end + 4), to: 0 };
  }
}

export function* inventLimits(): Generator<CodeRow<'mue-practitioner'>> {
  const draw = drawing(16_000);
  for (const code of inventCodes().slice(0, LIMITS)) {
    yield { code, units: 1 + Math.floor(draw() ** 4 * 400), mai: 1 + Math.floor(draw() * 3) };
  }
}
