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

/** Each outcome in a sentence. A payer after the first decides on what those before it left to the patient. */
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

/** How a payer turns what it decided into payments; `plays` says what each does. */
export type PlayName =
  | 'once'
  | 'wrong-total'
  | 'wrong-line'
  | 'provider-adjustment'
  | 'foreign-claim'
  | 'sent-twice'
  | 'renamed'
  | 'interest'
  | 'bundling'
  | 'split-claim'
  | 'predetermination'
  | 'crossover'
  | 'correction'
  | 'forward-balance'
  | 'takeback'
  | 'recoupment-first'
  | 'correction-first'
  | 'late-original';

export interface Scenario {
  readonly sentence: string;
  readonly mix: Mix;
  /** TA1: whether the interchange is taken. */
  readonly interchange: 'taken' | 'refused';
  /** 999: how often, in a hundred, one set of an interchange is rejected; `ofSeveral` spares an only set. */
  readonly rejectedSet: { readonly perCent: number; readonly ofSeveral: boolean };
  /** How the payments come, and of whom: of every payer and payee, or of the first only. */
  readonly payments: PlayName;
  readonly by: 'every-payer' | 'first-payer';
}

const everyday: Omit<Scenario, 'sentence'> = {
  mix: everydayMix,
  interchange: 'taken',
  rejectedSet: { perCent: 0, ofSeveral: true },
  payments: 'once',
  by: 'every-payer',
};
/** What is done to the first 835 only; the others stay as they are. */
const first = (payments: PlayName): Omit<Scenario, 'sentence'> => ({
  ...everyday,
  payments,
  by: 'first-payer',
});
/** Every claim is paid something, by payments that come as the play says. */
const paid = (payments: PlayName): Omit<Scenario, 'sentence'> => ({ ...everyday, mix: paidMix, payments });

/** The scenarios by name. `claimline sandbox answer --scenario` takes these names. */
export const scenarios = {
  mixed: {
    ...everyday,
    sentence:
      'An ordinary month: of 100 claims about 83 are paid or go to the deductible, 8 have a denied line, ' +
      '5 are denied and 4 rejected; of 10 interchanges with several sets one has a set rejected.',
    rejectedSet: { perCent: 10, ofSeveral: true },
  },
  'all-paid': { ...paid('once'), sentence: 'Every claim is accepted and paid something.' },
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
    ...first('wrong-total'),
    sentence: 'The first 835 pays a dollar more (BPR02) than its claims say.',
  },
  'unbalanced-line': {
    ...first('wrong-line'),
    sentence:
      'In the first 835 the first line of the first claim is charged ten dollars more than it explains.',
  },
  plb: {
    ...first('provider-adjustment'),
    sentence:
      'The first 835 carries provider adjustments (PLB): interest, and a recovery where money is paid.',
  },
  'unknown-claim': {
    ...first('foreign-claim'),
    sentence: 'The first 835 also pays a claim that is not ours.',
  },
  'duplicate-remit': {
    ...first('sent-twice'),
    sentence: 'The first 835 comes twice, the second time in another interchange.',
  },
  'duplicate-file': {
    ...first('renamed'),
    sentence: 'The first 835 comes three times: as it is, under another name, and without its line breaks.',
  },
  interest: {
    ...paid('interest'),
    sentence: 'Every payment bears 2 % interest: AMT*I at the claim, and their sum in one PLB L6.',
  },
  bundling: {
    ...paid('bundling'),
    sentence: 'Two lines of a claim are paid as one: OA-94 on the first, CO-97 on the second.',
  },
  'split-claim': {
    ...paid('split-claim'),
    sentence:
      'The payer splits claims of several lines: A5 in its 277CA, then two CLPs of one CLP01, each with its ' +
      'own CLP07 and lines.',
  },
  predetermination: {
    ...paid('predetermination'),
    sentence: 'The first 835 only says what would be paid (CLP02 25, OA-101); the second pays it.',
  },
  crossover: {
    ...paid('crossover'),
    sentence:
      "Claims with a second payer are paid and forwarded (CLP02 19, NM1*TT); then that payer's 835 comes, " +
      "with the first filing's CLP01.",
  },
  correction: {
    ...paid('correction'),
    sentence:
      "A second 835 takes some payments back (22) and pays them anew, beside others: the patient's share is waived, " +
      'or, where there is none, a tenth less is paid.',
  },
  'forward-balance': {
    ...paid('forward-balance'),
    sentence:
      'A second 835 takes a payment back and so comes below zero, which PLB FB carries to the next; the third ' +
      'pays the dearest claim less that.',
  },
  takeback: {
    ...paid('takeback'),
    sentence:
      'The dearest payment is reversed by a second 835 that leaves the money (PLB WO below zero); the third ' +
      'recovers it, more than it pays (WO, FB), and the fourth nets it out.',
  },
  'recoupment-first': {
    ...paid('recoupment-first'),
    sentence:
      'A second 835 recovers a payment without saying why (PLB WO); the third explains it by its reversal.',
  },
  'correction-first': {
    ...paid('correction-first'),
    sentence: 'A payment comes again, corrected and without a reversal; the third 835 brings the reversal.',
  },
  'late-original': {
    ...paid('late-original'),
    sentence: 'The first 835 reverses and corrects a payment that only the second brings: it came late.',
  },
} as const satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof scenarios;

export const isScenarioName = (text: string): text is ScenarioName => Object.hasOwn(scenarios, text);
