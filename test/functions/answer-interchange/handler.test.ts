import { setTimeout as sleep } from 'node:timers/promises';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { makeHandler } from '../../../functions/answer-interchange/handler.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { configWith, encounter, type Loop, NOW, queueEvent, quiet, startLoop } from '../loop.ts';

stopServicesAfterEach();

const dropped = (key: string): string => JSON.stringify({ detail: { object: { key } } });

/** The step on a loop, and what it told itself to look at later. */
async function answeringOn(loop: Loop, now = NOW) {
  const { QueueUrl = '' } = await loop.sqs.send(new CreateQueueCommand({ QueueName: 'sandbox' }));
  const handle = makeHandler({ ...loop, queues: loop.sqs, sandboxQueueUrl: QueueUrl, now: () => now });
  return {
    answer: (...bodies: readonly string[]) => handle(queueEvent(...bodies), quiet),
    /** The next message, as soon as it is visible. */
    later: async (seconds = 6): Promise<string | undefined> => {
      const wait = { QueueUrl, WaitTimeSeconds: 0, MaxNumberOfMessages: 1, VisibilityTimeout: 60 };
      for (let tries = 0; tries < 10 * seconds; tries += 1) {
        const { Messages = [] } = await loop.sqs.send(new ReceiveMessageCommand(wait));
        if (Messages[0] !== undefined) return Messages[0].Body;
        await sleep(100);
      }
      return undefined;
    },
  };
}
const answering =
  (loop: Loop, now = NOW) =>
  async (...bodies: readonly string[]) =>
    (await answeringOn(loop, now)).answer(...bodies);
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

describe('835s that follow others', () => {
  const remittances = async (loop: Loop) => (await answers(loop)).filter(([key]) => key.includes('-835-'));
  const names = async (loop: Loop) => (await remittances(loop)).map(([key]) => /835-\d+/.exec(key)?.[0]);

  it('come one after another, each when the one before is posted', async () => {
    const loop = await sentLoop({ sandboxScenario: 'forward-balance' });
    const { answer, later } = await answeringOn(loop);
    await answer(dropped('drop/sandbox/000000001.837'));
    for (const round of [1, 2, 3]) {
      expect(await names(loop)).toEqual(['835-1', '835-2', '835-3'].slice(0, round));
      const [, text = ''] = (await remittances(loop)).at(-1) ?? [];
      expect(await loop.remit(text, `round-${round}.edi`)).toMatchObject({ reconciled: 'reconciled' });
      if (round < 3) expect(await answer((await later()) ?? '')).toEqual({ batchItemFailures: [] });
    }
    expect(Object.values(await loop.states()).toSorted()).toEqual(['CLOSED', 'REVERSED']);
  });

  it('wait while those before are not posted, look again a few times, and then come anyway', async () => {
    const loop = await sentLoop({ sandboxScenario: 'forward-balance' });
    const { answer, later } = await answeringOn(loop);
    await answer(dropped('drop/sandbox/000000001.837'));
    const message = JSON.parse((await later()) ?? '');
    expect(message.later).toEqual({ stage: 4, today: '20260110', time: '1200', tries: 0 });
    await answer(JSON.stringify(message));
    expect(await names(loop)).toEqual(['835-1']);
    expect(JSON.parse((await later()) ?? '').later).toMatchObject({ stage: 4, tries: 1 });
    await answer(JSON.stringify({ ...message, later: { ...message.later, tries: 4 } }));
    expect(await names(loop)).toEqual(['835-1', '835-2']);
  });

  it('bear the day of the first answers, however late they come; a repeat changes nothing', async () => {
    const loop = await sentLoop({ sandboxScenario: 'forward-balance' });
    const { answer, later } = await answeringOn(loop);
    await answer(dropped('drop/sandbox/000000001.837'));
    const message = JSON.parse((await later()) ?? '');
    const anyway = JSON.stringify({ ...message, later: { ...message.later, tries: 4 } });
    await (await answeringOn(loop, NOW + 86_400_000)).answer(anyway);
    const first = await answers(loop);
    await answer(anyway);
    expect(await answers(loop)).toEqual(first);
    expect((await remittances(loop)).map(([, text]) => /DTM\*405\*(\d+)/.exec(text)?.[1])).toEqual([
      '20260110',
      '20260110',
    ]);
  });

  it('are not asked for where a scenario has none', async () => {
    const loop = await sentLoop();
    const { answer, later } = await answeringOn(loop);
    await answer(dropped('drop/sandbox/000000001.837'));
    expect(await later(2)).toBeUndefined();
  });
});
