/** Code sets as they are deployed: an upload starts the machine, and the next batch is judged by what it brought. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeSetStore } from '../../store/code-sets.ts';
import { encounter } from '../scenarios/clinic.ts';
import { diagnoses, pairsFile } from '../support/code-files.ts';
import { claimNoOf, type Pipeline, startPipeline } from '../support/pipeline.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const upload = async (name: string, text: string) => {
  const fileId = await pipeline.put(`codesets/${name}`, text);
  await pipeline.settled();
  return { fileId, file: await pipeline.files.file(fileId), outcomes: pipeline.outcomes(fileId) };
};

const active = async () =>
  (await codeSetStore(pipeline.archive).newest()).releases.map(({ set, release }) => `${set} ${release}`);

const bill = async (id: string, changes: Readonly<Record<string, unknown>> = {}) => {
  const given = encounter(id, [{ code: '99213', charge: 100 }], changes);
  await pipeline.upload('riverbend', [given]);
  return pipeline.claim(claimNoOf('riverbend', given));
};

it('an uploaded release decides from the next batch on', async () => {
  const before = await bill('CODES-1', { diagnoses: ['J02', 'R50.9'] });
  expect(before.state).toBe('EDIT_HOLD');
  const { file, outcomes } = await upload('icd10cm_order_2026.txt', diagnoses('Fever'));
  expect(file).toMatchObject({ kind: 'codes', status: 'done', counts: { tables: 1, rows: 4 } });
  expect(outcomes).toEqual(['imported']);
  expect(await active()).toEqual(['icd10cm FY2026']);
  const after = await bill('CODES-2', { diagnoses: ['J02', 'R50.9'] });
  const [event] = after.events;
  expect(event?.facts).toMatchObject({ releases: expect.arrayContaining(['icd10cm FY2026']) });
  expect(event?.facts).toMatchObject({
    findings: expect.arrayContaining([
      expect.objectContaining({ row: { set: 'icd10cm', release: 'FY2026', row: 'J02' } }),
    ]),
  });
});

it('parts wait for each other, and the same file again changes nothing', async () => {
  const parts = [1, 2, 3, 4].map((part) => ({
    name: `ccipra-v320r0-f${part}.TXT`,
    text: pairsFile([[`9000${part}`, '90009', 1]]),
  }));
  for (const { name, text } of parts) await pipeline.put(`codesets/${name}`, text);
  await pipeline.settled();
  const { releases } = await codeSetStore(pipeline.archive).newest();
  expect(releases.filter(({ set }) => set === 'ptp-practitioner')).toMatchObject([
    { complete: true, rows: 4 },
  ]);
  const before = await pipeline.objectKeys('tables/');
  const { outcomes } = await upload('again.TXT', parts[0]?.text ?? '');
  expect(outcomes.at(-1)).toBe('duplicate');
  expect(await pipeline.objectKeys('tables/')).toEqual(before);
});

it('a broken file changes nothing, and a person is told which line', async () => {
  const before = await active();
  const { fileId, file } = await upload(
    'icd10cm_order_2027.txt',
    `${diagnoses('Fever')}00005 R51     7 No flag\r\n`,
  );
  expect(file).toMatchObject({ status: 'quarantined' });
  expect(await active()).toEqual(before);
  const items = await pipeline.workItems((item) => item.fileId === fileId);
  expect(items).toMatchObject([{ reason: 'CODES_REFUSED', queue: 'technical' }]);
  expect(items[0]?.details[0]).toMatchObject({ position: 'line 5' });
});
