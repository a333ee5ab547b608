import { describe, expect, it } from 'vitest';
import { stopServicesAfterEach } from '../../support/services.ts';
import { CLIENT, encounter, ndjson, quiet, startLoop } from '../loop.ts';

stopServicesAfterEach();

/** A billing NPI with a wrong check digit, and a rendering one. */
const HELD = { 'billing.npi': '1999999999' };

describe('an encounter', () => {
  it('without an open error becomes a READY claim in two writes', async () => {
    const loop = await startLoop();
    await loop.intake([]);
    const received = await loop.steps.receiveFile(
      { uploadId: await loop.upload('intake/riverbend/b', ndjson([encounter('E1')])), client: CLIENT },
      quiet,
    );
    const input = { fileId: received.fileId, client: CLIENT, batch: 0 };
    await loop.steps.validateCodes(input, quiet);
    loop.life.revive();
    expect(await loop.steps.assembleClaims(input, quiet)).toEqual({ outcome: 'assembled' });
    expect(loop.life.writes()).toBe(2);
    const head = await loop.only();
    expect(head).toMatchObject({
      state: 'READY',
      version: 1,
      clientId: CLIENT,
      chargeCents: 15_000,
      parts: 1,
    });
    expect(head.claimNo).toMatch(/^RVB[0-9A-HJKMNP-TV-Z]{13}$/);
    const [event] = await loop.claims.events(head.claimNo);
    expect(event?.steps.map(({ row, to }) => [row, to])).toEqual([
      [1, 'DRAFT'],
      [3, 'READY'],
    ]);
  });

  it('with an open error is held, with one work item for each queue that must fix something', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1', { ...HELD, 'coverages[0].memberId': null })]);
    const head = await loop.only();
    expect(head.state).toBe('EDIT_HOLD');
    const items = await loop.openWork();
    expect(new Set(items.map(({ queue }) => queue)).size).toBe(items.length);
    expect(items.length).toBeGreaterThan(1);
    for (const item of items)
      expect(item).toMatchObject({ reason: 'EDIT_HOLD', claimNo: head.claimNo, value: 15_000 });
  });

  it('of 51 lines becomes two claims, which know of each other', async () => {
    const loop = await startLoop();
    const line = { code: '99213', chargeCents: 1000, units: '1', dx: [1], from: '20260105' };
    await loop.intake([encounter('E1', { lines: Array.from({ length: 51 }, () => line) })]);
    const heads = await loop.heads();
    expect(heads.map(({ claimNo }) => claimNo.slice(16))).toEqual(['A', 'B']);
    expect(heads.map(({ parts, chargeCents }) => [parts, chargeCents])).toEqual([
      [2, 50_000],
      [2, 1000],
    ]);
  });
});

describe('a batch', () => {
  it('finishes every claim that it can, then says how many are left; a retry does only those', async () => {
    const loop = await startLoop();
    const text = ndjson([encounter('E1'), encounter('E2'), encounter('E3')]);
    const uploadId = await loop.upload('intake/riverbend/a', text);
    const { fileId } = await loop.steps.receiveFile({ uploadId, client: CLIENT }, quiet);
    const input = { fileId, client: CLIENT, batch: 0 };
    await loop.steps.validateCodes(input, quiet);
    loop.faults.inject({
      kind: 'call',
      service: 'dynamodb',
      operation: 'PutItem',
      at: 2,
      effect: 'none',
      answer: 'throttled',
    });
    await expect(loop.steps.assembleClaims(input, quiet)).rejects.toMatchObject({
      name: 'BatchIncomplete',
      facts: { fileId, batch: 0, unsettled: 1, error: 'ProvisionedThroughputExceededException' },
    });
    expect(await loop.heads()).toHaveLength(2);
    await loop.steps.assembleClaims(input, quiet);
    const heads = await loop.heads();
    expect(heads.map(({ version }) => version)).toEqual([1, 1, 1]);
  });

  it('loses no neighbour of an encounter that cannot be assembled at all', async () => {
    const loop = await startLoop();
    const uploadId = await loop.upload('intake/riverbend/a', ndjson([encounter('E1'), encounter('E2')]));
    const { fileId } = await loop.steps.receiveFile({ uploadId, client: CLIENT }, quiet);
    const input = { fileId, client: CLIENT, batch: 0 };
    await loop.steps.validateCodes(input, quiet);
    const key = `batches/${fileId}/000000.json`;
    const [first, second] = await loop.artifacts.readJson<readonly object[]>(key);
    await loop.artifacts.replace(key, JSON.stringify([{ ...first, encounter: {} }, second]));
    await expect(loop.steps.assembleClaims(input, quiet)).rejects.toMatchObject({
      name: 'BatchIncomplete',
      facts: { unsettled: 1 },
    });
    expect((await loop.only()).state).toBe('READY');
  });

  it('of a client that is not configured is refused by name', async () => {
    const loop = await startLoop();
    const input = { fileId: 'f', client: 'nobody', batch: 0 };
    await expect(loop.steps.assembleClaims(input, quiet)).rejects.toMatchObject({ name: 'UnknownClient' });
  });

  it('repeated on a later day opens the same work items as on the first', async () => {
    const loop = await startLoop();
    const uploadId = await loop.upload('intake/riverbend/a', ndjson([encounter('E1', HELD)]));
    const { fileId } = await loop.steps.receiveFile({ uploadId, client: CLIENT }, quiet);
    const input = { fileId, client: CLIENT, batch: 0 };
    await loop.steps.validateCodes(input, quiet);
    // The append and its head are written, the work item is not.
    loop.life.dieAt(3, 'none');
    await expect(loop.steps.assembleClaims(input, quiet)).rejects.toMatchObject({ name: 'BatchIncomplete' });
    loop.life.revive();
    // Meanwhile the findings are made again, and there are none.
    await loop.artifacts.replace(`batches/${fileId}/000000.findings.json`, '{"manifest":0,"findings":[[]]}');
    await loop.steps.assembleClaims(input, quiet);
    expect(await loop.reasons()).toEqual(['EDIT_HOLD']);
  });
});
