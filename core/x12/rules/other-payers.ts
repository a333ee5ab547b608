import type { RuleReport } from '../guides/guide.ts';
import { first, inner, type LoopNode, outer } from '../guides/tree.ts';
import { error, warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { adjustmentsOf, amountAt, CAS, differ } from './amounts.ts';
import { NEGATIVE, type ServiceForm, serviceOf } from './lines.ts';
import { absent, type LoopCheck } from './rule.ts';

/**
 * What other payers decided of a claim must add up, for each of them (domain.md 3.9). The four formulas hold only
 * for a payer that has decided: one with AMT*D and without AMT*A8.
 */

export const LINE_BALANCE = error(
  3,
  'OTHER-PAYER-LINE-BALANCE',
  "What the other payer paid and adjusted on the line is not the line's charge.",
);
export const PAID_BALANCE = error(
  3,
  'OTHER-PAYER-PAID-BALANCE',
  'What the other payer paid for the lines less its adjustments of the claim is not what it paid in all.',
);
export const CLAIM_BALANCE = error(
  3,
  'OTHER-PAYER-CLAIM-BALANCE',
  "What the other payer paid and adjusted in all is not the claim's total.",
);
export const PAYER_UNKNOWN = error(
  4,
  'LINE-PAYER-UNKNOWN',
  'The line was decided by a payer that the claim does not name.',
  ['IK403', '7'],
);
export const BUNDLED_LINE = warning(
  4,
  'BUNDLED-LINE-UNKNOWN',
  'The line was paid with another line (SVD06) that the claim does not have.',
);
export const PAYER_REPEATED = warning(
  4,
  'OTHER-PAYER-REPEATED',
  'Two other payers of the claim have the same id: nothing tells whose the decisions of its lines are.',
);
export const PAID_MISSING = error(
  4,
  'OTHER-PAYER-PAID-MISSING',
  'The other payer has decided, and what it paid (AMT*D) is not given.',
  ['IK304', 'I6'],
);
export const NOT_BILLED = warning(
  4,
  'OTHER-PAYER-NOT-BILLED',
  'A payer that was not billed (AMT*A8) has neither paid nor adjusted anything.',
);
export const NOT_COVERED = warning(
  4,
  'NOT-COVERED-DIFFERS',
  "What a payer that was not billed does not cover (AMT*A8) is the claim's total.",
);
export const DATE_TWICE = error(
  4,
  'ADJUDICATION-DATE-TWICE',
  'The day of the decision (DTP*573) stands with the payer or with the lines, not with both.',
  ['IK304', 'I9'],
);
export const DATE_MISSING = warning(
  4,
  'ADJUDICATION-DATE-MISSING',
  'The other payer has decided, and the day (DTP*573) is not given.',
);
export const LIABILITY_TWICE = error(
  4,
  'PATIENT-LIABILITY-TWICE',
  'What is left to the patient (AMT*EAF) stands with the payer or with the lines, not with both.',
  ['IK304', 'I9'],
);

/** One 2320, with what the claim's lines say of it. */
interface OtherPayer {
  readonly node: LoopNode;
  readonly sbr: Segment;
  /** 2330B NM109. */
  readonly id: string;
  /** AMT*D, AMT*A8. */
  readonly paid: Segment | undefined;
  readonly notCovered: Segment | undefined;
  /** Σ CAS of the 2320. */
  readonly adjusted: number;
  readonly hasAdjustments: boolean;
  /** Over all lines: how many 2430, Σ SVD02, Σ CAS. */
  decisions: number;
  linesPaid: number;
  linesAdjusted: number;
  liabilityOfLines: boolean;
}

export const checkOtherPayers =
  (form: ServiceForm): LoopCheck =>
  (claim, report) => {
    if (!claim.loops.some((node) => node.guide.id === '2320' || isDecided(node))) return;
    const payers = payersOf(claim);
    checkRepeated(payers, report);
    for (const node of claim.loops) if (isDecided(node)) addLine({ node, payers, form }, report);
    for (const payer of payers) {
      checkSituation(payer, claim, report);
      if (payer.paid !== undefined && payer.notCovered === undefined && isUnique(payer, payers))
        checkBalance(payer, claim, report);
    }
  };

const isDecided = (node: LoopNode): boolean =>
  node.guide.id === '2400' && node.loops.some((at) => at.guide.id === '2430');

function payersOf(claim: LoopNode): readonly OtherPayer[] {
  const payers: OtherPayer[] = [];
  for (const node of claim.loops) {
    const sbr = node.segments[0];
    if (node.guide.id !== '2320' || sbr === undefined) continue;
    payers.push({
      node,
      sbr,
      id: inner(node, '2330B')?.segments[0]?.element(9) ?? '',
      paid: first(node, 'AMT', 'D'),
      notCovered: first(node, 'AMT', 'A8'),
      adjusted: adjustmentsOf(node),
      hasAdjustments: node.segments.some((segment) => segment.key === CAS),
      decisions: 0,
      linesPaid: 0,
      linesAdjusted: 0,
      liabilityOfLines: false,
    });
  }
  return payers;
}

const isUnique = ({ id }: OtherPayer, payers: readonly OtherPayer[]): boolean =>
  payers.filter((payer) => payer.id === id).length === 1;

function checkRepeated(payers: readonly OtherPayer[], report: RuleReport): void {
  for (const [i, { id, node }] of payers.entries()) {
    const name = inner(node, '2330B');
    const nm1 = name?.segments[0];
    if (name === undefined || nm1 === undefined || id === '') continue;
    if (payers.findIndex((payer) => payer.id === id) < i)
      report(PAYER_REPEATED, nm1, { element: 9, loop: name.guide });
  }
}

interface DecidedLine {
  readonly node: LoopNode;
  readonly payers: readonly OtherPayer[];
  readonly form: ServiceForm;
}

/** What a payer says of one line; it may say it in several 2430, of a line that it split. */
interface LineSum {
  readonly payer: OtherPayer;
  sum: number;
  svd: Segment;
}

/** Formula (2), and what the line adds to its payers' sums. */
function addLine({ node, payers, form }: DecidedLine, report: RuleReport): void {
  const sums: LineSum[] = [];
  for (const decision of node.loops) {
    const svd = decision.segments[0];
    if (decision.guide.id !== '2430' || svd === undefined) continue;
    const payer = payers.find(({ id }) => id === svd.element(1));
    if (payer === undefined) {
      report(PAYER_UNKNOWN, svd, { element: 1, loop: decision.guide });
      continue;
    }
    if (!svd.isEmpty(6)) checkBundled(svd, decision, report);
    const paid = amountAt(svd, 2);
    const adjusted = adjustmentsOf(decision);
    if (paid < 0) report(NEGATIVE, svd, { element: 2, loop: decision.guide });
    payer.decisions += 1;
    payer.linesPaid += paid;
    payer.linesAdjusted += adjusted;
    if (first(decision, 'AMT', 'EAF') !== undefined) payer.liabilityOfLines = true;
    const known = sums.find((sum) => sum.payer === payer);
    if (known === undefined) sums.push({ payer, sum: paid + adjusted, svd });
    else known.sum += paid + adjusted;
  }
  const charge = amountAt(serviceOf(node, form), form.charge);
  for (const { payer, sum, svd } of sums) {
    const decided = payer.paid !== undefined && payer.notCovered === undefined && isUnique(payer, payers);
    const loop = inner(node, '2430')?.guide;
    if (decided && differ(sum, charge)) report(LINE_BALANCE, svd, { element: 2, ...(loop && { loop }) });
  }
}

/** SVD06 is the LX01 of a line of the claim. */
function checkBundled(svd: Segment, decision: LoopNode, report: RuleReport): void {
  const number = Number(svd.element(6));
  const lines = outer(decision, '2300')?.loops ?? [];
  const known = lines.some(
    (line) => line.guide.id === '2400' && Number(line.segments[0]?.element(1)) === number,
  );
  if (!known) report(BUNDLED_LINE, svd, { element: 6, loop: decision.guide });
}

const CLAIM_CHARGE = 2;

/** Formulas (3) and (4). */
function checkBalance(payer: OtherPayer, claim: LoopNode, report: RuleReport): void {
  const { paid: amt, node, adjusted, decisions, linesPaid, linesAdjusted } = payer;
  if (amt === undefined) return;
  const paid = amountAt(amt, 2);
  const place = { element: 2, loop: node.guide };
  if (decisions > 0 && differ(linesPaid - adjusted, paid)) report(PAID_BALANCE, amt, place);
  const total = amountAt(claim.segments[0], CLAIM_CHARGE);
  if (differ(paid + adjusted + linesAdjusted, total)) report(CLAIM_BALANCE, amt, place);
}

const DECIDED_ON = packed('573');

/** Which of AMT*D, AMT*A8, AMT*EAF, CAS, 2430 and DTP*573 go together. */
function checkSituation(payer: OtherPayer, claim: LoopNode, report: RuleReport): void {
  const { node, sbr, paid, notCovered, hasAdjustments, decisions } = payer;
  const loop = node.guide;
  if (paid !== undefined && amountAt(paid, 2) < 0) report(NEGATIVE, paid, { element: 2, loop });
  if (notCovered !== undefined) {
    if (paid !== undefined || hasAdjustments || decisions > 0) report(NOT_BILLED, notCovered, { loop });
    if (differ(amountAt(notCovered, 2), amountAt(claim.segments[0], CLAIM_CHARGE)))
      report(NOT_COVERED, notCovered, { element: 2, loop });
    return;
  }
  const decided = decisions > 0 || hasAdjustments;
  if (paid === undefined && decided) report(PAID_MISSING, sbr, absent('AMT', { loop }));
  const liability = first(node, 'AMT', 'EAF');
  if (liability !== undefined && payer.liabilityOfLines) report(LIABILITY_TWICE, liability, { loop });
  const name = inner(node, '2330B');
  const date = name?.segments.find((dtp) => dtp.code(1) === DECIDED_ON);
  if (date !== undefined && decisions > 0) report(DATE_TWICE, date, name && { loop: name.guide });
  if (date === undefined && decisions === 0 && (paid !== undefined || decided)) {
    report(DATE_MISSING, sbr, absent('DTP', { loop: name?.guide ?? loop }));
  }
}
