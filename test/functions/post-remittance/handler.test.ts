import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { claimTotals } from '../../../core/ledger/balances.ts';
import { makeHandler } from '../../../functions/post-remittance/handler.ts';
import { codeLoader } from '../../../store/loaded-codes.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { encounter, type Loop, NOW, PARTNER, quiet, startLoop } from '../loop.ts';
import { a835, clm01, denies, pays, paysInPart } from '../payer.ts';

stopServicesAfterEach();

async function sent(loop: Loop, claims = 1): Promise<readonly string[]> {
  await loop.intake(Array.from({ length: claims }, (_, i) => encounter(`E${i}`)));
  await loop.submit();
  return (await loop.heads()).map(clm01);
}
async function read(loop: Loop, text: string) {
  const uploadId = await loop.upload('inbound/sandbox/835', text);
  const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
  return { fileId, partner: PARTNER, batch: 0 };
}
const proofOf = async (loop: Loop) => {
  const [remittance] = await loop.files.listRemittances();
  return loop.files.proofs(remittance?.remittanceId ?? '');
};

describe('a claim payment', () => {
  it('posts state and money in one event, and proves what it posted', async () => {
    const loop = await startLoop();
    const [claimId = ''] = await sent(loop);
    const text = a835({ payments: [pays(claimId, '1/150/100/20', ['CO-45 30', 'PR-3 20'])] });
    expect(await loop.steps.postRemittance(await read(loop, text), quiet)).toEqual({
      outcome: 'posted',
      nextPayers: 'none',
    });
    const head = await loop.only();
    expect(head).toMatchObject({ state: 'CLOSED', adjudication: { paidCents: 10_000, patientCents: 2000 } });
    expect(claimTotals(head.balances)).toMatchObject({
      charges: 15_000,
      insurancePaid: 10_000,
      contractual: 3000,
      patientOpen: 2000,
      insuranceOpen: 0,
    });
    expect(await proofOf(loop)).toEqual({
      batches: 1,
      positions: 1,
      clearingCents: 10_000,
      suspenseCents: 0,
    });
  });

  it('before its 277CA posts all the same: it is the stronger evidence', async () => {
    const loop = await startLoop();
    const [claimId = ''] = await sent(loop);
    await loop.remit(a835({ payments: [paysInPart(claimId)] }));
    const events = await loop.claims.events((await loop.only()).claimNo);
    expect(events.at(-1)?.steps.map(({ to }) => to)).toEqual(['SENT', 'PAID', 'CLOSED']);
  });

  it.each([
    ['that we never made', () => 'STRANGER-1', 'UNKNOWN_CLAIM', {}],
    ['of ours that we do not have', () => 'RVB0000000000000-1', 'UNKNOWN_CLAIM', {}],
    [
      'of ours whose patient and charge differ',
      (clm: string) => clm,
      'MATCH_DOUBTFUL',
      { patientLast: 'OTHER' },
    ],
  ])(
    'on a claim %s is kept in suspense once, and a person finds its owner',
    async (_, claimIdOf, reason, more) => {
      const loop = await startLoop();
      const [claimId = ''] = await sent(loop);
      const before = await loop.only();
      const payment = { ...pays(claimIdOf(claimId), '1/80/80'), ...more };
      const input = await read(loop, a835({ payments: [payment] }));
      await loop.steps.postRemittance(input, quiet);
      await loop.steps.postRemittance(input, quiet);
      expect(await loop.only()).toEqual(before);
      const unclaimed = (await Array.fromAsync(loop.claims.scanEvents())).filter((e) => 'remittanceId' in e);
      expect(unclaimed).toMatchObject([{ ordinal: 1, entries: [{ type: 'J12' }] }]);
      expect(await loop.openWork()).toMatchObject([{ reason, value: 8000, details: [{ code: 'CLP' }] }]);
      expect(JSON.stringify(await loop.openWork())).not.toMatch(/STRANGER|OTHER/);
      expect(await proofOf(loop)).toEqual({
        batches: 1,
        positions: 1,
        clearingCents: 8000,
        suspenseCents: 8000,
      });
    },
  );

  it('to another provider than the one that billed the claim is doubtful', async () => {
    const loop = await startLoop();
    const [claimId = ''] = await sent(loop);
    const payee = { name: 'ANOTHER CLINIC', idQualifier: 'XX', id: '1444444446' };
    await loop.remit(a835({ payments: [paysInPart(claimId)], header: { payee } }));
    expect((await loop.only()).state).toBe('BATCHED');
    expect(await loop.reasons()).toEqual(['MATCH_DOUBTFUL']);
  });

  it('on a claim that was paid before is owed to the payer, in the claim’s own journal', async () => {
    const loop = await startLoop();
    const [claimId = ''] = await sent(loop);
    const payments = [paysInPart(claimId), paysInPart(claimId)];
    expect(await loop.remit(a835({ payments }))).toMatchObject({ reconciled: 'reconciled' });
    const head = await loop.only();
    expect(claimTotals(head.balances)).toMatchObject({ insurancePaid: 20_000, insuranceOpen: 0 });
    const dispositions = (await loop.claims.events(head.claimNo)).flatMap(({ facts }) =>
      facts.kind === 'adjudicated' ? [facts.disposition] : [],
    );
    expect(dispositions).toEqual(['posted', 'credited']);
    expect(await loop.reasons()).toContain('POSSIBLE_DUPLICATE_PAYMENT');
    expect(await proofOf(loop)).toMatchObject({ clearingCents: 20_000, suspenseCents: 0 });
  });
});

describe('a denial', () => {
  it('writes nothing off and goes to the queue by reference', async () => {
    const loop = await startLoop();
    const [claimId = ''] = await sent(loop);
    await loop.remit(a835({ payments: [denies(claimId)] }));
    const head = await loop.only();
    expect(head.state).toBe('DENIED');
    expect(claimTotals(head.balances)).toMatchObject({ insuranceOpen: 15_000, contractual: 0 });
    expect(await loop.denials()).toEqual([JSON.stringify({ claimNo: head.claimNo, version: head.version })]);
  });

  it('that the queue did not take makes the batch incomplete, and its proof is not put', async () => {
    const loop = await startLoop();
    const [claimId = ''] = await sent(loop);
    const input = await read(loop, a835({ payments: [denies(claimId)] }));
    const queues = new SQSClient({ region: 'us-east-1' });
    mockClient(queues)
      .on(SendMessageBatchCommand)
      .resolves({ Failed: [{ Id: '0', SenderFault: false, Code: 'InternalError' }] });
    const post = makeHandler({ ...loop, queues, codeLoader: codeLoader(loop.codeSets), now: () => NOW });
    await expect(post(input, quiet)).rejects.toMatchObject({
      name: 'BatchIncomplete',
      facts: { unsettled: 1 },
    });
    expect((await proofOf(loop)).batches).toBe(0);
    await loop.steps.postRemittance(input, quiet);
    expect(await loop.denials()).toHaveLength(1);
    expect((await proofOf(loop)).batches).toBe(1);
  });

  it('by the dozen is sent ten to a call', async () => {
    const loop = await startLoop();
    const claims = await sent(loop, 12);
    const queues = new SQSClient({ region: 'us-east-1' });
    const queue = mockClient(queues);
    queue.on(SendMessageBatchCommand).resolves({});
    const post = makeHandler({ ...loop, queues, codeLoader: codeLoader(loop.codeSets), now: () => NOW });
    await post(await read(loop, a835({ payments: claims.map(denies) })), quiet);
    const sizes = queue
      .commandCalls(SendMessageBatchCommand)
      .map(({ args: [{ input }] }) => input.Entries?.length);
    expect(sizes).toEqual([10, 2]);
  });
});

describe('a batch', () => {
  it.each(['throttled', 'error'] as const)(
    'with one append that fails (%s) posts the others, and the retry that one',
    async (answer) => {
      const loop = await startLoop();
      const claims = await sent(loop, 3);
      const input = await read(loop, a835({ payments: claims.map(paysInPart) }));
      loop.faults.inject({
        kind: 'call',
        service: 'dynamodb',
        operation: 'PutItem',
        at: 2,
        effect: 'none',
        answer,
      });
      await expect(loop.steps.postRemittance(input, quiet)).rejects.toMatchObject({
        name: 'BatchIncomplete',
        facts: { fileId: input.fileId, batch: 0, unsettled: 1 },
      });
      expect((await proofOf(loop)).batches).toBe(0);
      await loop.steps.postRemittance(input, quiet);
      expect(await proofOf(loop)).toMatchObject({ positions: 3, clearingCents: 30_000 });
      for (const head of await loop.heads()) expect(claimTotals(head.balances).insurancePaid).toBe(10_000);
    },
  );

  it('posts once though the answer to an append was lost', async () => {
    const loop = await startLoop({ attempts: 2 });
    const [claimId = ''] = await sent(loop);
    const input = await read(loop, a835({ payments: [paysInPart(claimId)] }));
    loop.faults.inject({
      kind: 'call',
      service: 'dynamodb',
      operation: 'PutItem',
      at: 1,
      effect: 'done',
      answer: 'error',
    });
    await loop.steps.postRemittance(input, quiet);
    expect(await proofOf(loop)).toMatchObject({ clearingCents: 10_000 });
    expect(claimTotals((await loop.only()).balances).insurancePaid).toBe(10_000);
  });

  it('posts once though two workers have it at the same time', async () => {
    const loop = await startLoop();
    const claims = await sent(loop, 4);
    const input = await read(
      loop,
      a835({ payments: [...claims.map(paysInPart), pays('STRANGER', '1/9/9')] }),
    );
    await Promise.all([1, 2, 3].map(() => loop.steps.postRemittance(input, quiet)));
    expect(await proofOf(loop)).toEqual({
      batches: 1,
      positions: 5,
      clearingCents: 40_900,
      suspenseCents: 900,
    });
    for (const head of await loop.heads()) expect(claimTotals(head.balances).insurancePaid).toBe(10_000);
  });

  it('that is not in the index is refused by name', async () => {
    const loop = await startLoop();
    const input = await read(loop, a835({ payments: [pays('STRANGER', '1/9/9')] }));
    await expect(loop.steps.postRemittance({ ...input, batch: 7 }, quiet)).rejects.toMatchObject({
      name: 'BatchMissing',
    });
  });
});
