import { describe, expect, it } from 'vitest';
import { parseRules } from '../../../core/edits/rules/parse.ts';
import type { Encounter } from '../../../core/encounter/model.ts';
import { diagnoses } from '../../support/code-files.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { configWith, encounter, type Loop, quiet, startLoop } from '../loop.ts';

stopServicesAfterEach();

const BAD_NPI = { 'billing.npi': '1999999999' };
const BAD_ZIP = { 'billing.zip': '62701' };
const BAD_DIAGNOSIS = { diagnoses: ['4659', 'R50.9'] };

let files = 0;
const send = (loop: Loop, ...encounters: readonly Encounter[]) => {
  files += 1;
  return loop.intake(encounters, `${files}.ndjson`);
};
const open = async (loop: Loop) =>
  (await loop.openWork()).map(({ queue, details }) => ({ queue, edits: details.map(({ code }) => code) }));

describe('a held claim', () => {
  it('has one item for each thing to do: a queue and a family of edits', async () => {
    const loop = await startLoop();
    await send(loop, encounter('E1', { ...BAD_NPI, ...BAD_ZIP, ...BAD_DIAGNOSIS }));
    const items = await open(loop);
    expect(items.map(({ queue }) => queue)).toContain('coding');
    const [identifiers, ...others] = items.filter(({ queue }) => queue === 'provider-data');
    expect(others).toEqual([]);
    expect(identifiers?.edits).toEqual(expect.arrayContaining(['NPI-01', 'ZIP-01']));
  });

  it('is released by the corrected encounter, and its items are closed', async () => {
    const loop = await startLoop();
    await send(loop, encounter('E1', { ...BAD_NPI, ...BAD_DIAGNOSIS }));
    expect(await open(loop)).toHaveLength(2);
    await send(loop, encounter('E1'));
    expect(await loop.only()).toMatchObject({ state: 'READY' });
    expect(await open(loop)).toEqual([]);
    const closed = await loop.work.list({ status: 'RESOLVED' });
    expect(closed).toHaveLength(2);
    expect(closed[0]?.outcome).toMatch(/came again/);
  });

  it('that is corrected in part keeps an item for the rest', async () => {
    const loop = await startLoop();
    await send(loop, encounter('E1', { ...BAD_NPI, ...BAD_DIAGNOSIS }));
    await send(loop, encounter('E1', BAD_NPI));
    expect(await loop.only()).toMatchObject({ state: 'EDIT_HOLD' });
    expect(await open(loop)).toEqual([{ queue: 'provider-data', edits: ['NPI-01'] }]);
  });

  it('closes the items of a part that the new content no longer makes', async () => {
    const loop = await startLoop();
    const lines = Array.from({ length: 51 }, (_, i) => ({
      code: '99213',
      chargeCents: 1000 + i,
      units: '1',
      dx: [1],
      from: '20260105',
    }));
    await send(loop, encounter('E1', { lines, ...BAD_NPI }));
    expect((await open(loop)).length).toBeGreaterThan(1);
    await send(loop, encounter('E1'));
    expect(await open(loop)).toEqual([]);
  });
});

describe('what judged a claim', () => {
  const assembled = async (loop: Loop) => {
    const { claimNo } = await loop.only();
    const [event] = await loop.claims.events(claimNo);
    if (event?.facts.kind !== 'assembled') throw new Error('a journal begins with its assembly');
    return event.facts;
  };

  it('is kept with it: the edit set, the releases, and what was not tested for want of a table', async () => {
    const loop = await startLoop();
    const { fileId } = await send(loop, encounter('E1'));
    const facts = await assembled(loop);
    expect(facts.editSet).not.toBe('');
    expect(facts.releases).toContain('icd10cm starter');
    expect(facts.untested).toEqual(
      expect.arrayContaining(['icd10cm', 'ptp-practitioner', 'mue-practitioner']),
    );
    const file = await loop.files.file(fileId);
    expect(file?.untested).toEqual(expect.arrayContaining(['icd10cm starter', 'ptp-practitioner']));
    expect(await loop.openWork()).toEqual([]);
  });

  it('is the newest import, and its row and release stand in the finding', async () => {
    const loop = await startLoop();
    const uploadId = await loop.upload('codesets/icd10cm_order_2026.txt', diagnoses('Fever'));
    const { fileId } = await loop.steps.importCodes({ uploadId }, quiet);
    await loop.steps.activateCodes({ fileId }, quiet);
    await send(loop, encounter('E1', { diagnoses: ['J02', 'R50.9'] }));
    const { findings, releases } = await assembled(loop);
    expect(releases).toContain('icd10cm FY2026');
    expect(findings).toContainEqual(
      expect.objectContaining({
        editId: 'DX-03',
        row: { set: 'icd10cm', release: 'FY2026', row: 'J02' },
      }),
    );
    const [item] = await loop.openWork();
    expect(item?.details[0]?.text).toContain('icd10cm FY2026: J02');
  });
});

describe('the configuration', () => {
  const rulesOf = (json: object) => {
    const read = parseRules(json);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    return read.value;
  };
  const rules = {
    rules: [
      {
        id: 'RULE-NO-STREP',
        title: 'Our payer does not take rapid strep tests',
        when: { lines: 'any', where: { field: 'line.code', op: 'in', value: ['87880'] } },
        do: { action: 'hold', message: 'This payer does not pay this test.' },
      },
    ],
  };

  it('holds claims by rules of the customer, and may say how strict an edit is', async () => {
    const loop = await startLoop({ config: { ...configWith(), rules: rulesOf(rules) } });
    await send(loop, encounter('E1'));
    expect(await open(loop)).toEqual([{ queue: 'billing', edits: ['RULE-NO-STREP'] }]);
    const mild = { severities: [{ edit: 'NPI-01', severity: 'warning' }] };
    const other = await startLoop({ config: { ...configWith(), rules: rulesOf(mild) } });
    await send(other, encounter('E1', BAD_NPI));
    expect(await other.only()).toMatchObject({ state: 'READY' });
  });
});
