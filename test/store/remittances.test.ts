import { describe, expect, it } from 'vitest';
import type { RemittanceRecord } from '../../store/remittances.ts';
import { startServices, stopServicesAfterEach } from '../support/services.ts';

stopServicesAfterEach();

const remittance: RemittanceRecord = {
  remittanceId: 'r1',
  status: 'read',
  fileId: 'f1',
  partner: 'sandbox',
  trace: 'EFT1',
  traceKey: '99001|EFT1',
  paymentDate: '20260210',
  payerName: 'ACME HEALTH PLAN',
  paidCents: 12_345,
  claimsCents: 12_345,
  claims: 2,
  batches: 1,
  receivedAt: '2026-02-10T06:00:00.000Z',
  heldFor: [],
};

describe('a remittance', () => {
  it('is registered once: the first file that brought it stands', async () => {
    const { files } = await startServices();
    expect(await files.putRemittance(remittance)).toBe(true);
    expect(await files.putRemittance({ ...remittance, fileId: 'f2' })).toBe(false);
    expect(await files.remittance('r1')).toEqual(remittance);
    expect(await files.remittance('r2')).toBeNull();
  });

  it('is posted when it was reconciled', async () => {
    const { files } = await startServices();
    await files.putRemittance(remittance);
    await files.markRemittancePosted('r1');
    expect(await files.remittance('r1')).toEqual({ ...remittance, status: 'posted' });
    expect(await files.listRemittances()).toEqual([{ ...remittance, status: 'posted' }]);
  });

  it('that is held gives way to the next file that brings it', async () => {
    const { files } = await startServices();
    const held: RemittanceRecord = { ...remittance, status: 'held', heldFor: ['UNBALANCED_CLAIM'] };
    await files.putRemittance(held);
    const corrected = { ...remittance, fileId: 'f2' };
    expect(await files.replaceHeldRemittance(corrected)).toBe(true);
    expect(await files.remittance('r1')).toEqual(corrected);
    expect(await files.replaceHeldRemittance({ ...remittance, fileId: 'f3' })).toBe(false);
  });

  it('that is not held gives way to nothing', async () => {
    const { files } = await startServices();
    await files.putRemittance(remittance);
    await files.markRemittancePosted('r1');
    expect(await files.replaceHeldRemittance({ ...remittance, fileId: 'f2' })).toBe(false);
    expect(await files.remittance('r1')).toMatchObject({ fileId: 'f1', status: 'posted' });
  });
});

describe('a trace number', () => {
  it('belongs to the remittance that came first with it', async () => {
    const { files } = await startServices();
    expect(await files.claimTrace('t', 'r1')).toBe('r1');
    expect(await files.claimTrace('t', 'r1')).toBe('r1');
    expect(await files.claimTrace('t', 'r2')).toBe('r1');
    expect(await files.claimTrace('another', 'r2')).toBe('r2');
  });

  it('passes from its holder to another once, and from nobody else', async () => {
    const { files } = await startServices();
    await files.claimTrace('t', 'r1');
    expect(await files.passTrace('t', 'r3', 'r2')).toBe(false);
    expect(await files.passTrace('t', 'r1', 'r2')).toBe(true);
    expect(await files.passTrace('t', 'r1', 'r3')).toBe(false);
    expect(await files.claimTrace('t', 'r1')).toBe('r2');
  });

  it('has one holder under concurrent claims', async () => {
    const { files } = await startServices();
    const claimants = Array.from({ length: 20 }, (_, i) => `r${i}`);
    const holders = await Promise.all(claimants.map((id) => files.claimTrace('t', id)));
    expect(new Set(holders).size).toBe(1);
  });
});

describe('the proof of a remittance', () => {
  it('adds up all batches, each counted once however often it is put', async () => {
    const { files } = await startServices();
    await files.putProof('r1', 0, { positions: 50, clearingCents: 10_000, suspenseCents: 0 });
    await files.putProof('r1', 1, { positions: 3, clearingCents: 2345, suspenseCents: 300 });
    await files.putProof('r1', 1, { positions: 3, clearingCents: 2345, suspenseCents: 300 });
    await files.putProof('r2', 0, { positions: 1, clearingCents: 1, suspenseCents: 1 });
    expect(await files.proofs('r1')).toEqual({
      batches: 2,
      positions: 53,
      clearingCents: 12_345,
      suspenseCents: 300,
    });
  });

  it('is empty where nothing was posted', async () => {
    const { files } = await startServices();
    expect(await files.proofs('r1')).toEqual({
      batches: 0,
      positions: 0,
      clearingCents: 0,
      suspenseCents: 0,
    });
  });

  it('does not count the remittance itself', async () => {
    const { files } = await startServices();
    await files.putRemittance(remittance);
    expect((await files.proofs('r1')).batches).toBe(0);
  });
});
