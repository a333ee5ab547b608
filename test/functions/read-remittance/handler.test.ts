import { describe, expect, it } from 'vitest';
import { cents } from '../../../core/money.ts';
import { readX12 } from '../../../core/x12/read.ts';
import { indexedRemittances, readPaymentBatch } from '../../../functions/read-remittance/batch-reading.ts';
import { claimKeyOf } from '../../../functions/read-remittance/payment-batch.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { configWith, encounter, type Loop, PARTNER, quiet, startLoop } from '../loop.ts';
import { a835, clm01, denies, pays, paysInPart, resent, ta1 } from '../payer.ts';

stopServicesAfterEach();

/** Two claims with the payer. */
async function sent(loop: Loop) {
  await loop.intake([encounter('E1'), encounter('E2')]);
  await loop.submit();
  const [first, second] = (await loop.heads()).map(clm01);
  if (first === undefined || second === undefined) throw new Error('two claims');
  return { first, second };
}
const money = async (loop: Loop): Promise<number> =>
  (await Array.fromAsync(loop.claims.scanEvents()))
    .flatMap(({ entries }) => entries)
    .filter(({ type }) => type !== 'J0').length;

describe('a remittance that balances', () => {
  it('is registered by its payment and cut into batches for posting', async () => {
    const loop = await startLoop();
    const { first, second } = await sent(loop);
    const uploadId = await loop.upload(
      'inbound/sandbox/835',
      a835({ payments: [paysInPart(first), denies(second)] }),
    );
    const { fileId, ...answer } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
    expect(answer).toEqual({ outcome: 'read', partner: PARTNER, batches: 1 });
    expect(await loop.files.listRemittances()).toMatchObject([
      {
        status: 'read',
        fileId,
        trace: 'EFT1',
        paymentDate: '20260210',
        paidCents: 10_000,
        claimsCents: 10_000,
        claims: 2,
        batches: 1,
        heldFor: [],
      },
    ]);
    expect(await loop.files.file(fileId)).toMatchObject({
      status: 'received',
      kind: 'remittance',
      counts: { remittances: 1, held: 0, repeated: 0, payments: 2 },
    });
    expect(await loop.openWork()).toEqual([]);
  });

  it.each([
    ['as its partner is configured', { ACME835: '835' }, 'read'],
    ['not, where the configuration does not know the name', undefined, 'quarantined'],
  ] as const)('under a guide name of the payer is read %s', async (_, guides, outcome) => {
    const loop = await startLoop({ config: configWith({ partner: { ...(guides && { guides }) } }) });
    const { first } = await sent(loop);
    const text = a835({ payments: [paysInPart(first)] }).replace('*005010X221A1~', '*ACME835~');
    const uploadId = await loop.upload('inbound/sandbox/835', text);
    const answer = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
    expect(answer).toMatchObject({ outcome });
  });

  it('keeps reversals in batches of their own and its provider-level adjustments for the end', async () => {
    const loop = await startLoop();
    const { first, second } = await sent(loop);
    const text = a835({
      payments: [paysInPart(first), pays(second, '22/-150/-50', ['CO-45 -100'])],
      plb: [{ code: 'L6', amount: cents(-100) }],
      paid: cents(5100),
    });
    const uploadId = await loop.upload('inbound/sandbox/835', text);
    const { fileId, batches } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
    expect(batches).toBe(2);
    const read = await Promise.all(
      [0, 1].map((position) => readPaymentBatch(loop.artifacts, { fileId, position })),
    );
    const statuses = read.map((one) => one?.batch.payments.map(({ payment }) => payment.status));
    expect(statuses).toEqual([['22'], ['1']]);
    expect(await Array.fromAsync(indexedRemittances(loop.artifacts, fileId))).toMatchObject([
      { held: [], providerAdjustments: [{ code: 'L6' }] },
    ]);
  });

  it('gives each claim payment as the file has it, and equal ones keys of their own', async () => {
    const loop = await startLoop();
    const claims = Array.from({ length: 120 }, (_, i) =>
      i % 40 === 7 ? pays('STRANGER', '22/-10/-10') : pays(`STRANGER${i % 100}`, '1/10/10'),
    );
    const text = `From the clearinghouse\n${a835({ payments: claims, paid: cents(114_000) })}`;
    const uploadId = await loop.upload('inbound/sandbox/835', text);
    const { fileId, batches } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
    const read = await Promise.all(
      Array.from({ length: batches }, (_, position) =>
        readPaymentBatch(loop.artifacts, { fileId, position }),
      ),
    );
    const keyed = read.flatMap((one) => one?.batch.payments ?? []);
    const inFile = (await Array.fromAsync(readX12([Buffer.from(text)]))).flatMap((item) =>
      item.kind === 'claim-payment' ? [item.payment] : [],
    );
    expect(keyed.map(({ payment }) => payment).toSorted((a, b) => a.ordinal - b.ordinal)).toEqual(inFile);
    expect(read.map((one) => one?.batch.payments.length)).toEqual([3, 50, 50, 17]);
    expect(new Set(keyed.map(({ key }) => key)).size).toBe(120);
    const [first] = keyed;
    if (first === undefined) throw new Error('no payment');
    const reversals = await read.at(-1)?.reversalsOf(claimKeyOf(first.payment));
    expect(reversals?.map(({ payment }) => payment.ordinal)).toEqual([8, 48, 88]);
  });

  it('of 51 claims makes two batches', async () => {
    const loop = await startLoop();
    const payments = Array.from({ length: 51 }, (_, i) => pays(`STRANGER${i}`, '1/10/10'));
    expect(await loop.remit(a835({ payments }))).toMatchObject({ batches: 2, reconciled: 'reconciled' });
    expect(await loop.files.listRemittances()).toMatchObject([{ status: 'posted', claims: 51, batches: 2 }]);
  });
});

describe('a remittance that is held', () => {
  it.each([
    [
      'whose claim does not add up',
      (clm: string) => a835({ payments: [pays(clm, '1/150/100', ['CO-45 40'])] }),
      'UNBALANCED_CLAIM',
      [{ code: 'DIFFERENCE claim', amount: 1000 }],
    ],
    [
      'whose claims do not add up to its payment',
      (clm: string) => a835({ payments: [paysInPart(clm)], paid: cents(9900) }),
      'UNBALANCED_835',
      [{ code: 'DIFFERENCE transaction', amount: 100 }],
    ],
    [
      'that pays a negative amount',
      (clm: string) => a835({ payments: [pays(clm, '1/150/-10', ['CO-45 160'])] }),
      'NEGATIVE_PAYMENT',
      [],
    ],
    [
      'that pays somebody else',
      (clm: string) =>
        a835({
          payments: [paysInPart(clm)],
          header: { payee: { name: 'ANOTHER CLINIC', idQualifier: 'XX', id: '1444444446' } },
        }),
      'WRONG_PAYEE',
      [],
    ],
  ])('%s posts nothing and opens one work item with the differences', async (_, text, reason, details) => {
    const loop = await startLoop({ config: configWith({ client: { billingNpis: ['1999999992'] } }) });
    const { first } = await sent(loop);
    expect(await loop.remit(text(first))).toMatchObject({
      outcome: 'held',
      batches: 0,
      reconciled: undefined,
    });
    expect(await loop.files.listRemittances()).toMatchObject([{ status: 'held', heldFor: [reason] }]);
    expect(await loop.openWork()).toMatchObject([{ reason, details, partnerId: PARTNER }]);
    expect(await money(loop)).toBe(0);
  });

  it('does not keep its neighbours in the file from being posted', async () => {
    const loop = await startLoop();
    const { first, second } = await sent(loop);
    const text = a835(
      { payments: [paysInPart(first)], trace: 'EFT1' },
      { payments: [paysInPart(second)], trace: 'EFT2', paid: cents(1) },
    );
    const { fileId, ...answer } = await loop.remit(text);
    expect(answer).toMatchObject({ outcome: 'read', batches: 1, reconciled: 'reconciled' });
    expect(await loop.files.file(fileId)).toMatchObject({ status: 'partial' });
    expect((await loop.files.listRemittances()).map(({ status }) => status).toSorted()).toEqual([
      'held',
      'posted',
    ]);
    expect(Object.values(await loop.states()).toSorted()).toEqual(['BATCHED', 'CLOSED']);
  });

  it('under a trace number that came before with another amount names the conflict', async () => {
    const loop = await startLoop();
    const { first, second } = await sent(loop);
    await loop.remit(a835({ payments: [paysInPart(first)] }), 'first');
    expect(await loop.remit(a835({ payments: [denies(second)] }), 'second')).toMatchObject({
      outcome: 'held',
    });
    expect(await loop.openWork()).toMatchObject([{ reason: 'TRACE_NUMBER_CONFLICT' }]);
    expect(Object.values(await loop.states()).toSorted()).toEqual(['BATCHED', 'CLOSED']);
  });

  it('gives way to the corrected copy that was asked for', async () => {
    const loop = await startLoop();
    const { first } = await sent(loop);
    await loop.remit(a835({ payments: [pays(first, '1/150/100', ['CO-45 40'])] }), 'wrong');
    expect(await loop.remit(a835({ payments: [paysInPart(first)] }), 'corrected')).toMatchObject({
      outcome: 'read',
      reconciled: 'reconciled',
    });
    expect(await loop.files.listRemittances()).toMatchObject([{ status: 'posted', heldFor: [] }]);
    expect(Object.values(await loop.states())).toContain('CLOSED');
  });
});

describe('a payment that cannot be told from others', () => {
  it.each([
    ['without a trace number', /TRN\*1\*EFT1\*/, 'TRN*1**', 'TRACE_MISSING'],
    ['without a date', '*20260210~', '*~', 'PAYMENT_DATE_MISSING'],
  ])('%s is held, and says so', async (_, found, without, code) => {
    const loop = await startLoop();
    const { first } = await sent(loop);
    const text = a835({ payments: [paysInPart(first)] });
    const wrong = text.replace(found, without);
    expect(wrong).not.toBe(text);
    expect(await loop.remit(wrong)).toMatchObject({ outcome: 'held', batches: 0 });
    expect(await loop.openWork()).toMatchObject([{ reason: 'UNREADABLE_FILE', details: [{ code }] }]);
    expect(await money(loop)).toBe(0);
  });
});

describe('a file that breaks off', () => {
  const cutOff = (text: string): string => text.slice(0, text.indexOf('SE*'));

  it('is held, and says where; sent again whole, it is posted', async () => {
    const loop = await startLoop();
    const { first } = await sent(loop);
    const whole = a835({ payments: [paysInPart(first)] });
    const broken = await loop.remit(cutOff(whole), 'broken');
    expect(broken).toMatchObject({ outcome: 'held', batches: 0 });
    expect(await loop.openWork()).toMatchObject([{ reason: 'UNREADABLE_FILE', fileId: broken.fileId }]);
    expect(await money(loop)).toBe(0);
    expect(await loop.remit(whole, 'whole')).toMatchObject({ outcome: 'read', reconciled: 'reconciled' });
    expect(await loop.files.listRemittances()).toMatchObject([{ status: 'posted' }]);
  });

  it('loses none of the remittances before the break', async () => {
    const loop = await startLoop();
    const { first, second } = await sent(loop);
    const text = a835(
      { payments: [paysInPart(first)], trace: 'EFT1' },
      { payments: [paysInPart(second)], trace: 'EFT2' },
    );
    const end = text.lastIndexOf('SE*');
    expect(await loop.remit(text.slice(0, end))).toMatchObject({ outcome: 'read', batches: 1 });
    expect((await loop.files.listRemittances()).map(({ status }) => status).toSorted()).toEqual([
      'held',
      'posted',
    ]);
  });
});

describe('a payment that comes again', () => {
  it('in another envelope is the same remittance and posts nothing', async () => {
    const loop = await startLoop();
    const { first } = await sent(loop);
    await loop.remit(a835({ payments: [paysInPart(first)] }), 'first');
    const [heads, work] = [await loop.heads(), await loop.openWork()];
    const again = await loop.remit(resent({ payments: [paysInPart(first)] }), 'again');
    expect(again).toMatchObject({ outcome: 'duplicate', batches: 0 });
    expect([await loop.heads(), await loop.openWork()]).toEqual([heads, work]);
    expect(await loop.files.file(again.fileId)).toMatchObject({ status: 'done', counts: { repeated: 1 } });
  });

  it('in the same bytes under another name is a duplicate', async () => {
    const loop = await startLoop();
    const { first } = await sent(loop);
    const text = a835({ payments: [paysInPart(first)] });
    await loop.remit(text, 'first');
    expect(await loop.remit(text, 'renamed')).toMatchObject({ outcome: 'duplicate' });
  });

  it('while its file is unfinished resumes it', async () => {
    const loop = await startLoop();
    const { first } = await sent(loop);
    const text = a835({ payments: [paysInPart(first)] });
    const uploadId = await loop.upload('inbound/sandbox/first', text);
    await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
    expect(await loop.remit(text, 'again')).toMatchObject({ outcome: 'read', reconciled: 'reconciled' });
  });
});

it.each([
  ['a letter', () => 'Dear provider', 'NO_REMITTANCE'],
  ['an acknowledgment', () => ta1(1), 'NO_REMITTANCE'],
])('%s is quarantined: it holds no remittance', async (_, text, code) => {
  const loop = await startLoop();
  const { fileId, ...answer } = await loop.remit(text());
  expect(answer).toMatchObject({ outcome: 'quarantined', batches: 0 });
  expect(await loop.files.file(fileId)).toMatchObject({ status: 'quarantined' });
  const problems = await loop.artifacts.readJson<readonly { code: string }[]>(`quarantine/${fileId}.json`);
  expect(problems.map((problem) => problem.code)).toContain(code);
});
