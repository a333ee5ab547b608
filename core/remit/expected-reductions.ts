import { compareExact, type Exact, minus, plus, times } from './exact.ts';
import { type Priced, unknown } from './expected-line.ts';
import type { Unvalued, Valued } from './expected-values.ts';

/** What one line has of a procedure. */
interface Part {
  readonly lineNo: number;
  readonly amount: Exact;
}

/** One thing done: a unit of a line, or both sides of the body on one line or two. */
interface Procedure {
  readonly parts: readonly Part[];
  readonly amount: Exact;
}

/** Indicators whose services are ranked: surgery, and endoscopies of different families. */
const RANKED: ReadonlySet<string> = new Set(['2', '3']);
const ENDOSCOPY = '3';
/** Therapy: of every unit of a day but one, half the practice expense. */
const THERAPY = '5';
/** Indicators without a reduction, or with one that is computed. The others have rules of their own. */
const COMPUTED: ReadonlySet<string> = new Set(['', '0', '9', ...RANKED, THERAPY]);
/** Percent of the price by rank; what follows is by report. */
const BY_RANK = [100, 50, 50, 50, 50];
const ONLY_ALONE = 'T';

const isValued = (one: Valued | Unvalued): one is Valued => one.reason === undefined;

/**
 * The prices of lines that one person rendered on one day, as they reduce each other: both sides of the body, then the
 * second and later procedures, highest price first at 100 %, four more at 50 %; and units of therapy, each but one with
 * half its practice expense.
 *
 * @see CMS Pub. 100-04 chapter 12 §40.6 (multiple surgeries), §40.7 (bilateral); chapter 5 §10.7 (therapy)
 */
export function reduced(day: readonly (Valued | Unvalued)[]): ReadonlyMap<number, Priced> {
  const prices = new Map<number, Priced>();
  const ranked: Valued[] = [];
  const therapy: Valued[] = [];
  for (const one of day) {
    const { lineNo } = one.line;
    if (!isValued(one)) prices.set(lineNo, unknown(one.reason));
    else if (isReducedOtherwise(one, day)) prices.set(lineNo, unknown('reduction-unknown'));
    else if (RANKED.has(one.multiple)) ranked.push(one);
    else if (one.multiple === THERAPY) therapy.push(one);
    else prices.set(lineNo, priceAlone(one, day));
  }
  for (const some of [rankedPrices(ranked, day), therapyPrices(therapy, day)])
    for (const [lineNo, priced] of some) prices.set(lineNo, priced);
  return prices;
}

/** The unit of the highest practice expense is whole. */
function therapyPrices(
  therapy: readonly Valued[],
  day: readonly (Valued | Unvalued)[],
): ReadonlyMap<number, Priced> {
  const hasUnknown = day.some((one) => !isValued(one) && one.multiple === THERAPY);
  const [highest] = therapy.toSorted((a, b) => compareExact(b.practice, a.practice));
  return new Map(
    therapy.map((one): [number, Priced] => {
      const { line, units, amount, practice } = one;
      if (hasUnknown) return [line.lineNo, unknown('reduction-unknown')];
      const halved = times(practice, one === highest ? units - 1 : units, 2);
      return [line.lineNo, { amount: minus(times(amount, units), halved), together: 'therapy' }];
    }),
  );
}

/** Imaging and the like, given more than once; and what is paid only where nothing else is. */
function isReducedOtherwise(
  { line, multiple, status }: Valued,
  day: readonly (Valued | Unvalued)[],
): boolean {
  if (status === ONLY_ALONE && day.some((other) => other.line !== line && isValued(other))) return true;
  if (COMPUTED.has(multiple)) return false;
  const given = day.filter((other) => other.multiple === multiple);
  return given.reduce((sum, other) => sum + (isValued(other) ? other.units : 1), 0) > 1;
}

/** A line whose price no other procedure reduces, but maybe its other side. */
function priceAlone(one: Valued, day: readonly (Valued | Unvalued)[]): Priced {
  const parts = proceduresOf([one], day.filter(isValued))?.flatMap((procedure) => procedure.parts) ?? [];
  const [first, ...more] = parts;
  if (first === undefined) return unknown('by-report');
  const amount = more.reduce((sum, part) => plus(sum, part.amount), first.amount);
  return sideOf(one) === undefined ? { amount } : { amount, together: `sides ${one.line.code}` };
}

function rankedPrices(
  ranked: readonly Valued[],
  day: readonly (Valued | Unvalued)[],
): ReadonlyMap<number, Priced> {
  const all = (priced: Priced) => new Map(ranked.map(({ line }) => [line.lineNo, priced] as const));
  const hasUnknown = day.some((one) => !isValued(one) && RANKED.has(one.multiple));
  if (hasUnknown || isOneFamily(ranked)) return all(unknown('reduction-unknown'));
  const procedures = proceduresOf(ranked, ranked);
  if (procedures === undefined) return all(unknown('by-report'));
  const prices = new Map<number, Priced>();
  for (const [rank, { parts }] of procedures.toSorted(highestFirst).entries()) {
    const percent = BY_RANK[rank];
    for (const { lineNo, amount } of parts) prices.set(lineNo, added(prices.get(lineNo), amount, percent));
  }
  return prices;
}

const highestFirst = (a: Procedure, b: Procedure): number => compareExact(b.amount, a.amount);

function added(before: Priced | undefined, amount: Exact, percent: number | undefined): Priced {
  if (percent === undefined) return unknown('by-report');
  if (before?.reason !== undefined) return before;
  const part = times(amount, percent, 100);
  return { amount: before === undefined ? part : plus(before.amount, part), together: 'ranked' };
}

/** Endoscopies of one family share the price of their base: another rule. */
function isOneFamily(ranked: readonly Valued[]): boolean {
  const families = ranked
    .filter(({ multiple }) => multiple === ENDOSCOPY)
    .flatMap(({ endoscopicBase, units }) => Array.from({ length: units }, () => endoscopicBase));
  const bases = new Set(families);
  return bases.size < families.length || ranked.some(({ line }) => bases.has(line.code));
}

// ── both sides of the body ────────────────────────────────────────────────────────────────────────────

/** Halves of the price that both sides have together, by indicator; nothing where the concept does not apply. */
const BOTH_SIDES: Readonly<Record<string, number>> = { '0': 2, '1': 3, '2': 2, '3': 4 };

/**
 * What was done on the lines; nothing where a line names both sides of what has none, or as no rule reads it.
 *
 * @param others lines of the day: one of them may be the other side
 */
function proceduresOf(lines: readonly Valued[], others: readonly Valued[]): readonly Procedure[] | undefined {
  const procedures: Procedure[] = [];
  const paired = new Set<number>();
  for (const one of lines) {
    const { line, units, amount } = one;
    if (paired.has(line.lineNo)) continue;
    const halves = BOTH_SIDES[one.bilateral];
    if (namesBothSides(one)) {
      if (halves === undefined || units > (line.modifiers.includes('50') ? 1 : 2)) return undefined;
      procedures.push(whole(line.lineNo, times(amount, halves, 2)));
      continue;
    }
    const other = others.find((two) => !paired.has(two.line.lineNo) && isOtherSide(one, two));
    if (other === undefined || halves === undefined) {
      const each = whole(line.lineNo, RANKED.has(one.multiple) ? amount : times(amount, units));
      for (let n = RANKED.has(one.multiple) ? units : 1; n > 0; n -= 1) procedures.push(each);
      continue;
    }
    paired.add(line.lineNo).add(other.line.lineNo);
    const half = (part: Valued): Part => ({
      lineNo: part.line.lineNo,
      amount: times(part.amount, halves, 4),
    });
    const parts = lines.includes(other) ? [half(one), half(other)] : [half(one)];
    procedures.push({ parts, amount: times(amount, halves, 2) });
  }
  return procedures;
}

const whole = (lineNo: number, amount: Exact): Procedure => ({ parts: [{ lineNo, amount }], amount });

const namesBothSides = ({ line: { modifiers } }: Valued): boolean =>
  modifiers.includes('50') || (modifiers.includes('RT') && modifiers.includes('LT'));

const SIDES: Readonly<Record<string, string>> = { RT: 'LT', LT: 'RT' };
const sideOf = ({ line }: Valued): string | undefined => line.modifiers.find((one) => one in SIDES);

/** The same service at the same price on the other side, once each. */
function isOtherSide(one: Valued, two: Valued): boolean {
  const side = sideOf(one);
  if (side === undefined || one === two || namesBothSides(two)) return false;
  const isSame = two.line.code === one.line.code && compareExact(one.amount, two.amount) === 0;
  return isSame && one.units === 1 && two.units === 1 && sideOf(two) === SIDES[side];
}
