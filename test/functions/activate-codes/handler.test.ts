import { describe, expect, it } from 'vitest';
import { openReleases } from '../../../store/loaded-codes.ts';
import { diagnoses, pairsFile } from '../../support/code-files.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { type Loop, quiet, startLoop } from '../loop.ts';

stopServicesAfterEach();

const importing = async (loop: Loop, name: string, text: string): Promise<string> => {
  const uploadId = await loop.upload(`codesets/${name}`, text);
  const { outcome, fileId } = await loop.steps.importCodes({ uploadId }, quiet);
  expect(outcome).toBe('imported');
  return fileId;
};
const activating = async (loop: Loop, name: string, text: string) =>
  loop.steps.activateCodes({ fileId: await importing(loop, name, text) }, quiet);

const partOf = (part: number, code = `9000${part}`): readonly [string, string] => [
  `ccipra-v323r0-f${part}.TXT`,
  pairsFile([[code, '90009', 1]]),
];

const pairs = async (loop: Loop) => {
  const { releases } = await loop.codeSets.newest();
  return releases.map(({ release, complete, rows, parts }) => ({
    release,
    complete,
    rows,
    parts: parts?.map(({ part }) => part),
  }));
};

describe('a release in parts', () => {
  it('is kept as it grows, and complete with the last part, whatever their order', async () => {
    const loop = await startLoop();
    await activating(loop, ...partOf(3));
    expect(await pairs(loop)).toEqual([{ release: '2026Q4', complete: false, rows: 1, parts: [3] }]);
    for (const part of [1, 4]) await activating(loop, ...partOf(part));
    expect(await pairs(loop)).toMatchObject([{ complete: false, rows: 3, parts: [1, 3, 4] }]);
    await activating(loop, ...partOf(2));
    expect(await pairs(loop)).toMatchObject([{ complete: true, rows: 4, parts: [1, 2, 3, 4] }]);
    const codes = await openReleases(loop.codeSets, (set) => set === 'ptp-practitioner');
    const table = codes.at('ptp-practitioner', 20261105);
    expect([1, 2, 3, 4].map((n) => table?.indicator(`9000${n}`, '90009', 20261105))).toEqual([1, 1, 1, 1]);
  });

  it('takes a corrected part in the place of the old one', async () => {
    const loop = await startLoop();
    for (const part of [1, 2]) await activating(loop, ...partOf(part));
    await activating(loop, ...partOf(2, '90005'));
    expect(await pairs(loop)).toMatchObject([{ rows: 2, parts: [1, 2] }]);
    const codes = await openReleases(loop.codeSets, (set) => set === 'ptp-practitioner');
    const table = codes.at('ptp-practitioner', 20261105);
    expect(['90002', '90005'].map((code) => table?.indicator(code, '90009', 20261105))).toEqual([-1, 1]);
  });

  it('that come at the same time lose nothing', async () => {
    const loop = await startLoop();
    const fileIds = [];
    for (const part of [1, 2, 3, 4]) fileIds.push(await importing(loop, ...partOf(part)));
    await Promise.all(fileIds.map((fileId) => loop.steps.activateCodes({ fileId }, quiet)));
    expect(await pairs(loop)).toMatchObject([{ complete: true, rows: 4, parts: [1, 2, 3, 4] }]);
  });
});

describe('activating', () => {
  it('again changes nothing', async () => {
    const loop = await startLoop();
    const fileId = await importing(loop, 'icd10cm_order_2026.txt', diagnoses('Fever'));
    await loop.steps.activateCodes({ fileId }, quiet);
    const after = await loop.dump();
    expect(await loop.steps.activateCodes({ fileId }, quiet)).toEqual({ outcome: 'activated' });
    expect(await loop.dump()).toEqual(after);
  });
});
