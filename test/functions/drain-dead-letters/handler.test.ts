import { describe, expect, it } from 'vitest';
import { stopServicesAfterEach } from '../../support/services.ts';
import { CLIENT, encounter, type Loop, ndjson, PARTNER, queueEvent, quiet, startLoop } from '../loop.ts';
import { a835, a999, ca277, clm01, pays, paysInPart } from '../payer.ts';

stopServicesAfterEach();

interface Failed {
  readonly machine: string;
  readonly step: string;
  readonly [field: string]: unknown;
}
const letter = (failed: Failed): string =>
  JSON.stringify({ error: 'BatchIncomplete', execution: 'arn:run-1', ...failed });
const drain = (loop: Loop, ...letters: readonly string[]) =>
  loop.steps.drainDeadLetters(queueEvent(...letters), quiet);

/** Makes the n-th append (or other put) fail, once. */
const failAt = (loop: Loop, at: number) =>
  loop.faults.inject({
    kind: 'call',
    service: 'dynamodb',
    operation: 'PutItem',
    at,
    effect: 'none',
    answer: 'error',
  });

async function sentLoop(claims: number) {
  const loop = await startLoop();
  await loop.intake(Array.from({ length: claims }, (_, i) => encounter(`E${i}`)));
  await loop.submit();
  return loop;
}
const unsettledIn = async (loop: Loop) =>
  (await loop.openWork()).flatMap(({ reason, claimNo }) => (reason === 'CLAIM_UNSETTLED' ? [claimNo] : []));
const inState = async (loop: Loop, state: string) =>
  (await loop.heads()).flatMap((head) => (head.state === state ? [head.claimNo] : []));

describe('a failed batch becomes one work item for each claim that it did not reach', () => {
  it('of an intake, parts of a split encounter included', async () => {
    const loop = await startLoop();
    const line = { code: '99213', chargeCents: 1000, units: '1', dx: [1], from: '20260105' };
    const split = encounter('E2', { lines: Array.from({ length: 51 }, () => line) });
    const uploadId = await loop.upload(
      'intake/riverbend/a',
      ndjson([encounter('E1'), split, encounter('E3')]),
    );
    const { fileId } = await loop.steps.receiveFile({ uploadId, client: CLIENT }, quiet);
    const input = { fileId, client: CLIENT, batch: 0 };
    await loop.steps.validateCodes(input, quiet);
    failAt(loop, 1);
    await expect(loop.steps.assembleClaims(input, quiet)).rejects.toThrow();
    expect(await loop.heads()).toHaveLength(3);
    await drain(loop, letter({ machine: 'intake', step: 'assemble-claims', ...input }));
    const unsettled = await unsettledIn(loop);
    expect(unsettled).toHaveLength(1);
    expect((await loop.heads()).map(({ claimNo }) => claimNo)).not.toContain(unsettled[0]);
    const [item] = (await loop.openWork()).filter(({ reason }) => reason === 'CLAIM_UNSETTLED');
    expect(item).toMatchObject({
      clientId: CLIENT,
      fileId,
      details: [
        { code: 'BatchIncomplete', position: 'assemble-claims' },
        { code: 'RUN', text: 'arn:run-1' },
        { code: 'BATCH', position: '0' },
      ],
    });
  });

  it('of a submission: those that it took into a file which was never made, too', async () => {
    const loop = await startLoop();
    await loop.intake(['E1', 'E2', 'E3'].map((id) => encounter(id)));
    const { planId } = await loop.steps.planInterchanges({ partner: PARTNER, cause: 'run-1' }, quiet);
    const input = { planId, partner: PARTNER, interchange: 0 };
    failAt(loop, 2);
    await expect(loop.steps.writeInterchange(input, quiet)).rejects.toThrow();
    await drain(loop, letter({ machine: 'submission', step: 'write-interchange', ...input }));
    const numbers = (await loop.heads()).map(({ claimNo }) => claimNo);
    expect((await unsettledIn(loop)).toSorted()).toEqual(numbers);
  });

  it('of a submission, but not those that another plan took', async () => {
    const loop = await startLoop();
    await loop.intake(['E1', 'E2'].map((id) => encounter(id)));
    const { planId } = await loop.steps.planInterchanges({ partner: PARTNER, cause: 'run-1' }, quiet);
    await loop.submit('run-2');
    const failed = { machine: 'submission', step: 'write-interchange', planId, interchange: 0 };
    await drain(loop, letter(failed));
    expect(await loop.reasons()).toEqual(['RUN_FAILED']);
  });

  it('of a refusal, but not those whose earlier refusal it resembles', async () => {
    const loop = await sentLoop(3);
    const uploadId = await loop.upload('inbound/sandbox/999', a999(1, { '0001': 'R' }));
    const { fileId } = await loop.steps.readResponse({ uploadId, partner: PARTNER }, quiet);
    failAt(loop, 2);
    const input = { fileId, partner: PARTNER, batch: 0 };
    await expect(loop.steps.applyAcknowledgment(input, quiet)).rejects.toThrow();
    await drain(loop, letter({ machine: 'acknowledgment', step: 'apply-acknowledgment', ...input }));
    expect(await unsettledIn(loop)).toEqual(await inState(loop, 'BATCHED'));
  });

  it('of claim answers, strangers aside', async () => {
    const loop = await sentLoop(3);
    const ours = (await loop.heads()).map((head) => ({ claimId: clm01(head), status: 'A2:20' }));
    const claims = [
      ...ours,
      { claimId: 'RVB0000000000000-1', status: 'A2:20' },
      { claimId: 'X', status: 'A2:20' },
    ];
    const uploadId = await loop.upload('inbound/sandbox/277', ca277({ batchId: '000000001-0001', claims }));
    const { fileId } = await loop.steps.readResponse({ uploadId, partner: PARTNER }, quiet);
    failAt(loop, 2);
    const input = { fileId, partner: PARTNER, batch: 0 };
    await expect(loop.steps.applyAcknowledgment(input, quiet)).rejects.toThrow();
    await drain(loop, letter({ machine: 'acknowledgment', step: 'apply-acknowledgment', ...input }));
    const unsettled = await unsettledIn(loop);
    expect(unsettled).toEqual(await inState(loop, 'BATCHED'));
    expect(unsettled.length).toBeLessThan(2);
  });

  it('of a remittance, money in suspense aside', async () => {
    const loop = await sentLoop(3);
    const claimIds = (await loop.heads()).map(clm01);
    const doubtful = { ...pays(claimIds[0] ?? '', '1/99/99'), patientLast: 'OTHER' };
    const payments = [...claimIds.map(paysInPart), doubtful, pays('STRANGER', '1/9/9')];
    const uploadId = await loop.upload('inbound/sandbox/835', a835({ payments }));
    const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
    failAt(loop, 2);
    const input = { fileId, partner: PARTNER, batch: 0 };
    await expect(loop.steps.postRemittance(input, quiet)).rejects.toThrow();
    await drain(loop, letter({ machine: 'remittance', step: 'post-remittance', ...input }));
    expect(await unsettledIn(loop)).toEqual(await inState(loop, 'BATCHED'));
  });
});

describe('a failure that leaves no claim behind becomes one work item', () => {
  it.each([
    ['a run', letter({ machine: 'intake', step: 'receive-file', client: CLIENT }), 'receive-file'],
    [
      'a delivery, which goes out whole',
      letter({ machine: 'submission', step: 'deliver-interchange', planId: 'p', interchange: 0 }),
      'deliver-interchange',
    ],
    ['a lost upload', '{"detail":{"object":{"key":"intake/QUILLBROOK/a.json"}}}', 'route-upload'],
    ['a lost denial', '{"claimNo":"RVB1","version":3}', 'work-denials'],
    ['a message that nobody can read', 'QUILLBROOK', 'unknown'],
  ])('%s', async (_, body, position) => {
    const loop = await startLoop();
    expect(await drain(loop, body)).toEqual({ batchItemFailures: [] });
    const items = await loop.openWork();
    expect(items).toMatchObject([{ reason: 'RUN_FAILED', queue: 'technical' }]);
    expect(items[0]?.details[0]?.position).toBe(position);
    expect(JSON.stringify(items)).not.toContain('QUILLBROOK');
  });
});

describe('the drain', () => {
  it('opens nothing twice for the same letter, and anew when a redrive fails too', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1')]);
    const { planId } = await loop.steps.planInterchanges({ partner: PARTNER, cause: 'run-1' }, quiet);
    const failed = { machine: 'submission', step: 'write-interchange', planId, interchange: 0 };
    await drain(loop, letter(failed));
    await drain(loop, letter(failed));
    const [item, ...others] = await loop.openWork();
    expect(others).toEqual([]);
    await loop.work.resolve(item?.id ?? '', { user: 'ann', nowEpochMs: 0 }, 'redriven');
    await drain(loop, letter({ ...failed, execution: 'arn:run-2' }));
    expect(await unsettledIn(loop)).toHaveLength(1);
  });

  it('finds nothing to tell of claims that were settled meanwhile', async () => {
    const loop = await startLoop();
    const { fileId } = await loop.intake([encounter('E1'), encounter('E2')]);
    const failed = { machine: 'intake', step: 'assemble-claims', fileId, client: CLIENT, batch: 0 };
    await drain(loop, letter(failed));
    expect(await unsettledIn(loop)).toEqual([]);
  });

  it('reports a letter that it could not drain and drains its neighbours', async () => {
    const loop = await startLoop();
    const lost = letter({
      machine: 'intake',
      step: 'assemble-claims',
      fileId: 'gone',
      client: CLIENT,
      batch: 0,
    });
    expect(await drain(loop, lost, 'unreadable')).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }],
    });
    expect(await loop.reasons()).toEqual(['RUN_FAILED']);
  });
});
