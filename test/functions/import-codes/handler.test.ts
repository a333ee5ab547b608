import { describe, expect, it } from 'vitest';
import { type ImportedCodes, importKey } from '../../../functions/import-codes/imported-codes.ts';
import { diagnoses, orderFile } from '../../support/code-files.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { type Loop, quiet, startLoop } from '../loop.ts';

stopServicesAfterEach();

const ORDER = 'codesets/icd10cm_order_2026.txt';

const importing = async (loop: Loop, key: string, text: string) =>
  loop.steps.importCodes({ uploadId: await loop.upload(key, text) }, quiet);

const importAndActivate = async (loop: Loop, key: string, text: string) => {
  const { outcome, fileId } = await importing(loop, key, text);
  if (outcome === 'imported') await loop.steps.activateCodes({ fileId }, quiet);
  return { outcome, fileId };
};

const releases = async (loop: Loop) =>
  (await loop.codeSets.newest()).releases.map(({ set, release, rows }) => `${set} ${release} ${rows}`);

describe('an uploaded file', () => {
  it('becomes tables beside the active ones; nothing decides yet', async () => {
    const loop = await startLoop();
    const { outcome, fileId } = await importing(loop, ORDER, diagnoses('Fever'));
    expect(outcome).toBe('imported');
    const { tables } = await loop.artifacts.readJson<ImportedCodes>(importKey(fileId));
    expect(tables).toMatchObject([
      { set: 'icd10cm', release: 'FY2026', rows: 4, from: 20251001, to: 20260930 },
    ]);
    expect(await loop.artifacts.size(tables[0]?.key ?? '')).toBe(tables[0]?.bytes);
    expect(await releases(loop)).toEqual([]);
    expect(await loop.files.file(fileId)).toMatchObject({
      kind: 'codes',
      status: 'received',
      counts: { tables: 1, rows: 4 },
    });
  });

  it('decides once it is activated, beside what decided before', async () => {
    const loop = await startLoop();
    await importAndActivate(loop, ORDER, diagnoses('Fever'));
    await importAndActivate(loop, 'codesets/icd10cm_order_2027.txt', diagnoses('Fever, other'));
    expect(await releases(loop)).toEqual(['icd10cm FY2026 4', 'icd10cm FY2027 4']);
  });

  it('that comes again is a duplicate and changes nothing', async () => {
    const loop = await startLoop();
    await importAndActivate(loop, ORDER, diagnoses('Fever'));
    const before = await loop.codeSets.newest();
    const again = await importAndActivate(loop, 'codesets/another name 2026.txt', diagnoses('Fever'));
    expect(again.outcome).toBe('duplicate');
    expect(await loop.codeSets.newest()).toEqual(before);
    expect(await loop.files.file(again.fileId)).toMatchObject({ status: 'done' });
  });

  it('of a release that was corrected takes its place', async () => {
    const loop = await startLoop();
    await importAndActivate(loop, ORDER, diagnoses('Fever'));
    const more = diagnoses('Fever') + orderFile([['R51', 0, 'Headache']]);
    await importAndActivate(loop, ORDER, more);
    expect(await releases(loop)).toEqual(['icd10cm FY2026 5']);
  });

  it('may be told by its folders what its name does not say', async () => {
    const loop = await startLoop();
    const csv = 'code,modifier,amount,from\r\n99213,,92.03,2026-01-01\r\n';
    const { outcome } = await importAndActivate(loop, 'codesets/fees/ACME-2026/rates.csv', csv);
    expect(outcome).toBe('imported');
    expect(await releases(loop)).toEqual(['fees ACME-2026 1']);
  });
});

describe('a broken file', () => {
  const broken = `${diagnoses('Fever')}00005 R51     7 Headache\r\n`;

  it('changes nothing, and a work item says which line', async () => {
    const loop = await startLoop();
    await importAndActivate(loop, ORDER, diagnoses('Fever'));
    const before = await loop.codeSets.newest();
    const { outcome, fileId } = await importing(loop, 'codesets/QUILLBROOK icd10cm_order_2026.txt', broken);
    expect(outcome).toBe('refused');
    expect(await loop.codeSets.newest()).toEqual(before);
    const [item, ...others] = await loop.openWork();
    expect(others).toEqual([]);
    expect(item).toMatchObject({ reason: 'CODES_REFUSED', queue: 'technical', fileId });
    expect(item?.details[0]).toMatchObject({ position: 'line 5', text: expect.stringMatching(/\.$/) });
    expect(JSON.stringify(item)).not.toContain('QUILLBROOK');
    expect(await loop.artifacts.readJson(`quarantine/${fileId}.json`)).toMatchObject([
      { position: 'line 5' },
    ]);
    expect(await loop.artifacts.size('codesets/QUILLBROOK icd10cm_order_2026.txt')).toBe(broken.length);
    expect(await loop.files.file(fileId)).toMatchObject({ status: 'quarantined', counts: { problems: 1 } });
  });

  it.each([
    ['that is nothing we read', 'codesets/holiday.txt', 'See you in September.\r\n'],
    ['that is empty', 'codesets/icd10cm_order_2026.txt', ''],
    ['that is no zip though it is called one', 'codesets/codes.zip', 'PK but no zip'],
  ])('%s is refused', async (_, key, text) => {
    const loop = await startLoop();
    expect(await importing(loop, key, text)).toMatchObject({ outcome: 'refused' });
    expect(await loop.reasons()).toEqual(['CODES_REFUSED']);
    expect(await releases(loop)).toEqual([]);
  });

  it('that comes again opens no second item', async () => {
    const loop = await startLoop();
    await importing(loop, ORDER, broken);
    await importing(loop, 'codesets/b icd10cm_order_2026.txt', broken);
    expect(await loop.reasons()).toEqual(['CODES_REFUSED']);
  });
});
