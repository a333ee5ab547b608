import { describe, expect, it } from 'vitest';
import { onFiling } from '../../../core/claim/filings.ts';
import type { Head } from '../../../core/claim/head.ts';
import type { JournalEvent } from '../../../core/claim/journal.ts';
import { parseConfig } from '../../../core/config.ts';
import { postedPayments, proveLedger } from '../../../core/ledger/proof.ts';
import { negate } from '../../../core/money.ts';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { stopServicesAfterEach } from '../../support/services.ts';
import { configWith, encounter, type Loop, startLoop } from '../loop.ts';
import { a835, clm01, pays } from '../payer.ts';

stopServicesAfterEach();

const behind = (seq: number, name: string, id: string) => ({
  seq,
  payer: { name, id },
  filingCode: 'CI',
  relationship: '18',
  memberId: `M${id}`,
  assignment: 'Y',
  release: 'Y',
});
const BETA = behind(2, 'BETA MUTUAL', '99002');
const GAMMA = behind(3, 'GAMMA LIFE', '99003');

/** A claim of 120 and 30 that the first payer has; a remittance of February is no remittance of the future. */
async function sent(
  loop: Loop,
  coverages: readonly object[] = [BETA],
  changes: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  loop.setClock(Date.UTC(2026, 1, 12, 12));
  const behindTheFirst = Object.fromEntries(coverages.map((one, i) => [`coverages[${i + 1}]`, one]));
  await loop.intake([encounter('E1', { ...behindTheFirst, ...changes })]);
  await loop.submit();
  return clm01(await loop.only());
}

let traces = 0;
const remits = async (loop: Loop, payment: ClaimPayment, payer?: string): Promise<void> => {
  traces += 1;
  const header =
    payer === undefined ? {} : { header: { payer: { ...ADDRESS, name: 'ANY', secondaryId: payer } } };
  const plenty =
    payment.paid < 0
      ? [payment, { ...pays('STRANGER', '1/900/900'), payerClaimControlNo: 'ICN9', ordinal: 2 }]
      : [payment];
  await loop.remit(a835({ payments: plenty, trace: `EFT${traces}`, ...header }), `${traces}.edi`);
};
const ADDRESS = {
  address1: '1 PAYER PLAZA',
  city: 'CHICAGO',
  state: 'IL',
  zip: '60601',
  contactName: 'EDI SUPPORT',
  contactPhone: '5555550190',
};

/** 100 of 150 paid, 20 left. */
const PAID = ['1/150/100/20', ['CO-45 30', 'PR-2 20']] as const;
const byFirst = (claimId: string, [clp, cas]: readonly [string, readonly string[]] = PAID) =>
  pays(claimId, clp, cas);
const back = ({ patientResponsibility: _, ...payment }: ClaimPayment): ClaimPayment => ({
  ...payment,
  status: '22',
  charge: negate(payment.charge),
  paid: negate(payment.paid),
  adjustments: payment.adjustments.map((one) => ({ ...one, amount: negate(one.amount) })),
});

const states = (head: Head): Readonly<Record<number, string>> =>
  Object.fromEntries(
    [1, 2, 3].flatMap((filing) => {
      const known = head.filing === filing || head.others?.[filing] !== undefined;
      return known ? [[filing, onFiling(head, filing).state]] : [];
    }),
  );
const standing = async (loop: Loop) => states(await loop.only());
const open = async (loop: Loop): Promise<Readonly<Record<string, number>>> => {
  const { balances } = await loop.only();
  const sums: Record<string, number> = {};
  for (const line of Object.values(balances))
    for (const [key, amount] of Object.entries(line)) sums[key] = (sums[key] ?? 0) + amount / 100;
  const ofInterest = Object.entries(sums).filter(([key, sum]) => sum !== 0 && !/^(1015|4010|4110)/.test(key));
  return Object.fromEntries(ofInterest);
};
const contentOf = async (loop: Loop, filing: number) => {
  const head = await loop.only();
  const [content] = (await loop.claims.contents([onFiling(head, filing)])).values();
  if (content === undefined) throw new Error('it has content');
  return content.content;
};
const journal = async (loop: Loop): Promise<readonly JournalEvent[]> =>
  loop.claims.events((await loop.only()).claimNo);

async function expectProof(loop: Loop): Promise<void> {
  const head = await loop.only();
  const events = await journal(loop);
  const proof = proveLedger();
  const entries = events.flatMap((event) => event.entries);
  proof.claim({
    claimNo: head.claimNo,
    entries,
    adjudications: postedPayments(events),
    projected: head.balances,
  });
  const { checks } = proof.finish();
  expect(checks.filter(({ name, ok }) => !ok && name !== 'remittances-equal-payments')).toEqual([]);
}

describe('the claim to the next payer', () => {
  it('is made when the payer before is done: original charges, and what that one decided', async () => {
    const loop = await startLoop();
    const claimId = await sent(loop);
    await remits(loop, { ...byFirst(claimId), payerClaimControlNo: 'ICN1', remarks: ['MA01'] });

    expect(await standing(loop)).toEqual({ 1: 'CLOSED', 2: 'READY' });
    expect(await contentOf(loop, 2)).toMatchObject({
      destination: 2,
      frequency: '1',
      totalChargeCents: 15_000,
      coverages: [
        {
          adjudication: {
            paidCents: 10_000,
            remainingLiabilityCents: 2000,
            adjustments: [
              { group: 'CO', carc: '45', amountCents: 3000 },
              { group: 'PR', carc: '2', amountCents: 2000 },
            ],
            outpatient: ['', '', 'MA01'],
            date: '20260210',
            payerClaimControlNo: 'ICN1',
          },
        },
        { payer: { id: '99002' } },
      ],
    });
    expect(await loop.reasons()).toEqual([]);
    await loop.submit('run-2');
    const head = await loop.only();
    expect([states(head), head.filing]).toEqual([{ 1: 'CLOSED', 2: 'BATCHED' }, 2]);
    expect(await open(loop)).toEqual({ '1100[2]': 20 });
  });

  it('is held with its items where an edit finds an error', async () => {
    const loop = await startLoop();
    const claimId = await sent(loop);
    loop.setClock(Date.UTC(2026, 0, 12, 12));
    await remits(loop, byFirst(claimId));
    expect(await standing(loop)).toEqual({ 1: 'CLOSED', 2: 'EDIT_HOLD' });
    const [item] = await loop.openWork();
    expect(item).toMatchObject({ reason: 'EDIT_HOLD', queue: 'cob', details: [{ code: 'COB-12' }] });
  });

  it('is none where nothing is left, unless the next payer wants that too', async () => {
    const paidInFull = ['1/150/120', ['CO-45 30']] as const;
    const loop = await startLoop();
    await remits(loop, byFirst(await sent(loop), paidInFull));
    expect(await standing(loop)).toEqual({ 1: 'CLOSED' });

    const { payers, ...rest } = configWith();
    const wanted = parseConfig({ ...rest, payers: [...payers, { id: '99002', wantsZeroBalance: true }] });
    if (!wanted.ok) throw new Error('a configuration');
    const other = await startLoop({ config: wanted.value });
    await remits(other, byFirst(await sent(other), paidInFull));
    expect(await standing(other)).toEqual({ 1: 'CLOSED', 2: 'READY' });
  });

  it('is none for a coverage that is known to be inactive: the patient owes the rest', async () => {
    const loop = await startLoop();
    const inactive = { ...BETA, eligibility: { checkedOn: '20260105', status: 'inactive' } };
    await remits(loop, byFirst(await sent(loop, [inactive])));
    expect(await standing(loop)).toEqual({ 1: 'CLOSED' });
    expect(await open(loop)).toEqual({ 1110: 20 });
  });

  it('waits for a person where the payer before still denies a part', async () => {
    const loop = await startLoop();
    const claimId = await sent(loop);
    await remits(loop, byFirst(claimId, ['1/150/70/20', ['CO-45 30', 'PR-2 20', 'CO-50 30']]));
    expect(await standing(loop)).toEqual({ 1: 'PART_DENIED' });
    expect(await loop.openWork()).toMatchObject([{ reason: 'NEXT_PAYER_DUE', queue: 'cob', value: 2000 }]);
  });

  it('tells what both payers before decided, for the third', async () => {
    const loop = await startLoop();
    const claimId = await sent(loop, [BETA, GAMMA]);
    await remits(loop, byFirst(claimId));
    await loop.submit('run-2');
    const second = claimId.replace(/1$/, '2');
    await remits(loop, pays(second, '2/150/15/5', ['OA-23 130', 'PR-2 5']), '99002');
    expect(await standing(loop)).toEqual({ 1: 'CLOSED', 2: 'CLOSED', 3: 'READY' });
    const { coverages, destination } = await contentOf(loop, 3);
    expect([destination, coverages.map(({ adjudication }) => adjudication?.paidCents)]).toEqual([
      3,
      [10_000, 1500, undefined],
    ]);
    expect(await open(loop)).toEqual({ '1100[3]': 5 });
    expect(await loop.reasons()).toEqual([]);
    await expectProof(loop);
  });

  it('moves authorization and referral numbers to the payer that gave them', async () => {
    const loop = await startLoop();
    const claimId = await sent(loop, [BETA], { priorAuthNo: 'AUTH1', referralNo: 'REF1' });
    await remits(loop, byFirst(claimId));
    const { priorAuthNo, referralNo, coverages } = await contentOf(loop, 2);
    expect([priorAuthNo, referralNo, coverages[0]?.payer.secondaryIds]).toEqual([
      undefined,
      undefined,
      [
        { qualifier: 'G1', value: 'AUTH1' },
        { qualifier: '9F', value: 'REF1' },
      ],
    ]);
  });
});

describe('a claim to the next payer that has not left', () => {
  it('waits while the payer before has taken its decision back, and is made anew from the corrected one', async () => {
    const loop = await startLoop();
    const claimId = await sent(loop);
    await remits(loop, byFirst(claimId));
    await remits(loop, back(byFirst(claimId)));
    expect(await standing(loop)).toEqual({ 1: 'REVERSED', 2: 'EDIT_HOLD' });
    await loop.submit('run-2');
    expect(await standing(loop)).toEqual({ 1: 'REVERSED', 2: 'EDIT_HOLD' });

    await remits(loop, byFirst(claimId, ['1/150/90/30', ['CO-45 30', 'PR-2 30']]));
    expect(await standing(loop)).toEqual({ 1: 'CLOSED', 2: 'READY' });
    const { coverages } = await contentOf(loop, 2);
    expect(coverages[0]?.adjudication).toMatchObject({ paidCents: 9000, remainingLiabilityCents: 3000 });
    // Nobody has seen it yet: there is nothing to review. The stranger's money is for a person.
    expect(await loop.reasons()).toEqual(['UNKNOWN_CLAIM']);
    await expectProof(loop);
  });

  it('is withdrawn when the corrected decision leaves nothing, and begins again when another one does', async () => {
    const loop = await startLoop();
    const claimId = await sent(loop);
    const inFull = byFirst(claimId, ['1/150/120', ['CO-45 30']]);
    await remits(loop, byFirst(claimId));
    await remits(loop, back(byFirst(claimId)));
    await remits(loop, inFull);
    expect(await standing(loop)).toEqual({ 1: 'CLOSED', 2: 'VOIDED' });
    await remits(loop, back(inFull));
    await remits(loop, byFirst(claimId, ['1/150/110/10', ['CO-45 30', 'PR-2 10']]));
    expect(await standing(loop)).toEqual({ 1: 'CLOSED', 2: 'READY' });
    expect(await open(loop)).toEqual({ '1100[2]': 10 });
    await expectProof(loop);
  });

  it('is done when its payer answers all the same: the payer before had passed it on', async () => {
    const loop = await startLoop();
    const claimId = await sent(loop);
    await remits(loop, byFirst(claimId));
    await remits(loop, pays(claimId, '2/150/20', ['OA-23 130']), '99002');
    expect(await standing(loop)).toEqual({ 1: 'CLOSED', 2: 'CLOSED' });
    expect(await open(loop)).toEqual({});
    const last = (await journal(loop)).at(-1);
    expect(last?.steps.map(({ row }) => row)).toEqual([48, 49]);
  });
});

describe('payments of later payers', () => {
  it('wait for the payer before, and are posted when it has decided', async () => {
    const loop = await startLoop();
    const claimId = await sent(loop);
    await remits(loop, pays(claimId, '2/150/14/6', ['OA-23 130', 'PR-2 6']), '99002');
    expect(await standing(loop)).toEqual({ 1: 'BATCHED', 2: 'DRAFT' });
    expect(await open(loop)).toEqual({ '1100[1]': 150, 2010: -14 });
    expect(await loop.reasons()).toEqual(['EARLIER_PAYER_MISSING']);

    await remits(loop, byFirst(claimId, ['19/150/100/20', ['CO-45 30', 'PR-2 20']]));
    expect(await standing(loop)).toEqual({ 1: 'FORWARDED', 2: 'CLOSED' });
    expect(await open(loop)).toEqual({ 1110: 6 });
    expect(await loop.reasons()).toEqual([]);
    await expectProof(loop);
  });

  it('under the first payer’s number and an id that no coverage has are known by what CLP02 says', async () => {
    const loop = await startLoop();
    const claimId = await sent(loop);
    await remits(loop, byFirst(claimId, ['19/150/100/20', ['CO-45 30', 'PR-2 20']]));
    await remits(loop, pays(claimId, '2/150/20', ['OA-23 130']), 'CH-77');
    expect(await standing(loop)).toEqual({ 1: 'FORWARDED', 2: 'CLOSED' });
    expect(await open(loop)).toEqual({});
  });

  it('are known by the further ids that the configuration gives a payer', async () => {
    const { payers, ...rest } = configWith();
    const known = parseConfig({ ...rest, payers: [...payers, { id: '99002', aliases: ['CH-77'] }] });
    if (!known.ok) throw new Error('a configuration');
    const loop = await startLoop({ config: known.value });
    const claimId = await sent(loop);
    await remits(loop, byFirst(claimId, ['19/150/100/20', ['CO-45 30', 'PR-2 20']]));
    await remits(loop, pays(claimId, '4/150/0', ['CO-204 150']), 'CH-77');
    expect(await standing(loop)).toEqual({ 1: 'FORWARDED', 2: 'DENIED' });
  });

  it('come to a claim that the first payer passed on without deciding (CLP02 23)', async () => {
    const loop = await startLoop();
    const claimId = await sent(loop);
    await remits(loop, {
      ...pays(claimId, '23/150/0', ['OA-109 150']),
      crossoverCarrier: { name: 'BETA MUTUAL', id: '99002' },
    });
    expect(await standing(loop)).toEqual({ 1: 'FORWARDED' });
    expect(await open(loop)).toEqual({ '1100[2]': 150 });
    await remits(loop, pays(claimId, '1/150/100/20', ['CO-45 30', 'PR-2 20']), '99002');
    expect(await standing(loop)).toEqual({ 1: 'FORWARDED', 2: 'CLOSED' });
    expect(await open(loop)).toEqual({ 1110: 20 });
    expect(await loop.reasons()).toEqual([]);
    await expectProof(loop);
  });

  it('are evened out when the payer before takes its decision back, and stand again with the corrected one', async () => {
    const loop = await startLoop();
    const claimId = await sent(loop);
    await remits(loop, byFirst(claimId));
    await loop.submit('run-2');
    await remits(loop, pays(claimId.replace(/1$/, '2'), '2/150/14/6', ['OA-23 130', 'PR-2 6']), '99002');
    await remits(loop, back(byFirst(claimId)));
    // What the second payer left to the patient is taken back first, the rest is owed to it.
    expect(await open(loop)).toEqual({ '1100[1]': 150, 2010: -14 });
    await remits(loop, byFirst(claimId));
    expect(await open(loop)).toEqual({ 1110: 6 });
    await expectProof(loop);
  });
});
