import type { Weighted } from './random.ts';

/** What can become of a claim that a payer adjudicates and allows in some part. */
export type PaidOutcome =
  | 'paid-in-full'
  | 'contractual'
  | 'copay'
  | 'coinsurance'
  | 'deductible'
  | 'all-deductible';
export type Outcome = PaidOutcome | 'line-denied' | 'claim-denied' | 'rejected';

/** Each outcome in a sentence. */
export const outcomes: Readonly<Record<Outcome, string>> = {
  'paid-in-full': 'The payer pays the whole charge.',
  contractual: 'The payer pays its allowed amount; the rest is CO-45.',
  copay: 'CO-45, and a copay (PR-3) is left to the patient.',
  coinsurance: 'CO-45, and a share of the allowed amount (PR-2) is left to the patient.',
  deductible: 'CO-45, a part goes to the deductible (PR-1), and of the rest the patient owes a share (PR-2).',
  'all-deductible': 'CO-45, and all that is allowed goes to the deductible (PR-1): nothing is paid.',
  'line-denied': 'One line is denied; the others are paid with CO-45 and PR-2.',
  'claim-denied': 'The whole claim is denied.',
  rejected: 'The clearinghouse or the payer rejects the claim before adjudication, by 277CA.',
};

/** How often each outcome comes: weights, in a thousand where they add up to it. */
export type Mix = readonly (Weighted & { readonly outcome: Outcome })[];

const everydayMix: Mix = [
  { outcome: 'paid-in-full', weight: 90 },
  { outcome: 'contractual', weight: 230 },
  { outcome: 'copay', weight: 170 },
  { outcome: 'coinsurance', weight: 160 },
  { outcome: 'deductible', weight: 110 },
  { outcome: 'all-deductible', weight: 70 },
  { outcome: 'line-denied', weight: 80 },
  { outcome: 'claim-denied', weight: 50 },
  { outcome: 'rejected', weight: 40 },
];
const paidMix: Mix = [
  { outcome: 'paid-in-full', weight: 300 },
  { outcome: 'contractual', weight: 250 },
  { outcome: 'copay', weight: 250 },
  { outcome: 'coinsurance', weight: 200 },
];
const always = (outcome: Outcome): Mix => [{ outcome, weight: 1 }];

/** What is done to the first 835 of an interchange. */
export type RemittanceTwist =
  | 'none'
  | 'wrong-total'
  | 'wrong-line'
  | 'provider-adjustment'
  | 'foreign-claim'
  | 'sent-twice';

export interface Scenario {
  readonly sentence: string;
  readonly mix: Mix;
  /** TA1: whether the interchange is taken. */
  readonly interchange: 'taken' | 'refused';
  /** 999: how often, in a hundred, one set of an interchange is rejected; `ofSeveral` spares an only set. */
  readonly rejectedSet: { readonly perCent: number; readonly ofSeveral: boolean };
  readonly remittance: RemittanceTwist;
}

const everyday: Omit<Scenario, 'sentence'> = {
  mix: everydayMix,
  interchange: 'taken',
  rejectedSet: { perCent: 0, ofSeveral: true },
  remittance: 'none',
};

/** The scenarios by name. `claimline sandbox answer --scenario` takes these names. */
export const scenarios = {
  mixed: {
    ...everyday,
    sentence:
      'An ordinary month: of 100 claims about 83 are paid or go to the deductible, 8 have a denied line, ' +
      '5 are denied and 4 rejected; of 10 interchanges with several sets one has a set rejected.',
    rejectedSet: { perCent: 10, ofSeveral: true },
  },
  'all-paid': { ...everyday, sentence: 'Every claim is accepted and paid something.', mix: paidMix },
  'all-deductible': {
    ...everyday,
    sentence: 'Every claim is allowed and goes to the deductible: zero-pay 835s (BPR01 H, NON).',
    mix: always('all-deductible'),
  },
  'all-denied': {
    ...everyday,
    sentence: 'Every claim is accepted and then denied: zero-pay 835s.',
    mix: always('claim-denied'),
  },
  'reject-frontend': {
    ...everyday,
    sentence: 'Every claim is rejected by 277CA, by the clearinghouse or by the payer.',
    mix: always('rejected'),
  },
  'reject-syntax': {
    ...everyday,
    sentence: 'The 999 rejects one set: the only one, or one of several.',
    rejectedSet: { perCent: 100, ofSeveral: false },
  },
  'reject-interchange': {
    ...everyday,
    sentence: 'The TA1 rejects the interchange (TA105 006); nothing else comes.',
    interchange: 'refused',
  },
  unbalanced: {
    ...everyday,
    sentence: 'The first 835 pays a dollar more (BPR02) than its claims say.',
    remittance: 'wrong-total',
  },
  'unbalanced-line': {
    ...everyday,
    sentence:
      'In the first 835 the first line of the first claim is charged ten dollars more than it explains.',
    remittance: 'wrong-line',
  },
  plb: {
    ...everyday,
    sentence:
      'The first 835 carries provider adjustments (PLB): interest, and a recovery where money is paid.',
    remittance: 'provider-adjustment',
  },
  'unknown-claim': {
    ...everyday,
    sentence: 'The first 835 also pays a claim that is not ours.',
    remittance: 'foreign-claim',
  },
  'duplicate-remit': {
    ...everyday,
    sentence: 'The first 835 comes twice, the second time in another interchange.',
    remittance: 'sent-twice',
  },
} as const satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof scenarios;

export const isScenarioName = (text: string): text is ScenarioName => Object.hasOwn(scenarios, text);

/** A way to deny: one CAS per denied charge, with its remark codes (domain.md 6.2, 6.3). */
export interface Denial extends Weighted {
  readonly group: 'CO' | 'PR' | 'OA' | 'PI';
  readonly carc: string;
  readonly remarks: readonly string[];
  /** Where the CAS stands: at each line, or once at the claim, without lines. */
  readonly at: 'lines' | 'claim';
}

const atLines = { at: 'lines' } as const;

/** Denials of a single line. */
export const lineDenials: readonly Denial[] = [
  { ...atLines, group: 'CO', carc: '16', remarks: ['N286'], weight: 20 },
  { ...atLines, group: 'CO', carc: '97', remarks: ['M15'], weight: 18 },
  { ...atLines, group: 'CO', carc: '197', remarks: [], weight: 12 },
  { ...atLines, group: 'CO', carc: '50', remarks: ['N115'], weight: 10 },
  { ...atLines, group: 'CO', carc: '11', remarks: ['M76'], weight: 10 },
  { ...atLines, group: 'PR', carc: '96', remarks: ['N425'], weight: 7 },
  { ...atLines, group: 'CO', carc: '96', remarks: ['N130'], weight: 5 },
  { ...atLines, group: 'CO', carc: '4', remarks: ['N822'], weight: 6 },
  { ...atLines, group: 'CO', carc: '252', remarks: ['M127'], weight: 6 },
  { ...atLines, group: 'CO', carc: '151', remarks: ['N362'], weight: 4 },
  { ...atLines, group: 'PI', carc: '150', remarks: [], weight: 2 },
];

/** Denials of a whole claim. */
export const claimDenials: readonly Denial[] = [
  { group: 'CO', carc: '29', remarks: [], at: 'lines', weight: 18 },
  { group: 'OA', carc: '18', remarks: ['N522'], at: 'claim', weight: 12 },
  { group: 'PR', carc: '27', remarks: ['N30'], at: 'lines', weight: 18 },
  { group: 'CO', carc: '22', remarks: ['N598'], at: 'lines', weight: 16 },
  { group: 'CO', carc: '50', remarks: ['N115', 'MA01'], at: 'lines', weight: 14 },
  { group: 'CO', carc: '109', remarks: [], at: 'claim', weight: 10 },
  { group: 'CO', carc: '16', remarks: ['MA130', 'N290'], at: 'lines', weight: 8 },
  { group: 'PR', carc: '31', remarks: ['N382'], at: 'lines', weight: 4 },
];

/** A 277CA rejection (domain.md 4.3, 4.4). */
export interface Rejection extends Weighted {
  /** Who finds it. What a payer would find comes from the clearinghouse where the payer sends no 277CA. */
  readonly by: 'clearinghouse' | 'payer';
  readonly category: 'A3' | 'A6' | 'A7' | 'A8';
  readonly status: string;
  /** Whose datum is wrong: IL subscriber, QC patient, 85 billing, 82 rendering provider … */
  readonly entity?: string;
  /** The fault is one service line's, which the answer then names. */
  readonly ofLine?: true;
}

export const rejections: readonly Rejection[] = [
  { by: 'payer', category: 'A7', status: '164', entity: 'IL', weight: 24 },
  { by: 'payer', category: 'A3', status: '33', entity: 'IL', weight: 14 },
  { by: 'clearinghouse', category: 'A7', status: '562', entity: '85', weight: 12 },
  { by: 'payer', category: 'A3', status: '26', entity: '82', weight: 10 },
  { by: 'clearinghouse', category: 'A6', status: '158', entity: 'QC', weight: 10 },
  { by: 'clearinghouse', category: 'A7', status: '255', weight: 8 },
  { by: 'payer', category: 'A6', status: '252', weight: 8 },
  { by: 'payer', category: 'A3', status: '116', weight: 6 },
  { by: 'clearinghouse', category: 'A7', status: '507', ofLine: true, weight: 5 },
  { by: 'clearinghouse', category: 'A8', status: '187', weight: 3 },
];

/** What any clearinghouse refuses, whatever the scenario: such a claim cannot be paid in balance. */
export const plainFaults = {
  /** A charge below zero (domain.md 3.3, RFI 2499). */
  negativeCharge: { by: 'clearinghouse', category: 'A7', status: '178', weight: 1 },
  /** CLM02 is not the sum of its lines. */
  outOfBalance: { by: 'clearinghouse', category: 'A7', status: '400', weight: 1 },
} as const satisfies Record<string, Rejection>;
