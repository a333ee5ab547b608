import type { WorkReason } from '../claim/work.ts';
import { add, type Cents, subtract, sum, ZERO } from '../money.ts';
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

const total = (adjustments: readonly RemittanceAdjustment[]): Cents => sum(adjustments.map((a) => a.amount));

/** Where a claim payment does not add up: each line, the lines together, the claim (domain.md 5.3). Exact. */
export function claimDifferences(payment: ClaimPayment): readonly Difference[] {
  const { ordinal, position, services } = payment;
  const found: Difference[] = [];
  const check = (level: Difference['level'], difference: Cents, at: Position): void => {
    if (difference !== 0) found.push({ level, difference, position: at, ordinal });
  };
  for (const service of services) {
    const explained = add(service.paid, total(service.adjustments));
    check('line', subtract(service.charge, explained), service.position);
  }
  if (services.length > 0)
    check('lines', subtract(sum(services.map((s) => s.charge)), payment.charge), position);
  const adjusted = add(total(payment.adjustments), sum(services.map((s) => total(s.adjustments))));
  check('claim', subtract(payment.charge, add(payment.paid, adjusted)), position);
  return found;
}

const patientShare = ({ adjustments, services }: ClaimPayment): Cents =>
  total([...adjustments, ...services.flatMap((s) => s.adjustments)].filter((a) => a.group === 'PR'));

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
  let claimsPaid = ZERO;
  let providerAdjusted = ZERO;
  let interestDifference = ZERO;
  let patientResponsibilityDiffers = 0;

  const claim = (payment: ClaimPayment): void => {
    claims += 1;
    claimsPaid = add(claimsPaid, payment.paid);
    interestDifference = add(interestDifference, payment.interest ?? ZERO);
    const reversal = payment.status === '22';
    if (!reversal && patientShare(payment) !== (payment.patientResponsibility ?? ZERO))
      patientResponsibilityDiffers += 1;
    const found = claimDifferences(payment);
    if (found.length > 0) holds.add('UNBALANCED_CLAIM');
    differencesFound += found.length;
    differences.push(...found.slice(0, Math.max(0, SHOWN_DIFFERENCES - differences.length)));
  };

  const providerAdjustment = ({ code, amount }: ProviderAdjustment): void => {
    if (amount === 0) return;
    providerAdjusted = add(providerAdjusted, amount);
    if (code === 'L6') interestDifference = add(interestDifference, amount);
  };

  const close = (): TransactionBalance => {
    const difference = subtract(subtract(claimsPaid, providerAdjusted), header.paid);
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
      claimsPaid,
      providerAdjusted,
      interestDifference,
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
