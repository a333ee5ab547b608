import type { WorkQueue } from '../claim/types.ts';

interface StatusGroup {
  /** Claim status codes (X12 list 508). */
  readonly codes: readonly string[];
  /** Our own words. */
  readonly means: string;
  /** Null where nobody has to do anything. */
  readonly queue: WorkQueue | null;
}

/** Claim status codes of a 277CA or 277, and who works them (domain.md 4.4). */
export const claimStatusGroups: readonly StatusGroup[] = [
  { codes: ['19', '20'], means: 'received or accepted for processing', queue: null },
  { codes: ['717'], means: 'claim split', queue: null },
  { codes: ['1', '3', '65'], means: 'adjudicated: see the remittance', queue: 'posting' },
  {
    codes: ['21', '122', '481', '511', '512', '684', '697'],
    means: 'data missing, malformed or too long',
    queue: 'technical',
  },
  {
    codes: ['24', '25', '26', '496', '677', '743'],
    means: 'submitter or provider not approved, found or affiliated',
    queue: 'provider-enrolment',
  },
  {
    codes: ['30', '31', '32', '33', '97', '109', '158', '163', '164', '88'],
    means: 'subscriber not found, not matched or not eligible',
    queue: 'registration',
  },
  { codes: ['96', '116', '487'], means: 'wrong payer or route', queue: 'payer-mapping' },
  { codes: ['54', '78', '746'], means: 'duplicate', queue: 'duplicate' },
  {
    codes: [
      ...['125', '126', '127', '128', '145', '153', '500', '501', '502', '503', '504', '505'],
      ...['560', '562', '741', '755', '775'],
    ],
    means: 'name, address, tax id, taxonomy or id of a provider',
    queue: 'provider-data',
  },
  {
    codes: ['187', '188', '189', '190', '510', '675', '773'],
    means: 'dates of service, statement or admission',
    queue: 'charge-entry',
  },
  {
    codes: ['228', '229', '231', '233', '234', '535'],
    means: 'institutional data: bill type, admission, discharge, status',
    queue: 'charge-entry',
  },
  {
    codes: ['254', '255', '477', '488', '688', '700', '772'],
    means: 'diagnosis or its pointer',
    queue: 'coding',
  },
  {
    codes: ['249', '251', '253', '258', '453', '454', '475', '476', '507'],
    means: 'procedure, modifier, units or place of service',
    queue: 'coding',
  },
  { codes: ['216', '217', '218'], means: 'drug or NDC', queue: 'coding' },
  { codes: ['178', '400', '402', '583', '693', '694'], means: 'charges or amounts', queue: 'billing' },
  { codes: ['252', '642', '761'], means: 'authorization or referral', queue: 'authorization' },
  { codes: ['464', '495'], means: 'payer claim number of a resubmission', queue: 'billing' },
  {
    codes: ['171', '182', '183', '479', '516', '519', '520', '521', '643', '672', '710', '742', '771'],
    means: 'other insurance: order, amounts, or sent before the crossover ended',
    queue: 'cob',
  },
  { codes: ['718'], means: 'filed too late', queue: 'timely-filing' },
  { codes: ['287', '294', '317'], means: 'records or medical necessity', queue: 'documentation' },
  { codes: ['35'], means: 'claim not found', queue: 'billing' },
];

const groups: ReadonlyMap<string, StatusGroup> = new Map(
  claimStatusGroups.flatMap((group) => group.codes.map((code) => [code, group] as const)),
);

/**
 * Who works a claim status; null where nobody has to. A code that the table does not know goes to
 * `technical`.
 */
export function queueOfStatus(code: string): WorkQueue | null {
  const group = groups.get(code.replace(/^0+(?=\d)/, ''));
  return group === undefined ? 'technical' : group.queue;
}
