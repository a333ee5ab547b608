/** Where the sweep begins: claims that were billed, accepted and partly paid, and the remittance in its bucket. */
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { giveUpDenial, payBack } from '../../bin/session/patient-money.ts';
import { civilDate } from '../../core/dates.ts';
import { deriveClaimNo, encounterKey } from '../../core/encounter/identity.ts';
import { claimNo } from '../../core/ids.ts';
import { type Cents, cents, sum } from '../../core/money.ts';
import { patientPaymentDraft, receiptCause } from '../../core/patient/payment.ts';
import type { ClaimPayment } from '../../core/x12/types.ts';
import { sha256 } from '../../store/hash.ts';
import { usd } from '../../test/core/remit/given.ts';
import { loadRates, withContract } from '../../test/functions/contract.ts';
import { encounter, type Loop, queueEvent, quiet, startLoop } from '../../test/functions/loop.ts';
import { a835, ca277, clm01, type resent } from '../../test/functions/payer.ts';
import {
  type Billed,
  earlierAdjustments,
  recoveredLater,
  type Swept,
  sweptAdjustments,
  sweptClaims,
} from './claims.ts';
import { type Clp, paymentOf } from './words.ts';

export interface Ground {
  readonly loop: Loop;
  /** Of the swept remittance. */
  readonly uploadId: string;
  /** Claim payments in it. */
  readonly payments: number;
}

/** Brings fresh services to where the remittance has just come. @param count claims it is about */
export async function startGround(count: number): Promise<Ground> {
  const loop = await startLoop({ config: withContract() });
  await loadRates(loop);
  const claims = sweptClaims(count);
  await loop.intake(claims.map(({ id, changes }) => encounter(id, changes?.(id))));
  await loop.submit();
  await accept(loop);
  await payEarlier(loop, claims);
  const said = claims.flatMap((claim) => claim.now.map((clp) => ({ clp, billed: billedAs(claim) })));
  const interest = claims.filter(({ name }) => name === 'INTEREST').length;
  const plb = sweptAdjustments(interest, takenBackIn(said));
  const [first] = said;
  const text = a835(
    ...remittancesOf(said, 'SWEPT', plb),
    // What does not come out is held beside it.
    { payments: first === undefined ? [] : [wordsOf(first)], trace: 'UNBALANCED', paid: cents(1) },
    { payments: [paymentOf(FIRST, STRANGER)], trace: 'REPEATED' },
  );
  return { loop, uploadId: await loop.upload('inbound/sandbox/swept.edi', text), payments: said.length };
}

interface Said {
  readonly clp: Clp;
  readonly billed: Billed;
}
/** What the reversals of ACME come to. */
const takenBackIn = (said: readonly Said[]): Cents =>
  sum(
    said
      .filter(({ clp }) => clp.payer === undefined)
      .map(wordsOf)
      .flatMap(({ paid }) => (paid < 0 ? [paid] : [])),
  );
const wordsOf = ({ clp, billed }: Said): ClaimPayment => paymentOf(clp, billed);

const BETA = {
  ...{ name: 'BETA MUTUAL', secondaryId: '99002', address1: '2 PAYER PLAZA', city: 'CHICAGO', state: 'IL' },
  ...{ zip: '60601', contactName: 'EDI SUPPORT', contactPhone: '5555550191' },
};

/** A cheque of ACME with the adjustments, and one of BETA where it says something. */
function remittancesOf(
  said: readonly Said[],
  trace: string,
  plb: readonly Adjustment[],
): readonly Remitted[] {
  const acme = said.filter(({ clp }) => clp.payer === undefined).map(wordsOf);
  const beta = said.filter(({ clp }) => clp.payer !== undefined).map(wordsOf);
  const first = { payments: acme, plb, trace, paid: paidBy(acme, plb) };
  const second = { payments: beta, trace: `${trace}-BETA`, header: { payer: BETA } };
  return beta.length === 0 ? [first] : [first, second];
}
type Adjustment = ReturnType<typeof sweptAdjustments>[number];
type Remitted = Parameters<typeof resent>[0];

const FIRST = { clp: '1/150/150', lines: ['120', '30'] };
const STRANGER: Billed = { id: 'REPEATED', claimNo: 'REPEATED', payerNo: 'REPEATED' };

const paidBy = (payments: readonly ClaimPayment[], plb: readonly { readonly amount: Cents }[]): Cents =>
  cents(sum(payments.map(({ paid }) => paid)) - sum(plb.map(({ amount }) => amount)));

/** What the payer calls a claim; claim numbers come of the encounters' ids. */
function billedAs({ id, changes }: Swept): Billed {
  const key = encounterKey(encounter(id, changes?.(id)), '', sha256) ?? '';
  const claimNo = deriveClaimNo({ clientCode: CLIENT_CODE, encounterKey: key }, sha256);
  return { id, claimNo, payerNo: payerNoOf(clm01({ claimNo, filing: 1 })) };
}
const CLIENT_CODE = 'RVB';
/** REF*1K of the acknowledgments that tests write. */
const payerNoOf = (claimId: string): string => `PC${claimId.slice(-5)}`;

async function accept(loop: Loop): Promise<void> {
  const heads = await loop.heads();
  for (const [batchId, of] of Map.groupBy(heads, ({ batch }) => batch?.batchId ?? '')) {
    const claims = of.map((head) => ({ claimId: clm01(head), status: 'A2:20' }));
    await loop.respond(ca277({ batchId, claims }), `277ca-${batchId}`);
  }
}

/** One 835 after the other, each with what it says of the claims that are so far; then the denials are worked. */
async function payEarlier(loop: Loop, claims: readonly Swept[]): Promise<void> {
  await loop.remit(a835({ payments: [paymentOf(FIRST, STRANGER)], trace: 'REPEATED' }), 'repeated.edi');
  const rounds = Math.max(...claims.map(({ before = [] }) => before.length));
  for (let round = 0; round < rounds; round += 1) {
    const said = claims.flatMap((claim) => {
      const clp = claim.before?.[round];
      return clp === undefined ? [] : [{ clp, billed: billedAs(claim) }];
    });
    const plb = [...(round === 0 ? earlierAdjustments : []), ...recoveredLater(takenBackIn(said))];
    await loop.remit(a835(...remittancesOf(said, `EARLIER${round + 1}`, plb)), `earlier-${round + 1}.edi`);
  }
  for (const claim of claims)
    if (claim.patientPaid !== undefined) await payAtDesk(loop, claim, claim.patientPaid);
    else if (claim.writtenOff === true) await writeOff(loop, claim);
    else if (claim.refunded === true) await giveBack(loop, claim);
  const messages = await takeDenials(loop);
  await loop.steps.workDenials(queueEvent(...messages), quiet);
}

async function payAtDesk(loop: Loop, claim: Swept, dollars: number): Promise<void> {
  const receipt = `DESK-${claim.id}`;
  const payment = {
    receipt,
    method: 'card',
    amount: usd(dollars),
    receivedOn: civilDate('20260110'),
    user: 'desk',
  } as const;
  await loop.claims.record({
    claimNo: claimNo(billedAs(claim).claimNo),
    cause: receiptCause(receipt),
    nowEpochMs: loop.now(),
    decide: (head) => (head === null ? null : patientPaymentDraft(head, payment)),
  });
}

const writeOff = (loop: Loop, claim: Swept) =>
  giveUpDenial({ ...loop, user: 'biller' }, claimNo(billedAs(claim).claimNo), { why: 'timely' });

const giveBack = (loop: Loop, claim: Swept) =>
  payBack({ ...loop, user: 'biller' }, claimNo(billedAs(claim).claimNo), {
    to: 1,
    reference: `CHECK-${claim.id}`,
  });

/** Takes every message off the denials queue. */
export async function takeDenials({ sqs, denialsQueueUrl: QueueUrl }: Loop): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (;;) {
    const wanted = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(wanted));
    if (Messages.length === 0) return bodies;
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}
