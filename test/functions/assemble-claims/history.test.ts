import { describe, expect, it } from 'vitest';
import type { EditFinding } from '../../../core/claim/types.ts';
import type { Encounter } from '../../../core/encounter/model.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { CLIENT, encounter, type Loop, ndjson, quiet, startLoop } from '../loop.ts';

stopServicesAfterEach();

/** A visit of one patient, whatever its id. */
const visit = (id: string, changes: Readonly<Record<string, unknown>> = {}): Encounter =>
  encounter(id, { 'patient.dob': '19800215', ...changes });

let files = 0;
const send = (loop: Loop, ...encounters: readonly Encounter[]) => {
  files += 1;
  return loop.intake(encounters, `${files}.ndjson`);
};

/** Findings of the content in force, by claim. */
async function findings(loop: Loop): Promise<ReadonlyMap<string, readonly EditFinding[]>> {
  const found = new Map<string, readonly EditFinding[]>();
  for (const head of await loop.heads()) {
    const event = (await loop.claims.events(head.claimNo)).find(
      ({ version }) => version === head.contentVersion,
    );
    if (event?.facts.kind === 'assembled') found.set(head.claimNo, event.facts.findings);
  }
  return found;
}

/** How many claims have an error of this family of ids. */
async function held(loop: Loop, family: string): Promise<number> {
  const all = [...(await findings(loop)).values()];
  return all.filter((of) => of.some((f) => f.editId.startsWith(family) && f.severity === 'error')).length;
}

describe('what a patient had before', () => {
  it('makes a second encounter of the same services a duplicate, in another file', async () => {
    const loop = await startLoop();
    await send(loop, visit('E1'));
    await send(loop, visit('E2'));
    expect(await held(loop, 'DUP')).toBe(1);
    expect(Object.values(await loop.states()).toSorted()).toEqual(['EDIT_HOLD', 'READY']);
  });

  it('makes it one in the same file too: the second, not the first', async () => {
    const loop = await startLoop();
    await send(loop, visit('E1'), visit('E2'));
    expect(await held(loop, 'DUP')).toBe(1);
  });

  it.each([
    ['another patient', { 'patient.dob': '19800216' }],
    ['another first name', { 'patient.first': 'ODILE' }],
    ['another billing provider', { 'billing.npi': '1234567893' }],
    ['another day', { 'lines[0].from': '20260106', 'lines[1].from': '20260106' }],
  ])('is not that of %s', async (_, other) => {
    const loop = await startLoop();
    await send(loop, visit('E1'));
    await send(loop, visit('E2', other));
    expect(await held(loop, 'DUP')).toBe(0);
  });

  it('is found however the name is written', async () => {
    const loop = await startLoop();
    await send(loop, visit('E1', { 'patient.last': "O'Quill-Brook" }));
    await send(loop, visit('E2', { 'patient.last': 'OQUILLBROOK' }));
    expect(await held(loop, 'DUP')).toBe(1);
  });

  it('is not the encounter itself when it comes again, and not what was voided', async () => {
    const loop = await startLoop();
    await send(loop, visit('E1'));
    await send(loop, visit('E1', { pos: '49' }));
    expect(await held(loop, 'DUP')).toBe(0);
    const many = Array.from({ length: 51 }, (_, i) => ({
      code: '99213',
      chargeCents: 1000 + i,
      units: '1',
      dx: [1],
      from: '20260105',
    }));
    await send(loop, encounter('E3', { lines: many }));
    await send(loop, encounter('E3'));
    expect(Object.values(await loop.states()).filter((state) => state === 'VOIDED')).toHaveLength(2);
    expect(await held(loop, 'DUP')).toBe(0);
  });

  it('is seen the same by a retry, whatever the first try recorded', async () => {
    const judged = async (write: number) => {
      const loop = await startLoop();
      const uploadId = await loop.upload(
        'intake/riverbend/a',
        ndjson([visit('E1'), visit('E2'), visit('E3')]),
      );
      const { fileId } = await loop.steps.receiveFile({ uploadId, client: CLIENT }, quiet);
      const input = { fileId, client: CLIENT, batch: 0 };
      await loop.steps.validateCodes(input, quiet);
      loop.life.dieAt(write, 'none');
      await loop.steps.assembleClaims(input, quiet).catch(() => undefined);
      loop.life.revive();
      await loop.steps.assembleClaims(input, quiet);
      return findings(loop);
    };
    const calm = await judged(Number.POSITIVE_INFINITY);
    expect([...calm.values()].flat().filter(({ editId }) => editId.startsWith('DUP')).length).toBeGreaterThan(
      0,
    );
    for (const write of [1, 2, 3, 4, 5]) expect(await judged(write)).toEqual(calm);
  });
});
