import type { RuleReport } from '../guides/guide.ts';
import { first, inner, type LoopNode } from '../guides/tree.ts';
import { error, warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { adjustmentsOf, amountAt, CAS, differ } from './amounts.ts';
import { NEGATIVE, type ServiceForm, serviceOf } from './lines.ts';
import { absent, type LoopCheck } from './rule.ts';

/**
 * What other payers decided of a claim must add up, for each of them (domain.md 3.9). The four formulas hold only
 * for a payer that has decided: one with AMT*D and without AMT*A8.
 */

const LINE_BALANCE = error(
  3,
  'OTHER-PAYER-LINE-BALANCE',
  "What the other payer paid and adjusted on the line is not the line's charge.",
);
const PAID_BALANCE = error(
  3,
  'OTHER-PAYER-PAID-BALANCE',
  'What the other payer paid for the lines less its adjustments of the claim is not what it paid in all.',
);
const CLAIM_BALANCE = error(
  3,
  'OTHER-PAYER-CLAIM-BALANCE',
  "What the other payer paid and adjusted in all is not the claim's total.",
);
const PAYER_UNKNOWN = error(
  4,
  'LINE-PAYER-UNKNOWN',
  'The line was decided by a payer that the claim does not name.',
  ['IK403', '7'],
);
const BUNDLED_LINE = warning(
  4,
  'BUNDLED-LINE-UNKNOWN',
  'The line was paid with another line (SVD06) that the claim does not have.',
);
const PAYER_REPEATED = warning(
  4,
  'OTHER-PAYER-REPEATED',
  'Two other payers of the claim have the same id: nothing tells whose the decisions of its lines are.',
);
const PAID_MISSING = error(
  4,
  'OTHER-PAYER-PAID-MISSING',
  'The other payer has decided, and what it paid (AMT*D) is not given.',
  ['IK304', 'I6'],
);
const NOT_BILLED = warning(
  4,
  'OTHER-PAYER-NOT-BILLED',
  'A payer that was not billed (AMT*A8) has neither paid nor adjusted anything.',
);
const NOT_COVERED = warning(
  4,
  'NOT-COVERED-DIFFERS',
  "What a payer that was not billed does not cover (AMT*A8) is the claim's total.",
);
const DATE_TWICE = error(
  4,
  'ADJUDICATION-DATE-TWICE',
  'The day of the decision (DTP*573) stands with the payer or with the lines, not with both.',
  ['IK304', 'I9'],
);
const DATE_MISSING = warning(
  4,
  'ADJUDICATION-DATE-MISSING',
  'The other payer has decided, and the day (DTP*573) is not given.',
);
const LIABILITY_TWICE = error(
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
  /** Whether no other payer of the claim has its id. */
  isAlone: boolean;
  /** Over all lines: how many 2430, Σ SVD02, Σ CAS. */
  decisions: number;
  linesPaid: number;
  linesAdjusted: number;
  liabilityOfLines: boolean;
}

/** The other payers of a claim. A broken file may hold very many: none is looked for one by one. */
interface OtherPayers {
  readonly all: readonly OtherPayer[];
  /** The first of each id. */
  readonly byId: ReadonlyMap<string, OtherPayer>;
}

export const checkOtherPayers =
  (form: ServiceForm): LoopCheck =>
  (claim, report) => {
    if (!claim.loops.some((node) => node.guide.id === '2320' || isDecided(node))) return;
    const payers = payersOf(claim);
    checkRepeated(payers, report);
    const numbers = lineNumbersOf(claim);
    for (const node of claim.loops) if (isDecided(node)) addLine({ node, payers, form, numbers }, report);
    for (const payer of payers.all) {
      checkSituation(payer, claim, report);
      if (mustBalance(payer)) checkBalance(payer, claim, report);
    }
  };

/** Whether the formulas hold for a payer: it has decided, and lines name it and no other. */
const mustBalance = ({ paid, notCovered, isAlone }: OtherPayer): boolean =>
  paid !== undefined && notCovered === undefined && isAlone;

const isDecided = (node: LoopNode): boolean =>
  node.guide.id === '2400' && node.loops.some((at) => at.guide.id === '2430');

function payersOf(claim: LoopNode): OtherPayers {
  const all: OtherPayer[] = [];
  const byId = new Map<string, OtherPayer>();
  for (const node of claim.loops) {
    const sbr = node.segments[0];
    if (node.guide.id !== '2320' || sbr === undefined) continue;
    const id = inner(node, '2330B')?.segments[0]?.element(9) ?? '';
    const before = byId.get(id);
    const payer: OtherPayer = {
      node,
      sbr,
      id,
      paid: first(node, 'AMT', 'D'),
      notCovered: first(node, 'AMT', 'A8'),
      adjusted: adjustmentsOf(node),
      hasAdjustments: node.segments.some((segment) => segment.key === CAS),
      isAlone: before === undefined,
      decisions: 0,
      linesPaid: 0,
      linesAdjusted: 0,
      liabilityOfLines: false,
    };
    if (before === undefined) byId.set(id, payer);
    else before.isAlone = false;
    all.push(payer);
  }
  return { all, byId };
}

function checkRepeated({ all, byId }: OtherPayers, report: RuleReport): void {
  for (const payer of all) {
    const name = inner(payer.node, '2330B');
    const nm1 = name?.segments[0];
    if (name === undefined || nm1 === undefined || payer.id === '') continue;
    if (byId.get(payer.id) !== payer) report(PAYER_REPEATED, nm1, { element: 9, loop: name.guide });
  }
}

/** LX01 of the claim's lines, worked out when they are asked for: few lines were paid with another (SVD06). */
function lineNumbersOf(claim: LoopNode): () => ReadonlySet<number> {
  let numbers: ReadonlySet<number> | null = null;
  return () => {
    numbers ??= new Set(
      claim.loops
        .filter(({ guide }) => guide.id === '2400')
        .map(({ segments }) => Number(segments[0]?.element(1))),
    );
    return numbers;
  };
}

interface DecidedLine {
  readonly node: LoopNode;
  readonly payers: OtherPayers;
  readonly form: ServiceForm;
  readonly numbers: () => ReadonlySet<number>;
}

/** What a payer says of one line; it may say it in several 2430, of a line that it split. */
interface LineSum {
  sum: number;
  readonly svd: Segment;
}

/** Formula (2), and what the line adds to its payers' sums. */
function addLine({ node, payers, form, numbers }: DecidedLine, report: RuleReport): void {
  const sums = new Map<OtherPayer, LineSum>();
  for (const decision of node.loops) {
    const svd = decision.segments[0];
    if (decision.guide.id !== '2430' || svd === undefined) continue;
    const payer = payers.byId.get(svd.element(1));
    if (payer === undefined) {
      report(PAYER_UNKNOWN, svd, { element: 1, loop: decision.guide });
      continue;
    }
    if (!svd.isEmpty(6) && !numbers().has(Number(svd.element(6))))
      report(BUNDLED_LINE, svd, { element: 6, loop: decision.guide });
    const paid = amountAt(svd, 2);
    const adjusted = adjustmentsOf(decision);
    if (paid < 0) report(NEGATIVE, svd, { element: 2, loop: decision.guide });
    payer.decisions += 1;
    payer.linesPaid += paid;
    payer.linesAdjusted += adjusted;
    if (first(decision, 'AMT', 'EAF') !== undefined) payer.liabilityOfLines = true;
    const known = sums.get(payer);
    if (known === undefined) sums.set(payer, { sum: paid + adjusted, svd });
    else known.sum += paid + adjusted;
  }
  const charge = amountAt(serviceOf(node, form), form.charge);
  const loop = inner(node, '2430')?.guide;
  for (const [payer, { sum, svd }] of sums) {
    if (mustBalance(payer) && differ(sum, charge))
      report(LINE_BALANCE, svd, { element: 2, ...(loop && { loop }) });
  }
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
  if (paid === undefined && decided) report(PAID_MISSING, sbr, absent('AMT', loop));
  const liability = first(node, 'AMT', 'EAF');
  if (liability !== undefined && payer.liabilityOfLines) report(LIABILITY_TWICE, liability, { loop });
  const name = inner(node, '2330B');
  const date = name?.segments.find((dtp) => dtp.code(1) === DECIDED_ON);
  if (date !== undefined && decisions > 0) report(DATE_TWICE, date, name && { loop: name.guide });
  if (date === undefined && decisions === 0 && (paid !== undefined || decided)) {
    report(DATE_MISSING, sbr, absent('DTP', name?.guide ?? loop));
  }
}
