import { carcRule } from '../denial/carc.ts';
import type { DenialItem } from '../denial/classify.ts';
import {
  contractuallyAdjusted,
  denied,
  type EntryOrigin,
  insurancePaid,
  type JournalEntry,
  movedToNextPayer,
  movedToPatient,
  noted,
  overpaid,
} from '../ledger/entries.ts';
import { add, ZERO } from '../money.ts';
import { totalOf } from './adjustments.ts';
import type { FittedLine } from './fit.ts';
import { originOf, type PostedTotals, type PostingRequest, plain } from './posting.ts';

/**
 * J1 to J4 of a line, or J14 where it is paid above what is open, and what explains without moving anything.
 *
 * @param next the payer that the patient's part goes to; undefined when the patient is next
 */
export function addLineEntries(
  entries: JournalEntry[],
  line: FittedLine,
  next: number | undefined,
  request: PostingRequest,
): void {
  const { paid, due, contractual, patient, held, information } = line;
  const origin = (type: string): EntryOrigin => originOf(line, type, request);
  const { trace } = request.remittance;
  if (due !== undefined) entries.push(overpaid({ ...origin('J14'), trace }, paid, due));
  else if (paid !== 0) entries.push(insurancePaid({ ...origin('J1'), trace }, paid));
  const amount = totalOf(contractual);
  if (amount !== 0) entries.push(contractuallyAdjusted(origin('J2'), { amount, reasons: contractual }));
  const share = { amount: totalOf(patient), reasons: patient.map(plain) };
  if (share.amount !== 0)
    entries.push(
      next === undefined
        ? movedToPatient(origin('J3b'), share)
        : movedToNextPayer(origin('J3a'), { ...share, nextPayer: next }),
    );
  if (held.length > 0) entries.push(denied(origin('J4'), held.map(plain)));
  // Reasons that even each other out move nothing, and are kept: a reversal repeats them.
  const even = [...(amount === 0 ? contractual : []), ...(share.amount === 0 ? patient : [])];
  const said = [...even, ...information];
  if (said.length > 0) entries.push(noted(origin('info'), said.map(plain)));
}

/**
 * What is held, and what was left to the patient for a reason that is no patient responsibility (domain.md
 * 6.1).
 */
export function denialItems(lines: readonly FittedLine[]): readonly DenialItem[] {
  const items: DenialItem[] = [];
  for (const { lineNo, held, patient } of lines) {
    for (const reason of held) if (reason.amount > 0) items.push({ lineNo, ...reason });
    for (const reason of patient)
      if (reason.amount > 0 && carcRule(reason.carc).category !== 'patient-responsibility')
        items.push({ lineNo, ...reason });
  }
  return items;
}

export function totalsOf(lines: readonly FittedLine[]): PostedTotals {
  const totals = { paid: ZERO, contractual: ZERO, patient: ZERO, held: ZERO, information: ZERO };
  for (const line of lines) {
    totals.paid = add(totals.paid, line.paid);
    totals.contractual = add(totals.contractual, totalOf(line.contractual));
    totals.patient = add(totals.patient, totalOf(line.patient));
    totals.held = add(totals.held, totalOf(line.held));
    totals.information = add(totals.information, totalOf(line.information));
  }
  return totals;
}
