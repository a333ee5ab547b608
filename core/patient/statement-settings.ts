import * as z from 'zod';

/**
 * What a practice says of its statements (config: `clients[].statements`). It holds no patient data. All of it may be
 * left out: the practice's name and address are then those of its claims.
 */

const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]+$/u, 'one line of text');

export const statementsSchema = z.strictObject({
  /** Less than this is not asked for. Cents; default $5. */
  minimumCents: z.int().min(1).max(100_000).optional(),
  /** Days from the statement to the day by which it is to be paid. Default 21. */
  dueDays: z.int().min(1).max(90).optional(),
  /** Where patients ask. Default: the telephone number of the claim's billing provider. */
  phone: text(30).optional(),
  /** Where patients pay by themselves. */
  paymentUrl: text(100).optional(),
  /** Where checks go, line by line. Default: the pay-to address of the claim, else the billing provider's. */
  remitTo: z.array(text(60)).min(1).max(6).optional(),
  /**
   * Further paragraphs, as printed: financial assistance (26 CFR 1.501(r)-4), protection against balance billing (45
   * CFR 149.410 to 149.430). Our own words do not replace them: what must stand there is the practice's to know.
   */
  notices: z.array(text(600)).max(8).optional(),
});

export type StatementSettings = Readonly<z.infer<typeof statementsSchema>>;

/** The settings with our defaults in their places (domain.md 8.3). */
export const statementTerms = (settings: StatementSettings = {}) => ({
  ...settings,
  minimumCents: settings.minimumCents ?? 500,
  dueDays: settings.dueDays ?? 21,
  notices: settings.notices ?? [],
});
export type StatementTerms = ReturnType<typeof statementTerms>;
