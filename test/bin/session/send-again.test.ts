import { describe, expect, it } from 'vitest';
import { correctedBy } from '../../../bin/session/corrected-file.ts';
import type { Encounter } from '../../../core/encounter/model.ts';
import { again } from '../../functions/again.ts';
import { encounter, type Loop, startLoop } from '../../functions/loop.ts';
import { a835, clm01, denies } from '../../functions/payer.ts';
import { stopServicesAfterEach } from '../../support/services.ts';

stopServicesAfterEach();

/** One claim, sent and denied. */
async function denied(loop: Loop): Promise<void> {
  await loop.intake([encounter('E1')]);
  await loop.submit();
  await loop.remit(a835({ payments: [denies(clm01(await loop.only()))] }));
}
async function fileOf(loop: Loop, given: Encounter) {
  const head = await loop.only();
  const claim = (await loop.claims.contents([head])).get(head.claimNo);
  if (claim === undefined) throw new Error('a claim has content');
  return correctedBy(Buffer.from(JSON.stringify(given)), claim, loop.config);
}
async function replace(loop: Loop, given: Encounter) {
  const file = await fileOf(loop, given);
  if (!file.ok) throw new Error(file.reason);
  return again(loop, { claimNo: (await loop.only()).claimNo, act: 'replace', corrected: file.corrected });
}
const CORRECTED = encounter('E1', { 'lines[0].code': '99214' });

describe('a corrected encounter', () => {
  it('that waited for a person is done with once the claim is replaced by it', async () => {
    const loop = await startLoop();
    await denied(loop);
    await loop.intake([CORRECTED], 'corrected.ndjson');
    expect(await loop.reasons()).toContain('REVISION_AFTER_BATCH');
    expect(await replace(loop, CORRECTED)).toMatchObject({ outcome: 'done' });
    expect(await loop.reasons()).not.toContain('REVISION_AFTER_BATCH');
    // Intake knows the content now.
    await loop.intake([CORRECTED], 'again.ndjson');
    expect(await loop.reasons()).not.toContain('REVISION_AFTER_BATCH');
  });

  it.each<[string, Encounter, string]>([
    ['of another encounter', encounter('E2'), 'OTHER_ENCOUNTER'],
    [
      'that splits otherwise',
      encounter('E1', { lines: Array.from({ length: 51 }, () => ({ ...CORRECTED.lines[0] })) }),
      'SPLIT_OTHERWISE',
    ],
  ])('%s is not taken', async (_, given, reason) => {
    const loop = await startLoop();
    await denied(loop);
    expect(await fileOf(loop, given)).toMatchObject({ ok: false, reason });
  });

  it('that cannot be read says where', async () => {
    const loop = await startLoop();
    await denied(loop);
    const head = await loop.only();
    const claim = (await loop.claims.contents([head])).get(head.claimNo);
    if (claim === undefined) throw new Error('a claim has content');
    const read = await correctedBy(Buffer.from('{"claimType":"P"}'), claim, loop.config);
    expect(read).toMatchObject({ ok: false, reason: 'UNREADABLE' });
  });
});

it.each(['none', 'done'] as const)(
  'a process that dies at any write is healed by the same command; that write: %s',
  async (effect) => {
    const calm = await startLoop();
    await denied(calm);
    await calm.intake([CORRECTED], 'corrected.ndjson');
    const before = await calm.dump();
    calm.life.revive();
    await replace(calm, CORRECTED);
    const [writes, after] = [calm.life.writes(), await calm.dump()];
    expect(writes).toBeGreaterThan(1);
    for (let write = 1; write <= writes; write += 1) {
      const loop = await startLoop();
      await loop.restore(before);
      loop.life.dieAt(write, effect);
      await expect(replace(loop, CORRECTED)).rejects.toThrow();
      loop.life.revive();
      expect(['done', 'already']).toContain((await replace(loop, CORRECTED)).outcome);
      expect(await loop.dump(), `died at write ${write} of ${writes}`).toEqual(after);
    }
  },
);
