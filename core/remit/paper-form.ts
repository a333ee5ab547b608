import * as z from 'zod';
import { isCivilDate } from '../dates.ts';
import { cents } from '../money.ts';
import { err, ok, type Result } from '../result.ts';

/**
 * A payer’s paper explanation of payment as somebody typed it: the same facts as an 835, amounts in whole cents. A day
 * is `2026-02-10` or `20260210`.
 */

/** X12 characters without the delimiters that we write. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[ -)+-9;-@A-Z[-\]_a-z{-}]+$/, 'printable characters other than * : ^ ~');
const amount = z.int().transform((value) => cents(value));
const day = z
  .string()
  .transform((value) => value.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$1$2$3'))
  .refine(isCivilDate, 'a day as 2026-02-10');
const code = (pattern: RegExp, words: string) =>
  z
    .string()
    .trim()
    .transform((value) => value.toUpperCase())
    .pipe(z.string().regex(pattern, words));
const npi = z.string().regex(/^[12]\d{9}$/, 'an NPI has ten digits');
const remark = code(/^(N|M|MA)\d{1,4}$/, 'a remark code as N130 or MA01');
const decimal = z.string().regex(/^\d{1,8}(\.\d{1,3})?$/, 'digits, at most three after the point');

const adjustment = z.strictObject({
  group: code(/^(CO|OA|PI|PR)$/, 'CO, OA, PI or PR'),
  carc: code(/^[A-Z]?\d{1,3}$/, 'an adjustment reason as 45'),
  /** Positive reduces the payment. */
  cents: amount,
  quantity: decimal.optional(),
});

const service = z.strictObject({
  /** Line of our claim, from 1; without it the line is found by its code and charge. */
  line: z.int().min(1).max(999).optional(),
  procedure: code(/^[A-Z0-9]{5}$/, 'a procedure code'),
  modifiers: z
    .array(code(/^[A-Z0-9]{2}$/, 'two characters'))
    .max(4)
    .default([]),
  chargeCents: amount,
  paidCents: amount,
  units: decimal.optional(),
  from: day.optional(),
  to: day.optional(),
  allowedCents: amount.optional(),
  adjustments: z.array(adjustment).default([]),
  remarks: z.array(remark).max(20).default([]),
});

const claim = z.strictObject({
  /** As the payer prints it: our claim number with its filing, `RVB2M4KQ7XA3TZ5N-1`. */
  claim: text(38),
  /** CLP02. */
  status: z.enum(['1', '2', '3', '4', '19', '20', '21', '22', '23', '25']).default('1'),
  /** Below zero on a reversal, as all its amounts. */
  chargeCents: amount,
  paidCents: amount,
  /** The payer’s own number of the claim. */
  payerClaimNo: text(50),
  patientLast: text(60),
  patientFirst: text(35).optional(),
  memberId: text(80).optional(),
  renderingNpi: npi.optional(),
  from: day.optional(),
  to: day.optional(),
  /** Of the claim as a whole, besides those of its lines. */
  adjustments: z.array(adjustment).default([]),
  remarks: z.array(remark).max(5).default([]),
  interestCents: amount.optional(),
  lines: z.array(service).max(999).default([]),
});

const providerAdjustment = z.strictObject({
  /** `WO`, `FB`, `L6` … */
  code: code(/^[A-Z0-9]{2}$/, 'two characters'),
  reference: text(50).optional(),
  /** Positive reduces the payment. */
  cents: amount.refine((value) => value !== 0, 'not 0'),
});

const formSchema = z.strictObject({
  payer: z.strictObject({
    name: text(60),
    /**
     * The id that the payer’s 835s bear: the plan’s (N104), else REF*2U, else TRN03. By it the electronic copy that
     * comes later is recognised.
     */
    id: text(50).min(2),
    address: text(55),
    city: text(30).min(2),
    state: code(/^[A-Z]{2}$/, 'two letters'),
    zip: z.string().regex(/^\d{5}(\d{4})?$/, 'five or nine digits'),
    contact: text(60).default('PAPER REMITTANCE'),
    phone: z
      .string()
      .regex(/^\d{10}$/, 'ten digits')
      .optional(),
  }),
  payee: z.strictObject({
    name: text(60),
    npi,
    taxId: z
      .string()
      .regex(/^\d{9}$/, 'nine digits')
      .optional(),
  }),
  /** Number of the cheque or transfer. */
  trace: text(50),
  /** Of the cheque or transfer. */
  date: day,
  method: z.enum(['CHK', 'ACH', 'FWT']).default('CHK'),
  paidCents: amount.refine((value) => value >= 0, 'not below 0'),
  claims: z.array(claim).max(5000).default([]),
  providerAdjustments: z.array(providerAdjustment).max(500).default([]),
  /** Where the picture of the paper is kept. */
  image: z.string().trim().min(1).max(200),
  /** Who typed it; who runs the command if not given. */
  user: z.string().trim().min(1).max(100).optional(),
});

export type PaperForm = Readonly<z.infer<typeof formSchema>>;
export type PaperClaim = PaperForm['claims'][number];
export type PaperService = PaperClaim['lines'][number];
export type PaperAdjustment = PaperClaim['adjustments'][number];

/** What is wrong, and where: `claims[0].lines[1].paidCents`. No value is named: it may be a patient’s. */
export interface FormProblem {
  readonly path: string;
  readonly message: string;
}

/** `claims[0].lines[1].paidCents` */
export const fieldPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (before, part) =>
      typeof part === 'number' ? `${before}[${part}]` : `${before}${before === '' ? '' : '.'}${String(part)}`,
    '',
  );

/** Reads a form and lists everything that is wrong with it at once. */
export function parsePaperForm(json: unknown): Result<PaperForm, readonly FormProblem[]> {
  const read = formSchema.safeParse(json);
  if (read.success) return ok(read.data);
  return err(read.error.issues.map(({ path, message }) => ({ path: fieldPath(path), message })));
}
