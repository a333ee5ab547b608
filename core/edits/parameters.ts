import * as z from 'zod';

/**
 * What a payer, or a client for a payer, wants of single edits. Everything has a default: an absent parameter never
 * holds a claim. Codes may be given as single codes, ranges (`99281-99285`) or beginnings (`J*`).
 */
const code = z.string().regex(/^[A-Z0-9]{1,7}(-[A-Z0-9]{1,7}|\*)?$/, 'a code, a range or a beginning with *');
const codes = z.array(code);
const days = z.int().min(1).max(3650);

export const editParametersSchema = z.strictObject({
  /** PTP also between lines of different members of one group and specialty (PTP-01, PTP-02). */
  ptpGroupScope: z.boolean().optional(),
  /** How bilateral services are billed: one line with 50 and one unit, or two lines RT and LT (MOD-07). */
  bilateral: z.enum(['one-line', 'two-lines']).optional(),
  /** Prefers XE, XS, XP, XU to 59 (MOD-11). */
  prefersX: z.boolean().optional(),
  /** Wants a payment modifier on anesthesia (MOD-12). Default: yes. */
  anesthesiaModifier: z.boolean().optional(),
  /** Wants minutes, not units, for anesthesia time (UNI-03). Default: yes. */
  anesthesiaMinutes: z.boolean().optional(),
  /** Laboratory codes waived under CLIA: QW is right on these only (MOD-13). */
  cliaWaived: codes.optional(),
  /** Laboratory codes that need a CLIA number (MOD-13), besides those the code sets mark. */
  cliaRequired: codes.optional(),
  /** Unspecified laterality is asked about (DX-12). */
  lateralityExpected: z.boolean().optional(),
  /** Told also of notes "use additional code" and "code first" that hold only where the fact is known (DX-15). */
  additionalCodesExpected: z.boolean().optional(),
  /** Services that may be given by telehealth (POS-03). */
  telehealth: codes.optional(),
  /** Drugs that need an NDC (NDC-01). */
  ndcRequired: codes.optional(),
  /** Procedures that may stand only at these places of service (POS-02), besides the built-in table. */
  placesByProcedure: z
    .array(z.strictObject({ codes, places: z.array(z.string().regex(/^\d{2}$/)).min(1) }))
    .optional(),
  /** Procedures, revenue codes or DRGs that need an authorization (AUTH-01). */
  priorAuthorization: z
    .array(
      z.strictObject({
        codes,
        places: z.array(z.string().regex(/^\d{2}$/)).optional(),
        /** CCYYMMDD. */
        from: z
          .string()
          .regex(/^\d{8}$/)
          .optional(),
        to: z
          .string()
          .regex(/^\d{8}$/)
          .optional(),
        /** Only above so many units. */
        unitsAbove: z.number().min(0).optional(),
      }),
    )
    .optional(),
  /** Wants the coverage verified (271) within so many days of the service (ELG-01). Absent: not asked for. */
  eligibilityWithinDays: days.optional(),
  /** The plan needs a referral (REFR-01). */
  referralRequired: z.boolean().optional(),
  /** Procedures that need an ordering or referring provider (REFR-02). */
  orderingRequired: codes.optional(),
  /** Timely filing (TMF-01). */
  timelyFiling: z
    .strictObject({
      /** A claim to the first payer counts from the first or last day of service, a later one from the decision. */
      base: z.enum(['from', 'through', 'earlier-payer']),
      limitDays: days.optional(),
      /** One calendar year after the base, as Medicare has it. */
      calendarYear: z.boolean().optional(),
      correctedLimitDays: days.optional(),
      warnDays: z.int().min(0).max(365).optional(),
    })
    .optional(),
  /** Years across which a line may not span (DAT-02): an error instead of a warning. */
  spanOfYearsIsError: z.boolean().optional(),
});

export type EditParameters = Readonly<z.infer<typeof editParametersSchema>>;
