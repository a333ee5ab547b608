/**
 * Scenario S29 of domain.md 9 with its own dates, and the ways around it: a claim is denied as filed too late, and what
 * is on record of its filing goes with the appeal. Amounts in dollars.
 */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { appealedAnswer } from '../../bin/commands/claim-act-answers.ts';
import { makePaint } from '../../bin/terminal/paint.ts';
import { workItemText } from '../../bin/terminal/work-text.ts';
import { civilDate, daysBetween } from '../../core/dates.ts';
import { type Pipeline, startPipeline, TODAY } from '../support/pipeline.ts';
import { pipelineConfig } from '../support/pipeline-config.ts';
import { actsOf } from './acts.ts';
import { expectProvenLedger, standingOf, workOn } from './books.ts';
import { clinicOf, encounter, only, type SentClaim } from './clinic.ts';
import {
  a999,
  accepted,
  acceptedSet,
  acknowledgment,
  file835,
  payment,
  refused,
  remittance,
  ta1,
} from './payer.ts';

const SERVED = '20260105';
const DENIED = '20260520';
/** The payer takes claims for 90 days. */
const config = { ...pipelineConfig, payers: [{ id: '*', timelyFilingDays: 90 }] };

let pipeline: Pipeline;
let acts: ReturnType<typeof actsOf>;
/** Claims of one visit of 300 on 5 January; all leave on 12 February. */
const claims: Record<string, SentClaim> = {};
const claimOf = (id: string): SentClaim => {
  const claim = claims[id];
  if (claim === undefined) throw new Error(`no claim ${id}`);
  return claim;
};
const receive = (text: string): Promise<string> => pipeline.receive('clearinghouse', text);

/** A2:20 of the payer: it had the claim on `receivedOn`. */
const acceptedOn = (claim: SentClaim, processDate: string) => {
  const answer = accepted(claim);
  const entry = { ...answer.entry, serviceFrom: civilDate(SERVED) };
  return acknowledgment([{ ...answer, entry }], {
    processDate: civilDate(processDate),
    trace: `A${processDate}`,
  });
};

beforeAll(async () => {
  pipeline = await startPipeline({ config });
  acts = actsOf(pipeline, 'ann', config);
  const clinic = clinicOf(pipeline);
  for (const id of ['S29', 'silent', 'late', 'upheld', 'other']) {
    const given = encounter(id, [{ code: '99215', charge: 300 }]);
    const lines = given.lines.map((line) => ({ ...line, from: SERVED }));
    claims[id] = only(await clinic.sends([{ ...given, lines }]));
  }
  const { controlNo, setControlNo } = claimOf('S29');
  await receive(ta1(controlNo, 'A'));
  await receive(a999({ controlNo, code: 'A', counts: '1*1*1', sets: [acceptedSet(setControlNo)] }));
  // DTP*050 is the day before the one on which the payer processed it.
  await receive(acceptedOn(claimOf('S29'), '20260211'));
  await receive(acceptedOn(claimOf('upheld'), '20260211'));
  await receive(acceptedOn(claimOf('late'), '20260420'));
  pipeline.system.shiftClock(daysBetween(TODAY, civilDate(DENIED)) * 86_400_000);
  acts.on(DENIED);
});
afterAll(() => pipeline.stop());
afterEach(() => expectProvenLedger(pipeline));

const of20May = (given: Parameters<typeof remittance>[0]) => {
  const one = remittance(given);
  return file835({ ...one, header: { ...one.header, paymentDate: DENIED, productionDate: DENIED } });
};
/** CO-29 300 on 20 May. */
const denies = (id: string): Promise<string> => {
  const clp = payment(claimOf(id), '1/300/0', [{ paid: 0, cas: ['CO-29 300'] }]);
  return receive(of20May({ trace: `EFT-${id}-1`, pays: 0, claims: [clp] }));
};
const denialOf = async (id: string) =>
  only(await pipeline.workItems((item) => item.claimNo === claimOf(id).claimNo && item.reason === 'DENIAL'));

it('S29: the denial carries the proof (36 days after DOS), the appeal records it, and it is won', async () => {
  const claim = claimOf('S29');
  await denies('S29');
  const denial = await denialOf('S29');
  expect(denial).toMatchObject({
    queue: 'timely-filing',
    action: 'APPEAL',
    priority: 'P1',
    dueDate: '20260603',
  });
  expect(denial.summary).toContain('Proof attached (36 days after DOS).');
  const [reason, proof, sent, ...answers] = denial.details;
  expect(reason).toMatchObject({ code: 'CO-29', line: 1, amount: 30_000 });
  expect(proof).toEqual({
    code: 'TIMELY_FILING',
    text: 'received by the payer on 20260210, 36 days after DOS; limit 90 days, until 20260405',
  });
  expect(sent).toEqual({
    code: '837',
    position: `attempt 1, interchange ${claim.controlNo}, set ${claim.setControlNo}`,
    text: 'sent 20260212',
  });
  expect(answers).toEqual([
    {
      code: 'TA1',
      position: expect.stringMatching(/^attempt 1, file [0-9a-f]{64}$/),
      text: 'accepted, came 20260212',
    },
    {
      code: '999',
      position: expect.stringMatching(/^attempt 1, file [0-9a-f]{64}$/),
      text: 'accepted, came 20260212',
    },
    {
      code: '277CA payer',
      position: expect.stringMatching(/^attempt 1, file [0-9a-f]{64}$/),
      text: 'received 20260210, A2:20',
    },
  ]);
  const shown = workItemText(denial, makePaint(false));
  expect(shown).toContain('TIMELY_FILING: received by the payer on 20260210, 36 days after DOS');
  expect(
    Math.max(
      ...shown
        .split('\n')
        .slice(3)
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(110);

  const told = await acts.appeal(claim, 1, DENIED);
  expect(told).toMatchObject({
    outcome: 'done',
    event: {
      state: 'APPEALED',
      facts: { level: 1, proof: { witness: 'payer', receivedOn: '20260210', days: 36 } },
    },
  });
  const text = appealedAnswer(told).text();
  expect(text).toContain('Proof attached (36 days after DOS).');
  expect(text).toContain('277CA payer, attempt 1, file ');

  const won = payment(claim, '1/300/180', [{ paid: 180, cas: ['CO-45 120'] }]);
  await receive(of20May({ trace: 'EFT-S29-2', pays: 180, claims: [won] }));
  const after = await standingOf(pipeline, claim);
  expect(after.history.slice(-3)).toEqual(['APPEALED', 'PAID', 'CLOSED']);
  expect(after.posted).toMatchObject({ J1: 180, J2: 120 });
  expect(after.accounts).toEqual({ 1015: 180, 4010: -300, 4110: 120 });
  expect(await workOn(pipeline, claim)).toMatchObject([{ reason: 'APPEAL_WON' }]);
  expect(await pipeline.work.get(denial.id)).toMatchObject({ outcome: 'recovered 180.00' });
});

it('a claim that no one accepted has no proof, and the item says so; a refusal proves nothing', async () => {
  const silent = claimOf('silent');
  const no = refused(silent);
  const entry = { ...no.entry, serviceFrom: civilDate(SERVED) };
  await receive(acknowledgment([{ ...no, entry }]));
  await denies('silent');
  const denial = await denialOf('silent');
  expect(denial.summary).toContain('No proof of timely filing is on record');
  expect(denial.details.map(({ code }) => code)).toEqual(['CO-29', 'TIMELY_FILING', '837']);
  expect(denial.details[1]?.text).toBe('none; limit 90 days, until 20260405');
});

it('a claim that the payer had after its limit is said to be late', async () => {
  await denies('late');
  const denial = await denialOf('late');
  expect(denial.summary).toContain('The proof on record is too late (104 days after DOS, limit 90)');
});

it('an appeal of another denial takes no proof of filing along', async () => {
  const other = claimOf('other');
  const clp = payment(other, '1/300/0', [{ paid: 0, cas: ['CO-50 300'] }]);
  await receive(of20May({ trace: 'EFT-other-1', pays: 0, claims: [clp] }));
  expect((await denialOf('other')).details.map(({ code }) => code)).toEqual(['CO-50']);
  const told = await acts.appeal(other, 1, DENIED);
  expect(told).toMatchObject({ outcome: 'done' });
  expect(JSON.stringify(told)).not.toContain('proof');
});

it('an appeal that is upheld: a person decides on the next level in its time', async () => {
  const claim = claimOf('upheld');
  await denies('upheld');
  await acts.appeal(claim, 1, DENIED);
  expect(await acts.uphold(claim, '20260519')).toMatchObject({ refusal: { reason: 'DATE' } });
  expect(await acts.uphold(claim, DENIED)).toMatchObject({ event: { state: 'DENIED' } });
  expect(await acts.uphold(claim, DENIED)).toMatchObject({ outcome: 'already' });
  expect((await workOn(pipeline, claim)).map(({ reason }) => reason).toSorted()).toEqual([
    'APPEAL_UPHELD',
    'DENIAL',
  ]);
  expect(await acts.appeal(claim, 1, DENIED)).toMatchObject({ outcome: 'already' });
  expect(await acts.appeal(claim, 3, '20260601')).toMatchObject({ refusal: { reason: 'LEVEL', next: 2 } });
  expect(await acts.appeal(claim, 2, '20260901')).toMatchObject({
    refusal: { reason: 'TOO_LATE', deadline: '20260818' },
  });
  expect(await acts.appeal(claim, 2, '20260701')).toMatchObject({
    event: { state: 'APPEALED', facts: { proof: { days: 36 } } },
  });
});
