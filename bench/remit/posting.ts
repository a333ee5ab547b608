import { newFiling } from '../../core/claim/lifecycle.ts';
import type { Claim } from '../../core/claim/types.ts';
import { civilDate } from '../../core/dates.ts';
import { claimNo } from '../../core/ids.ts';
import { applyEntries, type ClaimBalances, noClaimBalances } from '../../core/ledger/balances.ts';
import { claimBilled, type JournalEntry } from '../../core/ledger/entries.ts';
import { proveLedger } from '../../core/ledger/proof.ts';
import { add, type Cents, cents, ZERO } from '../../core/money.ts';
import { matchLines, verifiesPayment } from '../../core/remit/match.ts';
import { postClaimPayment } from '../../core/remit/post.ts';
import { type Draw, drawFrom } from '../../core/sandbox/random.ts';
import type { ClaimPayment, ServicePayment } from '../../core/x12/types.ts';

/** A claim that was billed, and what the payer says of it. */
export interface Given {
  readonly claim: Claim;
  readonly payment: ClaimPayment;
  readonly billed: readonly JournalEntry[];
  readonly balances: ClaimBalances;
}

const LINES = 3;
const DAY = '20260105';
const PAID_ON = civilDate('20260210');
const CODES = ['99213', '87880', '71046', '36415', '93000'];
const position = { interchange: 1, segment: 1, offset: 0 };

/** Claims of three lines, each paid in part, with contractual and patient shares; the same for the same count. */
export function invented(count: number): readonly Given[] {
  const draw = drawFrom('claimline-bench-remit', String(count));
  return Array.from({ length: count }, (_, i) => given(draw, `RVB${String(i).padStart(13, '0')}`));
}

function given(draw: Draw, number: string): Given {
  const services = Array.from({ length: LINES }, (_, i) => service(draw, `${number}-1-${i + 1}`));
  const total = (of: (one: ServicePayment) => Cents): Cents =>
    services.reduce((sum, one) => add(sum, of(one)), ZERO);
  const claim: Claim = {
    claimNo: claimNo(number),
    clientId: 'riverbend' as Claim['clientId'],
    partnerId: 'acme' as Claim['partnerId'],
    encounterKey: number,
    totalCharge: total(({ charge }) => charge),
    content: {
      claimType: 'P',
      frequency: '1',
      destination: 1,
      pos: '11',
      billing: { npi: '1999999992' },
      patient: { last: 'QUILLBROOK', first: 'OTTILIE' },
      coverages: [{ seq: 1, payer: { name: 'ACME HEALTH PLAN', id: '99001' } }],
      diagnoses: ['J029'],
      lines: services.map(({ procedure, charge }) => ({
        code: procedure.code,
        chargeCents: charge,
        units: '1',
        from: DAY,
      })),
    },
  };
  const payment: ClaimPayment = {
    claimId: `${number}-1`,
    status: '1',
    charge: claim.totalCharge,
    paid: total(({ paid }) => paid),
    payerClaimControlNo: `P${number}`,
    adjustments: [],
    patientLast: 'QUILLBROOK',
    demographicsCorrected: false,
    remarks: [],
    from: DAY,
    services,
    ordinal: 1,
    position,
  };
  const billed = claimBilled(claim, { cause: 'billed', date: civilDate('20260115'), payerSequence: 1 });
  return { claim, payment, billed, balances: applyEntries(noClaimBalances, billed) };
}

function service(draw: Draw, lineControlNo: string): ServicePayment {
  const charge = 1000 + draw.below(30_000);
  const contractual = draw.below(Math.floor(charge / 2));
  const patient = draw.below(Math.floor((charge - contractual) / 2));
  return {
    procedure: { qualifier: 'HC', code: draw.pick(CODES), modifiers: [] },
    charge: cents(charge),
    paid: cents(charge - contractual - patient),
    adjustments: [
      { group: 'CO', carc: '45', amount: cents(contractual) },
      { group: 'PR', carc: '2', amount: cents(patient) },
    ],
    lineControlNo,
    remarks: [],
    position,
  };
}

/** Posts every claim and proves the whole ledger, as one remittance. */
export function postAll(all: readonly Given[]): { readonly balanced: boolean; readonly entries: number } {
  const proof = proveLedger();
  let paid = ZERO;
  let entries = 0;
  for (const { claim, payment, billed, balances } of all) {
    if (!verifiesPayment(claim, payment, 1)) throw new Error('not this claim');
    const posting = postClaimPayment({
      claim,
      filing: { ...newFiling, state: 'PAYER_ACCEPTED', rank: 4 },
      payerSequence: 1,
      balances,
      payment,
      matches: matchLines(claim, payment.services),
      remittance: { trace: 'EFT1', date: PAID_ON },
      cause: `remit/bench/${claim.claimNo}`,
    });
    paid = add(paid, payment.paid);
    entries += posting.entries.length;
    proof.claim({
      claimNo: claim.claimNo,
      entries: [...billed, ...posting.entries],
      adjudications: [{ cause: `remit/bench/${claim.claimNo}`, charge: payment.charge, paid: payment.paid }],
      projected: posting.balances,
    });
  }
  proof.remittance('EFT1', paid);
  return { balanced: proof.finish().balanced, entries };
}
