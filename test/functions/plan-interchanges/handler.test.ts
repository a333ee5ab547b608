import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import type { SubmissionPlan } from '../../../core/submission/plan.ts';
import { makeHandler } from '../../../functions/plan-interchanges/handler.ts';
import { claimStore } from '../../../store/claims.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { configWith, encounter, NOW, PARTNER, quiet, startLoop } from '../loop.ts';

stopServicesAfterEach();

const input = { partner: PARTNER, cause: 'run-1' };
const planOf = (loop: Awaited<ReturnType<typeof startLoop>>, planId: string) =>
  loop.artifacts.readJson<SubmissionPlan>(`plans/${planId}.json`);

describe('a plan', () => {
  it('names every READY claim once, under control numbers and the time of the run', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1'), encounter('E2', { 'billing.npi': '1999999999' }), encounter('E3')]);
    const answer = await loop.steps.planInterchanges(input, quiet);
    expect(answer).toEqual({
      outcome: 'planned',
      planId: expect.stringMatching(/^[0-9a-f]{32}$/),
      partner: PARTNER,
      interchanges: 1,
    });
    const ready = (await loop.heads()).filter(({ state }) => state === 'READY');
    expect(await planOf(loop, answer.planId)).toEqual({
      planId: answer.planId,
      partner: PARTNER,
      date: '20260110',
      time: '1200',
      interchanges: [
        {
          controlNo: 1,
          sets: [
            {
              controlNo: '0001',
              batchId: '000000001-0001',
              claims: ready.map(({ claimNo }) => ({ claimNo, filing: 1, attempt: 1 })),
            },
          ],
        },
      ],
    });
  });

  it('of an earlier try binds: a retry takes no numbers and leaves out what became ready since', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1')], 'a');
    const first = await loop.steps.planInterchanges(input, quiet);
    await loop.intake([encounter('E2')], 'b');
    const before = await loop.dump();
    expect(await loop.steps.planInterchanges(input, quiet)).toEqual(first);
    expect(await loop.dump()).toEqual(before);
  });

  it('is one for all tries of a run that race, though their numbers burn', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1')]);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => loop.steps.planInterchanges(input, quiet)),
    );
    expect(new Set(answers.map(({ planId }) => planId)).size).toBe(1);
    const [plan] = answers;
    expect((await planOf(loop, plan?.planId ?? '')).interchanges).toHaveLength(1);
  });

  it('that died after it took its numbers takes others: a gap, and no repeat', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1')]);
    loop.life.dieAt(1, 'done');
    await expect(loop.steps.planInterchanges(input, quiet)).rejects.toThrow('injected');
    loop.life.revive();
    const { planId } = await loop.steps.planInterchanges(input, quiet);
    expect((await planOf(loop, planId)).interchanges[0]?.controlNo).toBe(2);
  });

  it('spreads claims over interchanges and sets as the partner wants it', async () => {
    const config = configWith({ partner: { claimsPerInterchange: 3, claimsPerSet: 2 } });
    const loop = await startLoop({ config });
    await loop.intake(['E1', 'E2', 'E3', 'E4'].map((id) => encounter(id)));
    const { planId, interchanges } = await loop.steps.planInterchanges(input, quiet);
    expect(interchanges).toBe(2);
    const sizes = (await planOf(loop, planId)).interchanges.map(({ sets }) =>
      sets.map(({ claims }) => claims.length),
    );
    expect(sizes).toEqual([[2, 1], [1]]);
  });
});

it('plans nothing and takes no number where nothing is ready', async () => {
  const loop = await startLoop();
  const before = await loop.dump();
  expect(await loop.steps.planInterchanges(input, quiet)).toMatchObject({
    outcome: 'nothing',
    interchanges: 0,
  });
  expect(await loop.dump()).toEqual(before);
});

it('refuses a partner that is not configured', async () => {
  const loop = await startLoop();
  await expect(
    loop.steps.planInterchanges({ partner: 'nobody', cause: 'run-1' }, quiet),
  ).rejects.toMatchObject({ name: 'UnknownPartner' });
});

it('that may not read the claims plans nothing and says by name why', async () => {
  const loop = await startLoop();
  const db = new DynamoDBClient({ region: 'us-east-1' });
  mockClient(db).rejects(Object.assign(new Error('not allowed'), { name: 'AccessDeniedException' }));
  const claims = claimStore(db, loop.tables.claims, loop.artifacts);
  const plan = makeHandler({ ...loop, claims, now: () => NOW });
  await expect(plan(input, quiet)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(await loop.dump()).toEqual({});
});
