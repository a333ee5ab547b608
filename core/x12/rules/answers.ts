import type { RuleReport, SetRules } from '../guides/guide.ts';
import { first, inner, type LoopNode } from '../guides/tree.ts';
import { warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { amountAt, differ } from './amounts.ts';
import { checkAnswerPeriod } from './dates.ts';
import { ANY, RulesTogether, RuleTable, TableRules } from './rule.ts';

/** What the counts and codes of a 999 and a 277CA ask of each other (domain.md 4.2, 4.3). All are warnings. */

const SETS_DIFFER = warning(
  4,
  'REJECTED-SETS-DIFFER',
  'The counts of the group do not fit the sets that are listed as rejected.',
);
const GROUP_CODE = warning(
  4,
  'GROUP-CODE-DIFFERS',
  "The group's answer does not fit its counts of received and accepted sets.",
);
const CLAIMS_DIFFER = warning(
  4,
  'CLAIM-COUNT-DIFFERS',
  'The count is not the number of claims that are listed.',
);
const AMOUNT_DIFFERS = warning(
  4,
  'CLAIM-AMOUNT-DIFFERS',
  'The amount is not the sum of the claims that are listed.',
);
const CATEGORY_FOREIGN = warning(
  5,
  'STATUS-CATEGORY-FOREIGN',
  'This status category does not belong in a claim acknowledgment.',
);
const STATUS_CONFLICT = warning(
  4,
  'STATUS-ACTION-CONFLICT',
  'The status says accepted and rejected at once; the rejection counts.',
);

const REJECTED_SET: ReadonlySet<number> = new Set(['R', 'M', 'W', 'X'].map(packed));
const ACCEPTED_ALL: ReadonlySet<number> = new Set(['A', 'E'].map(packed));
const PARTLY = packed('P');

/** 999: AK9 against the sets that were listed. Many senders list rejected sets only, or none at all. */
class AcknowledgmentCounts implements SetRules {
  #listed = 0;
  #rejected = 0;

  closed(node: LoopNode): void {
    if (node.guide.id !== '2000') return;
    this.#listed += 1;
    if (REJECTED_SET.has(first(node, 'IK5')?.code(1) ?? 0)) this.#rejected += 1;
  }

  ended(root: LoopNode, report: RuleReport): void {
    const ak9 = first(root, 'AK9');
    if (ak9 === undefined) return;
    const received = countAt(ak9, 3);
    const accepted = countAt(ak9, 4);
    const unlisted = this.#listed > 0 && differ(received - accepted, this.#rejected);
    if (unlisted || this.#listed > received) report(SETS_DIFFER, ak9, { element: 4 });
    checkGroupCode(ak9, report);
  }
}

/** AK901 against AK903 and AK904. */
function checkGroupCode(ak9: Segment, report: RuleReport): void {
  const code = ak9.code(1);
  const received = countAt(ak9, 3);
  const accepted = countAt(ak9, 4);
  if (Number.isNaN(received) || Number.isNaN(accepted)) return;
  const some = accepted > 0 && accepted < received;
  const wrong =
    (ACCEPTED_ALL.has(code) && accepted !== received) ||
    (REJECTED_SET.has(code) && accepted !== 0) ||
    (code === PARTLY && !some);
  if (wrong) report(GROUP_CODE, ak9, { element: 1 });
}

/** A whole number; NaN where it is absent or none. */
const countAt = (segment: Segment | undefined, n: number): number =>
  segment === undefined || segment.isEmpty(n) ? Number.NaN : Number(segment.element(n));

export const acknowledgmentRules = (): SetRules => new AcknowledgmentCounts();

// ── 277CA ─────────────────────────────────────────────────────────────────────────────────────────────

const REJECTED = packed('U');
const ACCEPTED = packed('WQ');
const REJECTIONS: ReadonlySet<string> = new Set(['A3', 'A4', 'A6', 'A7', 'A8']);
const FRONT_END = /^(?:A[0-8]|E\d?)$/;
/** STC01, STC10 and STC11 have a category each. */
const STATUSES = [1, 10, 11] as const;

const isRejecting = (stc: Segment): boolean =>
  stc.code(3) === REJECTED || STATUSES.some((n) => REJECTIONS.has(stc.component(n, 1)));

function checkStatus(stc: Segment, _: LoopNode, report: RuleReport): void {
  for (const element of STATUSES) {
    if (!stc.isEmpty(element) && !FRONT_END.test(stc.component(element, 1)))
      report(CATEGORY_FOREIGN, stc, { element, component: 1 });
  }
  const action = stc.code(3);
  const rejecting = REJECTIONS.has(stc.component(1, 1));
  if ((action === ACCEPTED && rejecting) || (action === REJECTED && !rejecting && isAccepting(stc)))
    report(STATUS_CONFLICT, stc, { element: 3 });
}

const ACCEPTANCES: ReadonlySet<string> = new Set(['A0', 'A1', 'A2', 'A5']);
const isAccepting = (stc: Segment): boolean => ACCEPTANCES.has(stc.component(1, 1));

const STC = packed('STC');

/** Claims and their charges that are listed below a level. */
class Listed {
  accepted = 0;
  rejected = 0;
  acceptedAmount = 0;
  rejectedAmount = 0;

  add(claim: LoopNode): void {
    let rejected = false;
    let amount = Number.NaN;
    for (const stc of claim.segments) {
      if (stc.key !== STC) continue;
      rejected ||= isRejecting(stc);
      if (Number.isNaN(amount)) amount = amountAt(stc, 4);
    }
    if (rejected) {
      this.rejected += 1;
      this.rejectedAmount += amount;
    } else {
      this.accepted += 1;
      this.acceptedAmount += amount;
    }
  }

  /** Compares with the totals in a 2200B or 2200C. What the sender does not list is not compared. */
  check(totals: LoopNode | undefined, kinds: TotalKinds, report: RuleReport): void {
    if (totals === undefined || this.accepted + this.rejected === 0) return;
    const loop = totals.guide;
    const compare = (id: 'QTY' | 'AMT', kind: string, listed: number): void => {
      const segment = first(totals, id, kind);
      if (segment === undefined) return;
      const stated = id === 'QTY' ? countAt(segment, 2) : amountAt(segment, 2);
      if (differ(stated, listed)) {
        report(id === 'QTY' ? CLAIMS_DIFFER : AMOUNT_DIFFERS, segment, { element: 2, loop });
      }
    };
    if (this.accepted > 0) {
      compare('QTY', kinds.accepted, this.accepted);
      compare('AMT', 'YU', this.acceptedAmount);
    }
    compare('QTY', kinds.rejected, this.rejected);
    compare('AMT', 'YY', this.rejectedAmount);
  }
}

interface TotalKinds {
  readonly accepted: string;
  readonly rejected: string;
}

/** 277CA: the totals of a batch and of its providers against the claims listed under them. */
class ClaimAcknowledgmentTotals implements SetRules {
  #ofBatch = new Listed();
  #ofProvider = new Listed();

  closed(node: LoopNode, report: RuleReport): void {
    switch (node.guide.id) {
      case '2200D':
        this.#ofBatch.add(node);
        this.#ofProvider.add(node);
        break;
      case '2000C':
        this.#ofProvider.check(inner(node, '2200C'), { accepted: 'QA', rejected: 'QC' }, report);
        this.#ofProvider = new Listed();
        break;
      case '2000B':
        this.#ofBatch.check(inner(node, '2200B'), { accepted: '90', rejected: 'AA' }, report);
        this.#ofBatch = new Listed();
        break;
    }
  }
}

const statusTable = new RuleTable([
  ...['2200B', '2200C', '2200D', '2220D'].map((loop) => ({ loop, segment: 'STC', check: checkStatus })),
  { loop: ANY, segment: 'DTP', check: checkAnswerPeriod },
]);

export const claimAcknowledgmentRules = (): SetRules =>
  new RulesTogether([new ClaimAcknowledgmentTotals(), new TableRules(statusTable)]);
