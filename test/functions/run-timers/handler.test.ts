import { describe, expect, it, test } from 'vitest';
import { importDeposits } from '../../../bin/session/deposits.ts';
import { workItem } from '../../../core/claim/work.ts';
import { payerProfile } from '../../../core/config.ts';
import { civilDate } from '../../../core/dates.ts';
import { cents } from '../../../core/money.ts';
import { patientPaymentDraft } from '../../../core/patient/payment.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { configWith, encounter, type Loop, PARTNER, startLoop } from '../loop.ts';
import { a835, a999, ca277, clm01, denies, pays, paysInPart, ta1 } from '../payer.ts';
import { appealed, passedOn } from './waiting-claims.ts';

stopServicesAfterEach();

/** The daily run at noon of a day, and the items of timers after it: reason, priority and status. */
async function runOn(loop: Loop, day: string) {
  loop.setClock(noon(day));
  await loop.overdue();
  const found = await Promise.all(
    (['OPEN', 'TAKEN', 'RESOLVED'] as const).map((status) => loop.work.list({ status })),
  );
  return found
    .flat()
    .filter(({ id }) => id.startsWith('timer-'))
    .map(({ reason, priority, status }) => `${reason} ${priority} ${status}`);
}
const noon = (day: string): number =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6)), 12);

/** Claims that were sent on Saturday, 10 January 2026. */
async function sentClaims(loop: Loop, ...ids: readonly string[]) {
  await loop.intake(ids.map((id) => encounter(id)));
  await loop.submit();
  const heads = await loop.heads();
  return { numbers: heads.map(clm01), batchId: heads[0]?.batch?.batchId ?? '' };
}

async function acceptedClaims(loop: Loop, ...ids: readonly string[]) {
  const sent = await sentClaims(loop, ...ids);
  const claims = sent.numbers.map((claimId) => ({ claimId, status: 'A2:20' }));
  await loop.respond(ca277({ batchId: sent.batchId, claims }));
  return sent;
}

describe('an interchange without an answer', () => {
  it('is asked for after a business day, once for all its claims, until it is answered', async () => {
    const loop = await startLoop();
    await sentClaims(loop, 'E1', 'E2');
    expect(await runOn(loop, '20260111')).toEqual([]);
    expect(await runOn(loop, '20260112')).toEqual(['ACK_MISSING P2 OPEN']);
    expect((await loop.openWork())[0]).toMatchObject({ value: 30_000, partnerId: PARTNER });
    await loop.respond(ta1(1));
    expect(await runOn(loop, '20260113')).toEqual(['ACK_MISSING P2 OPEN']);
    await loop.respond(a999(1, { '0001': 'A' }), 'a999');
    expect(await runOn(loop, '20260114')).toEqual(['ACK_MISSING P2 RESOLVED']);
    // The 999 came on the 13th.
    expect(await runOn(loop, '20260115')).toEqual(['277CA_MISSING P3 OPEN', 'ACK_MISSING P2 RESOLVED']);
  });

  it('keeps its item while some of its claims are not answered', async () => {
    const loop = await startLoop();
    const { numbers, batchId } = await sentClaims(loop, 'E1', 'E2');
    await loop.respond(a999(1, { '0001': 'A' }));
    const [first = '', second = ''] = numbers;
    const answer = (claimId: string) => ca277({ batchId, claims: [{ claimId, status: 'A2:20' }] });
    await loop.respond(answer(first), 'first');
    expect(await runOn(loop, '20260114')).toEqual(['277CA_MISSING P3 OPEN']);
    const [item] = await loop.openWork();
    expect(item?.details).toContainEqual({ code: 'CLAIMS', text: '1' });
    await loop.respond(answer(second), 'second');
    expect(await runOn(loop, '20260115')).toEqual(['277CA_MISSING P3 RESOLVED']);
  });

  it('of a clearinghouse that forwards claims is asked for at the payer', async () => {
    const loop = await startLoop();
    const { numbers, batchId } = await sentClaims(loop, 'E1');
    const claims = numbers.map((claimId) => ({ claimId, status: 'A1:20' }));
    await loop.respond(ca277({ batchId, claims, source: 'clearinghouse' }));
    expect(await runOn(loop, '20260115')).toEqual([]);
    expect(await runOn(loop, '20260116')).toEqual(['PAYER_277CA_MISSING P3 OPEN']);
  });
});

it('claims that are ready and do not leave are asked for, once for their partner', async () => {
  const loop = await startLoop();
  await loop.intake([encounter('E1'), encounter('E2')]);
  expect(await runOn(loop, '20260111')).toEqual([]);
  expect(await runOn(loop, '20260112')).toEqual(['NOT_SUBMITTED P2 OPEN']);
  await loop.submit();
  await loop.respond(a999(1, { '0001': 'A' }));
  expect(await runOn(loop, '20260113')).toEqual(['NOT_SUBMITTED P2 RESOLVED']);
});

describe('a claim that the payer has and does not pay', () => {
  it('is asked for after 30 days, then every 14, more urgently each time, until the 835 comes', async () => {
    const loop = await startLoop();
    const { numbers } = await acceptedClaims(loop, 'E1');
    expect(await runOn(loop, '20260208')).toEqual([]);
    expect(await runOn(loop, '20260209')).toEqual(['LATE_PAYMENT P3 OPEN']);
    expect(await runOn(loop, '20260210')).toEqual(['LATE_PAYMENT P3 OPEN']);
    expect(await runOn(loop, '20260223')).toEqual(['LATE_PAYMENT P2 OPEN']);
    const [item] = await loop.openWork();
    expect(item).toMatchObject({ value: 15_000, dueDate: '20260302', claimNo: (await loop.only()).claimNo });
    await loop.work.resolve(item?.id ?? '', { user: 'ann', nowEpochMs: noon('20260224') }, 'In process.');
    expect(await runOn(loop, '20260225')).toEqual(['LATE_PAYMENT P2 RESOLVED']);
    expect(await runOn(loop, '20260309')).toEqual(['LATE_PAYMENT P1 OPEN']);
    await loop.remit(a835({ payments: [paysInPart(numbers[0] ?? '')] }));
    expect(await runOn(loop, '20260310')).toEqual(['LATE_PAYMENT P1 RESOLVED']);
  });

  it('is asked for as soon as its payer is said to take no longer', async () => {
    const config = configWith();
    const profile = { ...payerProfile(config, '*'), id: '99001', timers: { payment: 14 } };
    const loop = await startLoop({ config: { ...config, payers: [profile, ...config.payers] } });
    await acceptedClaims(loop, 'E1');
    expect(await runOn(loop, '20260123')).toEqual([]);
    expect(await runOn(loop, '20260124')).toEqual(['LATE_PAYMENT P3 OPEN']);
  });

  it('of Medicare is asked for after 20 days', async () => {
    const loop = await startLoop();
    await loop.intake([
      encounter('E1', {
        'coverages[0].filingCode': 'MB',
        'coverages[0].memberId': '1EG4TE5MK73',
      }),
    ]);
    await loop.submit();
    const { batch, ...head } = await loop.only();
    const claims = [{ claimId: clm01(head), status: 'A2:20' }];
    await loop.respond(ca277({ batchId: batch?.batchId ?? '', claims }));
    expect(await runOn(loop, '20260129')).toEqual([]);
    expect(await runOn(loop, '20260130')).toEqual(['LATE_PAYMENT P3 OPEN']);
  });

  it('is not asked for in a batch that was paid since the plan was made', async () => {
    const loop = await startLoop();
    const { numbers } = await acceptedClaims(loop, 'E1');
    loop.setClock(noon('20260209'));
    const { runId } = await loop.steps.findOverdue({ cause: 'tick' }, quietly);
    await loop.remit(a835({ payments: [paysInPart(numbers[0] ?? '')] }));
    await loop.steps.runTimers({ runId, batch: 0 }, quietly);
    expect(await loop.reasons()).toEqual([]);
  });
});
const quietly = { note: () => {}, count: () => {} };

describe('money that a payer paid too much (2010)', () => {
  const paidTwice = async (loop: Loop): Promise<string> => {
    const { numbers } = await acceptedClaims(loop, 'E1');
    const [claim = ''] = numbers;
    await loop.remit(a835({ payments: [paysInPart(claim)], trace: 'EFT1' }), 'one');
    loop.setClock(noon('20260115'));
    await loop.remit(a835({ payments: [pays(claim, '1/150/120', ['CO-45 30'])], trace: 'EFT2' }), 'two');
    return claim;
  };

  it('goes back within 60 days: an item with that day from the first on, then warnings', async () => {
    const loop = await startLoop();
    await paidTwice(loop);
    expect(await runOn(loop, '20260115')).toEqual(['OVERPAYMENT_DUE P3 OPEN']);
    const item = (await loop.openWork()).find(({ reason }) => reason === 'OVERPAYMENT_DUE');
    expect(item).toMatchObject({ dueDate: '20260316', queue: 'credits', value: 12_000 });
    expect(await runOn(loop, '20260213')).toContain('OVERPAYMENT_DUE P3 OPEN');
    expect(await runOn(loop, '20260214')).toContain('OVERPAYMENT_DUE P2 OPEN');
    expect(await runOn(loop, '20260301')).toContain('OVERPAYMENT_DUE P1 OPEN');
    expect(await runOn(loop, '20260316')).toContain('OVERPAYMENT_DUE P1 OPEN');
  });

  it('is nobody’s task any more once there is none: the 22 came', async () => {
    const loop = await startLoop();
    const claim = await paidTwice(loop);
    await runOn(loop, '20260115');
    const back = pays(claim, '22/-150/-100', ['CO-45 -50']);
    await loop.remit(a835({ payments: [back], trace: 'EFT3', paid: cents(0), plb: [wo(-10_000)] }), 'three');
    expect((await loop.only()).payerCreditSince).toBeUndefined();
    expect(await runOn(loop, '20260116')).toContain('OVERPAYMENT_DUE P3 RESOLVED');
  });
  const wo = (amount: number) => ({ code: 'WO', reference: 'PC0001', amount: cents(amount) });
});

describe('what a patient has to the good (2020)', () => {
  const prepaid = async (loop: Loop): Promise<string> => {
    const { numbers } = await acceptedClaims(loop, 'E1');
    const { claimNo } = await loop.only();
    await loop.claims.record({
      claimNo,
      cause: 'receipt/R1',
      nowEpochMs: noon('20260111'),
      decide: (head) => (head === null ? null : patientPaymentDraft(head, receipt)),
    });
    return numbers[0] ?? '';
  };
  const receipt = {
    receipt: 'R1',
    method: 'cash' as const,
    amount: cents(2000),
    user: 'ann',
    receivedOn: civilDate('20260111'),
  };

  it('is refunded after 60 days, once it is known that it is left over', async () => {
    const loop = await startLoop();
    const claim = await prepaid(loop);
    expect(await runOn(loop, '20260312')).toEqual(['LATE_PAYMENT P1 OPEN']);
    await loop.remit(a835({ payments: [paysInPart(claim)] }));
    expect(await runOn(loop, '20260313')).toContain('PATIENT_CREDIT_DUE P3 OPEN');
    const item = (await loop.openWork()).find(({ reason }) => reason === 'PATIENT_CREDIT_DUE');
    expect(item).toMatchObject({ queue: 'credits', action: 'REFUND', value: 2000 });
  });

  it('needs no second item where somebody is asked to refund it already', async () => {
    const loop = await startLoop();
    const claim = await prepaid(loop);
    await loop.remit(a835({ payments: [paysInPart(claim)] }));
    const asked = { id: 'i1', today: civilDate('20260111'), claimNo: (await loop.only()).claimNo };
    await loop.work.open(workItem('PATIENT_REFUND', asked), noon('20260111'));
    expect(await runOn(loop, '20260401')).not.toContain('PATIENT_CREDIT_DUE P3 OPEN');
    await loop.work.resolve('i1', { user: 'ann', nowEpochMs: noon('20260401') }, 'Refunded.');
    expect((await runOn(loop, '20260402')).join()).toContain('PATIENT_CREDIT_DUE');
  });
});

describe('an appeal that is not decided in time', () => {
  it('is journalled and asked for after 60 days, and again after every 14 (row 45)', async () => {
    const loop = await startLoop();
    const { claimNo } = await appealed(loop);
    expect(await runOn(loop, '20260312')).toEqual([]);
    expect(await runOn(loop, '20260313')).toEqual(['APPEAL_OVERDUE P3 OPEN']);
    expect(await runOn(loop, '20260314')).toEqual(['APPEAL_OVERDUE P3 OPEN']);
    expect(await runOn(loop, '20260327')).toEqual(['APPEAL_OVERDUE P2 OPEN']);
    const rows = (await loop.claims.events(claimNo)).flatMap(({ steps, facts }) =>
      facts.kind === 'overdue' ? [[steps.map(({ row }) => row), facts.due, facts.reminder]] : [],
    );
    expect(rows).toEqual([
      [[45], '20260313', 1],
      [[45], '20260313', 2],
    ]);
  });
});

describe('a claim that its payer passed on, and the next one does not answer', () => {
  it('is closed with this payer after 30 days; the next one is billed, and a person told (row 47)', async () => {
    const loop = await startLoop();
    const { claimNo } = await passedOn(loop);
    await runOn(loop, '20260208');
    expect((await loop.only()).state).toBe('FORWARDED');
    await runOn(loop, '20260209');
    const head = await loop.only();
    expect([head.filing, head.others?.['1']?.state]).toEqual([2, 'CLOSED']);
    expect(head.state).not.toBe('DRAFT');
    const items = (await loop.openWork()).filter(({ reason }) => reason === 'CROSSOVER_MISSING');
    expect(items).toMatchObject([{ claimNo, queue: 'cob', value: 2000 }]);
  });

  it('is left alone where the next payer answered since the plan was made', async () => {
    const loop = await startLoop();
    const claim = await passedOn(loop);
    loop.setClock(noon('20260209'));
    const { runId } = await loop.steps.findOverdue({ cause: 'tick' }, quietly);
    const rest = pays(clm01(claim), '2/150/20', ['OA-23 130']);
    const place = { address1: '2 PAYER PLAZA', city: 'CHICAGO', state: 'IL', zip: '60601' };
    const contact = { contactName: 'EDI SUPPORT', contactPhone: '5555550191' };
    const payer = { name: 'BETA MUTUAL', secondaryId: '99002', ...place, ...contact };
    await loop.remit(a835({ payments: [rest], header: { payer }, trace: 'EFT9' }), 'beta.edi');
    const before = await loop.only();
    await loop.steps.runTimers({ runId, batch: 0 }, quietly);
    expect(await loop.only()).toEqual(before);
    expect(await loop.reasons()).not.toContain('CROSSOVER_MISSING');
  });
});

describe('the limit for filing', () => {
  it('comes nearer for a claim that is held, and is past for one that was sent', async () => {
    const config = configWith();
    const [profile, ...others] = config.payers.map((payer) => ({ ...payer, timelyFilingDays: 90 }));
    if (profile === undefined) throw new Error('there is a payer');
    const loop = await startLoop({ config: { ...config, payers: [profile, ...others] } });
    await loop.intake([encounter('E1', { 'billing.npi': '1999999999' })]);
    expect(await runOn(loop, '20260305')).toEqual([]);
    expect(await runOn(loop, '20260306')).toEqual(['TIMELY_FILING_NEAR P3 OPEN']);
    expect((await loop.openWork()).find(({ queue }) => queue === 'timely-filing')).toMatchObject({
      dueDate: '20260405',
    });
    expect(await runOn(loop, '20260329')).toEqual(['TIMELY_FILING_NEAR P1 OPEN']);
    await loop.intake([encounter('E1')], 'corrected.ndjson');
    await loop.submit();
    expect(await runOn(loop, '20260330')).toContain('TIMELY_FILING_NEAR P1 RESOLVED');
  });
});

describe('payments and their money', () => {
  const file = (date: string, amount: number, trace: string) => ({
    lines: [
      {
        date: civilDate(date),
        amount: cents(amount),
        traces: [trace],
        text: '',
        content: `${date} ${trace}`,
        ordinal: 1,
      },
    ],
  });
  const bank = (loop: Loop, ...deposit: Parameters<typeof file>) =>
    importDeposits({ ...loop, now: () => noon('20260301') }, 'operating', file(...deposit));

  it('are asked for after four business days, each by itself once the bank’s file tells of those days', async () => {
    const loop = await startLoop();
    const { numbers } = await acceptedClaims(loop, 'E1', 'E2');
    const [first = '', second = ''] = numbers;
    const paid = (claim: string, trace: string) => a835({ payments: [paysInPart(claim)], trace });
    await loop.remit(paid(first, 'EFT1'), 'one');
    await loop.remit(paid(second, 'EFT2'), 'two');
    // Paid on Tuesday, 10 February; Monday is a holiday.
    expect(await runOn(loop, '20260216')).toEqual([]);
    expect(await runOn(loop, '20260217')).toEqual(['REASSOCIATION P2 OPEN']);
    await bank(loop, '20260211', 10_000, 'EFT1');
    await bank(loop, '20260218', 7700, 'EFT9');
    expect((await runOn(loop, '20260224')).toSorted()).toEqual([
      'REASSOCIATION P2 OPEN',
      'REASSOCIATION P2 OPEN',
      'REASSOCIATION P2 RESOLVED',
    ]);
    const open = (await loop.openWork()).flatMap(({ details }) => details.map(({ code }) => code));
    expect(open.toSorted()).toEqual(['NOT_IN_BANK', 'NO_REMITTANCE']);
    await bank(loop, '20260224', 10_000, 'EFT2');
    const after = await runOn(loop, '20260225');
    expect(after.filter((one) => one.endsWith('OPEN'))).toHaveLength(1);
  });
});

test.each([
  ['the same run', 'tick', 'tick'],
  ['another run of the same day', 'tick', 'by hand'],
])('%s reminds nobody twice', async (_what, first, second) => {
  const loop = await startLoop();
  await acceptedClaims(loop, 'E1', 'E2');
  await loop.remit(a835({ payments: [denies((await loop.heads()).map(clm01)[0] ?? '')] }));
  loop.setClock(noon('20260301'));
  expect((await loop.overdue(first)).outcome).toBe('found');
  const after = await loop.dump();
  await loop.overdue(second);
  const changed = Object.entries(await loop.dump()).filter(([key, item]) => after[key] !== item);
  expect(changed.filter(([key]) => !key.includes('timers-'))).toEqual([]);
});

it('a day without anything due plans nothing', async () => {
  const loop = await startLoop();
  await acceptedClaims(loop, 'E1');
  expect(await loop.overdue()).toMatchObject({ outcome: 'nothing', batches: 0 });
});
