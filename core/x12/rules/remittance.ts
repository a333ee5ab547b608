import type { RuleReport, SetRules } from '../guides/guide.ts';
import { first, type LoopNode } from '../guides/tree.ts';
import { error, warning } from '../syntax/finding.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import { adjustmentsIn, amountAt, amountOrZero, CAS, differ } from './amounts.ts';
import { remittanceForms } from './remittance-forms.ts';
import { RulesTogether, TableRules } from './rule.ts';

/** The 835: its sums (domain.md 5.3), what its codes ask of each other (5.1, 5.2, 5.5 to 5.7), and code forms. */
export const remittanceRules = (): SetRules =>
  new RulesTogether([new RemittanceBalance(), new TableRules(remittanceForms)]);

const SERVICE_BALANCE = error(
  3,
  'SERVICE-OUT-OF-BALANCE',
  "The line's charge less its adjustments is not what was paid for it.",
);
const SERVICE_CHARGES = error(
  3,
  'SERVICE-CHARGES-DIFFER',
  "The charges of the claim's lines do not add up to the claim's charge.",
);
const CLAIM_BALANCE = error(
  3,
  'CLAIM-PAYMENT-OUT-OF-BALANCE',
  "The claim's charge less all adjustments, of the claim and of its lines, is not what was paid for it.",
);
const PAYMENT_BALANCE = error(
  3,
  'PAYMENT-OUT-OF-BALANCE',
  'The payments of all claims less the provider adjustments are not the amount of the payment.',
);
const PAYMENT_NEGATIVE = error(
  4,
  'PAYMENT-NEGATIVE',
  'A payment is never below zero: what the provider owes is carried to a later remittance.',
);
const INFORMATION_PAYS = error(4, 'INFORMATION-ONLY-PAYS', 'A remittance for information only pays nothing.');
const INFORMATION_METHOD = error(
  4,
  'INFORMATION-ONLY-METHOD',
  'A remittance for information only names a way of payment.',
  ['IK403', '7'],
);
const PAYMENT_DEBIT = warning(4, 'PAYMENT-IS-DEBIT', 'The payment takes money from the provider.');
const PATIENT_SHARE = warning(
  4,
  'PATIENT-SHARE-DIFFERS',
  "The patient's share of the claim is not the sum of the adjustments that the patient owes.",
);
const REVERSAL_SIGN = warning(
  4,
  'REVERSAL-SIGN',
  'A reversal takes back: neither its charge nor its payment is above zero.',
);
const CHARGE_SIGN = warning(4, 'CHARGE-NEGATIVE', 'Only a reversal has a charge below zero.');
const INTEREST = warning(
  4,
  'INTEREST-DIFFERS',
  "The interest of the claims is not the interest of the provider's adjustments.",
);

/** Claims with which no money moves: they may come without adjustments that would explain it. */
const FORWARDED = packed('23');
const PRICED_ONLY = packed('25');
const REVERSAL = packed('22');
const PATIENT = packed('PR');
const AMT = packed('AMT');
const PLB = packed('PLB');
const INTEREST_PAID = packed('I');
const INTEREST_ADJUSTED = packed('L6');

/** Sums one ST in exact cents, as its loops close; holds numbers only, however many claims there are. */
class RemittanceBalance implements SetRules {
  // Of the services of the claim that is open.
  #services = 0;
  #charged = 0;
  #adjusted = 0;
  #patient = 0;
  // Of the whole set.
  #paid = 0;
  #interest = 0;
  #interestSeen = false;

  closed(node: LoopNode, report: RuleReport): void {
    if (node.guide.id === '2110') this.#service(node, report);
    else if (node.guide.id === '2100') this.#claim(node, report);
  }

  ended(root: LoopNode, report: RuleReport): void {
    const bpr = first(root, 'BPR');
    if (bpr === undefined) return;
    checkPayment(bpr, report);
    const adjusted = { total: 0, interest: 0 };
    for (const segment of root.segments) if (segment.key === PLB) addProviderAdjustments(segment, adjusted);
    if (differ(this.#paid - adjusted.total, amountAt(bpr, 2))) report(PAYMENT_BALANCE, bpr, { element: 2 });
    if (this.#interestSeen && differ(this.#interest + adjusted.interest, 0)) {
      report(INTEREST, first(root, 'PLB') ?? bpr);
    }
  }

  #service(node: LoopNode, report: RuleReport): void {
    const svc = node.segments[0];
    const charge = amountAt(svc, 2);
    const adjusted = this.#adjustments(node);
    this.#services += 1;
    this.#charged += charge;
    this.#adjusted += adjusted;
    if (svc !== undefined && differ(charge - adjusted, amountAt(svc, 3)))
      report(SERVICE_BALANCE, svc, { element: 3 });
  }

  #claim(node: LoopNode, report: RuleReport): void {
    const adjusted = this.#adjusted + this.#adjustments(node);
    const clp = node.segments[0];
    if (clp !== undefined) this.#checkClaim(clp, adjusted, report);
    this.#services = 0;
    this.#charged = 0;
    this.#adjusted = 0;
    this.#patient = 0;
  }

  #checkClaim(clp: Segment, adjusted: number, report: RuleReport): void {
    const status = clp.code(2);
    const charge = amountAt(clp, 3);
    const paid = amountAt(clp, 4);
    this.#paid += paid;
    const silent = (status === FORWARDED || status === PRICED_ONLY) && paid === 0 && adjusted === 0;
    if (!silent && differ(charge - adjusted, paid)) report(CLAIM_BALANCE, clp, { element: 4 });
    if (this.#services > 0 && differ(this.#charged, charge)) report(SERVICE_CHARGES, clp, { element: 3 });
    if (status === REVERSAL) {
      if (charge > 0 || paid > 0) report(REVERSAL_SIGN, clp, { element: charge > 0 ? 3 : 4 });
      return;
    }
    if (charge < 0) report(CHARGE_SIGN, clp, { element: 3 });
    if (differ(this.#patient, amountOrZero(clp, 5))) report(PATIENT_SHARE, clp, { element: 5 });
  }

  /** Σ CAS of a loop; what the patient owes and interest are noted on the way. */
  #adjustments(node: LoopNode): number {
    let total = 0;
    for (const segment of node.segments) {
      if (segment.key === CAS) {
        const amount = adjustmentsIn(segment);
        total += amount;
        if (segment.code(1) === PATIENT) this.#patient += amount;
      } else if (segment.key === AMT && segment.code(1) === INTEREST_PAID) {
        this.#interest += amountAt(segment, 2);
        this.#interestSeen = true;
      }
    }
    return total;
  }
}

const INFORMATION_ONLY = packed('H');
const NO_PAYMENT = packed('NON');
const DEBIT = packed('D');

/** What BPR01 to BPR04 ask of each other (domain.md 5.1). */
function checkPayment(bpr: Segment, report: RuleReport): void {
  const paid = amountAt(bpr, 2);
  if (paid < 0) report(PAYMENT_NEGATIVE, bpr, { element: 2 });
  else if (paid > 0 && bpr.code(3) === DEBIT) report(PAYMENT_DEBIT, bpr, { element: 3 });
  if (bpr.code(1) !== INFORMATION_ONLY) return;
  if (paid > 0) report(INFORMATION_PAYS, bpr, { element: 2 });
  if (bpr.code(4) !== NO_PAYMENT) report(INFORMATION_METHOD, bpr, { element: 4 });
}

/** Adds up to six pairs of code and amount; positive amounts decrease the payment. */
function addProviderAdjustments(plb: Segment, sums: { total: number; interest: number }): void {
  for (let n = 3; n <= plb.size; n += 2) {
    if (plb.isEmpty(n) && plb.isEmpty(n + 1)) continue;
    const amount = amountAt(plb, n + 1);
    sums.total += amount;
    if (plb.componentCode(n, 1) === INTEREST_ADJUSTED) sums.interest += amount;
  }
}
