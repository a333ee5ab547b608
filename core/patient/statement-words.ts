/** Plain words of statements: our own, for patients. Nothing here is a payer's or a code owner's text. */

/** Why an amount of a claim is not asked for on a statement. */
export const holds = {
  'insurance-open': 'we wait for your insurance',
  appeal: 'we have appealed to your insurance',
  correction: 'we are correcting the claim with your insurance',
  question: 'we are checking it with your insurance',
  medicaid: 'you have Medicaid',
  qmb: 'Medicare says that you may not be billed for it',
} as const;
export type Hold = keyof typeof holds;

/** PR reasons by CARC. What is not here is named by `NOT_COVERED` or `LEFT`. */
const REASONS: Readonly<Record<string, string>> = {
  1: 'your deductible',
  2: 'your coinsurance',
  3: 'your copay',
  66: 'your blood deductible',
  26: 'before your coverage began',
  27: 'after your coverage ended',
  31: 'your insurance does not know you as a member',
  32: 'your insurance does not cover this family member',
  33: 'your insurance does not cover this family member',
  35: 'above the most that your plan pays in a lifetime',
  119: 'above the most that your plan pays in this period',
  142: 'your monthly Medicaid share',
  149: 'above the most that your plan pays in a lifetime',
  187: 'paid from your own spending account',
  238: 'part of a time without coverage',
  241: 'your copay with low-income help',
  247: 'your deductible for a service in a hospital',
  248: 'your coinsurance for a service in a hospital',
};
const NOT_COVERED = ['34', '49', '50', '51', '53', '55', '56', '96', '200', '204', '242', '243', '258'];
const LEFT = 'left to you by your plan';

/** Why the patient owes, by the payer's reason code (CARC) of group PR. */
export const reasonWords = (carc: string): string =>
  REASONS[carc] ?? (NOT_COVERED.includes(carc) ? 'not covered by your plan' : LEFT);

/** What kind of service a code is: broad words of ours, in the order in which they are tried. */
const SERVICES: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^99(20[2-9]|21[0-5])$/, 'Office visit'],
  [/^993[89]\d$/, 'Check-up'],
  [/^9928[1-5]$/, 'Emergency visit'],
  [/^99\d{3}$/, 'Visit'],
  [/^90(4[6-9]|[5-7])\d+$/, 'Vaccine'],
  [/^908\d\d$/, 'Counselling'],
  [/^97\d{3}$/, 'Therapy'],
  [/^9\d{4}$/, 'Medical service'],
  [/^8\d{4}$/, 'Laboratory test'],
  [/^7\d{4}$/, 'Imaging'],
  [/^0[01]\d{3}$/, 'Anesthesia'],
  [/^[1-6]\d{4}$/, 'Procedure'],
  [/^[JQ]\d{4}$/, 'Medicine'],
  [/^A0\d{3}$/, 'Ambulance'],
  [/^[AEKL]\d{4}$/, 'Supplies'],
  [/^D\d{4}$/, 'Dental service'],
  [/^V\d{4}$/, 'Vision or hearing'],
];

/** @param code procedure code of a service line */
export const serviceWords = (code: string): string =>
  SERVICES.find(([pattern]) => pattern.test(code))?.[1] ?? 'Service';

/** The tone of each level (domain.md 8.3). */
export const levelWords = {
  1: 'This is what is left for you to pay after your insurance. Thank you for choosing us.',
  2: 'A reminder: we have not yet received your payment. If you have sent it, thank you.',
  3: 'Your balance is past due. Please pay it now, or call us so that we find a way together.',
  4: 'Final notice: please pay by the day above. What is still open then is reviewed for collections.',
} as const;
export type Level = keyof typeof levelWords;
export const levels: readonly Level[] = [1, 2, 3, 4];
