import { describe, expect, it } from 'vitest';
import { makeHandler } from '../../../functions/deliver-interchange/handler.ts';
import { bucketDrop } from '../../../transport/bucket-drop.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { encounter, type Loop, NOW, PARTNER, quiet, startLoop } from '../loop.ts';

stopServicesAfterEach();

async function written(loop: Loop) {
  await loop.intake([encounter('E1')]);
  const { planId } = await loop.steps.planInterchanges({ partner: PARTNER, cause: 'run-1' }, quiet);
  const input = { planId, partner: PARTNER, interchange: 0 };
  await loop.steps.writeInterchange(input, quiet);
  return input;
}

describe('a written interchange', () => {
  it('reaches the drop byte for byte, and its delivery is journalled once', async () => {
    const loop = await startLoop();
    expect(await loop.steps.deliverInterchange(await written(loop), quiet)).toEqual({ outcome: 'delivered' });
    const dropped = await loop.artifacts.readText({ key: 'drop/sandbox/000000001.837' });
    expect(dropped).toBe(await loop.artifacts.readText({ key: 'outbound/sandbox/000000001.837' }));
    expect(await loop.files.interchange(PARTNER, 1)).toMatchObject({
      deliveredAt: '2026-01-10T12:00:00.000Z',
    });
  });

  it('that was delivered is not sent again', async () => {
    const loop = await startLoop();
    const input = await written(loop);
    await loop.steps.deliverInterchange(input, quiet);
    let sent = 0;
    const transport = {
      send: async () => {
        sent += 1;
      },
    };
    const again = makeHandler({ ...loop, transport, now: () => NOW + 1 });
    expect(await again(input, quiet)).toEqual({ outcome: 'delivered' });
    expect(sent).toBe(0);
  });

  it('whose archived bytes are not those that were written is never sent', async () => {
    const loop = await startLoop();
    const input = await written(loop);
    await loop.artifacts.replace('outbound/sandbox/000000001.837', 'other bytes');
    await expect(loop.steps.deliverInterchange(input, quiet)).rejects.toMatchObject({
      name: 'ArchiveDiffers',
    });
    expect(await loop.artifacts.size('drop/sandbox/000000001.837')).toBeNull();
  });

  it('is not delivered while the partner does not show all of it', async () => {
    const loop = await startLoop();
    const input = await written(loop);
    const artifacts = { ...loop.artifacts, size: async () => 1 };
    const deliver = makeHandler({ ...loop, transport: bucketDrop(artifacts), now: () => NOW });
    await expect(deliver(input, quiet)).rejects.toMatchObject({ name: 'DeliveryUnverified' });
    expect((await loop.files.interchange(PARTNER, 1))?.deliveredAt).toBeUndefined();
  });
});

it.each([
  ['was not written', 0, 'InterchangeNotWritten'],
  ['is not in the plan', 9, 'PlanIncomplete'],
])('an interchange that %s is refused by name', async (_, interchange, name) => {
  const loop = await startLoop();
  await loop.intake([encounter('E1')]);
  const { planId } = await loop.steps.planInterchanges({ partner: PARTNER, cause: 'run-1' }, quiet);
  await expect(
    loop.steps.deliverInterchange({ planId, partner: PARTNER, interchange }, quiet),
  ).rejects.toMatchObject({ name });
});
