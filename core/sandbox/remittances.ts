import type { CivilDate } from '../dates.ts';
import type { BillingProvider } from '../encounter/model.ts';
import { add, type Cents, cents, negate, subtract, sum, ZERO } from '../money.ts';
import type { Written } from '../x12/sets/answer-write.ts';
import type { RemittanceBank, RemittanceToWrite } from '../x12/sets/r835-write.ts';
import type { ProviderAdjustment, RemittanceHeader } from '../x12/types.ts';
import { adjudicate } from './adjudicate.ts';
import type { Case } from './cases.ts';
import { echo } from './echo.ts';
import type { Plot } from './fate.ts';
import { isVoid } from './memory.ts';
import { type ActingPayer, payerTaxId } from './payers.ts';
import { type Cheque, type Pair, plays, type Settled } from './plays.ts';
import { drawFrom } from './random.ts';
import { takenBack } from './reversal.ts';
import { scenarios } from './scenarios.ts';

type Header = Written<RemittanceHeader>;

/** One payer and one payee, with at most `MOST_CLAIMS` claims between them. */
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

/** An 835 to be sent. */
export interface Sent {
  readonly remittance: RemittanceToWrite;
  /** 1 for what comes at once; 2 for what comes when that is posted, and so on. */
  readonly round: number;
  readonly again?: NonNullable<Cheque['again']>;
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

/**
 * The 835s for what came through the front end, one ST each, in the order in which they come: for every payer and payee
 * what the scenario's play makes of it, with BPR02 = Σ CLP04 − Σ PLB.
 */
export function remittances(cases: readonly Case[], facts: RemittanceFacts): readonly Sent[] {
  const { payments, by } = scenarios[facts.scenario];
  const cheques = paymentGroups(cases).flatMap((group, i) => {
    const play = plays[by === 'every-payer' || i === 0 ? payments : 'once'];
    return inTurn(
      play(
        group.cases.flatMap((one) => settled(one, facts)),
        facts,
      ),
      group,
    );
  });
  return cheques
    .toSorted((a, b) => a.round - b.round)
    .map((one, i) => ({
      remittance: remittance(one, i + 1, facts),
      round: one.round,
      ...(one.again !== undefined && { again: one.again }),
    }));
}

/** What a payer decided; a rejected claim it never saw. */
function settled({ claim, fate, original }: Case, facts: RemittanceFacts): readonly Settled[] {
  if (fate.kind === 'rejected') return [];
  const before = original === undefined ? undefined : adjudicate(original.claim, original.fate, facts);
  if (before !== undefined && isVoid(claim)) return [{ claim, payments: [takenBack(before)] }];
  const payment = adjudicate(claim, fate, facts);
  // A denial that paid nothing is decided anew without a reversal, as payers do (domain.md 1.4 row 37).
  const isReversed = before !== undefined && original?.fate.kind !== 'claim-denied';
  return [{ claim, payments: isReversed ? [takenBack(before), payment] : [payment] }];
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

/** A cheque with all that its ST says of money: the pairs of its PLB are complete, `paid` is BPR02. */
interface Due {
  readonly payer: ActingPayer;
  readonly billing: BillingProvider;
  readonly claims: Cheque['claims'];
  readonly pairs: readonly Pair[];
  readonly paid: Cents;
  readonly round: number;
  readonly again?: NonNullable<Cheque['again']>;
}

/**
 * Adds interest (L6) and forward balance to a payer's cheques, in their order. One that comes below zero is carried
 * (FB below zero, nothing paid) and taken from the next ones until it has netted out.
 *
 * @see domain.md 5.7
 */
function inTurn(cheques: readonly Cheque[], { payer, billing }: Group): readonly Due[] {
  let carried = ZERO;
  return cheques.map((cheque, i): Due => {
    const { claims, misstated = ZERO, again } = cheque;
    const interest = sum(claims.map((claim) => claim.interest ?? ZERO));
    const pairs = [...(cheque.pairs ?? []), ...pair('L6', negate(interest))];
    const due = subtract(sum(claims.map(({ paid }) => paid)), sum(pairs.map(({ amount }) => amount)));
    const isOther = cheque.payer !== undefined;
    const absorbed = isOther || due <= 0 ? ZERO : cents(Math.min(carried, due));
    const forwarded = due < 0 ? due : ZERO;
    carried = subtract(subtract(carried, absorbed), forwarded);
    return {
      payer: cheque.payer ?? payer,
      billing,
      claims,
      pairs: [...pairs, ...pair('FB', add(absorbed, forwarded))],
      paid: add(subtract(subtract(due, absorbed), forwarded), misstated),
      round: i + 1,
      ...(again !== undefined && { again }),
    };
  });
}

/** No pair is written for nothing (RFI 2184). */
const pair = (code: string, amount: Cents): readonly Pair[] => (amount === 0 ? [] : [{ code, amount }]);

function payeeOf(billing: BillingProvider): Header['payee'] {
  const name = echo(billing.name ?? billing.last) ?? 'UNKNOWN';
  const npi = echo(billing.npi);
  const taxId = echo(billing.taxId?.value);
  if (npi === undefined) return { name, idQualifier: 'FI', id: taxId ?? '000000000' };
  return { name, idQualifier: 'XX', id: npi, ...(taxId !== undefined && { taxId }) };
}

function remittance(
  { payer, billing, claims, pairs, paid }: Due,
  ordinal: number,
  facts: RemittanceFacts,
): RemittanceToWrite {
  const trace = traceNo(ordinal, facts);
  const byAch = drawFrom(facts.seed, 'method', trace).below(100) < ACH_PER_CENT;
  const payee = payeeOf(billing);
  const header: Header = {
    ...payment(paid, byAch ? 'ACH' : 'CHK'),
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
    payee,
  };
  const fiscalYearEnd = `${facts.today.slice(0, 4)}1231`;
  const providerAdjustments = pairs.map(
    (one): Written<ProviderAdjustment> => ({ ...one, providerId: payee.id, fiscalYearEnd }),
  );
  return { header, claims, providerAdjustments, ...(header.method === 'ACH' && { bank: BANK }) };
}

/** TRN02: the same for the same seed, interchange and ordinal; unlike for any two payments of them. */
const traceNo = (ordinal: number, { seed, interchangeControlNo }: RemittanceFacts): string =>
  `${drawFrom(seed, 'trace').digits(6)}${interchangeControlNo}${String(ordinal).padStart(3, '0')}`;

/** BPR01, 02 and 04: nothing paid is information only (RFI 1581). */
const payment = (paid: Cents, method: string): Pick<Header, 'handling' | 'paid' | 'method'> =>
  paid === 0 ? { handling: 'H', paid, method: 'NON' } : { handling: 'I', paid, method };
