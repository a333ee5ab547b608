import { isMedicare } from '../codes/coverage-codes.ts';
import { addDays, type CivilDate } from '../dates.ts';
import { type Cents, cents } from '../money.ts';

/** What a payer takes of appeals. A payer's profile in the configuration is one. */
export interface AppealTerms {
  /** From the 835, or from the letter that refused the level before. */
  readonly appealDays: number;
  readonly appealLevels: number;
}

/** A level of appeals at original Medicare. */
interface MedicareLevel {
  readonly body: string;
  /** From the receipt of the decision before it. */
  readonly days: number;
  /** What must be in dispute, by the year in which it is filed; in years that are not named it is not tested. */
  readonly least?: Readonly<Record<string, Cents>>;
}

/**
 * Levels of original Medicare.
 *
 * @see 42 CFR 405.942, 405.962, 405.1014, 405.1102, 405.1136; amounts 90 FR 55869; domain.md 6.4
 */
const MEDICARE: readonly MedicareLevel[] = [
  { body: 'redetermination by the MAC', days: 120 },
  { body: 'reconsideration by the QIC', days: 180 },
  { body: 'hearing at OMHA', days: 60, least: { 2025: cents(190_00), 2026: cents(200_00) } },
  { body: 'review by the Medicare Appeals Council', days: 60 },
  { body: 'federal district court', days: 60, least: { 2025: cents(1900_00), 2026: cents(1960_00) } },
];
/** A decision of Medicare is presumed to be received so many days after its date. */
const RECEIPT_DAYS = 5;

/** One level of appeal, as it can be taken. */
export interface AppealLevel {
  readonly level: number;
  /** Who decides. */
  readonly body: string;
  /** Last day to send it. */
  readonly deadline: CivilDate;
  /** What must be in dispute; absent where any amount may be. */
  readonly least?: Cents;
}

export interface AppealAsked {
  /** From 1. */
  readonly level: number;
  /** Date of the 835, or of the letter that refused the level before. */
  readonly decidedOn: CivilDate;
  /** The day on which it is sent: the amount that must be in dispute is that of its year. */
  readonly sentOn: CivilDate;
  /** SBR09 of the coverage. */
  readonly filingCode: string | undefined;
}

/** A level of appeal at a payer; null where it has no such level. */
export function appealLevel(
  { level, decidedOn, sentOn, filingCode }: AppealAsked,
  terms: AppealTerms,
): AppealLevel | null {
  if (!isMedicare(filingCode)) {
    if (level < 1 || level > terms.appealLevels) return null;
    return { level, body: 'the payer', deadline: addDays(decidedOn, terms.appealDays) };
  }
  const found = MEDICARE[level - 1];
  if (found === undefined) return null;
  const { body, days, least } = found;
  return {
    ...{ level, body, deadline: addDays(decidedOn, RECEIPT_DAYS + days) },
    ...leastIn(least, sentOn),
  };
}

function leastIn(least: MedicareLevel['least'], day: CivilDate): Pick<AppealLevel, 'least'> {
  const amount = least?.[day.slice(0, 4)];
  return amount === undefined ? {} : { least: amount };
}
