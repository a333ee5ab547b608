import { type FilingView, newFiling } from '../../../core/claim/lifecycle.ts';
import type { Claim, FilingState } from '../../../core/claim/types.ts';
import { civilDate } from '../../../core/dates.ts';
import type { Coverage, ServiceLine } from '../../../core/encounter/model.ts';
import { claimNo } from '../../../core/ids.ts';
import { applyEntries, type ClaimBalances, noClaimBalances } from '../../../core/ledger/balances.ts';
import { claimBilled } from '../../../core/ledger/entries.ts';
import { type Cents, cents, sum } from '../../../core/money.ts';
import { matchLines } from '../../../core/remit/match.ts';
import { postClaimPayment } from '../../../core/remit/post.ts';
import type { ClaimPosting } from '../../../core/remit/posting.ts';
import type {
  ClaimPayment,
  Position,
  RemittanceAdjustment,
  RemittanceHeader,
  ServicePayment,
} from '../../../core/x12/types.ts';

/** Dollars, as the scenarios of domain.md 9 write them. */
export const usd = (dollars: number): Cents => cents(Math.round(dollars * 100));

const position: Position = { interchange: 1, segment: 1, offset: 0 };

interface GivenLine {
  readonly code: string;
  readonly charge: number;
  readonly modifiers?: readonly string[];
  readonly from?: string;
}

const ACME: Coverage = { seq: 1, payer: { name: 'ACME HEALTH PLAN', id: '99001' } };
const BETA: Coverage = { seq: 2, payer: { name: 'BETA', id: '99002' } };

/** An invented claim: line charges in dollars. With `secondary` another coverage follows. */
export function aClaim(
  no: string,
  lines: readonly GivenLine[],
  { secondary = false, last = 'COE' }: { readonly secondary?: boolean; readonly last?: string } = {},
): Claim {
  const content = lines.map(
    ({ code, charge, modifiers, from = '20260114' }): ServiceLine => ({
      code,
      chargeCents: usd(charge),
      units: '1',
      from,
      ...(modifiers === undefined ? {} : { modifiers: [...modifiers] }),
    }),
  );
  return {
    claimNo: claimNo(no),
    clientId: 'riverbend',
    partnerId: 'acme',
    encounterKey: no,
    totalCharge: sum(content.map((l) => l.chargeCents)),
    content: {
      claimType: 'P',
      frequency: '1',
      destination: 1,
      pos: '11',
      billing: { npi: '1999999992' },
      patient: { last, first: 'ANN' },
      coverages: secondary ? [ACME, BETA] : [ACME],
      diagnoses: ['J029'],
      lines: content,
    },
  };
}

export const filingIn = (state: FilingState, more: Partial<FilingView> = {}): FilingView => ({
  ...newFiling,
  state,
  ...more,
});

/** What the claim owes after it was billed to payer 1 (J0). */
export const billed = (claim: Claim, payerSequence = 1): ClaimBalances =>
  applyEntries(
    noClaimBalances,
    claimBilled(claim, { cause: 'billed', date: civilDate('20260115'), payerSequence }),
  );

/** `CO-45 30` in dollars. */
export function adjustment(text: string): RemittanceAdjustment {
  const [reason = '', amount = '0'] = text.split(' ');
  const [group = '', carc = ''] = reason.split('-');
  return { group, carc, amount: usd(Number(amount)) };
}

interface GivenService {
  readonly code: string;
  readonly charge: number;
  readonly paid: number;
  readonly cas?: readonly string[];
  readonly remarks?: readonly string[];
  /** REF*6R. */
  readonly line?: string;
  readonly submitted?: string;
  readonly modifiers?: readonly string[];
  readonly from?: string;
}

export const aService = (given: GivenService): ServicePayment => ({
  procedure: { qualifier: 'HC', code: given.code, modifiers: given.modifiers ?? [] },
  charge: usd(given.charge),
  paid: usd(given.paid),
  adjustments: (given.cas ?? []).map(adjustment),
  remarks: given.remarks ?? [],
  position,
  ...(given.line === undefined ? {} : { lineControlNo: given.line }),
  ...(given.from === undefined ? {} : { from: given.from }),
  ...(given.submitted === undefined
    ? {}
    : { submittedProcedure: { qualifier: 'HC', code: given.submitted, modifiers: given.modifiers ?? [] } }),
});

interface GivenPayment {
  readonly claimId: string;
  /** `CLP02/CLP03/CLP04` or with `/CLP05`, in dollars. */
  readonly clp: string;
  readonly services?: readonly GivenService[];
  readonly cas?: readonly string[];
}

export function aPayment({ claimId, clp, services = [], cas = [] }: GivenPayment, more = {}): ClaimPayment {
  const [status = '1', charge = '0', paid = '0', patient] = clp.split('/');
  return {
    claimId,
    status,
    charge: usd(Number(charge)),
    paid: usd(Number(paid)),
    ...(patient === undefined ? {} : { patientResponsibility: usd(Number(patient)) }),
    payerClaimControlNo: '2026020200031',
    adjustments: cas.map(adjustment),
    patientLast: 'COE',
    demographicsCorrected: false,
    remarks: [],
    services: services.map(aService),
    ordinal: 1,
    position,
    from: '20260114',
    ...more,
  };
}

export function aHeader(paid: number, more: Partial<RemittanceHeader> = {}): RemittanceHeader {
  return {
    context: {
      interchange: {
        senderQualifier: 'ZZ',
        senderId: 'CLEARHOUSE01',
        receiverQualifier: 'ZZ',
        receiverId: 'SUBMITTER01',
        date: '260210',
        time: '0600',
        version: '00501',
        controlNo: '000000901',
        acknowledgmentRequested: false,
        usage: 'T',
        delimiters: { element: '*', repetition: '^', component: ':', segment: '~' },
      },
      group: {
        functionalCode: 'HP',
        applicationSender: 'CLEARHOUSE01',
        applicationReceiver: 'SUBMITTER01',
        date: '20260210',
        time: '0600',
        controlNo: '901',
        version: '005010X221A1',
      },
      setId: '835',
      setControlNo: '0001',
      version: '005010X221A1',
    },
    handling: 'I',
    paid: usd(paid),
    creditDebit: 'C',
    method: 'ACH',
    paymentDate: '20260210',
    trace: 'EFT0210001',
    originator: '1512345678',
    payer: { name: 'ACME HEALTH PLAN', secondaryId: '99001' },
    payee: { name: 'RIVERBEND FAMILY CLINIC', idQualifier: 'XX', id: '1999999992', taxId: '123456789' },
    position,
    ...more,
  };
}

interface GivenPosting {
  readonly claim: Claim;
  readonly payment: ClaimPayment;
  readonly filing?: FilingView;
  readonly payerSequence?: number;
  readonly balances?: ClaimBalances;
  readonly cause?: string;
}

/** Posts a payment to a claim that was accepted by the payer and billed, unless said otherwise. */
export function post(given: GivenPosting): ClaimPosting {
  const { claim, payment, payerSequence = 1, cause = 'EFT1/1' } = given;
  return postClaimPayment({
    claim,
    payment,
    payerSequence,
    cause,
    filing: given.filing ?? filingIn('PAYER_ACCEPTED', { rank: 4 }),
    balances: given.balances ?? billed(claim),
    matches: matchLines(claim, payment.services),
    remittance: { trace: 'EFT1', date: civilDate('20260210') },
  });
}
