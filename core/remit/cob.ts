import type { Claim } from '../claim/types.ts';
import type { Adjustment, Coverage, ServiceLine } from '../encounter/model.ts';
import { type Cents, formatAmount, parseAmount, sum, ZERO } from '../money.ts';
import type { ClaimPayment, RemittanceAdjustment, ServicePayment } from '../x12/types.ts';
import { matchLines } from './match.ts';

/** What a payer decided of one line (2430). */
export type LineResult = NonNullable<ServiceLine['adjudications']>[number];
type LineNo = number;

/** What one payer decided of a claim, as the claim to the next payer tells it (2320, 2330B, 2430). */
export interface PayerResult {
  readonly adjudication: NonNullable<Coverage['adjudication']>;
  /** By line number, from 1. */
  readonly lines: ReadonlyMap<LineNo, LineResult>;
}

/** A decision of the payer that is in force, with the day of its payment (BPR16). */
export interface Decision {
  readonly payment: ClaimPayment;
  readonly date: string;
}

/**
 * The results of a payer, from all its decisions that are in force: a payer that split the claim has several, which are
 * added up. Adjustments are its own words; amounts of 0 are left out. A service that fits no line stands nowhere: then
 * the claim does not balance, and edits hold it for a person (COB-02 to COB-04).
 *
 * @see domain.md 3.9, 5.10
 */
export function payerResult(claim: Claim, payerId: string, decisions: readonly Decision[]): PayerResult {
  const last = decisions.at(-1);
  const payments = decisions.map(({ payment }) => payment);
  const lines = decisions.flatMap(({ payment, date }) =>
    matchLines(claim, payment.services).map((match) => ({ ...match, date })),
  );
  const byLine = Map.groupBy(
    lines.filter(({ lineNo }) => lineNo > 0),
    ({ lineNo }) => lineNo,
  );
  const adjustments = mergedAdjustments(payments.flatMap((payment) => payment.adjustments));
  const controlNo = payments.map((payment) => payment.payerClaimControlNo.trim()).findLast((no) => no !== '');
  const remarks = [...new Set(payments.flatMap((payment) => payment.remarks))];
  const outpatient = outpatientOf(remarks, payments);
  // Where no line carries them: the day, and what is left to the patient.
  const isWhole = lines.length === 0 && last !== undefined;
  return {
    adjudication: {
      paidCents: sum(payments.map(({ paid }) => paid)),
      ...(isWhole ? { remainingLiabilityCents: patientPart(adjustments) } : {}),
      ...(adjustments.length === 0 ? {} : { adjustments }),
      ...(outpatient.length === 0 ? {} : { outpatient }),
      ...(isWhole ? { date: last.date } : {}),
      ...(controlNo === undefined ? {} : { payerClaimControlNo: controlNo }),
    },
    lines: new Map(
      [...byLine].map(([lineNo, found]) => {
        const services = found.map(({ service }) => service);
        const into = bundledInto(lineNo, byLine);
        const date = found.at(-1)?.date;
        return [
          lineNo,
          { payerId, ...lineResult(services), ...into, ...(date === undefined ? {} : { date }) },
        ];
      }),
    ),
  };
}

/**
 * MOA of the claim to the next payer: remark codes (03 to 07) between the payer's other values, its rate (01) and
 * amounts (02, 08, 09). Of several decisions the last rate counts, and amounts are added up. Empty where nothing of it
 * was said.
 */
function outpatientOf(remarks: readonly string[], payments: readonly ClaimPayment[]): string[] {
  const said = payments.flatMap(({ outpatient }) => (outpatient === undefined ? [] : [outpatient]));
  const rate = said.map(([first = '']) => first).findLast((value) => value !== '') ?? '';
  const codes = Array.from({ length: MOST_REMARKS }, (_, i) => remarks[i] ?? '');
  const [payable = '', ...components] = AMOUNTS.map((at) => amountAt(said, at));
  const elements = [rate, payable, ...codes, ...components];
  return elements.slice(0, elements.findLastIndex((element) => element !== '') + 1);
}
const MOST_REMARKS = 5;
/** MOA02, MOA08 and MOA09, from 0. */
const AMOUNTS = [1, 7, 8];

function amountAt(said: readonly (readonly string[])[], at: number): string {
  const given = said.flatMap((elements) => elements[at] || []);
  const amounts = given.map(parseAmount);
  // What is no amount is handed on as it came: it is the payer's word.
  const isSum = amounts.length > 1 && amounts.every((amount) => amount !== null);
  return isSum ? formatAmount(sum(amounts.map((amount) => amount ?? ZERO))) : (given.at(-1) ?? '');
}

function lineResult(services: readonly ServicePayment[]): Omit<LineResult, 'payerId'> {
  // An unbundled service has its charge on the first of its parts.
  const main = services.find(({ charge }) => charge !== 0) ?? services[0];
  const adjustments =
    services.length === 1
      ? (main?.adjustments ?? []).filter(isSaid).map(adjustmentOf)
      : mergedAdjustments(services.flatMap((service) => service.adjustments));
  return {
    paidCents: sum(services.map(({ paid }) => paid)),
    procedure: procedureOf(main),
    paidUnits: totalUnits(services),
    ...(adjustments.length === 0 ? {} : { adjustments }),
    remainingLiabilityCents: patientPart(adjustments),
  };
}

/** SVC01: the code that the payer decided on. */
function procedureOf(service: ServicePayment | undefined): LineResult['procedure'] {
  const { qualifier = '', code = '', modifiers = [] } = service?.procedure ?? {};
  return {
    ...(qualifier === '' || qualifier === 'HC' ? {} : { qualifier }),
    code,
    ...(modifiers.length === 0 ? {} : { modifiers: [...modifiers] }),
  };
}

/** SVC05; absent means 1. In thousandths, as units have at most three decimals. */
function totalUnits(services: readonly ServicePayment[]): string {
  const [only] = services;
  if (services.length === 1) return only?.paidUnits ?? '1';
  const total = services.reduce(
    (units, { paidUnits = '1' }) => units + Math.round(Number(paidUnits) * 1000),
    0,
  );
  return String(total / 1000);
}

const isSaid = ({ amount }: RemittanceAdjustment): boolean => amount !== 0;

const adjustmentOf = ({ group, carc, amount, quantity }: RemittanceAdjustment): Adjustment => ({
  group,
  carc,
  amountCents: amount,
  ...(quantity === undefined ? {} : { quantity }),
});

/** One for each group and reason, in the order in which they first came. */
function mergedAdjustments(all: readonly RemittanceAdjustment[]): Adjustment[] {
  const groups = Map.groupBy(all.filter(isSaid), ({ group, carc }) => `${group} ${carc}`);
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    if (same.length === 1) return [adjustmentOf(first)];
    const { group, carc } = first;
    const amountCents = sum(same.map(({ amount }) => amount));
    return amountCents === 0 ? [] : [{ group, carc, amountCents }];
  });
}

const patientPart = (adjustments: readonly Adjustment[]): Cents =>
  sum(adjustments.flatMap(({ group, amountCents }) => (group === 'PR' ? [amountCents] : [ZERO])));

type Paid = { readonly service: ServicePayment };

/** SVD06: the line with CARC 94 that a line with CARC 97 is bundled into; of several, the one with its code. */
function bundledInto(
  lineNo: LineNo,
  byLine: ReadonlyMap<LineNo, readonly Paid[]>,
): Pick<LineResult, 'bundledIntoLine'> {
  const has = (services: readonly Paid[] | undefined, carc: string): boolean =>
    services?.some(({ service }) => service.adjustments.some((a) => a.carc === carc && a.amount !== 0)) ===
    true;
  const own = byLine.get(lineNo);
  if (!has(own, '97')) return {};
  const code = own?.[0]?.service.procedure.code;
  const surviving = [...byLine].filter(([other, services]) => other !== lineNo && has(services, '94'));
  const [into] =
    surviving.find(([, services]) => services[0]?.service.procedure.code === code) ?? surviving[0] ?? [];
  return into === undefined ? {} : { bundledIntoLine: into };
}
