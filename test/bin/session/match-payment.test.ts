import { describe, expect, it } from 'vitest';
import { type Matching, matchTo, unmatch } from '../../../bin/session/match-payment.ts';
import { type PaymentRef, paymentRef, suspendedPayment } from '../../../bin/session/suspended-payment.ts';
import { readSuspense } from '../../../bin/session/suspense.ts';
import type { Head } from '../../../core/claim/head.ts';
import type { ClaimNo } from '../../../core/ids.ts';
import { type AccountBalances, accountTotal, applyToLedger } from '../../../core/ledger/balances.ts';
import { postedPayments, proveLedger } from '../../../core/ledger/proof.ts';
import { cents } from '../../../core/money.ts';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { contractsOf } from '../../../functions/post-remittance/underpaid.ts';
import { codeLoader } from '../../../store/loaded-codes.ts';
import { encounter, type Loop, NOW, queueEvent, quiet, startLoop } from '../../functions/loop.ts';
import { a835, clm01, denies, pays, paysInPart } from '../../functions/payer.ts';
import { stopServicesAfterEach } from '../../support/services.ts';

stopServicesAfterEach();

const as = (loop: Loop, user = 'ann'): Matching => ({
  ...loop,
  user,
  contracts: contractsOf({ config: loop.config, codeLoader: codeLoader(loop.codeSets) }, quiet),
  now: () => NOW,
});

/** Claims that were sent, each for $150. */
async function sent(loop: Loop, count = 1): Promise<readonly ClaimNo[]> {
  await loop.intake(Array.from({ length: count }, (_, i) => encounter(`E${i}`)));
  await loop.submit();
  return (await loop.heads()).map(({ claimNo }) => claimNo);
}

/** Where the first claim payment of the last 835 stands. */
async function received(loop: Loop, payment: ClaimPayment, trace = 'EFT1'): Promise<PaymentRef> {
  await loop.remit(a835({ payments: [payment], trace }), `${trace}.edi`);
  const remittance = (await loop.files.listRemittances()).find((one) => one.trace === trace);
  return { remittanceId: remittance?.remittanceId ?? '', ordinal: 1 };
}

async function books(loop: Loop) {
  const proof = proveLedger();
  let ledger: AccountBalances = {};
  for (const head of await loop.heads()) {
    const events = await loop.claims.events(head.claimNo);
    const entries = events.flatMap((event) => event.entries);
    proof.claim({
      claimNo: head.claimNo,
      entries,
      adjudications: postedPayments(events),
      projected: head.balances,
    });
    ledger = applyToLedger(ledger, entries);
  }
  for await (const event of loop.claims.scanEvents()) {
    if (!('remittanceId' in event)) continue;
    proof.unclaimed(event.entries);
    ledger = applyToLedger(ledger, event.entries);
  }
  for (const { traceKey, paidCents } of await loop.files.listRemittances())
    proof.remittance(traceKey, cents(paidCents));
  return { failing: proof.finish().checks.filter(({ ok }) => !ok), in2030: 0 - accountTotal(ledger, '2030') };
}

const stand = ({ state, balances, adjudication, rank }: Head) => ({ state, balances, adjudication, rank });
const itemOf = async (loop: Loop, { remittanceId }: PaymentRef, reason = 'unknown-claim') =>
  loop.work.get(`${reason}-${remittanceId}-1`);
const stranger = (claimId = 'STRANGER1') => paysInPart(claimId);

describe('a payment in suspense', () => {
  it('is posted to the claim that a person names, once, and its work item is done', async () => {
    const loop = await startLoop();
    const [claimNo = '' as ClaimNo] = await sent(loop);
    const ref = await received(loop, stranger());
    expect(await matchTo(as(loop), ref, claimNo)).toMatchObject({ outcome: 'matched', claimNo });
    const dump = await loop.dump();
    expect(await matchTo(as(loop), ref, claimNo)).toMatchObject({ outcome: 'already', claimNo });
    expect(await loop.dump()).toEqual(dump);
    expect((await loop.only()).state).toBe('CLOSED');
    expect(await books(loop)).toEqual({ failing: [], in2030: 0 });
    expect(await itemOf(loop, ref)).toMatchObject({
      status: 'RESOLVED',
      outcome: `Matched with claim ${claimNo}.`,
    });
  });

  it('goes back when the match is undone: the claim stands as before and the item is open again', async () => {
    const loop = await startLoop();
    const [claimNo = '' as ClaimNo] = await sent(loop);
    const ref = await received(loop, stranger());
    const before = stand(await loop.only());
    await matchTo(as(loop), ref, claimNo);
    expect(await unmatch(as(loop, 'bob'), ref)).toMatchObject({ outcome: 'unmatched', claimNo });
    const dump = await loop.dump();
    expect(await unmatch(as(loop, 'bob'), ref)).toMatchObject({ outcome: 'already' });
    expect(await loop.dump()).toEqual(dump);
    expect(stand(await loop.only())).toEqual(before);
    expect(await books(loop)).toEqual({ failing: [], in2030: 10_000 });
    expect(await itemOf(loop, ref)).toMatchObject({
      status: 'OPEN',
      history: [{}, { did: 'resolved' }, { did: 'reopened', by: 'bob' }],
    });
    expect(await matchTo(as(loop), ref, claimNo)).toMatchObject({
      outcome: 'matched',
      event: { cause: `match/${ref.remittanceId}/1/2` },
    });
    expect(await books(loop)).toEqual({ failing: [], in2030: 0 });
  });

  it('is not matched twice: who comes second is told with which claim, and by whom', async () => {
    const loop = await startLoop();
    const [one = '' as ClaimNo, two = '' as ClaimNo] = await sent(loop, 2);
    const ref = await received(loop, stranger());
    await matchTo(as(loop), ref, one);
    expect(await matchTo(as(loop, 'bob'), ref, two)).toMatchObject({
      outcome: 'elsewhere',
      claimNo: one,
      user: 'ann',
    });
    expect(await books(loop)).toEqual({ failing: [], in2030: 0 });
  });

  it('goes to one claim when many people match it at once', async () => {
    const loop = await startLoop({ attempts: 3 });
    const claims = await sent(loop, 4);
    const ref = await received(loop, stranger());
    const all = await Promise.all(claims.map((claimNo, i) => matchTo(as(loop, `user${i}`), ref, claimNo)));
    expect(all.map(({ outcome }) => outcome).toSorted()).toEqual([
      'elsewhere',
      'elsewhere',
      'elsewhere',
      'matched',
    ]);
    expect(await books(loop)).toEqual({ failing: [], in2030: 0 });
  });

  it('brings its denial to the claim, with its item; undone, the item is done with', async () => {
    const loop = await startLoop();
    const [claimNo = '' as ClaimNo] = await sent(loop);
    const ref = await received(loop, denies('STRANGER1'));
    await matchTo(as(loop), ref, claimNo);
    expect([(await loop.only()).state, await loop.reasons()]).toEqual(['DENIED', ['DENIAL']]);
    await unmatch(as(loop), ref);
    expect(await loop.reasons()).toEqual(['UNKNOWN_CLAIM']);
    expect(await books(loop)).toEqual({ failing: [], in2030: 0 });
  });

  it('that pays a denial closes its item; undone, the denial is to be worked again', async () => {
    const loop = await startLoop();
    const [claimNo = '' as ClaimNo] = await sent(loop);
    await loop.remit(a835({ payments: [denies(clm01({ claimNo, filing: 1 }))], trace: 'EFT0' }), 'denial');
    await loop.steps.workDenials(queueEvent(...(await loop.denials())), quiet);
    const [denial] = await loop.openWork();
    const ref = await received(loop, { ...stranger(), payerClaimControlNo: 'PC2' });
    await matchTo(as(loop), ref, claimNo);
    expect(await loop.work.get(denial?.id ?? '')).toMatchObject({
      ...{ status: 'RESOLVED', outcome: 'recovered 100.00' },
    });
    await unmatch(as(loop), ref);
    await unmatch(as(loop), ref);
    expect(await loop.work.get(denial?.id ?? '')).toMatchObject({ status: 'OPEN' });
    expect((await loop.only()).state).toBe('DENIED');
    expect(await books(loop)).toMatchObject({ failing: [] });
  });

  it('that named our claim but not its patient can be given to that claim, or to another', async () => {
    const loop = await startLoop();
    const [one = '' as ClaimNo, two = '' as ClaimNo] = await sent(loop, 2);
    const ref = await received(loop, {
      ...pays(clm01({ claimNo: one, filing: 1 }), '1/150/100', ['CO-45 50']),
      patientLast: 'OTHER',
      from: '20250101',
    });
    expect(await itemOf(loop, ref, 'match-doubtful')).toMatchObject({ status: 'OPEN' });
    await matchTo(as(loop), ref, two);
    expect(await itemOf(loop, ref, 'match-doubtful')).toMatchObject({ status: 'RESOLVED' });
    await unmatch(as(loop), ref);
    await matchTo(as(loop), ref, one);
    expect(await loop.states()).toEqual({ [one]: 'CLOSED', [two]: 'BATCHED' });
    expect(await books(loop)).toEqual({ failing: [], in2030: 0 });
  });

  it('that its own claim could not take goes to another one', async () => {
    const loop = await startLoop();
    const [one = '' as ClaimNo] = await sent(loop);
    await loop.intake([encounter('UNSENT')], 'unsent.ndjson');
    const unsent = (await loop.heads()).find(({ claimNo }) => claimNo !== one);
    if (unsent === undefined) throw new Error('a second claim is there');
    const ref = await received(loop, paysInPart(clm01(unsent)));
    expect(await loop.reasons()).toEqual(['UNEXPECTED_DOCUMENT']);
    expect((await readSuspense(loop, { today: NOW, suggestions: 0, phi: false })).items).toMatchObject([
      { reason: 'UNEXPECTED_DOCUMENT', claimNo: unsent.claimNo, amountCents: 10_000 },
    ]);
    expect(await matchTo(as(loop), ref, unsent.claimNo)).toEqual({
      outcome: 'refused',
      reason: 'UNEXPECTED_DOCUMENT',
    });
    expect(await matchTo(as(loop), ref, one)).toMatchObject({ outcome: 'matched' });
    expect([await books(loop), await loop.reasons()]).toEqual([{ failing: [], in2030: 0 }, []]);
    await unmatch(as(loop), ref);
    expect([await books(loop), await loop.reasons()]).toEqual([
      { failing: [], in2030: 10_000 },
      ['UNEXPECTED_DOCUMENT'],
    ]);
  });

  it('is none that was posted: what its claim took is not for matching', async () => {
    const loop = await startLoop();
    const [one = '' as ClaimNo] = await sent(loop);
    const ref = await received(loop, paysInPart(clm01({ claimNo: one, filing: 1 })));
    await expect(suspendedPayment(loop, ref)).rejects.toThrow('No payment of that place is in suspense');
  });
});

describe('a wrong match gives way', () => {
  it('to the payment that really was the claim’s and came after it', async () => {
    const loop = await startLoop();
    const [claimNo = '' as ClaimNo] = await sent(loop);
    const ref = await received(loop, pays('STRANGER1', '1/150/120', ['CO-45 30']));
    await matchTo(as(loop), ref, claimNo);
    await loop.remit(
      a835({ payments: [paysInPart(clm01({ claimNo, filing: 1 }))], trace: 'EFT2' }),
      'own.edi',
    );
    expect(await loop.reasons()).toEqual(['POSSIBLE_DUPLICATE_PAYMENT']);
    await unmatch(as(loop), ref);
    const head = await loop.only();
    expect(head).toMatchObject({ state: 'CLOSED', adjudication: { paidCents: 10_000 } });
    expect(await loop.reasons()).toEqual(['UNKNOWN_CLAIM']);
    expect(await books(loop)).toEqual({ failing: [], in2030: 12_000 });
  });

  it('to nothing, once the payer took the payment back', async () => {
    const loop = await startLoop();
    const [claimNo = '' as ClaimNo, other = '' as ClaimNo] = await sent(loop, 2);
    const ref = await received(loop, stranger());
    await matchTo(as(loop), ref, claimNo);
    const back = pays(clm01({ claimNo, filing: 1 }), '22/-150/-100', ['CO-45 -50']);
    const full = pays(clm01({ claimNo: other, filing: 1 }), '1/150/150');
    await loop.remit(a835({ payments: [back, full], trace: 'EFT2' }), 'back.edi');
    expect(await unmatch(as(loop), ref)).toEqual({ outcome: 'refused', claimNo, reason: 'TAKEN_BACK' });
    expect(await books(loop)).toEqual({ failing: [], in2030: 0 });
  });
});

describe('a process that dies at any write is healed by the same command', () => {
  /** A claim, a stranger's denial of half and payment of half, and the claim's own payment that came since. */
  const scene = async (loop: Loop) => {
    const [claimNo = '' as ClaimNo] = await sent(loop);
    const ref = await received(loop, pays('STRANGER1', '1/150/60', ['CO-45 40', 'CO-197 50']));
    return { claimNo, ref };
  };
  type Scene = Awaited<ReturnType<typeof scene>>;
  const commands: readonly (readonly [
    string,
    (loop: Loop, given: Scene) => Promise<void>,
    (loop: Loop, given: Scene) => Promise<unknown>,
  ])[] = [
    ['match', async () => {}, (loop, { ref, claimNo }) => matchTo(as(loop), ref, claimNo)],
    [
      'unmatch',
      async (loop, { ref, claimNo }) => {
        await matchTo(as(loop), ref, claimNo);
        await loop.remit(
          a835({ payments: [paysInPart(clm01({ claimNo, filing: 1 }))], trace: 'EFT2' }),
          'own.edi',
        );
      },
      (loop, { ref }) => unmatch(as(loop), ref),
    ],
  ];

  it.each(
    commands.flatMap(([name, prepare, run]) =>
      (['none', 'done'] as const).map((effect) => [name, effect, prepare, run] as const),
    ),
  )('%s; that write: %s', async (_, effect, prepare, run) => {
    const calm = await startLoop();
    const given = await scene(calm);
    await prepare(calm, given);
    const before = await calm.dump();
    calm.life.revive();
    await run(calm, given);
    const [writes, after] = [calm.life.writes(), await calm.dump()];
    expect(writes).toBeGreaterThan(4);
    for (let write = 1; write <= writes; write += 1) {
      const loop = await startLoop();
      await loop.restore(before);
      loop.life.dieAt(write, effect);
      await expect(run(loop, given)).rejects.toThrow();
      loop.life.revive();
      await run(loop, given);
      expect(await loop.dump(), `died at write ${write} of ${writes}`).toEqual(after);
      expect((await books(loop)).failing).toEqual([]);
      await loop.stop();
    }
  });

  it('and another person’s command brings an interrupted match to its end first', async () => {
    const loop = await startLoop();
    const [one = '' as ClaimNo, two = '' as ClaimNo] = await sent(loop, 2);
    const ref = await received(loop, stranger());
    loop.life.dieAt(1, 'done');
    await expect(matchTo(as(loop), ref, one)).rejects.toThrow();
    loop.life.revive();
    expect(await matchTo(as(loop, 'bob'), ref, two)).toMatchObject({
      outcome: 'elsewhere',
      claimNo: one,
      user: 'ann',
    });
    expect(await books(loop)).toEqual({ failing: [], in2030: 0 });
  });

  it('or records that the claim cannot take it any more, and the payment is free', async () => {
    const loop = await startLoop();
    const [one = '' as ClaimNo, two = '' as ClaimNo] = await sent(loop, 2);
    const ref = await received(loop, stranger());
    loop.life.dieAt(1, 'done');
    await expect(matchTo(as(loop), ref, one)).rejects.toThrow();
    loop.life.revive();
    await loop.remit(
      a835({ payments: [paysInPart(clm01({ claimNo: one, filing: 1 }))], trace: 'EFT2' }),
      'own.edi',
    );
    expect(await matchTo(as(loop, 'bob'), ref, two)).toMatchObject({ outcome: 'matched', claimNo: two });
    expect((await loop.claims.events(one)).at(-1)?.facts).toMatchObject({
      kind: 'match-refused',
      reason: 'POSSIBLE_DUPLICATE_PAYMENT',
    });
    expect(await books(loop)).toEqual({ failing: [], in2030: 0 });
  });
});

describe('what is asked of', () => {
  it('a payment that nobody matched: nothing to undo', async () => {
    const loop = await startLoop();
    await sent(loop);
    expect(await unmatch(as(loop), await received(loop, stranger()))).toEqual({ outcome: 'never' });
  });

  it.each([
    ['nonsense', 'REMITTANCE:ORDINAL'],
    ['abc:1', 'REMITTANCE:ORDINAL'],
    ['abcd1234:1', 'no remittance'],
  ])('%j is refused: %s', async (text, message) => {
    const loop = await startLoop();
    await expect(paymentRef(loop, text)).rejects.toThrow(message);
  });

  it('the beginning of an id is enough', async () => {
    const loop = await startLoop();
    const ref = await received(loop, stranger());
    expect(await paymentRef(loop, `${ref.remittanceId.slice(0, 8)}:1`)).toEqual(ref);
  });

  it('a claim that is not there is refused', async () => {
    const loop = await startLoop();
    const ref = await received(loop, stranger());
    await expect(matchTo(as(loop), ref, 'RVBNOTHERE' as ClaimNo)).rejects.toThrow('no claim');
  });
});

describe('the list of suspense', () => {
  const question = { today: NOW + 3 * 86_400_000, suggestions: 2, check: true, phi: false };

  it('shows each payment with its reason, age and the likeliest claims, and explains 2030 whole', async () => {
    const loop = await startLoop();
    const [claimNo = '' as ClaimNo] = await sent(loop);
    const ref = await received(loop, { ...stranger(), memberId: 'MEM0001' });
    await loop.intake(
      [
        encounter('UNSENT', {
          'coverages[0].memberId': 'MEM0002',
          'patient.last': 'ROE',
          'patient.first': 'JO',
        }),
      ],
      'later.ndjson',
    );
    const unsent = (await loop.heads()).find((head) => head.claimNo !== claimNo);
    await received(
      loop,
      pays(clm01({ claimNo: unsent?.claimNo ?? claimNo, filing: 1 }), '1/150/150'),
      'EFT2',
    );
    const { items, ...sums } = await readSuspense(loop, question);
    expect(sums).toEqual({ balanceCents: 25_000, explainedCents: 25_000 });
    expect(items.find(({ payment }) => payment === `${ref.remittanceId}:1`)).toMatchObject({
      payerName: 'ACME HEALTH PLAN',
      trace: 'EFT1',
      amountCents: 10_000,
      reason: 'UNKNOWN_CLAIM',
      ageDays: 3,
      suggestions: [
        {
          claimNo,
          fits: ['MEMBER_ID', 'LAST_NAME', 'SERVICE_DATES', 'CHARGE', 'AWAITED', 'FIRST_NAME'],
          differs: [],
        },
      ],
    });
    expect(items.find(({ trace }) => trace === 'EFT2')).toMatchObject({
      reason: 'UNEXPECTED_DOCUMENT',
      claimNo: unsent?.claimNo,
      amountCents: 15_000,
    });
    expect(JSON.stringify(items)).not.toMatch(/STRANGER1|QUILLBROOK/);
    const withPhi = await readSuspense(loop, { ...question, phi: true });
    expect(withPhi.items.map(({ phi }) => phi?.claimId)).toContain('STRANGER1');
  });

  it('leaves out what is matched, and shows it again when that is undone', async () => {
    const loop = await startLoop();
    const [claimNo = '' as ClaimNo] = await sent(loop);
    const ref = await received(loop, stranger());
    await matchTo(as(loop), ref, claimNo);
    expect(await readSuspense(loop, question)).toEqual({ balanceCents: 0, explainedCents: 0, items: [] });
    await unmatch(as(loop), ref);
    expect((await readSuspense(loop, question)).items.map(({ amountCents }) => amountCents)).toEqual([
      10_000,
    ]);
  });
});
