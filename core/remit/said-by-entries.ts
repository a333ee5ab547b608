import { lineNoAt } from '../claim/lines.ts';
import type { Claim } from '../claim/types.ts';
import { filingId, lineControlNo } from '../ids.ts';
import { netOf } from '../ledger/balances.ts';
import type { EntryType, JournalEntry } from '../ledger/entries.ts';
import { cents, sum } from '../money.ts';
import type { ClaimPayment, RemittanceAdjustment, ServicePayment } from '../x12/types.ts';
import type { Original } from './in-force.ts';

/** Entries that say what a payer said; what evens the claim out says nothing. */
const SAYING: ReadonlySet<EntryType> = new Set(['J1', 'J14', 'J2', 'J3a', 'J3b', 'J4', 'info']);

/**
 * What a payer said of a claim, from its entries alone: for a coverage that was found after the remittance, of which
 * nothing else was kept. Procedures and units are those that we billed; quantities and remarks are lost.
 */
export function saidByEntries(claim: Claim, { facts, entries, filing }: Original): ClaimPayment {
  const { adjudication, chargeCents } = facts;
  const saying = entries.filter(({ type }) => SAYING.has(type));
  const ofLine = (no: number) => saying.filter(({ lineNo = 0 }) => lineNo === no);
  return {
    claimId: filingId(claim.claimNo, filing),
    status: adjudication.status,
    charge: cents(chargeCents),
    paid: cents(adjudication.paidCents),
    payerClaimControlNo: adjudication.payerClaimControlNo,
    adjustments: adjustmentsIn(ofLine(0)),
    demographicsCorrected: false,
    remarks: [],
    services: claim.content.lines.flatMap((line, i) => {
      const lineNo = lineNoAt(claim, i);
      const own = ofLine(lineNo);
      const controlNo = lineControlNo(filingId(claim.claimNo, filing), lineNo);
      return own.length === 0 ? [] : [serviceOf(line, controlNo, own)];
    }),
    ordinal: adjudication.ordinal,
    position: NOWHERE,
  };
}

const NOWHERE = { interchange: 0, segment: 0, offset: 0 };

const serviceOf = (
  { codeQualifier = 'HC', code, modifiers = [], chargeCents, units }: Claim['content']['lines'][number],
  controlNo: string,
  entries: readonly JournalEntry[],
): ServicePayment => ({
  procedure: { qualifier: codeQualifier, code, modifiers },
  charge: chargeCents,
  paid: sum(
    entries.flatMap(({ postings }) =>
      postings.flatMap((p) => (p.account === '1015' ? [cents(netOf(p))] : [])),
    ),
  ),
  paidUnits: units,
  adjustments: adjustmentsIn(entries),
  lineControlNo: controlNo,
  remarks: [],
  position: NOWHERE,
});

const adjustmentsIn = (entries: readonly JournalEntry[]): readonly RemittanceAdjustment[] =>
  entries.flatMap(({ reasons = [] }) => reasons.map(({ group, carc, amount }) => ({ group, carc, amount })));
