import type { Encounter } from '../encounter/model.ts';
import { type Cents, sum } from '../money.ts';
import type { ProfessionalClaim } from '../x12/types.ts';
import { echo } from './echo.ts';
import { destination, payerOf } from './payers.ts';
import { type Draw, drawFrom } from './random.ts';
import {
  claimDenials,
  type Denial,
  lineDenials,
  plainFaults,
  type Rejection,
  rejections,
} from './reasons.ts';
import { type Mix, type PaidOutcome, type ScenarioName, scenarios } from './scenarios.ts';

/** Which play is given: everything the sandbox decides follows from these and from the claim itself. */
export interface Plot {
  readonly seed: string;
  readonly scenario: ScenarioName;
}

/** What becomes of one claim. `line` is an index into the claim's lines. */
export type Fate =
  | {
      readonly kind: 'rejected';
      readonly by: 'clearinghouse' | 'payer';
      readonly reason: Rejection;
      readonly line?: number;
    }
  | { readonly kind: 'paid'; readonly how: PaidOutcome }
  | { readonly kind: 'line-denied'; readonly denial: Denial; readonly line: number }
  | { readonly kind: 'claim-denied'; readonly denial: Denial };

/** CLM01 as an answer repeats it; `0` where the claim had none (RFI 535). */
export const claimIdOf = (claim: ProfessionalClaim): string => echo(claim.content.claimNo) ?? '0';

/** CLM02 as stated, else the sum of the lines. */
export const chargeOf = (content: Encounter): Cents => content.totalChargeCents ?? lineTotal(content);

const lineTotal = (content: Encounter): Cents => sum(content.lines.map((line) => line.chargeCents));

/**
 * What the claim's draws are made from: its number and all that a biller may correct. A corrected claim is
 * drawn afresh, an unchanged one is answered the same however often and in whatever company it comes.
 */
function drawKey({ content }: ProfessionalClaim): string {
  const { memberId = '', groupNumber = '', payer } = destination(content);
  const lines = content.lines.map(({ code, modifiers = [], chargeCents, units, from, dx = [] }) =>
    [code, ...modifiers, chargeCents, units, from, ...dx].join(':'),
  );
  return [
    content.claimNo ?? '',
    content.frequency,
    payer.id,
    memberId,
    groupNumber,
    content.patient.dob ?? '',
    content.billing.npi ?? '',
    content.rendering?.npi ?? '',
    content.priorAuthNo ?? '',
    content.referralNo ?? '',
    content.diagnoses.join(':'),
    ...lines,
  ].join('|');
}

/** The claim's own draws for one purpose. */
export const claimDraw = (claim: ProfessionalClaim, seed: string, purpose: string): Draw =>
  drawFrom(seed, purpose, drawKey(claim));

function plainFault(content: Encounter): Rejection | null {
  const charge = chargeOf(content);
  if (charge < 0 || content.lines.some((line) => line.chargeCents < 0)) return plainFaults.negativeCharge;
  return charge === lineTotal(content) ? null : plainFaults.outOfBalance;
}

/** What becomes of a claim: a pure function of the plot and the claim, never of its neighbours. */
export function decideFate(claim: ProfessionalClaim, plot: Plot): Fate {
  const { content } = claim;
  const fault = plainFault(content);
  if (fault !== null) return { kind: 'rejected', by: 'clearinghouse', reason: fault };
  const draw = claimDraw(claim, plot.seed, 'fate');
  const { outcome } = draw.weighted<Mix[number]>(scenarios[plot.scenario].mix);
  switch (outcome) {
    case 'rejected': {
      const reason = draw.weighted(rejections);
      const by = payerOf(content, plot.seed).acknowledges ? reason.by : 'clearinghouse';
      const line = reason.ofLine ? { line: draw.below(content.lines.length) } : {};
      return { kind: 'rejected', by, reason, ...line };
    }
    case 'line-denied':
      return lineDenied(content, draw);
    case 'claim-denied':
      return { kind: 'claim-denied', denial: draw.weighted(claimDenials) };
    default:
      return { kind: 'paid', how: outcome };
  }
}

/** A line without a charge cannot be denied by an amount. */
function lineDenied(content: Encounter, draw: Draw): Fate {
  const charged = content.lines.flatMap((line, index) => (line.chargeCents > 0 ? [index] : []));
  if (charged.length === 0) return { kind: 'paid', how: 'paid-in-full' };
  return { kind: 'line-denied', denial: draw.weighted(lineDenials), line: draw.pick(charged) };
}
