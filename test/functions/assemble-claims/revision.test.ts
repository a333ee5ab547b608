import { describe, expect, it } from 'vitest';
import { addDays, civilDate } from '../../../core/dates.ts';
import type { Encounter } from '../../../core/encounter/model.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { encounter, type Loop, startLoop } from '../loop.ts';

stopServicesAfterEach();

const HELD = { 'billing.npi': '1999999999' };
const line = { code: '99213', chargeCents: 1000, units: '1', dx: [1], from: '20260105' };
/** Lines on different days, so that none repeats another. */
const lines = (count: number) => ({
  lines: Array.from({ length: count }, (_, i) => ({ ...line, from: addDays(civilDate('20250901'), i) })),
});

let files = 0;
const send = (loop: Loop, ...encounters: readonly Encounter[]) => {
  files += 1;
  return loop.intake(encounters, `${files}.ndjson`);
};
const stateByPart = async (loop: Loop) =>
  Object.fromEntries((await loop.heads()).map(({ claimNo, state }) => [claimNo.slice(16) || 'whole', state]));

describe('an encounter that comes again before it is in a file', () => {
  it.each([
    ['with other content is replaced', {}, { pos: '49' }, 'READY'],
    ['corrected is released', HELD, {}, 'READY'],
    ['with a new error is held', {}, HELD, 'EDIT_HOLD'],
    ['with another error stays held', HELD, { 'billing.npi': '1999999998' }, 'EDIT_HOLD'],
  ])('%s', async (_, first, second, state) => {
    const loop = await startLoop();
    await send(loop, encounter('E1', first));
    await send(loop, encounter('E1', second));
    const head = await loop.only();
    expect(head).toMatchObject({ state, version: 2, contentVersion: 2, attempt: 1 });
    const content = (await loop.claims.contents([head])).get(head.claimNo)?.content;
    expect(content).toMatchObject({
      pos: encounter('E1', second).pos,
      billing: { npi: encounter('E1', second).billing.npi },
    });
  });

  it('with the same content in another file says nothing new', async () => {
    const loop = await startLoop();
    await send(loop, encounter('E1'));
    await send(loop, encounter('E1'), encounter('E2'));
    expect((await loop.heads()).map(({ version }) => version)).toEqual([1, 1]);
    expect(await loop.openWork()).toEqual([]);
  });

  it('with its first content, after another one, is a revision too', async () => {
    const loop = await startLoop();
    await send(loop, encounter('E1'));
    await send(loop, encounter('E1', { pos: '49' }));
    await send(loop, encounter('E1'), encounter('E2'));
    const [head] = (await loop.heads()).filter(({ version }) => version > 1);
    if (head === undefined) throw new Error('revised');
    expect(head.version).toBe(3);
    expect((await loop.claims.contents([head])).get(head.claimNo)?.content.pos).toBe('11');
  });

  it('and splits otherwise voids the parts that are no longer made', async () => {
    const loop = await startLoop();
    await send(loop, encounter('E1', lines(120)));
    expect(await stateByPart(loop)).toEqual({ A: 'READY', B: 'READY', C: 'READY' });
    await send(loop, encounter('E1', lines(60)));
    expect(await stateByPart(loop)).toEqual({ A: 'READY', B: 'READY', C: 'VOIDED' });
    await send(loop, encounter('E1', lines(40)));
    expect(await stateByPart(loop)).toEqual({ whole: 'READY', A: 'VOIDED', B: 'VOIDED', C: 'VOIDED' });
    const [whole] = await loop.heads();
    expect(whole?.chargeCents).toBe(40_000);
  });

  it('and would bring a voided part back changes nothing, and a person is asked', async () => {
    const loop = await startLoop();
    await send(loop, encounter('E1', lines(10)));
    await send(loop, encounter('E1', lines(60)));
    await send(loop, encounter('E1', lines(11)));
    expect(await stateByPart(loop)).toEqual({ whole: 'VOIDED', A: 'READY', B: 'READY' });
    expect(await loop.reasons()).toEqual(['REVISION_AFTER_BATCH']);
  });
});

describe('an encounter that comes again after it is in a file', () => {
  it('with the same content changes nothing', async () => {
    const loop = await startLoop();
    await send(loop, encounter('E1'));
    await loop.submit();
    const before = await loop.only();
    await send(loop, encounter('E1'), encounter('E2'));
    expect(await loop.claims.head(before.claimNo)).toEqual(before);
    expect(await loop.openWork()).toEqual([]);
  });

  it('with other content opens a work item that shows where they differ, and no value', async () => {
    const loop = await startLoop();
    await send(loop, encounter('E1'));
    await loop.submit();
    const before = await loop.only();
    const revised = { 'patient.last': 'THISTLEDOWN', 'lines[1].chargeCents': 4500, cliaNo: '14D0000002' };
    await send(loop, encounter('E1', revised));
    expect(await loop.only()).toEqual(before);
    const [item, ...others] = await loop.openWork();
    expect(others).toEqual([]);
    expect(item).toMatchObject({ reason: 'REVISION_AFTER_BATCH', claimNo: before.claimNo, value: 15_000 });
    expect(item?.details).toEqual(
      ['cliaNo', 'lines[1].chargeCents', 'patient.last', 'totalChargeCents'].map((position) => ({
        code: 'DIFFERS',
        position,
      })),
    );
    expect(JSON.stringify(item)).not.toMatch(/THISTLEDOWN|QUILLBROOK|4500|14D0000001/);
  });

  it('and splits otherwise makes no further claim: the first one is with the payer', async () => {
    const loop = await startLoop();
    await send(loop, encounter('E1', lines(10)));
    await loop.submit();
    await send(loop, encounter('E1', lines(60)));
    expect(await stateByPart(loop)).toEqual({ whole: 'BATCHED' });
    expect(await loop.reasons()).toEqual(['REVISION_AFTER_BATCH']);
  });

  it('with one part sent leaves the other parts as they are', async () => {
    const loop = await startLoop();
    await send(loop, encounter('E1', lines(60)));
    const [first, second] = await loop.heads();
    if (first === undefined || second === undefined) throw new Error('two parts');
    await loop.claims.record({
      claimNo: second.claimNo,
      cause: 'held',
      nowEpochMs: 0,
      decide: () => ({
        filing: 1,
        attempt: 1,
        steps: [],
        state: 'EDIT_HOLD',
        rank: 0,
        entries: [],
        work: [],
        facts: { kind: 'held', findings: [] },
      }),
    });
    await loop.submit();
    expect(await stateByPart(loop)).toEqual({ A: 'BATCHED', B: 'EDIT_HOLD' });
    await send(loop, encounter('E1', lines(61)));
    expect(await stateByPart(loop)).toEqual({ A: 'BATCHED', B: 'EDIT_HOLD' });
    expect(await loop.openWork()).toMatchObject([{ reason: 'REVISION_AFTER_BATCH', claimNo: first.claimNo }]);
  });
});
