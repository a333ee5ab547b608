import type { Coverage, Encounter, ServiceLine } from '../encounter/model.ts';
import { type Cents, cents, subtract, sum } from '../money.ts';

/** The last payer before the claim's own that has decided, by what the claim says of it (2320, 2430). */
function lastToDecide({ coverages, destination, lines }: Encounter): Coverage | undefined {
  return coverages
    .filter(({ seq }) => seq < destination)
    .filter(
      ({ payer, adjudication }) =>
        adjudication?.paidCents !== undefined ||
        lines.some((line) => decisionOn(line, payer.id) !== undefined),
    )
    .toSorted((a, b) => b.seq - a.seq)[0];
}

const decisionOn = ({ adjudications = [] }: ServiceLine, payerId: string) =>
  adjudications.find((decision) => decision.payerId === payerId);

/** What a payer left to the patient, and with that to the next payer. */
const leftToPatient = (
  adjustments: readonly { readonly group: string; readonly amountCents: Cents }[] = [],
): Cents => sum(adjustments.filter(({ group }) => group === 'PR').map(({ amountCents }) => amountCents));

/**
 * What of each line is left for this payer to decide on: what the payer before it left to the patient, by line or,
 * where that one decided the claim as a whole, line after line until it is used up. Null where nobody decided before.
 *
 * @see domain.md 5.6 (payers after the first), 5.10
 */
export function leftByEarlierPayers(content: Encounter): readonly Cents[] | null {
  const before = lastToDecide(content);
  if (before === undefined) return null;
  const decisions = content.lines.map((line) => decisionOn(line, before.payer.id));
  const within = (amount: Cents, line: ServiceLine): Cents =>
    cents(Math.max(0, Math.min(amount, line.chargeCents)));
  if (decisions.some((decision) => decision !== undefined))
    return content.lines.map((line, i) => within(leftToPatient(decisions[i]?.adjustments), line));
  let left = before.adjudication?.remainingLiabilityCents ?? leftToPatient(before.adjudication?.adjustments);
  return content.lines.map((line) => {
    const taken = within(left, line);
    left = subtract(left, taken);
    return taken;
  });
}
