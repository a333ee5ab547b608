import * as z from 'zod';

/**
 * What a payer owes by contract: the rates that it agreed to, or a share of the Medicare physician fee schedule.
 */

/** Whole ten-thousandths of a dollar. */
const DOLLAR_SCALE = 10_000;
/** Whole hundredths of a percent. */
const PERCENT_SCALE = 100;

const isWhole = (value: number, scale: number): boolean =>
  Math.abs(value * scale - Math.round(value * scale)) < 1e-6;
const text = z.string().min(1).max(80);
const code = z.string().regex(/^[A-Z0-9]{5}$/, 'a procedure code');
const modifier = z.string().regex(/^[A-Z0-9]{2}$/, 'a modifier');
const units = z.int().min(0).max(99);
/** Dollars for one unit, at most four decimals. */
const factor = z
  .number()
  .positive()
  .max(1000)
  .refine((value) => isWhole(value, DOLLAR_SCALE), 'at most four decimals');
const percent = z
  .number()
  .min(0)
  .max(1000)
  .refine((value) => isWhole(value, PERCENT_SCALE), 'at most two decimals');

/** (Base units + time units + units of modifiers) times the conversion factor (domain.md 7.4). */
const anesthesiaSchema = z.strictObject({
  /** Dollars for one unit. */
  conversionFactor: factor,
  minutesPerUnit: z.int().min(1).max(60).default(15),
  /** By code, besides those that the HCPCS table gives. */
  baseUnits: z.record(code, units).optional(),
  /** Units that a modifier adds, as for a patient’s physical state: `{"P3": 1}`. */
  modifierUnits: z.record(modifier, units).optional(),
});

const ratesSchema = z.strictObject({
  kind: z.literal('rates'),
  /** What the payer column of the fee table says of this contract; the payer’s id if not given. */
  schedule: text.optional(),
  anesthesia: anesthesiaSchema.optional(),
});

const feeScheduleSchema = z.strictObject({
  kind: z.literal('fee-schedule'),
  /** 120 is a fifth above Medicare. */
  percent: percent.refine((value) => value > 0, 'more than 0'),
  /** Contractor and locality, as the table of practice costs names them. */
  locality: z.string().regex(/^[0-9A-Z]{5}-[0-9A-Z]{2}$/, 'contractor and locality, as 10112-00'),
  /** Dollars for one relative value unit; the schedule’s own if not given. */
  conversionFactor: factor.optional(),
  anesthesia: anesthesiaSchema.optional(),
});

export const contractSchema = z.discriminatedUnion('kind', [ratesSchema, feeScheduleSchema]);
/** A line is underpaid when it lacks more than both: so many cents, and so much of what was expected. */
export const toleranceCentsSchema = z.int().min(0).max(1_000_000);
export const tolerancePercentSchema = percent.refine((value) => value <= 100, 'at most 100');

export type Contract = Readonly<z.infer<typeof contractSchema>>;
export type FeeScheduleContract = Readonly<z.infer<typeof feeScheduleSchema>>;
export type AnesthesiaTerms = Readonly<z.infer<typeof anesthesiaSchema>>;

/** Dollars as whole ten-thousandths. */
export const tenThousandths = (dollars: number): number => Math.round(dollars * DOLLAR_SCALE);
/** A percentage as whole hundredths of a percent. */
export const basisPoints = (share: number): number => Math.round(share * PERCENT_SCALE);
/** 100 % in hundredths of a percent. */
export const WHOLE = 10_000;

/** Below both of them nobody asks a payer for the rest. */
const DEFAULT_TOLERANCE = { toleranceCents: 100, tolerancePercent: 1 };

/** What a payer’s profile says about its contract. */
export interface ContractFields {
  readonly contract?: Contract | undefined;
  readonly toleranceCents?: number | undefined;
  readonly tolerancePercent?: number | undefined;
}

/** A contract with all that comparing needs. */
export interface Terms {
  readonly payerId: string;
  readonly contract: Contract;
  readonly toleranceCents: number;
  readonly tolerancePercent: number;
}

/** Nothing where the payer has no contract: then nothing is expected of it. */
export function termsOf(payerId: string, profile: ContractFields): Terms | undefined {
  const { contract } = profile;
  const { toleranceCents = DEFAULT_TOLERANCE.toleranceCents } = profile;
  const { tolerancePercent = DEFAULT_TOLERANCE.tolerancePercent } = profile;
  return contract === undefined ? undefined : { payerId, contract, toleranceCents, tolerancePercent };
}
