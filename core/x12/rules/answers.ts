import type { RuleReport, SetRules } from '../guides/guide.ts';
import { first, inner, type LoopNode } from '../guides/tree.ts';
import { warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { amountAt, differ } from './amounts.ts';
import { checkAnswerPeriod } from './dates.ts';
import { ANY, RulesTogether, RuleTable, TableRules } from './rule.ts';

/** What the counts and codes of a 999 and a 277CA ask of each other (domain.md 4.2, 4.3). All are warnings. */

const GROUP_CODE = warning(
  4,
  'GROUP-CODE-DIFFERS',
  "The group's answer does not fit its counts of received and accepted sets.",
);
const CONTEXT_INCOMPLETE = warning(
  4,
  'CONTEXT-INCOMPLETE',
  'The context does not say which segment made the rule apply: its name and its position belong together.',
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

const STATUS_INCOMPLETE = warning(
  4,
  'STATUS-INCOMPLETE',
  'A status of a batch or a claim has its date, its action and its amount; of a provider, no date; of a line, its action.',
);

const REJECTED_SET: ReadonlySet<number> = new Set(['R', 'M', 'W', 'X'].map(packed));
const ACCEPTED_ALL: ReadonlySet<number> = new Set(['A', 'E'].map(packed));
const PARTLY = packed('P');

const CTX = packed('CTX');
const TRIGGER = 'SITUATIONAL TRIGGER';

/** A CTX that names a claim or the like has no place: only one of a situational trigger must have it. */
function checkContexts(node: LoopNode, report: RuleReport): void {
  for (const segment of node.segments) {
    if (segment.key !== CTX || segment.component(1, 1) !== TRIGGER) continue;
    const missing = [2, 3].find((element) => segment.isEmpty(element));
    if (missing !== undefined) report(CONTEXT_INCOMPLETE, segment, { element: missing });
  }
}

/** 999. Whether its counts fit the sets that it lists, its reader says (ACK-REJECTED-COUNT, ACK-ACCEPTED-COUNT). */
class AcknowledgmentRules implements SetRules {
  closed(node: LoopNode, report: RuleReport): void {
    checkContexts(node, report);
  }

  ended(root: LoopNode, report: RuleReport): void {
    const ak9 = first(root, 'AK9');
    if (ak9 !== undefined) checkGroupCode(ak9, report);
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

export const acknowledgmentRules = (): SetRules => new AcknowledgmentRules();

// ── 277CA ─────────────────────────────────────────────────────────────────────────────────────────────

const REJECTED = packed('U');
const ACCEPTED = packed('WQ');
const REJECTIONS: ReadonlySet<string> = new Set(['A3', 'A4', 'A6', 'A7', 'A8']);
/** E0 is of an answer to a request. */
const FRONT_END = /^(?:A[0-8]|E[1-9]?)$/;
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

/** The elements of STC that each level says. */
const checkComplete =
  (elements: readonly number[]) =>
  (stc: Segment, _: LoopNode, report: RuleReport): void => {
    for (const element of elements) if (stc.isEmpty(element)) report(STATUS_INCOMPLETE, stc, { element });
  };

const ACCEPTANCES: ReadonlySet<string> = new Set(['A0', 'A1', 'A2', 'A5']);
const isAccepting = (stc: Segment): boolean => ACCEPTANCES.has(stc.component(1, 1));

const STC = packed('STC');

interface TotalKinds {
  readonly accepted: string;
  readonly rejected: string;
}
const OF_BATCH: TotalKinds = { accepted: '90', rejected: 'AA' };
const OF_PROVIDER: TotalKinds = { accepted: 'QA', rejected: 'QC' };

/** Claims and their charges that are listed below a level. */
class Listed {
  /** Claims, without those of providers that are answered as a whole. */
  claims = 0;
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
    this.claims += 1;
    if (rejected) {
      this.rejected += 1;
      this.rejectedAmount += amount;
    } else {
      this.accepted += 1;
      this.acceptedAmount += amount;
    }
  }

  /** A provider without claims of its own counts as its 2200C says; where that says nothing, nothing is known. */
  addWhole(totals: LoopNode | undefined): void {
    const stated = (id: 'QTY' | 'AMT', kind: string, absent: number): number => {
      const segment = totals && first(totals, id, kind);
      if (segment === undefined) return absent;
      return id === 'QTY' ? countAt(segment, 2) : amountAt(segment, 2);
    };
    const accepted = stated('QTY', OF_PROVIDER.accepted, Number.NaN);
    const rejected = stated('QTY', OF_PROVIDER.rejected, Number.NaN);
    const known = !(Number.isNaN(accepted) && Number.isNaN(rejected));
    this.accepted += known && Number.isNaN(accepted) ? 0 : accepted;
    this.rejected += known && Number.isNaN(rejected) ? 0 : rejected;
    this.acceptedAmount += stated('AMT', 'YU', accepted > 0 || !known ? Number.NaN : 0);
    this.rejectedAmount += stated('AMT', 'YY', rejected > 0 || !known ? Number.NaN : 0);
  }

  /** Compares with the totals in a 2200B or 2200C. What the sender does not list is not compared. */
  check(totals: LoopNode | undefined, kinds: TotalKinds, report: RuleReport): void {
    if (totals === undefined || this.claims === 0) return;
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
        if (this.#ofProvider.claims === 0) this.#ofBatch.addWhole(inner(node, '2200C'));
        else this.#ofProvider.check(inner(node, '2200C'), OF_PROVIDER, report);
        this.#ofProvider = new Listed();
        break;
      case '2000B':
        this.#ofBatch.check(inner(node, '2200B'), OF_BATCH, report);
        this.#ofBatch = new Listed();
        break;
    }
  }
}

const statusTable = new RuleTable([
  ...['2200B', '2200C', '2200D', '2220D'].map((loop) => ({ loop, segment: 'STC', check: checkStatus })),
  { loop: '2200B', segment: 'STC', check: checkComplete([2, 3, 4]) },
  { loop: '2200C', segment: 'STC', check: checkComplete([3, 4]) },
  { loop: '2200D', segment: 'STC', check: checkComplete([2, 3, 4]) },
  { loop: '2220D', segment: 'STC', check: checkComplete([3]) },
  { loop: ANY, segment: 'DTP', check: checkAnswerPeriod },
]);

export const claimAcknowledgmentRules = (): SetRules =>
  new RulesTogether([new ClaimAcknowledgmentTotals(), new TableRules(statusTable)]);
