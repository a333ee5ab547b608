/** Claims of a loop whose later payers a person deals with: scenes for what is killed at any write. */
import { addCoverage } from '../../bin/session/add-coverage.ts';
import { billNextPayer } from '../../bin/session/bill-next.ts';
import { dropCoverage } from '../../bin/session/drop-coverage.ts';
import { waive } from '../../bin/session/patient-money.ts';
import { receivePayment } from '../../bin/session/receive-payment.ts';
import { civilDate } from '../../core/dates.ts';
import type { Coverage } from '../../core/encounter/model.ts';
import { cents } from '../../core/money.ts';
import { actingOn } from './again.ts';
import { encounter, type Loop } from './loop.ts';
import { a835, clm01, pays } from './payer.ts';

type Run = (loop: Loop) => Promise<unknown>;

const FEBRUARY = Date.UTC(2026, 1, 12, 12);
/** BETA, with an address as the guide wants it. */
const BETA_AT = {
  ...{ name: 'BETA MUTUAL', id: '99002', address1: '1 PAYER PLAZA', city: 'CHICAGO' },
  ...{ state: 'IL', zip: '60601', contactName: 'EDI SUPPORT', contactPhone: '5555550190' },
};
export const SECOND: Coverage = {
  ...{ seq: 2, payer: { name: 'BETA MUTUAL', id: '99002' }, filingCode: 'CI', relationship: '18' },
  ...{ memberId: 'B1', assignment: 'Y', release: 'Y' },
};

const actingIn = (loop: Loop) => ({ ...actingOn(loop), now: () => FEBRUARY });

/** 150 charged, 100 paid, 20 left. @param left of a correction: what is left instead */
const byFirst = (claim: string, left = 20) =>
  pays(claim, `1/150/${120 - left}/${left}`, ['CO-45 30', `PR-2 ${left}`]);
const takenBack = (claim: string) => pays(claim, '22/-150/-100', ['CO-45 -30', 'PR-2 -20']);
const stranger = () => ({ ...pays('STRANGER9', '1/900/900'), payerClaimControlNo: 'ICN9' });

/** The patient owes 20, paid 15 and had the rest waived; then BETA is found. */
export async function addsCoverage(loop: Loop): Promise<Run> {
  loop.setClock(FEBRUARY);
  await loop.intake([encounter('E1')]);
  await loop.submit();
  const { claimNo, filing } = await loop.only();
  await loop.remit(a835({ payments: [byFirst(clm01({ claimNo, filing }))] }));
  const acting = actingIn(loop);
  const receivedOn = civilDate('20260211');
  await receivePayment(acting, claimNo, { receipt: 'R1', method: 'card', amount: cents(1500), receivedOn });
  await waive(acting, claimNo, { why: 'courtesy' });
  return async (on) => {
    const { amountCents, next } = Object(await addCoverage(actingIn(on), { claimNo, coverage: SECOND }));
    return { amountCents, next };
  };
}

/** BETA was found in error, and is dropped. */
export async function dropsCoverage(loop: Loop): Promise<Run> {
  const add = await addsCoverage(loop);
  await add(loop);
  const { claimNo } = await loop.only();
  return async (on) => {
    const { amountCents } = Object(await dropCoverage(actingIn(on), { claimNo, seq: 2 }));
    return amountCents;
  };
}

/** ACME and BETA have decided; ACME corrects its decision. */
async function corrected(loop: Loop, left: number): Promise<string> {
  loop.setClock(FEBRUARY);
  await loop.intake([encounter('E1', { 'coverages[1]': SECOND })]);
  await loop.submit();
  const { claimNo } = await loop.only();
  const [first, second] = [1, 2].map((filing) => clm01({ claimNo, filing }));
  await loop.remit(a835({ payments: [byFirst(first ?? '')] }), 'one');
  await loop.submit('run-2');
  const byBeta = { ...pays(second ?? '', '2/150/20', ['OA-23 130']), payerClaimControlNo: 'B77' };
  await loop.remit(a835({ payments: [byBeta], trace: 'EFT2', header: { payer: BETA_AT } }), 'two');
  await loop.remit(a835({ payments: [stranger(), takenBack(first ?? '')], trace: 'EFT3' }), 'three');
  return a835({ payments: [byFirst(first ?? '', left)], trace: 'EFT4' });
}

/** BETA is told what ACME has decided instead: a replacement. */
export async function tellsAnew(loop: Loop): Promise<Run> {
  await loop.remit(await corrected(loop, 40), 'four');
  const { claimNo } = await loop.only();
  return async (on) => void (await billNextPayer(actingIn(on), claimNo, false));
}

/** ACME decides as before: nothing is left to review. @returns the correction, not posted yet */
export const decidesAsBefore = (loop: Loop): Promise<string> => corrected(loop, 20);
