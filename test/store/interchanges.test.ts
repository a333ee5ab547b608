import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { Defect } from '../../core/result.ts';
import { startServices, stopServicesAfterEach } from '../support/services.ts';

stopServicesAfterEach();

const NOW = Date.UTC(2026, 0, 10, 12);
const interchange = {
  partner: 'sandbox',
  controlNo: 7,
  planId: 'p',
  index: 0,
  sets: [{ controlNo: '0001', batchId: '000000007-0001', claims: 3 }],
  key: 'outbound/sandbox/000000007.837',
  sha256: 'hash',
  bytes: 1000,
  writtenAt: '2026-01-10T12:00:00.000Z',
};

describe('control numbers', () => {
  it('begin at 1 and are counted for each partner', async () => {
    const { files } = await startServices();
    expect(await files.takeControlNos('sandbox', 1)).toBe(1);
    expect(await files.takeControlNos('sandbox', 3)).toBe(2);
    expect(await files.takeControlNos('sandbox', 1)).toBe(5);
    expect(await files.takeControlNos('clearinghouse', 1)).toBe(1);
  });

  it('never repeat under 200 concurrent takers', async () => {
    const { files } = await startServices();
    const counts = Array.from({ length: 200 }, (_, i) => 1 + (i % 3));
    const firsts = await Promise.all(counts.map((count) => files.takeControlNos('sandbox', count)));
    const taken = firsts.flatMap((first, i) => Array.from({ length: counts[i] ?? 0 }, (_, n) => first + n));
    expect(new Set(taken).size).toBe(taken.length);
    expect(Math.max(...taken)).toBe(taken.length);
  });

  it('are burnt where the answer was lost: a gap is legal, a repeat is not', async () => {
    const { files, faults } = await startServices({ attempts: 2 });
    faults.inject({
      kind: 'call',
      service: 'dynamodb',
      operation: 'UpdateItem',
      at: 1,
      effect: 'done',
      answer: 'error',
    });
    expect(await files.takeControlNos('sandbox', 1)).toBe(2);
  });

  it('end at nine digits', async () => {
    const { files, db, tables } = await startServices();
    const counter = { pk: { S: 'COUNTER#sandbox' }, sk: { S: 'ISA13' }, n: { N: '999999998' } };
    await db.send(new PutItemCommand({ TableName: tables.files, Item: counter }));
    expect(await files.takeControlNos('sandbox', 1)).toBe(999_999_999);
    await expect(files.takeControlNos('sandbox', 1)).rejects.toThrow(Defect);
  });
});

describe('an interchange', () => {
  it('is registered once and begins undelivered and unanswered', async () => {
    const { files } = await startServices();
    expect(await files.putInterchange(interchange)).toBe(true);
    expect(await files.putInterchange({ ...interchange, bytes: 1 })).toBe(false);
    expect(await files.interchange('sandbox', 7)).toEqual({ ...interchange, acceptedSets: [] });
    expect(await files.interchange('sandbox', 8)).toBeNull();
    expect(await files.interchange('other', 7)).toBeNull();
  });

  it('keeps the first delivery, the first TA1 and the time of the first 999, and gathers the sets that were accepted', async () => {
    const { files } = await startServices();
    await files.putInterchange(interchange);
    await files.markDelivered('sandbox', 7, NOW);
    await files.markDelivered('sandbox', 7, NOW + 60_000);
    await files.markInterchangeAnswered('sandbox', 7, { code: 'A', fileId: 'f1' });
    await files.markInterchangeAnswered('sandbox', 7, { code: 'R', fileId: 'f2' });
    const accepted = (fileId: string, nowEpochMs: number, ...setControlNos: readonly string[]) =>
      files.markSetsAccepted('sandbox', 7, { setControlNos, fileId, nowEpochMs });
    await accepted('f3', NOW + 60_000, '0002', '0001');
    await accepted('f3', NOW + 90_000, '0002', '0001');
    await accepted('f4', NOW + 120_000, '0001', '0003');
    expect(await files.interchange('sandbox', 7)).toEqual({
      ...interchange,
      deliveredAt: '2026-01-10T12:00:00.000Z',
      acceptedAt: '2026-01-10T12:01:00.000Z',
      ta1: 'A',
      ta1FileId: 'f1',
      acceptedSets: ['0001', '0002', '0003'],
      acceptances: [
        { setControlNo: '0001', fileId: 'f3' },
        { setControlNo: '0001', fileId: 'f4' },
        { setControlNo: '0002', fileId: 'f3' },
        { setControlNo: '0003', fileId: 'f4' },
      ],
    });
  });

  it('is listed with its delivery', async () => {
    const { files } = await startServices();
    await files.putInterchange(interchange);
    await files.putInterchange({ ...interchange, controlNo: 8, writtenAt: '2026-01-10T11:00:00.000Z' });
    await files.markDelivered('sandbox', 8, NOW);
    expect((await files.listInterchanges()).map((i) => [i.controlNo, i.deliveredAt !== undefined])).toEqual([
      [8, true],
      [7, false],
    ]);
  });
});
