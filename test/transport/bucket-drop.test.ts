import { expect, it } from 'vitest';
import { Defect } from '../../core/result.ts';
import { bucketDrop, DeliveryUnverified } from '../../transport/bucket-drop.ts';
import { startServices, stopServicesAfterEach } from '../support/services.ts';

stopServicesAfterEach();

const bytes = Buffer.from('ISA*00*');

it('puts a file where the partner fetches it; the same bytes again are success', async () => {
  const { artifacts } = await startServices();
  const { send } = bucketDrop(artifacts);
  await send('acme', '000000001.837', bytes);
  await send('acme', '000000001.837', bytes);
  expect(await artifacts.readText({ key: 'drop/acme/000000001.837' })).toBe('ISA*00*');
});

it('never puts other bytes under a name that was sent', async () => {
  const { artifacts } = await startServices();
  const { send } = bucketDrop(artifacts);
  await send('acme', '000000001.837', bytes);
  await expect(send('acme', '000000001.837', Buffer.from('other'))).rejects.toThrow(Defect);
});

it.each([
  ['too short', 3],
  ['missing', null],
])('does not call a file delivered that is %s', async (_, size) => {
  const { artifacts } = await startServices();
  const { send } = bucketDrop({ ...artifacts, size: async () => size });
  await expect(send('acme', '000000001.837', bytes)).rejects.toThrow(DeliveryUnverified);
});
