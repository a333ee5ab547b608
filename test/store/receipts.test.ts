import { expect, it } from 'vitest';
import { startServices, stopServicesAfterEach } from '../support/services.ts';

stopServicesAfterEach();

it('a receipt of a practice is for one claim, whoever asks first, until it is released', async () => {
  const { files } = await startServices();
  const holders = await Promise.all(
    ['A', 'B', 'C'].map((claim) => files.holdReceipt('riverbend', 'R1', claim)),
  );
  const [holder = ''] = holders;
  expect(new Set(holders)).toEqual(new Set([holder]));
  expect(await files.holdReceipt('riverbend', 'R1', holder)).toBe(holder);
  const other = holder === 'A' ? 'B' : 'A';
  await files.releaseReceipt('riverbend', 'R1', other);
  expect(await files.holdReceipt('riverbend', 'R1', other)).toBe(holder);
  await files.releaseReceipt('riverbend', 'R1', holder);
  expect(await files.holdReceipt('riverbend', 'R1', other)).toBe(other);
});

it('the same number of another practice is another receipt', async () => {
  const { files } = await startServices();
  expect(await files.holdReceipt('riverbend', 'R1', 'A')).toBe('A');
  expect(await files.holdReceipt('hillside', 'R1', 'B')).toBe('B');
});
