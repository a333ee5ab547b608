/** What a measure is: its two numbers in words, and the common target (domain.md 6.6). */
export interface KpiDefinition {
  readonly title: string;
  readonly unit: 'percent' | 'days';
  readonly numerator: string;
  readonly denominator: string;
  readonly target?: string;
  /** Whether the numbers are money, in cents. */
  readonly money?: true;
  /** Whether the numerator is a median, and the denominator what it was taken of. */
  readonly median?: true;
}

/** Every measure that the journals carry, in the order of domain.md 6.6. */
export const kpiCatalogue = {
  'clean-claims': {
    title: 'Clean claims',
    unit: 'percent',
    numerator: 'claims that no edit held and nobody changed before they were sent',
    denominator: 'claims sent first in the period',
    target: '≥ 95 %',
  },
  'front-end-rejections': {
    title: 'Front-end rejections',
    unit: 'percent',
    numerator: 'sendings that a TA1, 999 or 277CA refused',
    denominator: 'sendings of filings in the period, each attempt for itself',
    target: '≤ 3 %',
  },
  'first-pass': {
    title: 'First-pass resolution',
    unit: 'percent',
    numerator: 'first attempts of them that this decision settled without a denial item',
    denominator: 'filings whose first decision is dated in the period',
    target: '≥ 90 %',
  },
  'initial-denials': {
    title: 'Initial denials, filings',
    unit: 'percent',
    numerator: 'those of them with a denial item',
    denominator: 'filings whose first decision is dated in the period',
    target: '≤ 5–10 %',
  },
  'initial-denials-dollars': {
    title: 'Initial denials, dollars',
    unit: 'percent',
    numerator: 'amounts of their denial items',
    denominator: 'charges of first decisions dated in the period',
    money: true,
  },
  'denial-write-offs': {
    title: 'Final denial write-offs',
    unit: 'percent',
    numerator: 'denial write-offs (4120) posted in the period',
    denominator: 'net service revenue of the period: 4010 less 4110, 4130 and 4140',
    target: '≤ 2 %',
    money: true,
  },
  'days-in-ar': {
    title: 'Days in A/R, gross',
    unit: 'days',
    numerator: 'receivables less credits at the end of the period',
    denominator: 'charges of the last 90 days, divided by 90',
    target: '≤ 40',
    money: true,
  },
  'over-90-service': {
    title: 'A/R over 90 days, served',
    unit: 'percent',
    numerator: 'what is open for more than 90 days after the first day of service',
    denominator: 'all that is open at the end of the period, without credits',
    target: '≤ 15–20 %',
    money: true,
  },
  'over-90-submission': {
    title: 'A/R over 90 days, sent',
    unit: 'percent',
    numerator: 'what is open for more than 90 days after the claim was first sent',
    denominator: 'all that is open at the end of the period, without credits',
    target: '≤ 15–20 %',
    money: true,
  },
  'gross-collection': {
    title: 'Gross collection',
    unit: 'percent',
    numerator: 'payments on them, less refunds',
    denominator: 'charges of claims served in the period',
    money: true,
  },
  'net-collection': {
    title: 'Net collection',
    unit: 'percent',
    numerator: 'payments on them, less refunds',
    denominator: 'charges less contractual adjustments of claims closed in the period a year before',
    target: '≥ 95 %',
    money: true,
  },
  'cost-to-collect': {
    title: 'Cost to collect',
    unit: 'percent',
    numerator: 'the cost that was given',
    denominator: 'payments on claims posted in the period, less refunds',
    target: '2–5 %',
    money: true,
  },
  'days-to-submission': {
    title: 'Days to first submission',
    unit: 'days',
    numerator: 'median of the days from service to first sending',
    denominator: 'claims sent first in the period',
    target: '≤ 3–5',
    median: true,
  },
  'payment-lag': {
    title: 'Payment lag',
    unit: 'days',
    numerator: 'median of the days from the payer’s acceptance to the date of its first payment or denial',
    denominator: 'accepted filings whose first decision is dated in the period',
    median: true,
  },
  'credit-balance-days': {
    title: 'Credit balance days',
    unit: 'days',
    numerator: 'credits of payers and patients (2010, 2020) at the end of the period',
    denominator: 'payments on claims of the last 90 days, divided by 90',
    target: '≤ 2',
    money: true,
  },
} as const satisfies Record<string, KpiDefinition>;

export type KpiName = keyof typeof kpiCatalogue;
export const kpiNames = Object.keys(kpiCatalogue) as readonly KpiName[];

/** Measures of domain.md 6.6 that no journal can tell, and why. */
export const untold = {
  'denial-overturn': {
    title: 'Denial overturn',
    why: 'A journal does not say which denial item was closed, and what it recovered.',
  },
  'days-in-ar-net': {
    title: 'Days in A/R, net',
    why: 'The books hold gross amounts: what payers will still take off is an estimate.',
  },
  underpayments: {
    title: 'Underpayments',
    why: 'It needs the contracts: claimline remit variances compares each line with them.',
  },
} as const;
