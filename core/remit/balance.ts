import type { WorkReason } from '../claim/work.ts';
import { type Cents, cents } from '../money.ts';
import type {
  ClaimPayment,
  Position,
  ProviderAdjustment,
  RemittanceAdjustment,
  RemittanceHeader,
} from '../x12/types.ts';

/** Why a remittance is not posted. All of them hold it whole, unless the partner allows partial posting. */
export type HoldReason = Extract<
  WorkReason,
  'UNBALANCED_CLAIM' | 'UNBALANCED_835' | 'NEGATIVE_PAYMENT' | 'WRONG_PAYEE'
>;

/** A sum of an 835 that does not come out. */
export interface Difference {
  /**
   * `line`: SVC02 − CAS = SVC03; `claim`: CLP03 − all CAS = CLP04; `lines`: Σ SVC02 = CLP03; `transaction`:
   * BPR02.
   */
  readonly level: 'line' | 'claim' | 'lines' | 'transaction';
  /** What the left side has too much; negative when too little. Cents. */
  readonly difference: Cents;
  readonly position: Position;
  /** CLP ordinal in the ST; absent at transaction level. */
  readonly ordinal?: number;
}

/** The sums of one ST, once all of it was seen. */
export interface TransactionBalance {
  /** Empty when it balances. The first of them: a file may differ in every claim. */
  readonly differences: readonly Difference[];
  /** How many differences there are, shown or not. */
  readonly found: number;
  readonly holds: readonly HoldReason[];
  readonly claims: number;
  readonly claimsPaid: Cents;
  /** Σ PLB; positive decreases the payment. */
  readonly providerAdjusted: Cents;
  /** Σ AMT*I + Σ PLB L6: 0 where both say the same interest (S24). */
  readonly interestDifference: Cents;
  /** Claims whose CLP05 is not Σ PR: a warning only. */
  readonly patientResponsibilityDiffers: number;
}

/** Who may be paid: billing NPIs and tax ids of our clients. */
export interface KnownPayees {
  readonly npis: ReadonlySet<string>;
  readonly taxIds: ReadonlySet<string>;
}

/** What no sum of a file comes to: stands for a difference that cannot be told to the cent. */
const BEYOND = cents(Number.MAX_SAFE_INTEGER);

/** A sum of amounts; `BEYOND` where it is too large to be exact, as no file's is that means what it says. */
export const exactOf = (total: number): Cents => (Number.isSafeInteger(total) ? cents(total) : BEYOND);

const differenceOf = (left: number, right: number): Cents =>
  Number.isSafeInteger(left) && Number.isSafeInteger(right) ? exactOf(left - right) : BEYOND;

/** In loops, here and below: these sums are made of every line of every file. */
function adjusted(adjustments: readonly RemittanceAdjustment[]): number {
  let total = 0;
  for (const { amount } of adjustments) total += amount;
  return total;
}

const NONE: readonly Difference[] = [];

/** Where a claim payment does not add up: each line, the lines together, the claim (domain.md 5.3). Exact. */
export function claimDifferences(payment: ClaimPayment): readonly Difference[] {
  const { ordinal, position, services } = payment;
  let found: Difference[] | null = null;
  const check = (level: Difference['level'], difference: Cents, at: Position): void => {
    if (difference === 0) return;
    found ??= [];
    found.push({ level, difference, position: at, ordinal });
  };
  let charged = 0;
  let explained = adjusted(payment.adjustments);
  for (const service of services) {
    const ofLine = adjusted(service.adjustments);
    charged += service.charge;
    explained += ofLine;
    check('line', differenceOf(service.charge, service.paid + ofLine), service.position);
  }
  if (services.length > 0) check('lines', differenceOf(charged, payment.charge), position);
  check('claim', differenceOf(payment.charge, payment.paid + explained), position);
  return found ?? NONE;
}

function patientPart(adjustments: readonly RemittanceAdjustment[]): number {
  let total = 0;
  for (const { group, amount } of adjustments) if (group === 'PR') total += amount;
  return total;
}

/** Σ PR of a claim and its lines. */
function patientShare({ adjustments, services }: ClaimPayment): number {
  let total = patientPart(adjustments);
  for (const service of services) total += patientPart(service.adjustments);
  return total;
}

/** Sums one ST as it is read: feed claims and PLB in file order, then close. */
export interface TransactionSums {
  readonly claim: (payment: ClaimPayment) => void;
  readonly providerAdjustment: (adjustment: ProviderAdjustment) => void;
  readonly close: () => TransactionBalance;
}

/** A remittance may differ in every claim: this many differences are shown. */
const SHOWN_DIFFERENCES = 100;

/** @param payees null where no client names its billing NPIs: then the payee is not checked */
export function sumTransaction(header: RemittanceHeader, payees: KnownPayees | null): TransactionSums {
  const differences: Difference[] = [];
  let differencesFound = 0;
  const holds = new Set<HoldReason>();
  let claims = 0;
  let claimsPaid = 0;
  let providerAdjusted = 0;
  let interestDifference = 0;
  let patientResponsibilityDiffers = 0;

  const claim = (payment: ClaimPayment): void => {
    claims += 1;
    claimsPaid += payment.paid;
    if (payment.interest !== undefined) interestDifference += payment.interest;
    const reversal = payment.status === '22';
    if (!reversal && patientShare(payment) !== (payment.patientResponsibility ?? 0))
      patientResponsibilityDiffers += 1;
    const found = claimDifferences(payment);
    if (found.length === 0) return;
    holds.add('UNBALANCED_CLAIM');
    differencesFound += found.length;
    differences.push(...found.slice(0, Math.max(0, SHOWN_DIFFERENCES - differences.length)));
  };

  const providerAdjustment = ({ code, amount }: ProviderAdjustment): void => {
    if (amount === 0) return;
    providerAdjusted += amount;
    if (code === 'L6') interestDifference += amount;
  };

  const close = (): TransactionBalance => {
    const difference = differenceOf(claimsPaid - providerAdjusted, header.paid);
    if (difference !== 0) {
      holds.add('UNBALANCED_835');
      differencesFound += 1;
      differences.push({ level: 'transaction', difference, position: header.position });
    }
    if (isNegative(header)) holds.add('NEGATIVE_PAYMENT');
    if (payees !== null && !isOurPayee(header, payees)) holds.add('WRONG_PAYEE');
    return {
      differences,
      found: differencesFound,
      holds: [...holds].sort(),
      claims,
      claimsPaid: exactOf(claimsPaid),
      providerAdjusted: exactOf(providerAdjusted),
      interestDifference: exactOf(interestDifference),
      patientResponsibilityDiffers,
    };
  };
  return { claim, providerAdjustment, close };
}

/**
 * BPR02 is never negative, and a payment is never a debit to us: a negative net is carried by PLB FB (S21).
 */
const isNegative = ({ paid, creditDebit }: RemittanceHeader): boolean =>
  paid < 0 || (creditDebit === 'D' && paid !== 0);

/** N1*PE names one of our billing providers, by NPI or tax id (S51). */
export function isOurPayee({ payee }: RemittanceHeader, { npis, taxIds }: KnownPayees): boolean {
  if (payee.idQualifier === 'XX') return npis.has(payee.id);
  return taxIds.has(payee.id) || (payee.taxId !== undefined && taxIds.has(payee.taxId));
}
