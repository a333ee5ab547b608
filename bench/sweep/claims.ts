/**
 * The claims of the remittance that is swept: what each was told before, and what the remittance says of it. A kind of
 * its own for every way that a claim payment can take through the steps.
 */
import type { Cents } from '../../core/money.ts';
import { usd } from '../../test/core/remit/given.ts';
import type { Billed, Clp } from './words.ts';
import { back, says } from './words.ts';

export interface SweptKind {
  /** Encounters of this kind are named by it and a number. */
  readonly name: string;
  /** Changes to the example encounter, by path. */
  readonly changes?: (id: string) => Readonly<Record<string, unknown>>;
  /** What earlier 835s said, one file after the other. */
  readonly before?: readonly Clp[];
  /** What the patient has paid, in dollars. */
  readonly patientPaid?: number;
  /** What was denied is written off. */
  readonly writtenOff?: true;
  /** The payer got back what it has to the good. */
  readonly refunded?: true;
  /** What the swept remittance says, in its order. */
  readonly now: readonly Clp[];
}

/** The example claim: two lines, $120 and $30; the contract allows $100 and $20. */
const paid = says('1/150/100/20', ['80 CO-45 20 PR-3 20', '20 CO-45 10']);
const corrected = { ...says('1/150/110/10', ['90 CO-45 20 PR-3 10', '20 CO-45 10']), version: 2 };
const denied = says('4/150/0', ['0 CO-197 120', '0 CO-197 30']);
const partDenied = says('1/150/80/20', ['80 CO-45 20 PR-3 20', '0 CO-50 30']);
const lowly = says('1/150/60/20', ['40 CO-45 60 PR-3 20', '20 CO-45 10']);

/** BETA pays what ACME has left. */
const rest: Clp = { ...says('2/150/20', ['20 OA-23 100', '0 OA-23 30']), payer: 2 };
const bothPayers = () => ({
  'coverages[1]': {
    ...{ seq: 2, payer: { name: 'BETA MUTUAL', id: '99002' }, filingCode: 'CI', relationship: '01' },
    ...{ memberId: 'BM778899', assignment: 'Y', release: 'Y' },
    subscriber: { last: 'QUILLBROOK', first: 'MARY', dob: '19760302', sex: 'F' },
  },
});

const stranger = (more: Clp['more'] = () => ({})): Clp => ({
  ...paid,
  more: (billed) => ({ claimId: `STRANGER-${billed.id}`, ...more(billed) }),
});
const secondPart: Clp = { ...says('1/30/20', ['', '20 CO-45 10']), version: 2 };
const byMember = (id: string) => `MEM${id.replaceAll('-', '')}`;

/** The first are in every sweep; a small one leaves the last out. */
export const sweptKinds: readonly SweptKind[] = [
  { name: 'CORRECTED', before: [paid], now: [back(paid), corrected] },
  { name: 'DENIED', now: [denied] },
  { name: 'CAME-EARLY', before: [paid, corrected], now: [back(paid)] },
  { name: 'UNKNOWN', now: [stranger()] },
  { name: 'UNDERPAID', now: [lowly] },
  { name: 'PAYERS-NO', now: [stranger(({ payerNo }) => ({ payerClaimControlNo: payerNo }))] },
  { name: 'TURNED', before: [lowly], now: [corrected, back(lowly)] },
  { name: 'REVERSED', before: [partDenied], now: [back(partDenied)] },
  {
    name: 'SERVICES',
    changes: (id) => ({ 'coverages[0].memberId': byMember(id) }),
    now: [stranger(({ id }) => ({ memberId: byMember(id), renderingNpi: '1888888884' }))],
  },
  { name: 'LATE-ORIGINAL', before: [back(paid), corrected], now: [paid] },
  { name: 'TWO-PAYERS', changes: bothPayers, now: [paid] },
  { name: 'INTEREST', now: [{ ...paid, more: () => ({ interest: usd(2.02) }) }] },
  { name: 'TWICE', before: [paid], now: [corrected] },
  { name: 'PAID', now: [paid] },
  { name: 'CAME-LATE', before: [paid, back(paid)], now: [corrected] },
  { name: 'EARLY-DENIAL', before: [paid, { ...partDenied, version: 2 }], now: [back(paid)] },
  { name: 'BETA-FIRST', changes: bothPayers, before: [rest], now: [paid] },
  { name: 'ACME-BACK', changes: bothPayers, before: [paid, rest], now: [back(paid), corrected] },
  { name: 'BETA-PAYS', changes: bothPayers, before: [paid], now: [rest] },
  { name: 'LATE-REVERSAL', before: [corrected, paid], now: [back(paid)] },
  { name: 'LATE-ALONE', before: [back(paid)], now: [paid] },
  { name: 'PATIENT-PAID', before: [paid], patientPaid: 20, now: [back(paid), corrected] },
  { name: 'COPAY', changes: () => ({ patientPaidCents: 2000 }), now: [paid] },
  { name: 'WRITTEN-OFF', before: [denied], writtenOff: true, now: [paid] },
  {
    name: 'GIVEN-BACK',
    before: [paid, { ...lowly, version: 3 }],
    refunded: true,
    now: [back(paid), corrected],
  },
  { name: 'SPLIT', now: [says('1/120/80/20', ['80 CO-45 20 PR-3 20']), secondPart] },
  { name: 'REPROCESSED', before: [denied], now: [paid] },
  { name: 'NO-ORIGINAL', now: [back(paid)] },
  { name: 'MISMATCH', before: [paid], now: [back(lowly)] },
  { name: 'PART-DENIED', now: [partDenied] },
  { name: 'DEDUCTIBLE', now: [says('1/150/0/120', ['0 CO-45 20 PR-1 100', '0 CO-45 10 PR-1 20'])] },
  { name: 'BUNDLED', now: [says('1/150/120', ['120 OA-94 -30 CO-45 30', '0 CO-97 30'])] },
  { name: 'DOUBTFUL', now: [{ ...paid, more: () => ({ patientLast: 'OTHER', from: '20251231' }) }] },
  { name: 'RENAMED', now: [{ ...paid, more: () => ({ demographicsCorrected: true }) }] },
  { name: 'TOO-MUCH', now: [says('1/150/180', ['150 CO-45 -30', '30'])] },
  { name: 'UNEXPLAINED', now: [says('1/150/100', ['80 OA-23 40', '20 CO-45 10'])] },
  { name: 'FORWARDED', now: [{ ...says('19/150/100/20', ['80 CO-45 20 PR-3 20', '20 CO-45 10']) }] },
  { name: 'NEXT-ANEW', changes: bothPayers, before: [paid], now: [back(paid), corrected] },
  { name: 'NEXT-WAITS', changes: bothPayers, before: [paid], now: [back(paid)] },
  { name: 'NEXT-FIRST', changes: bothPayers, now: [rest] },
  { name: 'PASSED-ON', changes: bothPayers, now: [says('23/150/0', ['0 OA-109 120', '0 OA-109 30'])] },
  { name: 'ESTIMATED', now: [says('25/150/0', ['0 CO-45 120', '0 CO-45 30'])] },
];

/** A claim of the sweep. */
export interface Swept extends SweptKind {
  readonly id: string;
}

/** So many claims, of each kind in turn. */
export const sweptClaims = (count: number): readonly Swept[] =>
  Array.from({ length: count }, (_, i) => {
    const kind = sweptKinds[i % sweptKinds.length];
    if (kind === undefined) throw new Error('there is no kind of claim');
    return { ...kind, id: `${kind.name}-${1 + Math.floor(i / sweptKinds.length)}` };
  });

/**
 * At provider level: interest, recoupments that an earlier remittance explains and does not, a forwarded balance, and
 * what is taken back now and recovered later: no cheque is below 0.
 */
export const sweptAdjustments = (interestClaims: number, takenBack: Cents) => [
  { code: 'L6', amount: usd(-2.02 * interestClaims) },
  { code: 'WO', reference: 'PC0001', amount: usd(50) },
  { code: 'WO', reference: 'PC0002', amount: usd(20) },
  ...recoveredLater(takenBack),
  { code: 'FB', amount: usd(30) },
  { code: 'CS', amount: usd(1) },
  { code: 'IR', amount: usd(5) },
];
/** @param takenBack below 0 */
export const recoveredLater = (takenBack: Cents) =>
  takenBack === 0 ? [] : [{ code: 'WO', reference: 'PC0003', amount: takenBack }];
/** What the first of the earlier remittances neutralised and carried forward. */
export const earlierAdjustments = [
  { code: 'WO', reference: 'PC0001', amount: usd(-50) },
  { code: 'FB', amount: usd(-30) },
];

export type { Billed };
