import { describe, expect, it } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import { insuranceOpen, patientCredit } from '../../../core/ledger/balances.ts';
import { paidAtDesk } from '../../../core/patient/payment.ts';
import { readX12 } from '../../../core/x12/read.ts';
import { batchClaims } from '../../../functions/write-interchange/batch-claims.ts';
import type { Writing } from '../../../functions/write-interchange/handler.ts';
import { writableClaims } from '../../../functions/write-interchange/write-sets.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { encounter, type Loop, NOW, PARTNER, quiet, startLoop } from '../loop.ts';
import { clm01 } from '../payer.ts';

stopServicesAfterEach();

const plan = async (loop: Loop, cause = 'run-1') => {
  const { planId } = await loop.steps.planInterchanges({ partner: PARTNER, cause }, quiet);
  return { planId, partner: PARTNER, interchange: 0 };
};

/** CLM01 of every claim in the archived interchange. */
async function claimsIn(loop: Loop, controlNo: number): Promise<readonly string[]> {
  const key = `outbound/${PARTNER}/${String(controlNo).padStart(9, '0')}.837`;
  if ((await loop.artifacts.size(key)) === null) return [];
  const found: string[] = [];
  for await (const item of readX12(await loop.artifacts.read({ key }))) {
    if (item.kind === 'claim') found.push(item.claim.content.claimNo ?? '');
    if (item.kind === 'finding') expect(item.finding.severity).not.toBe('error');
  }
  return found;
}

describe('an interchange', () => {
  it('holds the planned claims, each BATCHED under its numbers and billed for the first time', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1'), encounter('E2')]);
    const input = await plan(loop);
    expect(await loop.steps.writeInterchange(input, quiet)).toEqual({ outcome: 'written' });
    const heads = await loop.heads();
    expect(await claimsIn(loop, 1)).toEqual(heads.map(clm01));
    for (const head of heads) {
      expect(head).toMatchObject({
        state: 'BATCHED',
        batch: { planId: input.planId, controlNo: 1, setControlNo: '0001', batchId: '000000001-0001' },
      });
      expect(insuranceOpen(head.balances, 1)).toBe(15_000);
    }
    expect(await loop.files.interchange(PARTNER, 1)).toMatchObject({
      planId: input.planId,
      index: 0,
      sets: [{ controlNo: '0001', batchId: '000000001-0001', claims: 2 }],
    });
  });

  it('books what a patient paid at the desk when the claim first leaves, and never again', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1', { patientPaidCents: 2000 })]);
    await loop.steps.writeInterchange(await plan(loop), quiet);
    const [event] = (await loop.claims.events((await loop.only()).claimNo)).slice(-1);
    expect(event?.entries.map(({ type, lineNo }) => [type, lineNo])).toEqual([
      ...[
        ['J0', 1],
        ['J0', 2],
        ['J6a', 0],
      ],
    ]);
    const head = await loop.only();
    expect(patientCredit(head.balances)).toBe(2000);
    const claim = (await loop.claims.contents([head])).get(head.claimNo);
    if (claim === undefined) throw new Error('a claim has content');
    expect(paidAtDesk(claim, head, { cause: 'plan/later', date: civilDate('20260301') })).toEqual([]);
  });

  it('of which every claim left READY meanwhile is empty', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1')], 'a');
    const input = await plan(loop);
    await loop.intake([encounter('E1', { 'billing.npi': '1999999999' })], 'b');
    expect(await loop.steps.writeInterchange(input, quiet)).toEqual({ outcome: 'empty' });
    expect(await claimsIn(loop, 1)).toEqual([]);
    expect(await loop.files.interchange(PARTNER, 1)).toBeNull();
  });

  it('that was put and not registered is registered by the retry, byte for byte as it was put', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1')]);
    const input = await plan(loop);
    loop.life.dieAt(4, 'none');
    await expect(loop.steps.writeInterchange(input, quiet)).rejects.toThrow('injected');
    loop.life.revive();
    const key = `outbound/${PARTNER}/000000001.837`;
    const bytes = await loop.artifacts.readText({ key });
    loop.setClock(NOW + 86_400_000);
    expect(await loop.steps.writeInterchange(input, quiet)).toEqual({ outcome: 'written' });
    expect(await loop.artifacts.readText({ key })).toBe(bytes);
    expect(await loop.files.interchange(PARTNER, 1)).toMatchObject({ bytes: bytes.length });
  });

  it('finishes every append that it can before it says that it failed', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1'), encounter('E2'), encounter('E3')]);
    const input = await plan(loop);
    loop.faults.inject({
      kind: 'call',
      service: 'dynamodb',
      operation: 'PutItem',
      at: 1,
      effect: 'none',
      answer: 'throttled',
    });
    await expect(loop.steps.writeInterchange(input, quiet)).rejects.toMatchObject({
      name: 'BatchIncomplete',
      facts: { planId: input.planId, unsettled: 1 },
    });
    expect(Object.values(await loop.states()).toSorted()).toEqual(['BATCHED', 'BATCHED', 'READY']);
    expect(await claimsIn(loop, 1)).toEqual([]);
    expect(await loop.steps.writeInterchange(input, quiet)).toEqual({ outcome: 'written' });
    expect(await claimsIn(loop, 1)).toHaveLength(3);
  });

  it('is refused where the plan has no such one', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1')]);
    const input = { ...(await plan(loop)), interchange: 3 };
    await expect(loop.steps.writeInterchange(input, quiet)).rejects.toMatchObject({ name: 'PlanIncomplete' });
  });
});

describe('two plans of the same claims', () => {
  it('that race put each claim into one file', async () => {
    const loop = await startLoop();
    await loop.intake(['E1', 'E2', 'E3', 'E4', 'E5', 'E6'].map((id) => encounter(id)));
    const inputs = [await plan(loop, 'run-1'), await plan(loop, 'run-2'), await plan(loop, 'run-3')];
    await Promise.all(inputs.map((input) => loop.steps.writeInterchange(input, quiet)));
    const written = (await Promise.all([1, 2, 3].map((controlNo) => claimsIn(loop, controlNo)))).flat();
    expect(written.toSorted()).toEqual((await loop.heads()).map(clm01));
    const registered = await loop.files.listInterchanges();
    const counted = registered.flatMap(({ sets }) => sets.map(({ claims }) => claims));
    expect(counted.reduce((a, b) => a + b, 0)).toBe(6);
  });

  it('one of which died on the way share them out: what the first took stays the first’s', async () => {
    const loop = await startLoop();
    await loop.intake(['E1', 'E2'].map((id) => encounter(id)));
    const [first, second] = [await plan(loop, 'run-1'), await plan(loop, 'run-2')];
    loop.faults.inject({
      kind: 'call',
      service: 'dynamodb',
      operation: 'PutItem',
      at: 2,
      effect: 'none',
      answer: 'error',
    });
    await expect(loop.steps.writeInterchange(first, quiet)).rejects.toThrow();
    await loop.steps.writeInterchange(second, quiet);
    await loop.steps.writeInterchange(first, quiet);
    const [one, two] = [await claimsIn(loop, 1), await claimsIn(loop, 2)];
    expect([one.length, two.length]).toEqual([1, 1]);
    expect([...one, ...two].toSorted()).toEqual((await loop.heads()).map(clm01));
  });
});

describe('a claim', () => {
  it('that was revised between reading and appending stays out: the file would have its old content', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1')], 'a');
    const { planId } = await plan(loop);
    const submission = await loop.artifacts.readJson<Writing['plan']>(`plans/${planId}.json`);
    const [partner] = loop.config.partners;
    const [planned] = submission.interchanges;
    if (partner === undefined || planned === undefined) throw new Error('planned');
    const context: Writing = { ...loop, now: () => NOW, partner, plan: submission, planned };
    const writable = await writableClaims(context, planned.sets[0]?.claims ?? []);
    await loop.intake([encounter('E1', { pos: '49' })], 'b');
    expect(await batchClaims(context, writable)).toEqual(new Set());
    expect(await loop.only()).toMatchObject({ state: 'READY', contentVersion: 2 });
  });

  it('whose data cannot be written is held with a work item; the others go out', async () => {
    const loop = await startLoop();
    await loop.intake([encounter('E1'), encounter('E2')]);
    const [bad] = await loop.heads();
    if (bad === undefined) throw new Error('two claims');
    const [event] = await loop.claims.events(bad.claimNo);
    if (event?.facts.kind !== 'assembled') throw new Error('assembled');
    const { claim } = event.facts;
    const content = { ...claim.content, patient: { ...claim.content.patient, last: '~*~' } };
    // What the edits should have caught: the journal holds data that X12 cannot carry.
    const stored = { ...event, facts: { ...event.facts, claim: { ...claim, content } } };
    const input = await plan(loop);
    const place = `claims ${bad.claimNo} E#000001`;
    const replaced = { ...JSON.parse((await loop.dump())[place] ?? ''), body: { S: JSON.stringify(stored) } };
    await loop.restore({ [place]: JSON.stringify(replaced) });
    expect(await loop.steps.writeInterchange(input, quiet)).toEqual({ outcome: 'written' });
    expect(await claimsIn(loop, 1)).toHaveLength(1);
    expect(await loop.claims.head(bad.claimNo)).toMatchObject({ state: 'EDIT_HOLD' });
    const [item] = await loop.openWork();
    expect(item).toMatchObject({ reason: 'WRITE_REFUSED', claimNo: bad.claimNo });
    expect(JSON.stringify(item)).not.toContain('~*~');
  });
});
