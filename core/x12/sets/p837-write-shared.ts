import type { Adjustment, Encounter } from '../../encounter/model.ts';
import { formatAmount } from '../../money.ts';
import type { ElementValue } from '../syntax/write.ts';
import { type FieldWriter, inOrder } from './field-writer.ts';

/** Segments that a claim and a service line have alike. `at` is empty or ends in a point. */

type Dated = NonNullable<Encounter['dates']>[number];

/** DTP: a period where `to` is given, a day with its time, or a day. */
export function writeDate(w: FieldWriter, { qualifier, from, to, time }: Dated): void {
  if (to !== undefined) w.segment('DTP', qualifier, 'RD8', `${from}-${to}`);
  else if (time !== undefined) w.segment('DTP', qualifier, 'DT', `${from}${time}`);
  else w.segment('DTP', qualifier, 'D8', from);
}

export function writeDates(
  w: FieldWriter,
  dates: readonly Dated[] | undefined,
  order: readonly string[],
): void {
  if (dates === undefined) return;
  for (const date of inOrder(dates, order, (d) => d.qualifier)) writeDate(w, date);
}

/** A certificate of medical necessity (CT, 2400 only) has no number; other numbers are the provider's (AC). */
export function writeAttachments(
  w: FieldWriter,
  at: string,
  attachments: Readonly<Encounter['attachments']>,
): void {
  attachments?.forEach(({ type, transmission, controlNo }, i) => {
    const number = w.id(`${at}attachments.${i}.controlNo`, controlNo, 80);
    const numbered = number === undefined ? [] : ['AC', number];
    w.segment('PWK', type, transmission, undefined, undefined, ...numbered);
  });
}

export function writeConditions(
  w: FieldWriter,
  conditions: Readonly<Encounter['conditions']>,
  order: readonly string[],
): void {
  if (conditions === undefined) return;
  for (const { category, applies, codes } of inOrder(conditions, order, (c) => c.category)) {
    w.segment('CRC', category, applies ? 'Y' : 'N', ...codes);
  }
}

export function writeContract(w: FieldWriter, at: string, contract: Encounter['contract']): void {
  if (contract === undefined) return;
  w.segment(
    'CN1',
    contract.type,
    w.amount(`${at}contract.amountCents`, contract.amountCents),
    w.decimal(`${at}contract.percent`, contract.percent),
    w.id(`${at}contract.code`, contract.code, 50),
    w.decimal(`${at}contract.discountPercent`, contract.discountPercent),
    w.id(`${at}contract.version`, contract.version, 30),
  );
}

export function writeAmbulance(w: FieldWriter, at: string, ambulance: Encounter['ambulance']): void {
  if (ambulance === undefined) return;
  const weight = w.decimal(`${at}ambulance.weightPounds`, ambulance.weightPounds);
  w.segment(
    'CR1',
    weight === undefined ? undefined : 'LB',
    weight,
    undefined,
    ambulance.reason,
    'DH',
    w.decimal(`${at}ambulance.miles`, ambulance.miles),
    undefined,
    undefined,
    w.text(`${at}ambulance.roundTripPurpose`, ambulance.roundTripPurpose, 80),
    w.text(`${at}ambulance.stretcherPurpose`, ambulance.stretcherPurpose, 80),
  );
}

export function writeFixedFormats(w: FieldWriter, at: string, texts: readonly string[] | undefined): void {
  texts?.forEach((text, i) => {
    w.segment('K3', w.text(`${at}fixedFormats.${i}`, text, 80));
  });
}

export function writeRepricing(w: FieldWriter, at: string, elements: readonly string[] | undefined): void {
  if (elements === undefined) return;
  w.segment('HCP', ...elements.map((element, i) => w.id(`${at}repricing.${i}`, element, 50)));
}

const TRIPLETS = 6;

/** CAS, which alone may be negative: one group code per segment with up to six reasons, in order of first reasons. */
export function writeAdjustments(
  w: FieldWriter,
  at: string,
  adjustments: readonly Adjustment[] | undefined,
): void {
  if (adjustments === undefined) return;
  const groups = Map.groupBy(adjustments, ({ group }) => group);
  for (const [group, members] of groups) {
    for (let from = 0; from < members.length; from += TRIPLETS) {
      const triplets = members
        .slice(from, from + TRIPLETS)
        .flatMap((adjustment): readonly ElementValue[] => [
          w.id(`${at}.adjustments.carc`, adjustment.carc, 5),
          formatAmount(adjustment.amountCents),
          w.decimal(`${at}.adjustments.quantity`, adjustment.quantity),
        ]);
      w.segment('CAS', group, ...triplets);
    }
  }
}
