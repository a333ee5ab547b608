import { isDropped, lineNoAt, lineNumbered } from '../claim/lines.ts';
import { serviceKey } from '../claim/service-key.ts';
import type { Claim } from '../claim/types.ts';
import { type FilingId, filingId, parseFilingId } from '../ids.ts';
import type { Cents } from '../money.ts';
import { cents } from '../money.ts';
import type { ClaimPayment, RemittanceHeader, ServicePayment } from '../x12/types.ts';

/**
 * Which way of domain.md 5.4 found the claim: 1 CLM01 exactly, 2 mended, 3 payer claim number, 4 member, day, charge
 * and rendering provider.
 */
export type Rung = 1 | 2 | 3 | 4;

/** A CLM01 of ours that CLP01 may mean. */
export interface Candidate {
  readonly rung: 1 | 2;
  readonly filing: FilingId;
}

const CLM01_MAX = 20;

/**
 * The filings that CLP01 may name, best first; none when it was never made by us.
 * The sequence digit does not prove who answers: after a crossover the second payer returns the first one's.
 */
export function candidatesOf(claimId: string): readonly Candidate[] {
  const upper = claimId.trim().toUpperCase();
  const mended = [upper, upper.slice(0, CLM01_MAX), upper.replace(/^0+/, '')];
  const found = new Map<FilingId, Candidate['rung']>();
  for (const text of [claimId, ...mended]) {
    const parsed = parseFilingId(text);
    if (parsed === null) continue;
    const filing = filingId(parsed.claimNo, parsed.sequence);
    if (!found.has(filing)) found.set(filing, filing === claimId ? 1 : 2);
  }
  return [...found].map(([filing, rung]) => ({ rung, filing }));
}

/** What a document says of a claim beside its number. Absent is not said. */
export interface ClaimEvidence {
  readonly patientLast?: string;
  /** CCYYMMDD. */
  readonly from?: string;
  readonly to?: string;
  readonly charge?: Cents;
}

/** First three letters of a last name, cleaned: without marks, case and punctuation. */
export const nameKey = (last: string): string =>
  PLAIN_NAME.test(last)
    ? last.slice(0, 3)
    : last
        .normalize('NFD')
        .toUpperCase()
        .replaceAll('Ł', 'L')
        .replaceAll('Ø', 'O')
        .replace(/[^A-Z]/g, '')
        .slice(0, 3);
/** Nothing to clean where it counts: nearly every name of a claim. */
const PLAIN_NAME = /^[A-Z]{3}/;

interface Period {
  readonly from: string;
  readonly to: string;
}

/** The period with a day more; an absent one changes nothing. */
function withDay(period: Period | null, day: string | undefined): Period | null {
  if (day === undefined) return period;
  if (period === null) return { from: day, to: day };
  if (day < period.from) return { from: day, to: period.to };
  return day > period.to ? { from: period.from, to: day } : period;
}
function periodOf(spans: readonly Partial<Record<'from' | 'to', string | undefined>>[]): Period | null {
  let period: Period | null = null;
  for (const { from, to } of spans) period = withDay(withDay(period, from), to);
  return period;
}
const overlap = (a: Period, b: Period): boolean => a.from <= b.to && b.from <= a.to;

const claimPeriod = ({ content }: Claim): Period | null => periodOf(content.lines);

/** Per check: true agrees, false differs, null where the document does not say. */
function checks(claim: Claim, said: ClaimEvidence): readonly (boolean | null)[] {
  const ours = claimPeriod(claim);
  const theirs = withDay(withDay(null, said.from), said.to);
  const name = nameKey(claim.content.patient.last ?? '');
  return [
    said.patientLast === undefined ? null : name !== '' && nameKey(said.patientLast) === name,
    theirs === null || ours === null ? null : overlap(ours, theirs),
    said.charge === undefined ? null : said.charge === claim.totalCharge,
  ];
}

/** Whether nothing that an acknowledgment says of the claim contradicts it (domain.md 4.3). */
export const agreesWithClaim = (claim: Claim, said: ClaimEvidence): boolean =>
  !checks(claim, said).includes(false);

/** What a claim payment says of its claim; dates of the claim, or else of its services. */
export function paymentEvidence(payment: ClaimPayment): ClaimEvidence {
  const period = withDay(withDay(null, payment.from), payment.to) ?? periodOf(payment.services);
  const last = payment.patientLast ?? payment.subscriberLast;
  return { ...(last === undefined ? {} : { patientLast: last }), ...period, charge: payment.charge };
}

/**
 * Whether a claim payment found by `rung` is really this claim's: of last name, dates and charge two must
 * agree, or all three where the number had to be mended (domain.md 5.4).
 */
export function verifiesPayment(claim: Claim, payment: ClaimPayment, rung: Rung): boolean {
  let agreeing = 0;
  for (const agrees of checks(claim, paymentEvidence(payment))) if (agrees === true) agreeing += 1;
  return agreeing >= (rung === 2 ? 3 : 2);
}

/** `serviceKey` of a payment: what rung 4 finds its claim by. Without NM1*82 the payee renders. */
export function paidServiceKey(payment: ClaimPayment, { payee }: RemittanceHeader): string | undefined {
  const billing = payee.idQualifier === 'XX' ? payee.id : undefined;
  return serviceKey({
    memberId: payment.memberId,
    day: paymentEvidence(payment).from,
    chargeCents: payment.charge,
    renderingNpi: payment.renderingNpi ?? billing,
  });
}

/** Where a paid service belongs. */
export interface LineMatch {
  readonly service: ServicePayment;
  /** 1-based line of the claim; 0 where no line fits: the money still posts, to the claim as a whole. */
  readonly lineNo: number;
}

type Line = Claim['content']['lines'][number];

/** Line number in a control number of ours, whichever payer of the claim returns it: of a dropped line its own. */
function controlledLine(claim: Claim, service: ServicePayment): number {
  if (service.lineControlNo === undefined) return 0;
  const m = /^(.+)-\d-(\d{1,3})$/.exec(service.lineControlNo.trim().toUpperCase());
  if (m === null || m[1] !== claim.claimNo) return 0;
  const lineNo = Number(m[2]);
  return lineNumbered(claim, lineNo) !== undefined || isDropped(claim, lineNo) ? lineNo : 0;
}

const procedureKey = (code: string, modifiers: readonly string[]): string =>
  [code.toUpperCase(), ...modifiers.map((m) => m.toUpperCase())].join(':');

const sameProcedure = (line: Line, service: ServicePayment): boolean =>
  [service.submittedProcedure, service.procedure].some(
    (p) =>
      p !== undefined && procedureKey(p.code, p.modifiers) === procedureKey(line.code, line.modifiers ?? []),
  );
const sameCode = (line: Line, service: ServicePayment): boolean =>
  [service.submittedProcedure, service.procedure].some(
    (p) => p?.code.toUpperCase() === line.code.toUpperCase(),
  );
const sameDate = (line: Line, service: ServicePayment): boolean =>
  service.from === undefined ||
  overlap(
    { from: line.from, to: line.to ?? line.from },
    { from: service.from, to: service.to ?? service.from },
  );
const sameCharge = (line: Line, { charge }: ServicePayment): boolean => line.chargeCents === Math.abs(charge);
/** What we submitted, as the payer says it. */
const submittedKey = ({ submittedProcedure, procedure, from = '' }: ServicePayment): string => {
  const { code, modifiers } = submittedProcedure ?? procedure;
  return `${procedureKey(code, modifiers)}|${from}`;
};

/** How a service without our control number finds its line, best first. */
const LINE_RUNGS: readonly ((line: Line, service: ServicePayment) => boolean)[] = [
  (line, s) => sameProcedure(line, s) && sameDate(line, s) && sameCharge(line, s),
  (line, s) => sameCode(line, s) && sameCharge(line, s),
];

/**
 * Each service with its line: by our control number (several services may name one line: split units, or a line that
 * the payer unbundled), else one to one in order by code, modifiers, date and charge, else by code and charge. Services
 * that are left share a line where together they charge what it does, or where one charges for all of them.
 */
export function matchLines(claim: Claim, services: readonly ServicePayment[]): readonly LineMatch[] {
  const matches = services.map((service) => ({ service, lineNo: controlledLine(claim, service) }));
  if (matches.every((m) => m.lineNo !== 0)) return matches;
  const taken = new Set(matches.map((m) => m.lineNo));
  for (const fits of LINE_RUNGS) {
    for (const match of matches) {
      if (match.lineNo !== 0) continue;
      match.lineNo = freeLine(claim, taken, (line) => fits(line, match.service));
      taken.add(match.lineNo);
    }
  }
  if (matches.some((m) => m.lineNo === 0)) shareLines(claim, matches, taken);
  return matches;
}

/** The first line that fits and that no service has found; 0 where there is none. */
function freeLine(claim: Claim, taken: ReadonlySet<number>, fits: (line: Line) => boolean): number {
  const at = claim.content.lines.findIndex((line, i) => !taken.has(lineNoAt(claim, i)) && fits(line));
  return at < 0 ? 0 : lineNoAt(claim, at);
}

type Matching = { readonly service: ServicePayment; lineNo: number };

/** Services of one submitted procedure on one line (domain.md 5.4): its units split, or the line unbundled. */
function shareLines(claim: Claim, matches: readonly Matching[], taken: Set<number>): void {
  for (const all of Map.groupBy(matches, ({ service }) => submittedKey(service)).values()) {
    const left = all.filter(({ lineNo }) => lineNo === 0);
    const lineNo = left.length === 0 ? 0 : (unbundledLine(left, all) ?? splitLine(claim, left, taken));
    if (lineNo === 0) continue;
    for (const match of left) match.lineNo = lineNo;
    taken.add(lineNo);
  }
}

/** The charge stands on one of the services, which has found the line; the others charge nothing. */
const unbundledLine = (left: readonly Matching[], all: readonly Matching[]): number | undefined =>
  left.every(({ service }) => service.charge === 0)
    ? all.find(({ lineNo }) => lineNo !== 0)?.lineNo
    : undefined;

/** A line that charges what the services charge together; 0 where there is none. */
function splitLine(claim: Claim, left: readonly Matching[], taken: ReadonlySet<number>): number {
  const [first] = left;
  if (first === undefined || left.length === 1) return 0;
  const charge = cents(left.reduce((total, { service }) => total + service.charge, 0));
  const together = { ...first.service, charge };
  return freeLine(
    claim,
    taken,
    (line) => sameProcedure(line, together) && sameDate(line, together) && sameCharge(line, together),
  );
}

/** Lines whose services together state another charge than we billed (split units that do not add up). */
export function linesChargedOtherwise(claim: Claim, matches: readonly LineMatch[]): readonly number[] {
  /** By line number; nothing of lines that no service names. */
  const stated: Cents[] = [];
  for (const { lineNo, service } of matches)
    stated[lineNo] = cents((stated[lineNo] ?? 0) + Math.abs(service.charge));
  const otherwise: number[] = [];
  for (const [i, { chargeCents }] of claim.content.lines.entries()) {
    const lineNo = lineNoAt(claim, i);
    if (stated[lineNo] !== undefined && stated[lineNo] !== chargeCents) otherwise.push(lineNo);
  }
  return otherwise;
}
