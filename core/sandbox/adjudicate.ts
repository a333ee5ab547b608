import type { CivilDate } from '../dates.ts';
import type { Encounter, ServiceLine } from '../encounter/model.ts';
import { add, type Cents, cents, subtract, sum, ZERO } from '../money.ts';
import { present } from '../x12/sets/answer-values.ts';
import type { Written } from '../x12/sets/answer-write.ts';
import type {
  ClaimPayment,
  ProfessionalClaim,
  RemittanceAdjustment,
  RemittanceProcedure,
  ServicePayment,
} from '../x12/types.ts';
import { leftByEarlierPayers } from './earlier-payers.ts';
import { echo, serviceDates } from './echo.ts';
import { chargeOf, claimDraw, claimIdOf, type Fate, type Plot } from './fate.ts';
import { destination } from './payers.ts';
import { type Draw, drawFrom } from './random.ts';
import type { Denial } from './reasons.ts';
import type { PaidOutcome } from './scenarios.ts';

/** What a payer decides, as opposed to what it refuses at the door. */
export type Adjudicated = Exclude<Fate, { kind: 'rejected' }>;

/** A line as the payer sees it. `allowed` is absent on a denied line. */
interface LineDecision {
  readonly line: ServiceLine;
  readonly allowed?: Cents;
  readonly adjustments: readonly RemittanceAdjustment[];
  readonly remarks: readonly string[];
}

/** A line's allowed amount, what explains the rest of its charge, and what of it the patient owes. */
interface Share {
  readonly line: ServiceLine;
  readonly allowed: Cents;
  readonly rest: readonly RemittanceAdjustment[];
  readonly owed: readonly RemittanceAdjustment[];
}

/** CLP06 codes of the 835 that a claim's SBR09 may carry unchanged; others become 12 (PPO) or ZZ. */
const SAME_FILING_CODES = new Set('12 13 14 15 16 AM CH DS HM LM MA MB MC OF TV VA WC'.split(' '));
const COMMERCIAL = new Set(['CI', 'BL']);

const COPAYS: readonly Cents[] = [1500, 2000, 2500, 3000, 4000].map(cents);

/** A payer allows between these shares of a charge, per cent. */
const LEAST_ALLOWED = 45;
const MOST_ALLOWED = 90;

/** `percent` of a non-negative amount, in whole cents, rounded down. */
export function percentOf(amount: Cents, percent: number): Cents {
  const product = amount * percent;
  return cents((product - (product % 100)) / 100);
}

/** No CAS is written for nothing. */
const adjustment = (group: string, carc: string, amount: Cents): readonly RemittanceAdjustment[] =>
  amount === 0 ? [] : [{ group, carc, amount }];

const least = (a: Cents, b: Cents): Cents => cents(Math.min(a, b));

/** What this payer allows for the line: the same share for the same code, as a fee schedule would. */
function allowedBySchedule(line: ServiceLine, payerId: string): Cents {
  const percent = drawFrom('fee', payerId, line.code).between(LEAST_ALLOWED, MOST_ALLOWED);
  return subtract(line.chargeCents, percentOf(line.chargeCents, 100 - percent));
}

/** Takes `total` from the lines' allowed amounts, first line first. */
function takeInOrder(shares: readonly Share[], carc: string, total: Cents): readonly Share[] {
  let left = total;
  return shares.map((share) => {
    const taken = least(left, share.allowed);
    left = subtract(left, taken);
    return { ...share, owed: [...share.owed, ...adjustment('PR', carc, taken)] };
  });
}

/** Takes a share of what each line would still pay. */
const takePercent = (shares: readonly Share[], carc: string, percent: number): readonly Share[] =>
  shares.map((share) => {
    const unpaid = sum(share.owed.map((a) => a.amount));
    const taken = percentOf(subtract(share.allowed, unpaid), percent);
    return { ...share, owed: [...share.owed, ...adjustment('PR', carc, taken)] };
  });

/** What the patient owes of the allowed amounts (CARC 1 deductible, 2 coinsurance, 3 copay). */
function patientShares(shares: readonly Share[], how: PaidOutcome, draw: Draw): readonly Share[] {
  const allowed = sum(shares.map((share) => share.allowed));
  switch (how) {
    case 'paid-in-full':
    case 'contractual':
      return shares;
    case 'copay':
      return takeInOrder(shares, '3', least(draw.pick(COPAYS), percentOf(allowed, 50)));
    case 'coinsurance':
      return takePercent(shares, '2', 10 * draw.between(1, 3));
    case 'deductible':
      return takePercent(takeInOrder(shares, '1', percentOf(allowed, draw.between(20, 60))), '2', 20);
    case 'all-deductible':
      return takeInOrder(shares, '1', allowed);
  }
}

/** What the payer decides on, of each line: its charge, or what the payers before it left (OA-23 is the rest). */
interface Undecided {
  readonly line: ServiceLine;
  readonly open: Cents;
  readonly decidedBefore: readonly RemittanceAdjustment[];
}

function undecided(content: Encounter): readonly Undecided[] {
  const left = leftByEarlierPayers(content);
  return content.lines.map((line, i) => {
    const open = left?.[i] ?? line.chargeCents;
    return { line, open, decidedBefore: adjustment('OA', '23', subtract(line.chargeCents, open)) };
  });
}

function payLines(content: Encounter, how: PaidOutcome, draw: Draw): readonly LineDecision[] {
  const payerId = destination(content).payer.id;
  const isFirst = leftByEarlierPayers(content) === null;
  const shares = undecided(content).map(({ line, open, decidedBefore }): Share => {
    const allowed = isFirst && how !== 'paid-in-full' ? allowedBySchedule(line, payerId) : open;
    const rest = [...decidedBefore, ...adjustment('CO', '45', subtract(open, allowed))];
    return { line, allowed, rest, owed: [] };
  });
  return patientShares(shares, how, draw).map(({ line, allowed, rest, owed }) => ({
    line,
    allowed,
    adjustments: [...rest, ...owed],
    remarks: [],
  }));
}

const denyLine = (
  { line, open, decidedBefore }: Undecided,
  { group, carc, remarks }: Denial,
): LineDecision => ({
  line,
  adjustments: [...decidedBefore, ...adjustment(group, carc, open)],
  remarks,
});

/** The lines of the answer; none where the whole claim is denied at claim level. */
function decideLines(content: Encounter, fate: Adjudicated, draw: Draw): readonly LineDecision[] {
  switch (fate.kind) {
    case 'paid':
      return payLines(content, fate.how, draw);
    case 'line-denied': {
      const denied = undecided(content)[fate.line];
      return payLines(content, 'coinsurance', draw).map((decision, index) =>
        index === fate.line && denied !== undefined ? denyLine(denied, fate.denial) : decision,
      );
    }
    case 'claim-denied':
      return fate.denial.at === 'claim' ? [] : undecided(content).map((line) => denyLine(line, fate.denial));
  }
}

/** The CAS of a claim that is denied as a whole, without lines. */
function claimAdjustments(content: Encounter, { group, carc }: Denial): readonly RemittanceAdjustment[] {
  const lines = undecided(content);
  const decidedBefore = sum(lines.flatMap((line) => line.decidedBefore.map(({ amount }) => amount)));
  const open = subtract(chargeOf(content), decidedBefore);
  return [...adjustment('OA', '23', decidedBefore), ...adjustment(group, carc, open)];
}

/** 2110: `paid` = charge − Σ adjustments, so that a line cannot be out of balance. */
function servicePayment({ line, allowed, adjustments, remarks }: LineDecision): Written<ServicePayment> {
  const units = line.units === '' ? '1' : line.units;
  const paidUnits = allowed === undefined ? '0' : units;
  const lineControlNo = echo(line.lineControlNo);
  return {
    procedure: procedureOf(line),
    charge: line.chargeCents,
    paid: subtract(line.chargeCents, sum(adjustments.map((a) => a.amount))),
    ...(paidUnits !== '1' && { paidUnits }),
    ...(paidUnits !== units && { submittedUnits: units }),
    from: line.from,
    to: line.to ?? line.from,
    adjustments,
    ...(lineControlNo !== undefined && { lineControlNo }),
    ...(allowed !== undefined && allowed > 0 && { allowed }),
    remarks,
  };
}

/** The procedure as submitted. */
export const procedureOf = (line: ServiceLine): RemittanceProcedure => ({
  qualifier: line.codeQualifier ?? 'HC',
  code: echo(line.code) ?? '',
  modifiers: line.modifiers ?? [],
});

/** The payer's own number of a claim, in its 277CA (REF*1K) and its 835 (CLP07). */
export const payerClaimControlNo = (claim: ProfessionalClaim, seed: string): string =>
  claimDraw(claim, seed, 'payer control number').digits(15);

/** CLP02: processed as primary, secondary or tertiary; 4 only for a patient the payer does not know. */
function claimStatus(seq: number, fate: Adjudicated): string {
  if (fate.kind === 'claim-denied' && fate.denial.carc === '31') return '4';
  return seq <= 3 ? String(seq) : '3';
}

function filingCode(code: string | undefined): string {
  if (code === undefined || COMMERCIAL.has(code)) return '12';
  return SAME_FILING_CODES.has(code) ? code : 'ZZ';
}

/** Who the claim was for. The subscriber is named where it is another than the patient. */
function people({ content }: ProfessionalClaim): Partial<Written<ClaimPayment>> {
  const { memberId, relationship, subscriber } = destination(content);
  const { patient, rendering } = content;
  const other = relationship === '18' ? undefined : subscriber;
  return present({
    patientLast: echo(patient.last ?? patient.name),
    patientFirst: echo(patient.first),
    memberId: echo(memberId),
    subscriberLast: echo(other?.last ?? other?.name),
    subscriberFirst: echo(other?.first),
    renderingNpi: echo(rendering?.npi),
  });
}

/**
 * One claim as the payer settles it, balanced by construction: every line pays its charge less its
 * adjustments, the claim pays the sum of its lines (or its charge less its own adjustments), and CLP05 is the
 * sum of the PR adjustments.
 *
 * @param plot `today` is the day the claim counts as received (DTM*050)
 * @see domain.md 5.1 to 5.3
 */
export function adjudicate(
  claim: ProfessionalClaim,
  fate: Adjudicated,
  plot: Plot & { readonly today: CivilDate },
): Written<ClaimPayment> {
  const { content } = claim;
  const charge = chargeOf(content);
  const services = decideLines(content, fate, claimDraw(claim, plot.seed, 'money')).map(servicePayment);
  const atClaim = fate.kind === 'claim-denied' && services.length === 0 ? fate.denial : null;
  const adjustments = atClaim === null ? [] : claimAdjustments(content, atClaim);
  const owed = sum(
    [...adjustments, ...services.flatMap((s) => s.adjustments)]
      .filter((a) => a.group === 'PR')
      .map((a) => a.amount),
  );
  const paid = services.reduce((total, s) => add(total, s.paid), ZERO);
  return {
    claimId: claimIdOf(claim),
    status: claimStatus(content.destination, fate),
    charge,
    paid,
    ...(owed !== 0 && { patientResponsibility: owed }),
    filingCode: filingCode(destination(content).filingCode),
    payerClaimControlNo: payerClaimControlNo(claim, plot.seed),
    facilityCode: content.pos,
    frequency: content.frequency,
    adjustments,
    ...people(claim),
    demographicsCorrected: false,
    remarks: atClaim?.remarks ?? [],
    ...serviceDates(content),
    receivedDate: plot.today,
    services,
  };
}
