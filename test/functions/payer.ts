import type { Head } from '../../core/claim/head.ts';
import { filingId } from '../../core/ids.ts';
import { type Cents, sum } from '../../core/money.ts';
import { writeImplementationAcknowledgment } from '../../core/x12/sets/a999-write.ts';
import type { WrittenAnswer } from '../../core/x12/sets/answer-write.ts';
import { type BatchToAcknowledge, writeClaimAcknowledgment } from '../../core/x12/sets/ca277-write.ts';
import { writeRemittances } from '../../core/x12/sets/r835-write.ts';
import { writeInterchangeAcknowledgment } from '../../core/x12/sets/ta1-write.ts';
import type {
  AcknowledgedSet,
  ClaimPayment,
  ClaimStatus,
  EnvelopeSpec,
  ProviderAdjustment,
  RemittanceHeader,
} from '../../core/x12/types.ts';
import { sha256 } from '../../store/artifacts.ts';
import { aHeader, aPayment } from '../core/remit/given.ts';

/**
 * An answer in an envelope of its own: the same words give the same file, other words another.
 *
 * @param copy tells apart two files that say the same
 */
function answer(words: unknown, write: (envelope: EnvelopeSpec) => WrittenAnswer, copy = 0): string {
  const controlNo = 1 + Number.parseInt(sha256(JSON.stringify([words, copy])).slice(0, 7), 16);
  const written = write({
    sender: { qualifier: 'ZZ', id: 'SANDBOX' },
    receiver: { qualifier: 'ZZ', id: 'CLAIMLINE' },
    applicationSender: 'SANDBOX',
    applicationReceiver: 'CLAIMLINE',
    interchangeControlNo: controlNo,
    groupControlNo: controlNo,
    date: '20260110',
    time: '1300',
    usage: 'T',
    acknowledgmentRequested: false,
    newlines: true,
  });
  if (!written.ok) throw new Error(`not written: ${JSON.stringify(written.error)}`);
  return written.value.text;
}

const nineDigits = (controlNo: number): string => String(controlNo).padStart(9, '0');

/** @param code TA104, with TA105 for a refusal or warning */
export const ta1 = (controlNo: number, code = 'A', note = code === 'A' ? '000' : '006'): string =>
  answer([controlNo, code, note], (envelope) =>
    writeInterchangeAcknowledgment(envelope, [
      { controlNo: nineDigits(controlNo), date: '260110', time: '1200', code, note },
    ]),
  );

/** @param sets IK501 by ST02; a refused one has an error at its CLM */
export function a999(controlNo: number, sets: Readonly<Record<string, string>>, groupCode?: string): string {
  const listed = Object.entries(sets).map(
    ([set, code]): AcknowledgedSet => ({
      setId: '837',
      controlNo: set,
      code,
      errorCodes: code === 'R' ? ['5'] : [],
      errors: code === 'A' ? [] : [{ segmentId: 'CLM', segment: 20, code: '8', elements: [] }],
    }),
  );
  const accepted = listed.filter(({ code }) => code !== 'R').length;
  const all = accepted === listed.length ? 'A' : accepted === 0 ? 'R' : 'P';
  return answer([controlNo, sets, groupCode], (envelope) =>
    writeImplementationAcknowledgment(envelope, [
      {
        functionalCode: 'HC',
        groupControlNo: String(controlNo),
        version: '005010X222A1',
        sets: listed,
        code: groupCode ?? all,
        included: listed.length,
        received: listed.length,
        accepted,
        errorCodes: [],
      },
    ]),
  );
}

/** `A2:20` or `A7:164:IL`; A3, A4, A6, A7 and A8 refuse. */
export function status(text: string): ClaimStatus {
  const [category = '', code = '', entity] = text.split(':');
  return {
    categories: [{ category, status: code, ...(entity === undefined ? {} : { entity }) }],
    date: '20260110',
    action: /^A[34678]$/.test(category) ? 'U' : 'WQ',
  };
}

interface Answered {
  readonly claimId: string;
  readonly status: string;
  readonly last?: string;
}

interface Ca277 {
  readonly batchId: string;
  readonly claims?: readonly Answered[];
  readonly source?: 'payer' | 'clearinghouse';
  /** Of the batch, of the provider. */
  readonly batch?: string;
  readonly provider?: string;
  readonly npi?: string;
  readonly trace?: string;
}

export function ca277(given: Ca277): string {
  const { batchId, claims = [], source = 'payer', npi = '1999999992', trace = 'T1' } = given;
  const batch: BatchToAcknowledge = {
    source: { kind: source, name: 'ACME HEALTH PLAN', id: '99001' },
    trace,
    receivedDate: '20260110',
    processDate: '20260110',
    batchId,
    statuses: [status(given.batch ?? 'A1:19')],
    providers:
      claims.length === 0 && given.provider === undefined
        ? []
        : [
            {
              npi,
              name: 'RIVERBEND FAMILY CLINIC',
              statuses: given.provider === undefined ? [] : [status(given.provider)],
              claims: claims.map((claim) => ({
                claimId: claim.claimId,
                statuses: [status(claim.status)],
                patientLast: claim.last ?? 'QUILLBROOK',
                patientFirst: 'OTTILIE',
                memberId: 'MEM0001',
                serviceFrom: '20260105',
                payerClaimControlNo: `PC${claim.claimId.slice(-5)}`,
                lines: [],
              })),
            },
          ],
  };
  return answer(given, (envelope) =>
    writeClaimAcknowledgment(envelope, [
      { reference: trace, receiver: { name: 'RIVERBEND BILLING', id: 'CLAIMLINE' }, batches: [batch] },
    ]),
  );
}

export const clm01 = ({ claimNo, filing }: Pick<Head, 'claimNo' | 'filing'>): string =>
  filingId(claimNo, filing);

/** A CLP on the example's claim: `1/150/100/20` and claim-level CAS, in dollars. */
export const pays = (claimId: string, clp: string, cas: readonly string[] = []): ClaimPayment =>
  aPayment(
    { claimId, clp, cas },
    { filingCode: '12', patientLast: 'QUILLBROOK', patientFirst: 'OTTILIE', from: '20260105' },
  );

/** $150 charged, $100 paid, $50 contractual. */
export const paysInPart = (claimId: string): ClaimPayment => pays(claimId, '1/150/100', ['CO-45 50']);
/** $150 denied: CARC 197, no authorization. */
export const denies = (claimId: string): ClaimPayment => pays(claimId, '4/150/0', ['CO-197 150']);

interface Remitted {
  readonly payments: readonly ClaimPayment[];
  /** BPR02; what the payments come to unless told. */
  readonly paid?: Cents;
  readonly trace?: string;
  readonly header?: Partial<RemittanceHeader>;
  readonly plb?: readonly { readonly code: string; readonly reference?: string; readonly amount: Cents }[];
}

const remittance = ({ payments, paid, trace = 'EFT1', header = {}, plb = [] }: Remitted) => {
  const given = aHeader(0, {
    paid: paid ?? sum(payments.map((p) => p.paid)),
    trace,
    payer: {
      name: 'ACME HEALTH PLAN',
      secondaryId: '99001',
      address1: '1 PAYER PLAZA',
      city: 'CHICAGO',
      state: 'IL',
      zip: '60601',
      contactName: 'EDI SUPPORT',
      contactPhone: '5555550190',
    },
    ...header,
  });
  return {
    header: given,
    claims: payments,
    providerAdjustments: plb.map(
      (adjustment): ProviderAdjustment => ({
        position: given.position,
        providerId: '1999999992',
        fiscalYearEnd: '20261231',
        ...adjustment,
      }),
    ),
  };
};

/** An 835 with a transaction set for each remittance. */
export const a835 = (...remittances: readonly Remitted[]): string =>
  answer(remittances, (envelope) => writeRemittances(envelope, remittances.map(remittance)));

/** The same payment in another interchange. */
export const resent = (given: Remitted): string =>
  answer(given, (envelope) => writeRemittances(envelope, [remittance(given)]), 1);
