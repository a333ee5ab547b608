import type { CivilDate } from '../dates.ts';
import type { Coverage, Encounter } from '../encounter/model.ts';
import type { Written } from '../x12/sets/answer-write.ts';
import type { ClaimPayment, ProfessionalClaim, ServicePayment } from '../x12/types.ts';
import { adjudicate } from './adjudicate.ts';
import { decideFate, type Plot } from './fate.ts';
import { type ActingPayer, payerOf } from './payers.ts';

type Payment = Written<ClaimPayment>;

/** CLP02: processed as primary, and forwarded. */
const FORWARDED = '19';

/** The payer that a first payer forwards the claim to: its second coverage. */
const nextCoverage = ({ coverages, destination }: Encounter): Coverage | undefined =>
  destination === 1 ? coverages.find(({ seq }) => seq === 2) : undefined;

/** The first payer's answer to a claim that it forwards, and the second payer's own. */
export interface Crossover {
  readonly forwarded: Payment;
  readonly payer: ActingPayer;
  readonly answer: Payment;
}

/**
 * The claim forwarded by its first payer to its second. The second decides on what the first left to the patient, and
 * answers under the CLM01 that it got: the first filing's. Null where the claim names no second payer.
 *
 * @see domain.md 5.2, 5.4, scenario S28
 */
export function crossedOver(
  claim: ProfessionalClaim,
  payment: Payment,
  facts: Plot & { readonly today: CivilDate },
): Crossover | null {
  const next = nextCoverage(claim.content);
  if (next === undefined) return null;
  const received = { ...claim, content: asForwarded(claim.content, payment, facts.today) };
  const fate = decideFate(received, facts);
  const payer = payerOf(received.content, facts.seed);
  return {
    forwarded: { ...payment, status: FORWARDED, crossoverCarrier: { name: payer.name, id: payer.id } },
    payer,
    answer: adjudicate(
      received,
      fate.kind === 'rejected' ? { kind: 'paid', how: 'contractual' } : fate,
      facts,
    ),
  };
}

/** The claim as the second payer gets it: with the first one's decision (2320, 2430). */
function asForwarded(content: Encounter, payment: Payment, date: CivilDate): Encounter {
  const first = content.coverages.find(({ seq }) => seq === 1);
  return {
    ...content,
    destination: 2,
    coverages: content.coverages.map((coverage) =>
      coverage === first ? { ...coverage, adjudication: { paidCents: payment.paid } } : coverage,
    ),
    lines: content.lines.map((line, i) => {
      const service = payment.services[i];
      if (service === undefined) return line;
      const decision = { ...decisionOn(service), payerId: first?.payer.id ?? '', date };
      return { ...line, adjudications: [...(line.adjudications ?? []), decision] };
    }),
  };
}

const decisionOn = ({ paid, procedure, adjustments }: Written<ServicePayment>) => ({
  paidCents: paid,
  procedure: { code: procedure.code, modifiers: [...procedure.modifiers] },
  adjustments: adjustments.map(({ group, carc, amount }) => ({ group, carc, amountCents: amount })),
});
