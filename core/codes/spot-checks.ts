import type { CodeSetName } from './sets.ts';

/** A code that a whole set must have. */
export interface Spot {
  readonly code: string;
  /** 1 valid for submission, 0 a header; absent where the set has no such mark. */
  readonly billable?: 0 | 1;
}

const present = (codes: string): readonly Spot[] => codes.split(' ').map((code) => ({ code }));

/** Codes that have stood in every release for years, by set. They are looked for in whole releases only. */
export const spotChecks: Readonly<Partial<Record<CodeSetName, readonly Spot[]>>> = {
  icd10cm: [
    { code: 'A00', billable: 0 },
    { code: 'E11', billable: 0 },
    { code: 'E119', billable: 1 },
    { code: 'I10', billable: 1 },
    { code: 'J029', billable: 1 },
    { code: 'S52501A', billable: 1 },
    { code: 'Z0000', billable: 1 },
  ],
  icd10pcs: [
    { code: '0DT', billable: 0 },
    { code: '0DTJ4ZZ', billable: 1 },
  ],
  hcpcs: present('A0427 E0601 G0008 J1885 J3490'),
  'hcpcs-modifiers': present('GA LT RT TC'),
  pos: present('11 12 21 22 23 24 99'),
  revenue: present('0250 0360 0450'),
  'bill-types': present('111 131'),
  taxonomy: present('207Q00000X 208D00000X'),
  carc: present('1 16 45 97'),
  rarc: present('M15 N130'),
};

/**
 * How many rows make a whole set. National lists are known by their size, so that a few rows of one are taken as a
 * part, and not as a set in which all other codes were struck. Lists that a customer may cut to his needs (CPT, fees)
 * and those in which nothing is looked for by absence (NCCI, MUE) have no least number.
 */
export const leastRows: Readonly<Partial<Record<CodeSetName, number>>> = {
  icd10cm: 60_000,
  icd10pcs: 60_000,
  hcpcs: 5000,
  'hcpcs-modifiers': 200,
  pos: 40,
  revenue: 200,
  'bill-types': 50,
  taxonomy: 600,
  carc: 200,
  rarc: 600,
  'claim-status': 400,
  'claim-status-category': 25,
};
