import type { CivilDate } from '../dates.ts';
import type { BillingProvider } from '../encounter/model.ts';
import { add, type Cents, cents, negate, subtract, sum } from '../money.ts';
import type { Written } from '../x12/sets/answer-write.ts';
import type { RemittanceBank, RemittanceToWrite } from '../x12/sets/r835-write.ts';
import type { ClaimPayment, ProviderAdjustment, RemittanceHeader } from '../x12/types.ts';
import { adjudicate } from './adjudicate.ts';
import { echo } from './echo.ts';
import type { Plot } from './fate.ts';
import type { Case } from './front-end.ts';
import { type ActingPayer, payerTaxId } from './payers.ts';
import { drawFrom } from './random.ts';
import { scenarios } from './scenarios.ts';

type Header = Written<RemittanceHeader>;

/** One payment: what one payer owes one payee, at most `MOST_CLAIMS` claims of it. */
interface Group {
  readonly payer: ActingPayer;
  readonly billing: BillingProvider;
  readonly cases: readonly Case[];
}

export interface RemittanceFacts extends Plot {
  readonly today: CivilDate;
  /** ISA13 of the claims' interchange. */
  readonly interchangeControlNo: string;
}

/** CLP segments of one ST; larger groups are paid in several payments. */
const MOST_CLAIMS = 1000;

/** Of a hundred payments this many come by ACH, the others by check. */
const ACH_PER_CENT = 70;

/** The accounts of an ACH payment: domain.md 5.11's, nobody's. */
const BANK: RemittanceBank = {
  format: 'CCP',
  payerRoutingNo: '999999992',
  payerAccountNo: '123456',
  payeeRoutingNo: '999988880',
  payeeAccountNo: '98765',
};

const ONE_DOLLAR = cents(100);
const TEN_DOLLARS = cents(1000);
/** The PLB of domain.md 5.11 F: interest paid, and an earlier overpayment recovered. */
const INTEREST = cents(202);
const RECOVERY = cents(5000);

/**
 * The 835s for what came through the front end: one transaction per payer and payee, BPR02 = Σ CLP04 − Σ PLB.
 * The scenario may twist the first; it may also send it twice, which is for the caller to write.
 */
export function remittances(cases: readonly Case[], facts: RemittanceFacts): readonly RemittanceToWrite[] {
  const faithful = paymentGroups(cases).map((group, index) => remittance(group, index + 1, facts));
  const [first, ...others] = faithful;
  return first === undefined ? [] : [twisted(first, facts), ...others];
}

function paymentGroups(cases: readonly Case[]): readonly Group[] {
  const adjudicated = cases.filter(({ fate }) => fate.kind !== 'rejected');
  const groups = Map.groupBy(adjudicated, ({ claim, payer }) =>
    [payer.id, payeeOf(claim.content.billing).id].join('|'),
  );
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) => chunks(own, MOST_CLAIMS))
    .flatMap((own) => {
      const first = own[0];
      return first === undefined
        ? []
        : [{ payer: first.payer, billing: first.claim.content.billing, cases: own }];
    });
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}

function payeeOf(billing: BillingProvider): Header['payee'] {
  const name = echo(billing.name ?? billing.last) ?? 'UNKNOWN';
  const npi = echo(billing.npi);
  const taxId = echo(billing.taxId?.value);
  if (npi === undefined) return { name, idQualifier: 'FI', id: taxId ?? '000000000' };
  return { name, idQualifier: 'XX', id: npi, ...(taxId !== undefined && { taxId }) };
}

function remittance(
  { payer, billing, cases }: Group,
  ordinal: number,
  facts: RemittanceFacts,
): RemittanceToWrite {
  const claims = cases.flatMap(({ claim, fate }) =>
    fate.kind === 'rejected' ? [] : [adjudicate(claim, fate, facts)],
  );
  const trace = traceNo(ordinal, facts);
  const byAch = drawFrom(facts.seed, 'method', trace).below(100) < ACH_PER_CENT;
  const header: Header = {
    ...payment(sum(claims.map((c) => c.paid)), byAch ? 'ACH' : 'CHK'),
    creditDebit: 'C',
    paymentDate: facts.today,
    trace,
    originator: `1${payerTaxId(payer.id)}`,
    productionDate: facts.today,
    payer: {
      name: payer.name,
      secondaryId: payer.id,
      address1: '1 PAYER PLAZA',
      city: 'CHICAGO',
      state: 'IL',
      zip: '60601',
      contactName: 'EDI SUPPORT',
      contactPhone: '5555550190',
    },
    payee: payeeOf(billing),
  };
  return { header, claims, providerAdjustments: [], ...(header.method === 'ACH' && { bank: BANK }) };
}

/** TRN02: the same for the same seed, interchange and ordinal; unlike for any two payments of them. */
const traceNo = (ordinal: number, { seed, interchangeControlNo }: RemittanceFacts): string =>
  `${drawFrom(seed, 'trace').digits(6)}${interchangeControlNo}${String(ordinal).padStart(3, '0')}`;

/** BPR01, 02 and 04: nothing paid is information only (RFI 1581). */
const payment = (paid: Cents, method: string): Pick<Header, 'handling' | 'paid' | 'method'> =>
  paid === 0 ? { handling: 'H', paid, method: 'NON' } : { handling: 'I', paid, method };

const repaid = (header: Header, paid: Cents): Header => ({
  ...header,
  ...payment(paid, header.method === 'NON' ? 'CHK' : header.method),
});

function twisted(remittance: RemittanceToWrite, { scenario }: Plot): RemittanceToWrite {
  const { header, claims } = remittance;
  switch (scenarios[scenario].remittance) {
    case 'none':
    case 'sent-twice':
      return remittance;
    case 'wrong-total':
      return { ...remittance, header: repaid(header, add(header.paid, ONE_DOLLAR)) };
    case 'wrong-line':
      return { ...remittance, claims: claims.map((claim, i) => (i === 0 ? overcharged(claim) : claim)) };
    case 'provider-adjustment':
      return withProviderAdjustments(remittance);
    case 'foreign-claim': {
      const foreign = foreignClaim(remittance);
      return {
        ...remittance,
        header: repaid(header, add(header.paid, foreign.paid)),
        claims: [...claims, foreign],
      };
    }
  }
}

/** SVC02 of the first line, or CLP03 of a claim without lines, ten dollars too high. */
function overcharged(claim: Written<ClaimPayment>): Written<ClaimPayment> {
  const [first, ...others] = claim.services;
  if (first === undefined) return { ...claim, charge: add(claim.charge, TEN_DOLLARS) };
  return { ...claim, services: [{ ...first, charge: add(first.charge, TEN_DOLLARS) }, ...others] };
}

/** L6 is the negative of the claims' interest (RFI 1324); WO takes back what the payment can bear. */
function withProviderAdjustments(remittance: RemittanceToWrite): RemittanceToWrite {
  const { header, claims } = remittance;
  const recovered = cents(Math.min(header.paid, RECOVERY));
  const pair = (code: string, amount: Cents, reference?: string): Written<ProviderAdjustment> => ({
    providerId: header.payee.id,
    fiscalYearEnd: `${header.paymentDate.slice(0, 4)}1231`,
    code,
    ...(reference === undefined ? {} : { reference }),
    amount,
  });
  const recovery = recovered === 0 ? [] : [pair('WO', recovered, 'RECOVERY1')];
  return {
    header: repaid(header, add(subtract(header.paid, recovered), INTEREST)),
    claims: claims.map((claim, i) => (i === 0 ? { ...claim, interest: INTEREST } : claim)),
    providerAdjustments: [...recovery, pair('L6', negate(INTEREST))],
  };
}

/** A claim that no partner of ours ever sent, paid in full. */
function foreignClaim({ header }: RemittanceToWrite): Written<ClaimPayment> {
  const charge = cents(7500);
  return {
    claimId: 'ZZ99',
    status: '1',
    charge,
    paid: charge,
    filingCode: '12',
    payerClaimControlNo: `9${header.trace}`,
    facilityCode: '11',
    frequency: '1',
    adjustments: [],
    patientLast: 'NOBODY',
    patientFirst: 'KNOWN',
    demographicsCorrected: false,
    remarks: [],
    services: [
      {
        procedure: { qualifier: 'HC', code: '99213', modifiers: [] },
        charge,
        paid: charge,
        from: header.paymentDate,
        to: header.paymentDate,
        adjustments: [],
        remarks: [],
      },
    ],
  };
}
