import type { Encounter } from '../encounter/model.ts';

/** What rung 4 of the match ladder compares (domain.md 5.4). Absent is not said. */
export interface ServiceFacts {
  readonly memberId: string | undefined;
  /** First day of service, CCYYMMDD. */
  readonly day: string | undefined;
  readonly chargeCents: number;
  readonly renderingNpi: string | undefined;
}

/** Letters and digits alone: payers print member ids with blanks and hyphens of their own. */
export const bareId = (id: string): string => id.toUpperCase().replace(/[^A-Z0-9]/g, '');

/**
 * One text for member id, first day of service, charge and rendering NPI: a claim and a payment of it have the same.
 * It tells who the patient is: hash it before it becomes a key.
 *
 * @returns undefined where one of the four is missing
 */
export function serviceKey({
  memberId = '',
  day,
  chargeCents,
  renderingNpi,
}: ServiceFacts): string | undefined {
  const member = bareId(memberId);
  if (member === '' || day === undefined || renderingNpi === undefined) return undefined;
  return [member, day, chargeCents, renderingNpi].join('|');
}

/** Of a claim, at the payer that its filing goes to. Without a rendering provider the billing one renders. */
export function serviceKeyOf(content: Encounter, chargeCents: number, filing: number): string | undefined {
  const { coverages, lines, rendering, billing } = content;
  return serviceKey({
    memberId: coverages.find(({ seq }) => seq === filing)?.memberId,
    day: lines.map(({ from }) => from).toSorted()[0],
    chargeCents,
    renderingNpi: rendering?.npi ?? billing.npi,
  });
}
