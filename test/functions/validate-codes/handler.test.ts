import { expect, it } from 'vitest';
import { findingsKey, type JudgedBatch } from '../../../functions/validate-codes/judged-batch.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { CLIENT, encounter, ndjson, quiet, startLoop } from '../loop.ts';

stopServicesAfterEach();

it('keeps the findings of each encounter beside the batch, in its order, without a value', async () => {
  const loop = await startLoop();
  const text = ndjson([encounter('E1'), encounter('E2', { 'billing.npi': '1999999999' }), encounter('E3')]);
  const uploadId = await loop.upload('intake/riverbend/a', text);
  const { fileId } = await loop.steps.receiveFile({ uploadId, client: CLIENT }, quiet);
  const input = { fileId, client: CLIENT, batch: 0 };
  expect(await loop.steps.validateCodes(input, quiet)).toEqual({ outcome: 'validated' });
  const { findings } = await loop.artifacts.readJson<JudgedBatch>(findingsKey(fileId, 0));
  expect(findings.map((of) => of.filter(({ severity }) => severity === 'error').length)).toEqual([0, 1, 0]);
  expect(findings[1]?.[0]).toMatchObject({ field: 'billing.npi' });
  expect(JSON.stringify(findings)).not.toContain('1999999999');
});

it('says which batch is not there by an error of the store', async () => {
  const loop = await startLoop();
  await expect(
    loop.steps.validateCodes({ fileId: 'f', client: CLIENT, batch: 0 }, quiet),
  ).rejects.toMatchObject({ name: 'NoSuchKey' });
});
