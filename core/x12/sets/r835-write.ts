import { type Cents, formatAmount } from '../../money.ts';
import { r835 } from '../guides/r835.ts';
import type { ElementValue, SegmentSink } from '../syntax/write.ts';
import type {
  ClaimPayment,
  EnvelopeSpec,
  ProviderAdjustment,
  Remittance,
  RemittanceAdjustment,
  RemittanceHeader,
  RemittanceProcedure,
  ServicePayment,
} from '../types.ts';
import { type Written, type WrittenAnswer, writeAnswers } from './answer-write.ts';
import { MIA_REMARKS } from './r835-claim.ts';

const VERSION = '005010X221A1';

/** BPR05 to 15, which our reader does not keep. The originator (BPR10) is that of the header. */
export interface RemittanceBank {
  readonly format: 'CCP' | 'CTX';
  readonly payerRoutingNo: string;
  readonly payerAccountNo: string;
  readonly payeeRoutingNo: string;
  readonly payeeAccountNo: string;
}
export interface RemittanceToWrite extends Written<Remittance> {
  readonly bank?: RemittanceBank;
}

/**
 * Writes 835s, one transaction set for each remittance, with the amounts as given: cents, an adjustment above zero
 * lowers the payment, charge and payment of a reversal are negative. Whether they balance is the caller's care.
 *
 * @returns the text, or every problem of every set: codes and places, no values
 * @see domain.md 5.1 and 5.3; TR3 005010X221A1
 */
export const writeRemittances = (
  envelope: EnvelopeSpec,
  remittances: readonly RemittanceToWrite[],
): WrittenAnswer =>
  writeAnswers(envelope, {
    guide: r835,
    version: VERSION,
    sets: remittances.map((remittance) => (sink) => writeRemittance(sink, remittance)),
  });

function writeRemittance(sink: SegmentSink, remittance: RemittanceToWrite): void {
  writePayment(sink, remittance);
  writePayer(sink, remittance.header.payer);
  writePayee(sink, remittance.header.payee);
  if (remittance.claims.length > 0) sink.segment('LX', '1');
  for (const claim of remittance.claims) writeClaimPayment(sink, claim);
  writeProviderAdjustments(sink, remittance.providerAdjustments);
}

function writePayment(sink: SegmentSink, { header, bank }: RemittanceToWrite): void {
  const bankElements: readonly ElementValue[] =
    bank === undefined
      ? Array.from({ length: 11 }, () => undefined)
      : [
          bank.format,
          '01',
          bank.payerRoutingNo,
          'DA',
          bank.payerAccountNo,
          header.originator,
          undefined,
          '01',
          bank.payeeRoutingNo,
          'DA',
          bank.payeeAccountNo,
        ];
  const amount = formatAmount(header.paid);
  sink.segment(
    'BPR',
    header.handling,
    amount,
    header.creditDebit,
    header.method,
    ...bankElements,
    header.paymentDate,
  );
  sink.segment('TRN', '1', header.trace, header.originator);
  writeDate(sink, '405', header.productionDate);
}

function writePayer(sink: SegmentSink, payer: Written<RemittanceHeader>['payer']): void {
  sink.segment('N1', 'PR', payer.name, payer.id && 'XV', payer.id);
  sink.segment('N3', payer.address1);
  sink.segment('N4', payer.city, payer.state, payer.zip);
  writeReference(sink, '2U', payer.secondaryId);
  sink.segment('PER', 'BL', payer.contactName, payer.contactPhone && 'TE', payer.contactPhone);
}

function writePayee(sink: SegmentSink, payee: Written<RemittanceHeader>['payee']): void {
  sink.segment('N1', 'PE', payee.name, payee.idQualifier, payee.id);
  writeReference(sink, 'TJ', payee.taxId);
}

// ── claim payments ────────────────────────────────────────────────────────────────────────────────────

function writeClaimPayment(sink: SegmentSink, claim: Written<ClaimPayment>): void {
  sink.segment(
    'CLP',
    claim.claimId,
    claim.status,
    formatAmount(claim.charge),
    formatAmount(claim.paid),
    amountOf(claim.patientResponsibility),
    claim.filingCode,
    claim.payerClaimControlNo,
    claim.facilityCode,
    claim.frequency,
  );
  writeAdjustments(sink, claim.adjustments);
  writePeople(sink, claim);
  writeAdjudication(sink, claim);
  writeDate(sink, '232', claim.from);
  writeDate(sink, '233', claim.to);
  writeDate(sink, '050', claim.receivedDate);
  if (claim.interest !== undefined) sink.segment('AMT', 'I', formatAmount(claim.interest));
  for (const service of claim.services) writeServicePayment(sink, service);
}

/** The member id stands with the subscriber where one is named, with the patient otherwise. */
function writePeople(sink: SegmentSink, claim: Written<ClaimPayment>): void {
  const { subscriberLast, subscriberFirst, memberId } = claim;
  const subscriberNamed = subscriberLast !== undefined || subscriberFirst !== undefined;
  const patientId = subscriberNamed ? undefined : memberId;
  writePerson(sink, 'QC', [claim.patientLast, claim.patientFirst, ...identified('MI', patientId)]);
  if (subscriberNamed)
    writePerson(sink, 'IL', [subscriberLast, subscriberFirst, ...identified('MI', memberId)]);
  if (claim.demographicsCorrected) writePerson(sink, '74', []);
  if (claim.renderingNpi !== undefined) {
    writePerson(sink, '82', [undefined, undefined, ...identified('XX', claim.renderingNpi)]);
  }
  writeCarrier(sink, 'TT', claim.crossoverCarrier);
  writeCarrier(sink, 'PR', claim.correctedPriorityPayer);
}

/** NM105 to NM109. */
const identified = (qualifier: string, id: string | undefined): readonly ElementValue[] =>
  id === undefined ? [] : [undefined, undefined, undefined, qualifier, id];

const writePerson = (sink: SegmentSink, code: string, elements: readonly ElementValue[]): void =>
  sink.segment('NM1', code, '1', ...elements);

function writeCarrier(
  sink: SegmentSink,
  code: string,
  carrier: { readonly name: string; readonly id?: string } | undefined,
): void {
  if (carrier === undefined) return;
  sink.segment('NM1', code, '2', carrier.name, undefined, ...identified('PI', carrier.id));
}

/**
 * MIA and MOA. Remark codes that the MIA does not have stand in the MOA, 03 to 07; a sixth is refused by the guide. An
 * MOA with other values is written as it is.
 */
function writeAdjudication(
  sink: SegmentSink,
  { remarks, inpatient, outpatient }: Pick<Written<ClaimPayment>, 'remarks' | 'inpatient' | 'outpatient'>,
): void {
  if (inpatient !== undefined) sink.segment('MIA', ...inpatient);
  const said = MIA_REMARKS.flatMap((n) => inpatient?.[n - 1] || []);
  const areFirst = said.every((code, i) => remarks[i] === code);
  const others = areFirst ? remarks.slice(said.length) : remarks;
  sink.segment('MOA', ...(outpatient ?? [undefined, undefined, ...others]));
}

function writeServicePayment(sink: SegmentSink, service: Written<ServicePayment>): void {
  sink.segment(
    'SVC',
    procedureOf(service.procedure),
    formatAmount(service.charge),
    formatAmount(service.paid),
    service.revenueCode,
    service.paidUnits,
    service.submittedProcedure && procedureOf(service.submittedProcedure),
    service.submittedUnits,
  );
  if (service.from === service.to) {
    writeDate(sink, '472', service.from);
  } else {
    writeDate(sink, '150', service.from);
    writeDate(sink, '151', service.to);
  }
  writeAdjustments(sink, service.adjustments);
  writeReference(sink, '6R', service.lineControlNo);
  if (service.allowed !== undefined) sink.segment('AMT', 'B6', formatAmount(service.allowed));
  for (const remark of service.remarks) sink.segment('LQ', 'HE', remark);
}

/** A fifth modifier stands behind the composite's last component, where the guide refuses it. */
const procedureOf = ({ qualifier, code, modifiers }: RemittanceProcedure): ElementValue => {
  const [first, second, third, fourth, ...more] = modifiers;
  return [qualifier, code, first, second, third, fourth, undefined, undefined, ...more];
};

/** Adjustments that a CAS has room for. */
const MAX_TRIPLETS = 6;

/** One CAS for neighbours of one group code. */
function writeAdjustments(sink: SegmentSink, adjustments: readonly RemittanceAdjustment[]): void {
  for (const run of runsOf(adjustments, MAX_TRIPLETS, (a, b) => a.group === b.group)) {
    const triplets = run.flatMap((a) => [a.carc, formatAmount(a.amount), a.quantity]);
    sink.segment('CAS', run[0]?.group, ...triplets);
  }
}

// ── provider adjustments ──────────────────────────────────────────────────────────────────────────────

/** Pairs that a PLB has room for. */
const MAX_PAIRS = 6;

/** One PLB for neighbours of one provider and fiscal year. */
function writeProviderAdjustments(
  sink: SegmentSink,
  adjustments: readonly Written<ProviderAdjustment>[],
): void {
  const together = (a: Written<ProviderAdjustment>, b: Written<ProviderAdjustment>): boolean =>
    a.providerId === b.providerId && a.fiscalYearEnd === b.fiscalYearEnd;
  for (const run of runsOf(adjustments, MAX_PAIRS, together)) {
    const pairs = run.flatMap((a): ElementValue[] => [[a.code, a.reference], formatAmount(a.amount)]);
    sink.segment('PLB', run[0]?.providerId, run[0]?.fiscalYearEnd, ...pairs);
  }
}

/** Splits a list into runs of neighbours that belong together, of `max` items at most. */
function runsOf<T>(items: readonly T[], max: number, together: (a: T, b: T) => boolean): readonly T[][] {
  const runs: T[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    const joins = run !== undefined && run.length < max && before !== undefined && together(before, item);
    if (joins) run.push(item);
    else runs.push([item]);
  }
  return runs;
}

// ── small segments ────────────────────────────────────────────────────────────────────────────────────

const amountOf = (amount: Cents | undefined): string | undefined =>
  amount === undefined ? undefined : formatAmount(amount);

function writeReference(sink: SegmentSink, qualifier: string, value: string | undefined): void {
  if (value !== undefined) sink.segment('REF', qualifier, value);
}

function writeDate(sink: SegmentSink, qualifier: string, date: string | undefined): void {
  if (date !== undefined) sink.segment('DTM', qualifier, date);
}
