import type { Weighted } from './random.ts';

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
  readonly category: 'A3' | 'A4' | 'A6' | 'A7' | 'A8';
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

/** A void of a claim that the payer never adjudicated (domain.md 3.8). */
export const voidsNothing: Rejection = { by: 'payer', category: 'A4', status: '35', weight: 1 };
