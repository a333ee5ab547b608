import type { Partner } from '../config.ts';
import { filingId, lineControlNo, parseFilingId } from '../ids.ts';
import { type Cents, subtract, sum } from '../money.ts';
import type { Written, WrittenAnswer } from '../x12/sets/answer-write.ts';
import { writeRemittances } from '../x12/sets/r835-write.ts';
import type {
  ClaimPayment,
  EnvelopeSpec,
  Remittance,
  RemittanceAdjustment,
  RemittanceHeader,
  ServicePayment,
} from '../x12/types.ts';
import {
  type FormProblem,
  fieldPath,
  type PaperAdjustment,
  type PaperClaim,
  type PaperForm,
  type PaperService,
} from './paper-form.ts';

/** A sum of a form that does not come out, and the field where it shows. */
export interface FormDifference extends FormProblem {
  /** What stands in the field less what it should be. */
  readonly cents: Cents;
}

const total = (adjustments: readonly { readonly cents: Cents }[]): Cents =>
  sum(adjustments.map(({ cents }) => cents));

/**
 * Every line, claim and the payment in exact cents, as an 835 is balanced: nothing is sent that would be held.
 *
 * @see domain.md 5.3
 */
export function formDifferences({
  claims,
  providerAdjustments,
  paidCents,
}: PaperForm): readonly FormDifference[] {
  const found: FormDifference[] = [];
  const check = (path: readonly PropertyKey[], message: string, cents: Cents): void => {
    if (cents !== 0) found.push({ path: fieldPath(path), message, cents });
  };
  for (const [i, claim] of claims.entries()) {
    const { lines, chargeCents, adjustments } = claim;
    for (const [n, { chargeCents: charge, paidCents: paid, adjustments: own }] of lines.entries())
      check(['claims', i, 'lines', n, 'paidCents'], LINE, subtract(paid, subtract(charge, total(own))));
    if (lines.length > 0)
      check(['claims', i, 'chargeCents'], LINES, subtract(chargeCents, sum(lines.map((l) => l.chargeCents))));
    const adjusted = sum([total(adjustments), ...lines.map((line) => total(line.adjustments))]);
    check(['claims', i, 'paidCents'], CLAIM, subtract(claim.paidCents, subtract(chargeCents, adjusted)));
  }
  const paid = subtract(sum(claims.map((claim) => claim.paidCents)), total(providerAdjustments));
  check(['paidCents'], PAYMENT, subtract(paidCents, paid));
  return found;
}

const LINE = 'The line’s charge less its adjustments is not what was paid for it.';
const LINES = 'The charges of the lines do not add up to the claim’s charge.';
const CLAIM = 'The claim’s charge less all adjustments is not what was paid for it.';
const PAYMENT = 'The claims less the provider adjustments are not the payment.';

/** CLP06 where the paper says none: mutually defined. */
const FILING_CODE = 'ZZ';
/** Characters that TRN03 has room for. */
const ORIGINATOR_MAX = 10;

type WrittenRemittance = Written<Remittance>;

/** The form as an 835 would give it: from here on nothing tells them apart but their origin. */
export function remittanceOf(form: PaperForm): WrittenRemittance {
  const { payee, claims, providerAdjustments, date } = form;
  return {
    header: headerOf(form),
    claims: claims.map(claimPayment),
    providerAdjustments: providerAdjustments.map(({ code, reference, cents }) => ({
      providerId: payee.npi,
      fiscalYearEnd: `${date.slice(0, 4)}1231`,
      code,
      amount: cents,
      ...(reference === undefined ? {} : { reference }),
    })),
  };
}

/** What names the payment, and who pays whom. */
export function headerOf({
  payer,
  payee,
  paidCents,
  method,
  date,
  trace,
}: PaperForm): Written<RemittanceHeader> {
  const { name, id, address, city, state, zip, contact, phone } = payer;
  return {
    handling: paidCents === 0 ? 'H' : 'I',
    paid: paidCents,
    creditDebit: 'C',
    method: paidCents === 0 ? 'NON' : method,
    paymentDate: date,
    trace,
    originator: id.slice(0, ORIGINATOR_MAX),
    productionDate: date,
    payer: {
      ...{ name, secondaryId: id, address1: address, city, state, zip, contactName: contact },
      ...(phone === undefined ? {} : { contactPhone: phone }),
    },
    payee: {
      ...{ name: payee.name, idQualifier: 'XX', id: payee.npi },
      ...(payee.taxId === undefined ? {} : { taxId: payee.taxId }),
    },
  };
}

const adjustmentsOf = (adjustments: readonly PaperAdjustment[]): readonly RemittanceAdjustment[] =>
  adjustments.map(({ group, carc, cents, quantity }) => ({
    ...{ group, carc, amount: cents },
    ...(quantity === undefined ? {} : { quantity }),
  }));

function claimPayment(claim: PaperClaim): Written<ClaimPayment> {
  const { adjustments, lines, interestCents, patientFirst, memberId, renderingNpi, from, to } = claim;
  const patient = [...adjustments, ...lines.flatMap((line) => line.adjustments)].filter(
    ({ group }) => group === 'PR',
  );
  return {
    claimId: claim.claim,
    status: claim.status,
    charge: claim.chargeCents,
    paid: claim.paidCents,
    ...(patient.length === 0 ? {} : { patientResponsibility: total(patient) }),
    filingCode: FILING_CODE,
    payerClaimControlNo: claim.payerClaimNo,
    adjustments: adjustmentsOf(adjustments),
    patientLast: claim.patientLast,
    ...(patientFirst === undefined ? {} : { patientFirst }),
    ...(memberId === undefined ? {} : { memberId }),
    ...(renderingNpi === undefined ? {} : { renderingNpi }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    demographicsCorrected: false,
    remarks: claim.remarks,
    ...(interestCents === undefined ? {} : { interest: interestCents }),
    services: lines.map((line) => servicePayment(claim, line)),
  };
}

function servicePayment({ claim }: PaperClaim, line: PaperService): Written<ServicePayment> {
  const { procedure, modifiers, units, from, allowedCents } = line;
  const control = controlNoOf(claim, line.line);
  return {
    procedure: { qualifier: 'HC', code: procedure, modifiers },
    charge: line.chargeCents,
    paid: line.paidCents,
    ...(units === undefined ? {} : { paidUnits: units }),
    ...(from === undefined ? {} : { from, to: line.to ?? from }),
    adjustments: adjustmentsOf(line.adjustments),
    ...(control === undefined ? {} : { lineControlNo: control }),
    ...(allowedCents === undefined ? {} : { allowed: allowedCents }),
    remarks: line.remarks,
  };
}

/** REF*6R of our own making, where both the claim and the line are told. */
function controlNoOf(claim: string, line: number | undefined): string | undefined {
  const filing = line === undefined ? null : parseFilingId(claim.trim().toUpperCase());
  if (filing === null || line === undefined) return undefined;
  return lineControlNo(filingId(filing.claimNo, filing.sequence), line);
}

/**
 * Writes the form as an 835 from the partner to us. The same form gives the same bytes.
 *
 * @param controlNo 1 to 999,999,999
 */
export const writePaperForm = (form: PaperForm, partner: Partner, controlNo: number): WrittenAnswer =>
  writeRemittances(envelopeOf(form, partner, controlNo), [remittanceOf(form)]);

const envelopeOf = ({ date }: PaperForm, partner: Partner, controlNo: number): EnvelopeSpec => ({
  sender: partner.receiver,
  receiver: partner.sender,
  applicationSender: partner.applicationReceiver,
  applicationReceiver: partner.applicationSender,
  interchangeControlNo: controlNo,
  groupControlNo: controlNo,
  date,
  time: '0000',
  usage: partner.usage,
  acknowledgmentRequested: false,
  newlines: false,
});
