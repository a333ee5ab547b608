/** The payer's and clearinghouse's side of a scenario: X12 answers, written from amounts in dollars. */
import { addDays, type CivilDate } from '../../core/dates.ts';
import { type Cents, cents, negate } from '../../core/money.ts';
import { writeImplementationAcknowledgment } from '../../core/x12/sets/a999-write.ts';
import type { WrittenAnswer } from '../../core/x12/sets/answer-write.ts';
import { type ClaimToAcknowledge, writeClaimAcknowledgment } from '../../core/x12/sets/ca277-write.ts';
import { type RemittanceToWrite, writeRemittances } from '../../core/x12/sets/r835-write.ts';
import { writeInterchangeAcknowledgment } from '../../core/x12/sets/ta1-write.ts';
import type { AcknowledgedSet, EnvelopeSpec, RemittanceAdjustment } from '../../core/x12/types.ts';
import { TODAY } from '../support/pipeline.ts';
import { CLINIC_NPI } from '../support/pipeline-config.ts';
import { centsOf, SERVICE_DATE, type SentClaim } from './clinic.ts';

const usd = (dollars: number): Cents => cents(centsOf(dollars));

let lastControlNo = 700;
/** An envelope of the clearinghouse, under a control number of its own. */
const envelope = (): EnvelopeSpec => {
  lastControlNo += 1;
  return {
    sender: { qualifier: 'ZZ', id: 'CLEARHOUSE01' },
    receiver: { qualifier: 'ZZ', id: 'SUBMITTER01' },
    applicationSender: 'CLEARHOUSE01',
    applicationReceiver: 'SUBMITTER01',
    interchangeControlNo: lastControlNo,
    groupControlNo: lastControlNo,
    date: TODAY,
    time: '0935',
    usage: 'T',
    acknowledgmentRequested: false,
    newlines: true,
  };
};

function textOf(written: WrittenAnswer): string {
  if (written.ok) return written.value.text;
  throw new Error(`the test's own file cannot be written: ${written.error.map((e) => e.code).join(', ')}`);
}

// ── TA1 and 999 ───────────────────────────────────────────────────────────────────────────────────────

/** A TA1. @param code TA104: A, E or R @param note TA105 */
export const ta1 = (controlNo: number, code: 'A' | 'E' | 'R', note = '000'): string =>
  textOf(
    writeInterchangeAcknowledgment(envelope(), [
      {
        controlNo: String(controlNo).padStart(9, '0'),
        date: TODAY.slice(2),
        time: '0931',
        code,
        note,
      },
    ]),
  );

export const acceptedSet = (controlNo: string): AcknowledgedSet => ({
  setId: '837',
  controlNo,
  version: '005010X222A1',
  code: 'A',
  errorCodes: [],
  errors: [],
});

/** Example H: the rendering provider's NM109 is missing at position 22, and CTX names the claim. */
export const rejectedSet = (controlNo: string, claimId: string): AcknowledgedSet => ({
  ...acceptedSet(controlNo),
  code: 'R',
  errorCodes: ['5'],
  errors: [{ segmentId: 'NM1', segment: 22, code: '8', claimId, elements: [{ element: 9, code: '2' }] }],
});

interface GroupAnswer {
  readonly controlNo: number;
  /** AK901. */
  readonly code: string;
  /** AK902 to 04: `2*2*1`. */
  readonly counts: string;
  readonly sets?: readonly AcknowledgedSet[];
}

/** A 999 on the group of an interchange. */
export function a999({ controlNo, code, counts, sets = [] }: GroupAnswer): string {
  const [included = 0, received = 0, acceptedCount = 0] = counts.split('*').map(Number);
  return textOf(
    writeImplementationAcknowledgment(envelope(), [
      {
        functionalCode: 'HC',
        groupControlNo: String(controlNo),
        version: '005010X222A1',
        sets,
        code,
        included,
        received,
        accepted: acceptedCount,
        errorCodes: [],
      },
    ]),
  );
}

// ── 277CA ─────────────────────────────────────────────────────────────────────────────────────────────

interface Answered {
  readonly claim: SentClaim;
  readonly entry: ClaimToAcknowledge;
  readonly isAccepted: boolean;
}

const answered = (claim: SentClaim, status: string, payerClaimControlNo?: string): Answered => {
  const [category = '', code = '', entity] = status.split(':');
  const isAccepted = !['A3', 'A4', 'A6', 'A7', 'A8'].includes(category);
  return {
    claim,
    isAccepted,
    entry: {
      claimId: claim.clm01,
      statuses: [
        {
          categories: [{ category, status: code, ...(entity === undefined ? {} : { entity }) }],
          date: TODAY,
          action: isAccepted ? 'WQ' : 'U',
          amount: usd(claim.charge),
        },
      ],
      patientLast: claim.patientLast,
      patientFirst: 'ANN',
      memberId: 'MEM0001',
      serviceFrom: SERVICE_DATE,
      lines: [],
      ...(payerClaimControlNo === undefined ? {} : { payerClaimControlNo }),
    },
  };
};

/** A2:20, with REF*1K. */
export const accepted = (claim: SentClaim, payerClaimControlNo = '2026011400001'): Answered =>
  answered(claim, 'A2:20', payerClaimControlNo);
/** A5: the payer will answer it in parts. */
export const splitOnAcceptance = (claim: SentClaim): Answered => answered(claim, 'A5:20', '2026011400001');
/** By default A7:164:IL: the member id is not known. */
export const refused = (claim: SentClaim, status = 'A7:164:IL'): Answered => answered(claim, status);

interface AcknowledgmentFacts {
  /** 2200A TRN02; makes a document another one. */
  readonly trace?: string;
  readonly processDate?: CivilDate;
}

/** ACME's 277CA on claims of one batch, with the totals of domain.md 4.3. */
export function acknowledgment(answers: readonly Answered[], facts: AcknowledgmentFacts = {}): string {
  const { processDate = TODAY, trace = `PB${answers[0]?.claim.clm01 ?? ''}` } = facts;
  const good = answers.filter((a) => a.isAccepted);
  const bad = answers.filter((a) => !a.isAccepted);
  const chargeOf = (some: readonly Answered[]) => usd(some.reduce((total, a) => total + a.claim.charge, 0));
  const totals = {
    ...(good.length === 0 ? {} : { acceptedCount: good.length, acceptedAmount: chargeOf(good) }),
    ...(bad.length === 0 ? {} : { rejectedCount: bad.length, rejectedAmount: chargeOf(bad) }),
  };
  const received = {
    categories: [{ category: 'A1', status: '19', entity: 'PR' }],
    date: processDate,
    action: 'WQ',
    amount: chargeOf(answers),
  };
  return textOf(
    writeClaimAcknowledgment(envelope(), [
      {
        reference: 'ACK0001',
        receiver: { name: 'RIVERBEND BILLING', id: 'SUBMITTER01' },
        batches: [
          {
            source: { kind: 'payer', name: 'ACME HEALTH PLAN', id: '99001' },
            trace,
            receivedDate: addDays(processDate, -1),
            processDate,
            batchId: answers[0]?.claim.batchId ?? '',
            statuses: [received],
            ...totals,
            providers: [
              {
                npi: CLINIC_NPI,
                name: 'RIVERBEND FAMILY CLINIC',
                statuses: [],
                claims: answers.map((a) => a.entry),
              },
            ],
          },
        ],
      },
    ]),
  );
}

// ── 835 ───────────────────────────────────────────────────────────────────────────────────────────────

/** `CO-45 30`: a CAS in dollars. */
function adjustment(text: string): RemittanceAdjustment {
  const [reason = '', amount = ''] = text.split(' ');
  const [group = '', carc = ''] = reason.split('-');
  return { group, carc, amount: usd(Number(amount)) };
}

/** What the payer says of one line of the claim. */
export interface PaidLine {
  readonly paid: number;
  readonly cas?: readonly string[];
  /** LQ*HE. */
  readonly remarks?: readonly string[];
}

type ClaimPayment = RemittanceToWrite['claims'][number];

/**
 * A CLP on a claim of ours.
 *
 * @param clp `CLP02/CLP03/CLP04` or with `/CLP05`, in dollars
 * @param lines one for each line of the claim
 */
export function payment(claim: SentClaim, clp: string, lines: readonly PaidLine[]): ClaimPayment {
  const services = claim.lines.map(({ code, modifiers = [], charge }, i) => {
    const { paid, cas = [], remarks = [] } = lines[i] ?? { paid: 0 };
    return {
      procedure: { qualifier: 'HC', code, modifiers },
      charge: usd(charge),
      paid: usd(paid),
      from: SERVICE_DATE,
      to: SERVICE_DATE,
      adjustments: cas.map(adjustment),
      lineControlNo: `${claim.clm01}-${i + 1}`,
      remarks,
    };
  });
  return { ...claimPayment(claim.clm01, claim.patientLast, clp), services };
}

/** The same payment taken back: CLP02 22, every amount with the opposite sign, no CLP05. */
export function reversal({ patientResponsibility: _, ...payment }: ClaimPayment): ClaimPayment {
  const opposite = <A extends { readonly amount: Cents }>(one: A): A => ({
    ...one,
    amount: negate(one.amount),
  });
  return {
    ...payment,
    status: '22',
    charge: negate(payment.charge),
    paid: negate(payment.paid),
    adjustments: payment.adjustments.map(opposite),
    services: payment.services.map((service) => ({
      ...service,
      charge: negate(service.charge),
      paid: negate(service.paid),
      adjustments: service.adjustments.map(opposite),
    })),
  };
}

/** A CLP without lines, such as one on somebody else's claim. */
export function claimPayment(claimId: string, patientLast: string, clp: string): ClaimPayment {
  const [status = '', charge = '', paid = '', patient] = clp.split('/');
  return {
    claimId,
    status,
    charge: usd(Number(charge)),
    paid: usd(Number(paid)),
    ...(patient === undefined ? {} : { patientResponsibility: usd(Number(patient)) }),
    filingCode: '12',
    payerClaimControlNo: '2026020200031',
    facilityCode: '11',
    frequency: '1',
    adjustments: [],
    patientLast,
    patientFirst: 'ANN',
    demographicsCorrected: false,
    remarks: [],
    from: SERVICE_DATE,
    services: [],
  };
}

export const ACME = { name: 'ACME HEALTH PLAN', id: '99001' };
export const BETA = { name: 'BETA INSURANCE', id: '99002' };

interface GivenRemittance {
  /** TRN02. */
  readonly trace: string;
  /** BPR02 in dollars. */
  readonly pays: number;
  readonly claims: readonly ClaimPayment[];
  readonly payer?: typeof ACME;
  /** N1*PE: an NPI. */
  readonly payee?: string;
  /** `WO:2025110100099 300`: code, reference, dollars. */
  readonly plb?: readonly string[];
}

function providerAdjustment(text: string): RemittanceToWrite['providerAdjustments'][number] {
  const [what = '', amount = ''] = text.split(' ');
  const [code = '', reference] = what.split(':');
  return {
    providerId: CLINIC_NPI,
    fiscalYearEnd: '20261231',
    code,
    ...(reference === undefined ? {} : { reference }),
    amount: usd(Number(amount)),
  };
}

/** One ST of an 835. Nothing paid is information only: BPR01 H and BPR04 NON. */
export const remittance = (given: GivenRemittance): RemittanceToWrite => {
  const { trace, pays, claims, payer = ACME, payee = CLINIC_NPI, plb = [] } = given;
  return {
    header: {
      handling: pays === 0 ? 'H' : 'I',
      paid: usd(pays),
      creditDebit: 'C',
      method: pays === 0 ? 'NON' : 'CHK',
      paymentDate: '20260210',
      trace,
      originator: '1512345678',
      productionDate: '20260210',
      payer: {
        name: payer.name,
        secondaryId: payer.id,
        address1: '1 PAYER PLAZA',
        city: 'CHICAGO',
        state: 'IL',
        zip: '60601',
        contactName: 'EDI SUPPORT',
        contactPhone: '5555550190',
      },
      payee: { name: 'RIVERBEND FAMILY CLINIC', idQualifier: 'XX', id: payee, taxId: '123456789' },
    },
    claims,
    providerAdjustments: plb.map(providerAdjustment),
  };
};

/** An 835 file, in an envelope with control numbers of its own. */
export const file835 = (...remittances: readonly RemittanceToWrite[]): string =>
  textOf(writeRemittances(envelope(), remittances));
