import { describe, expect, it } from 'vitest';
import { claimNo } from '../../../core/ids.ts';
import { planInterchanges } from '../../../core/submission/plan.ts';
import type { AnswerBatch } from '../../../functions/read-response/answer-batch.ts';
import { batchKey } from '../../../functions/runtime/batches.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { configWith, encounter, type Loop, PARTNER, quiet, startLoop } from '../loop.ts';
import { a835, a999, ca277, paysInPart, ta1 } from '../payer.ts';

stopServicesAfterEach();

async function sentLoop(claims = 2, partner: object = {}): Promise<Loop> {
  const loop = await startLoop({ config: configWith({ partner }) });
  await loop.intake(Array.from({ length: claims }, (_, i) => encounter(`E${i}`)));
  await loop.submit();
  return loop;
}

/** An interchange that was sent, as far as this step looks: its registration and its plan. */
async function largeInterchange(claims: number): Promise<Loop> {
  const loop = await startLoop();
  const candidates = Array.from({ length: claims }, (_, i) => ({
    claimNo: claimNo(`RVB${String(i).padStart(13, '0')}`),
    filing: 1,
    attempt: 1,
  }));
  const interchanges = planInterchanges(candidates, [1], { claimsPerInterchange: 5000, claimsPerSet: 5000 });
  await loop.artifacts.create('plans/p.json', JSON.stringify({ planId: 'p', interchanges }));
  await loop.files.putInterchange({
    partner: PARTNER,
    controlNo: 1,
    planId: 'p',
    index: 0,
    sets: [{ controlNo: '0001', batchId: '000000001-0001', claims }],
    key: 'outbound/sandbox/000000001.837',
    sha256: '',
    bytes: 1,
    writtenAt: '2026-01-10T12:00:00.000Z',
  });
  return loop;
}

async function read(loop: Loop, text: string, name = 'answer') {
  const uploadId = await loop.upload(`inbound/${PARTNER}/${name}`, text);
  return loop.steps.readResponse({ uploadId, partner: PARTNER }, quiet);
}

async function batchesOf(loop: Loop, fileId: string, count: number): Promise<readonly AnswerBatch[]> {
  const numbers = Array.from({ length: count }, (_, n) => n);
  return Promise.all(numbers.map((n) => loop.artifacts.readJson<AnswerBatch>(batchKey(fileId, n))));
}
const claimsOf = (batch: AnswerBatch): number => (batch.kind === 'interchanges' ? 0 : batch.claims.length);

describe('a response file', () => {
  it('that accepts is one batch, whatever its claims', async () => {
    const loop = await sentLoop(3);
    const { fileId, ...answer } = await read(loop, `${ta1(1)}${a999(1, { '0001': 'A' })}`);
    expect(answer).toEqual({ outcome: 'read', partner: PARTNER, batches: 1 });
    expect(await batchesOf(loop, fileId, 1)).toMatchObject([
      {
        kind: 'interchanges',
        interchanges: [{ controlNo: 1, code: 'A' }],
        sets: [{ controlNo: 1, setControlNo: '0001', setCode: 'A', groupCode: 'A' }],
      },
    ]);
  });

  it.each([
    ['a refused interchange', () => ta1(1, 'R', '006'), 'ta1-refused'],
    ['a refused set', () => a999(1, { '0001': 'R' }), '999-refused'],
    ['a refused batch', () => ca277({ batchId: '000000001-0001', batch: 'A3:24' }), '277ca-batch-refused'],
    [
      'a refused provider',
      () => ca277({ batchId: '000000001-0001', provider: 'A3:26' }),
      '277ca-batch-refused',
    ],
  ])('that holds %s is cut into batches of 50 of its claims', async (_, text, kind) => {
    const loop = await largeInterchange(60);
    const { fileId, batches } = await read(loop, text());
    const refusals = (await batchesOf(loop, fileId, batches)).filter((batch) => batch.kind === kind);
    expect(refusals.map(claimsOf)).toEqual([50, 10]);
  });

  it('tells the fate of a set that the 999 does not list by its group', async () => {
    const loop = await sentLoop(4, { claimsPerSet: 2 });
    const { fileId, batches } = await read(loop, a999(1, { '0001': 'A' }, 'R'));
    const found = await batchesOf(loop, fileId, batches);
    const refused = found.flatMap((batch) =>
      batch.kind === '999-refused' ? [batch.answer.setControlNo] : [],
    );
    expect(refused.toSorted()).toEqual(['0001', '0002']);
  });

  it.each([
    ['a TA1', () => ta1(99), 'UNKNOWN_INTERCHANGE'],
    ['a 999', () => a999(99, { '0001': 'A' }), 'UNKNOWN_INTERCHANGE'],
    ['a 277CA batch', () => ca277({ batchId: '000000099-0001', batch: 'A3:24' }), 'UNKNOWN_INTERCHANGE'],
    [
      'a 277CA batch that no system of ours names',
      () => ca277({ batchId: 'X', batch: 'A3:24' }),
      'UNKNOWN_INTERCHANGE',
    ],
    ['a remittance', () => a835({ payments: [paysInPart('X')] }), 'UNEXPECTED_SET'],
    ['nothing of X12', () => 'a letter', 'NO-INTERCHANGE'],
  ])('that holds %s of nobody we sent to is quarantined, with the place', async (_, text, code) => {
    const loop = await sentLoop();
    const before = await loop.states();
    const { fileId, ...answer } = await read(loop, text());
    expect(answer).toMatchObject({ outcome: 'quarantined', batches: 0 });
    expect(await loop.files.file(fileId)).toMatchObject({ status: 'quarantined', partner: PARTNER });
    const items = (await loop.openWork()).filter(({ reason }) => reason === 'UNREADABLE_FILE');
    expect(items).toMatchObject([{ partnerId: PARTNER, fileId }]);
    expect(items[0]?.details.map((detail) => detail.code)).toContain(code);
    expect(await loop.states()).toEqual(before);
  });

  it('with an answer for a stranger among ours is read, and the stranger is told', async () => {
    const loop = await sentLoop();
    expect(await read(loop, `${ta1(99)}${ta1(1)}`)).toMatchObject({ outcome: 'read', batches: 1 });
    expect(await loop.openWork()).toMatchObject([
      {
        reason: 'UNREADABLE_FILE',
        details: [{ code: 'UNKNOWN_INTERCHANGE', position: expect.stringMatching(/^TA1, byte \d+$/) }],
      },
    ]);
  });

  it('of another partner answers nothing of this one, though the numbers are equal', async () => {
    const loop = await sentLoop();
    const uploadId = await loop.upload('inbound/other/ta1', ta1(1));
    expect(await loop.steps.readResponse({ uploadId, partner: 'other' }, quiet)).toMatchObject({
      outcome: 'quarantined',
    });
    expect((await loop.files.interchange(PARTNER, 1))?.ta1).toBeUndefined();
  });
});

describe('the same response', () => {
  it('under another name is a duplicate', async () => {
    const loop = await sentLoop();
    await loop.respond(ta1(1), 'first');
    const before = { claims: await loop.states(), work: await loop.reasons() };
    expect(await read(loop, ta1(1), 'second')).toMatchObject({ outcome: 'duplicate', batches: 0 });
    expect({ claims: await loop.states(), work: await loop.reasons() }).toEqual(before);
  });

  it('that was not finished is resumed', async () => {
    const loop = await sentLoop();
    const first = await read(loop, ta1(1), 'first');
    expect(await read(loop, ta1(1), 'second')).toEqual(first);
  });
});

it('a 277CA keeps each answer with the batch that it stands in, at most 50 to a batch of ours', async () => {
  const loop = await largeInterchange(60);
  const claims = Array.from({ length: 60 }, (_, i) => ({ claimId: `RVB${i}-1`, status: 'A2:20' }));
  const { fileId, batches } = await read(loop, ca277({ batchId: '000000001-0001', claims }));
  const found = await batchesOf(loop, fileId, batches);
  expect(found.map(claimsOf)).toEqual([50, 10]);
  expect(found[1]).toMatchObject({
    kind: '277ca',
    claims: [{ origin: { source: 'payer', batchId: '000000001-0001' } }, ...Array(9).fill({})],
  });
});
