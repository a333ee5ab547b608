import { describe, expect, it } from 'vitest';
import type { BatchedEncounter } from '../../../functions/receive-file/batched-encounter.ts';
import { batchKey } from '../../../functions/runtime/batches.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { CLIENT, configWith, encounter, type Loop, ndjson, PARTNER, quiet, startLoop } from '../loop.ts';

stopServicesAfterEach();

const encounters = (count: number) => Array.from({ length: count }, (_, i) => encounter(`E${i}`));

async function receive(loop: Loop, text: string, name = 'a.ndjson', client = CLIENT) {
  const uploadId = await loop.upload(`intake/${client}/${name}`, text);
  return loop.steps.receiveFile({ uploadId, client }, quiet);
}

describe('an encounter file', () => {
  it('is cut into batches of 50, and its run is told references only', async () => {
    const loop = await startLoop();
    const answer = await receive(loop, ndjson(encounters(101)));
    expect(answer).toEqual({
      outcome: 'received',
      fileId: expect.stringMatching(/^[0-9a-f]{64}$/),
      client: CLIENT,
      partner: PARTNER,
      batches: 3,
      submit: 'immediately',
    });
    const sizes = [0, 1, 2].map(
      async (n) =>
        (await loop.artifacts.readJson<readonly BatchedEncounter[]>(batchKey(answer.fileId, n))).length,
    );
    expect(await Promise.all(sizes)).toEqual([50, 50, 1]);
    expect(await loop.files.file(answer.fileId)).toMatchObject({
      status: 'received',
      kind: 'encounters',
      client: CLIENT,
      counts: { encounters: 101, unreadable: 0, repeats: 0 },
    });
  });

  it('of a client that submits by schedule asks for no submission', async () => {
    const loop = await startLoop({ config: configWith({ client: { submission: 'scheduled' } }) });
    expect(await receive(loop, ndjson(encounters(1)))).toMatchObject({ submit: 'later' });
  });

  it('with a broken encounter among good ones loses only that one, and says where it stood', async () => {
    const loop = await startLoop();
    const text = [encounter('E1'), { claimType: 'P' }, encounter('E2')]
      .map((e) => JSON.stringify(e))
      .join('\n');
    const { fileId, ...answer } = await receive(loop, text);
    expect(answer).toMatchObject({ outcome: 'received', batches: 1 });
    expect(await loop.files.file(fileId)).toMatchObject({ counts: { encounters: 2, unreadable: 1 } });
    const [item] = await loop.openWork();
    expect(item).toMatchObject({ reason: 'UNREADABLE_FILE', fileId, clientId: CLIENT });
    expect(item?.details[0]?.position).toMatch(/^encounter 2, line 2, field /);
  });

  it.each([
    ['nothing at all', '', 'NO-INTERCHANGE'],
    ['an empty list', '[]', 'NO_ENCOUNTERS'],
    ['something else', 'PNG and other bytes', 'NO-INTERCHANGE'],
    ['JSON that breaks off', '[{"claimType":', 'cut-off'],
  ])('that holds %s is quarantined with one work item, and its bytes are kept', async (_, text, code) => {
    const loop = await startLoop();
    const { fileId, ...answer } = await receive(loop, text);
    expect(answer).toMatchObject({ outcome: 'quarantined', batches: 0 });
    expect(await loop.files.file(fileId)).toMatchObject({ status: 'quarantined' });
    expect(await loop.reasons()).toEqual(['UNREADABLE_FILE']);
    const problems = await loop.artifacts.readJson<readonly { code: string }[]>(`quarantine/${fileId}.json`);
    expect(problems.map((p) => p.code)).toContain(code);
    expect(await loop.artifacts.readText({ key: 'intake/riverbend/a.ndjson' })).toBe(text);
  });

  it('of a client that we do not know is quarantined', async () => {
    const loop = await startLoop();
    expect(await receive(loop, ndjson(encounters(1)), 'a', 'nobody')).toMatchObject({
      outcome: 'quarantined',
      partner: '',
    });
    expect(await loop.openWork()).toMatchObject([{ details: [{ code: 'UNKNOWN_CLIENT' }] }]);
  });

  it('shows at most 20 problems in its work item and keeps 200', async () => {
    const loop = await startLoop();
    const { fileId } = await receive(loop, '{"claimType":"P"}\n'.repeat(150));
    const [item] = await loop.openWork();
    expect(item?.details).toHaveLength(20);
    expect(await loop.artifacts.readJson(`quarantine/${fileId}.json`)).toHaveLength(200);
  });
});

describe('the same file', () => {
  it.each(['a.ndjson', 'renamed.ndjson'])(
    'put again as %s is a duplicate and changes nothing',
    async (name) => {
      const loop = await startLoop();
      const text = ndjson(encounters(2));
      await receive(loop, text, 'a.ndjson');
      await loop.intakeOf(await loop.upload('intake/riverbend/first.ndjson', ndjson(encounters(3))));
      const { fileId } = await loop.intake(encounters(2), 'first-again.ndjson');
      await loop.files.closeFile(fileId, 'done');
      const states = await loop.states();
      expect(await receive(loop, text, `second/${name}`)).toMatchObject({ outcome: 'duplicate', batches: 0 });
      expect(await loop.states()).toEqual(states);
      expect((await loop.files.file(fileId))?.uploads.length).toBeGreaterThan(1);
    },
  );

  it('that was not finished is resumed by whoever sends it', async () => {
    const loop = await startLoop();
    const first = await receive(loop, ndjson(encounters(2)), 'a.ndjson');
    expect(await receive(loop, ndjson(encounters(2)), 'b.ndjson')).toEqual(first);
  });

  it('runs again to its end under the upload that brought it first', async () => {
    const loop = await startLoop();
    const uploadId = await loop.upload('intake/riverbend/a', ndjson(encounters(2)));
    const first = await loop.intakeOf(uploadId);
    expect(await loop.steps.receiveFile({ uploadId, client: CLIENT }, quiet)).toEqual(first);
  });

  it('put to a wrong place first is read when it comes to the right one', async () => {
    const loop = await startLoop();
    expect(await receive(loop, ndjson(encounters(1)), 'a', 'nobody')).toMatchObject({
      outcome: 'quarantined',
    });
    const misplaced = await loop.upload('inbound/sandbox/b', ndjson(encounters(2)));
    expect(await loop.steps.readResponse({ uploadId: misplaced, partner: PARTNER }, quiet)).toMatchObject({
      outcome: 'quarantined',
    });
    expect(await receive(loop, ndjson(encounters(1)))).toMatchObject({ outcome: 'received' });
    expect(await receive(loop, ndjson(encounters(2)), 'b')).toMatchObject({ outcome: 'received' });
  });
});

describe('within one file', () => {
  it('the same encounter twice is read once and told', async () => {
    const loop = await startLoop();
    const { fileId } = await receive(loop, ndjson([encounter('E1'), encounter('E2'), encounter('E1')]));
    expect(await loop.files.file(fileId)).toMatchObject({ counts: { encounters: 2, repeats: 1 } });
    expect(await loop.openWork()).toMatchObject([
      { details: [{ code: 'REPEATED_ENCOUNTER', position: 'encounter 3, line 3' }] },
    ]);
  });

  it('another one under the same encounter id is told and not taken', async () => {
    const loop = await startLoop();
    const { fileId } = await receive(loop, ndjson([encounter('E1'), encounter('E1', { pos: '22' })]));
    expect(await loop.files.file(fileId)).toMatchObject({ counts: { encounters: 1, unreadable: 1 } });
    expect(await loop.openWork()).toMatchObject([
      { details: [{ code: 'CONFLICTING_ENCOUNTER', position: 'encounter 2, line 2' }] },
    ]);
  });

  it('two different ones under one account number and day become two encounters', async () => {
    const loop = await startLoop();
    const { encounterId: _, ...rest } = encounter('E1');
    const visit = { ...rest, claimNo: 'A1' };
    const { fileId } = await receive(loop, ndjson([visit, { ...visit, pos: '22' }]));
    const batch = await loop.artifacts.readJson<readonly BatchedEncounter[]>(batchKey(fileId, 0));
    expect(batch[1]?.encounterKey).toBe(`${batch[0]?.encounterKey}#2`);
  });
});
