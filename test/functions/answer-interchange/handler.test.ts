import { describe, expect, it } from 'vitest';
import { makeHandler } from '../../../functions/answer-interchange/handler.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { configWith, encounter, type Loop, NOW, queueEvent, quiet, startLoop } from '../loop.ts';

stopServicesAfterEach();

const dropped = (key: string): string => JSON.stringify({ detail: { object: { key } } });
const answering = (loop: Loop, now = NOW) => {
  const handle = makeHandler({ ...loop, now: () => now });
  return (...bodies: readonly string[]) => handle(queueEvent(...bodies), quiet);
};
const answers = async (loop: Loop) =>
  Object.entries(await loop.dump()).filter(([key]) => key.startsWith('s3 inbound/'));

async function sentLoop(partner: object = {}): Promise<Loop> {
  const loop = await startLoop({
    config: configWith({ partner: { sandboxScenario: 'all-paid', ...partner } }),
  });
  await loop.intake([encounter('E1'), encounter('E2')]);
  await loop.submit();
  return loop;
}

describe('a dropped interchange', () => {
  it('is answered by files that run to the end of the loop', async () => {
    const loop = await sentLoop();
    expect(await answering(loop)(dropped('drop/sandbox/000000001.837'))).toEqual({ batchItemFailures: [] });
    const files = await answers(loop);
    expect(files.map(([key]) => key)).toEqual([
      's3 inbound/sandbox/000000001-277ca-clearinghouse.edi',
      expect.stringMatching(/277ca-payer-1|835-1|ta1-999/),
      ...Array(files.length - 2).fill(expect.any(String)),
    ]);
    for (const [key, text] of files.filter(([name]) => !name.includes('835'))) await loop.respond(text, key);
    for (const [key, text] of files.filter(([name]) => name.includes('835'))) {
      expect(await loop.remit(text, key)).toMatchObject({ reconciled: 'reconciled' });
    }
    expect(new Set(Object.values(await loop.states()))).toEqual(new Set(['CLOSED']));
  });

  it('that is told twice, even on another day, keeps its first answers', async () => {
    const loop = await sentLoop();
    await answering(loop)(dropped('drop/sandbox/000000001.837'));
    const first = await answers(loop);
    await answering(loop, NOW + 86_400_000)(dropped('drop/sandbox/000000001.837'));
    expect(await answers(loop)).toEqual(first);
  });

  it.each([
    [
      'of a partner that is no sandbox',
      { sandbox: false, sandboxSeed: undefined, sandboxScenario: undefined },
    ],
    ['of a scenario that nobody wrote', { sandboxScenario: 'no-such-one' }],
  ])('%s is refused', async (_, partner) => {
    const loop = await sentLoop(partner);
    const answer = await answering(loop)(dropped('drop/sandbox/000000001.837'));
    expect(answer.batchItemFailures).toHaveLength(1);
    expect(await answers(loop)).toEqual([]);
  });

  it('that is none is refused alone', async () => {
    const loop = await sentLoop();
    const answer = await answering(loop)(
      'not json',
      dropped('elsewhere/x'),
      dropped('drop/sandbox/000000001.837'),
    );
    expect(answer.batchItemFailures).toEqual([
      { itemIdentifier: 'message-1' },
      { itemIdentifier: 'message-2' },
    ]);
    expect((await answers(loop)).length).toBeGreaterThan(0);
  });
});
