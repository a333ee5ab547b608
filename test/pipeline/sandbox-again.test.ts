/**
 * Claims that go to the sandbox payer again, through the whole deployment: a replacement is answered by the reversal of
 * its original and a new decision in one 835, a void by the reversal. Amounts in dollars.
 */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { actsOf } from '../scenarios/acts.ts';
import { expectProvenLedger, standingOf } from '../scenarios/books.ts';
import { clinicOf, encounter, only, type SentClaim } from '../scenarios/clinic.ts';
import { type Pipeline, startPipeline } from '../support/pipeline.ts';
import { pipelineConfig } from '../support/pipeline-config.ts';

const config = {
  ...pipelineConfig,
  partners: pipelineConfig.partners.map((partner) =>
    partner.sandbox ? { ...partner, sandboxScenario: 'all-paid' } : partner,
  ),
};

let pipeline: Pipeline;
let acts: ReturnType<typeof actsOf>;
let clinic: ReturnType<typeof clinicOf>;
beforeAll(async () => {
  pipeline = await startPipeline({ config });
  acts = actsOf(pipeline);
  clinic = clinicOf(pipeline, 'playground', 'sandbox');
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

let hours = 0;
/** The hourly interchange, and all that is answered. */
async function nextHour(): Promise<void> {
  hours += 1;
  pipeline.system.tick(Date.UTC(2026, 1, 12, 9, 30) + hours * 3_600_000);
  await pipeline.settled();
}

const LINES = [
  { code: '99213', charge: 120 },
  { code: '87880', modifiers: ['QW'], charge: 30 },
];
const sent = async (id: string): Promise<SentClaim> => only(await clinic.sends([encounter(id, LINES)]));

/** All that 835s said of a claim: CLP02 and CLP03. */
async function said({ clm01 }: SentClaim): Promise<readonly string[]> {
  const keys = (await pipeline.objectKeys('inbound/')).filter((key) => key.includes('-835-'));
  const texts = await Promise.all(keys.map((key) => pipeline.object(key)));
  const clp = new RegExp(`CLP\\*${clm01}\\*(\\d+)\\*(-?[0-9.]+)`, 'g');
  return texts.flatMap((text = '') =>
    [...text.matchAll(clp)].map(([, status, charge]) => `${status} ${charge}`),
  );
}

it('a replacement: its original is reversed and it is decided, and that is what is left', async () => {
  const claim = await sent('AGAIN-7');
  const before = await standingOf(pipeline, claim);
  expect(before.state).toBe('CLOSED');
  const corrected = encounter('AGAIN-7', [{ code: '99213', charge: 150 }, ...LINES.slice(1)]);
  expect(await acts.again(claim, 'replace', { corrected })).toMatchObject({ outcome: 'done' });
  await nextHour();

  expect(await said(claim)).toEqual(['1 150', '22 -150', '1 180']);
  const { history, accounts, payerClaimNo } = await standingOf(pipeline, claim);
  expect(history.slice(-4)).toEqual(['REPLACING', 'REVERSED', 'PAID', 'CLOSED']);
  expect(payerClaimNo).not.toBe(before.payerClaimNo);
  const { 1015: paid = 0, 4110: contractual = 0, 1110: patient = 0, ...others } = accounts;
  expect([others, paid + contractual + patient]).toEqual([{ 4010: -180 }, 180]);
});

it('a void of what never happened: nothing of the claim is left', async () => {
  const claim = await sent('AGAIN-8');
  expect(await acts.again(claim, 'void', { neverHappened: true })).toMatchObject({ outcome: 'done' });
  await nextHour();

  expect(await said(claim)).toEqual(['1 150', '22 -150']);
  const { state, accounts } = await standingOf(pipeline, claim);
  expect([state, accounts]).toEqual(['VOIDED', {}]);
});
