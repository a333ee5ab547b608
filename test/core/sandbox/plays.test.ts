import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Cents, cents, sum } from '../../../core/money.ts';
import { checkRemittances } from '../../../core/remit/check.ts';
import { type AnswerFile, answerInterchange, FIRST_PAYMENTS } from '../../../core/sandbox/answer.ts';
import { isScenarioName, type ScenarioName, scenarios } from '../../../core/sandbox/scenarios.ts';
import { readX12, type X12Item } from '../../../core/x12/read.ts';
import type {
  ClaimPayment,
  ProfessionalClaim,
  ProviderAdjustment,
  RemittanceHeader,
} from '../../../core/x12/types.ts';
import { claims, interchangeOf, setOf, TODAY } from './given.ts';

const play = (scenario: ScenarioName, seed = 'demo') =>
  ({ seed, scenario, today: TODAY, time: '1015' }) as const;

/** One 835 as it is read: what it pays, in file order. */
interface Read {
  readonly stage: number;
  readonly header: RemittanceHeader;
  readonly payments: readonly ClaimPayment[];
  readonly plb: readonly ProviderAdjustment[];
}

async function itemsOf({ text }: AnswerFile): Promise<readonly X12Item[]> {
  const items: X12Item[] = [];
  for await (const item of readX12([Buffer.from(text)], { check: 'all' })) items.push(item);
  return items;
}

async function readOf(file: AnswerFile): Promise<Read> {
  const items = await itemsOf(file);
  const header = items.find((item) => item.kind === 'remittance')?.header;
  if (header === undefined) throw new Error('no 835');
  return {
    stage: file.stage,
    header,
    payments: items.flatMap((item) => (item.kind === 'claim-payment' ? [item.payment] : [])),
    plb: items.flatMap((item) => (item.kind === 'provider-adjustment' ? [item.adjustment] : [])),
  };
}

const filesOf = (scenario: ScenarioName, own: readonly ProfessionalClaim[]): readonly AnswerFile[] =>
  answerInterchange(interchangeOf(setOf('0001', own)), play(scenario)).files.filter(
    ({ stage }) => stage >= FIRST_PAYMENTS,
  );
const remitted = (scenario: ScenarioName, own: readonly ProfessionalClaim[]): Promise<readonly Read[]> =>
  Promise.all(filesOf(scenario, own).map(readOf));

/** Claims of one payer and payee: those of an invented day, all for the payer and practice of the first. */
function onePayer(count: number): readonly ProfessionalClaim[] {
  const own = claims(count);
  const first = own[0];
  return own.map((claim) => ({
    ...claim,
    content: {
      ...claim.content,
      billing: first?.content.billing ?? claim.content.billing,
      coverages: claim.content.coverages.map((c) => ({
        ...c,
        payer: { name: 'ACME HEALTH PLAN', id: '99001' },
      })),
    },
  }));
}

const withSecondPayer = (claim: ProfessionalClaim): ProfessionalClaim => ({
  ...claim,
  content: {
    ...claim.content,
    coverages: [
      ...claim.content.coverages,
      { seq: 2, payer: { name: 'BETA MUTUAL', id: '99002' }, relationship: '18', memberId: 'B0002' },
    ],
  },
});

const pairs = ({ plb }: Read): readonly string[] =>
  plb.map(({ code, amount }) => `${code} ${amount < 0 ? '-' : '+'}`);
const amountOf = ({ plb }: Read, code: string): Cents =>
  sum(plb.filter((one) => one.code === code).map(({ amount }) => amount));
const statuses = ({ payments }: Read): readonly string[] => payments.map(({ status }) => status);
const paidBy = (reads: readonly Read[]): Cents => sum(reads.map(({ header }) => header.paid));

const names = Object.keys(scenarios).filter(isScenarioName);

describe('every 835 of every scenario', () => {
  const own = claims(60).map((claim, i) => (i % 3 === 0 ? withSecondPayer(claim) : claim));

  const found: Partial<Record<ScenarioName, readonly string[]>> = {
    unbalanced: ['PAYMENT-OUT-OF-BALANCE'],
    'unbalanced-line': ['SERVICE-OUT-OF-BALANCE', 'SERVICE-CHARGES-DIFFER'],
  };
  test.each(names)('%s: follows the guide in all that a full check looks at', async (scenario) => {
    for (const [i, file] of filesOf(scenario, own).entries()) {
      const items = await itemsOf(file);
      const codes = items.flatMap((item) => (item.kind === 'finding' ? [item.finding.code] : []));
      expect(codes).toEqual(i === 0 ? (found[scenario] ?? []) : []);
    }
  });

  test.each(names)('%s: balances on every level, but for those that are to be held', async (scenario) => {
    const isOdd = scenario.startsWith('unbalanced');
    for (const [i, { text }] of filesOf(scenario, own).entries()) {
      const { balanced } = await checkRemittances([Buffer.from(text)]);
      expect(balanced).toBe(!(isOdd && i === 0));
    }
  });

  it('pays over all rounds what the claims say: nothing taken back is paid, nothing is paid twice', async () => {
    const nettingOut: readonly ScenarioName[] = [
      'correction',
      'forward-balance',
      'takeback',
      'recoupment-first',
      'late-original',
      'bundling',
      'split-claim',
      'predetermination',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...nettingOut),
        fc.shuffledSubarray([...onePayer(30)], { minLength: 4, maxLength: 12 }),
        async (scenario, some) => {
          const reads = await remitted(scenario, some);
          const settled = sum(reads.flatMap(({ payments }) => payments.map(({ paid }) => paid)));
          const open = sum(reads.map((read) => amountOf(read, 'FB')));
          expect(sum(reads.map((read) => amountOf(read, 'WO')))).toBe(0);
          expect(cents(paidBy(reads) + open)).toBe(settled);
          for (const { header } of reads) expect(header.paid).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('payments taken back', () => {
  const six = onePayer(6);

  it('correction: every reversal mirrors what was paid before, and a new decision follows it', async () => {
    const [first, second, ...more] = await remitted('correction', onePayer(30));
    expect(more).toEqual([]);
    const before = new Map(first?.payments.map((payment) => [payment.claimId, payment]));
    const reversals = second?.payments.filter(({ status }) => status === '22') ?? [];
    expect(reversals.length).toBeGreaterThan(3);
    for (const reversal of reversals) {
      const original = before.get(reversal.claimId);
      const corrected = second?.payments.find((p) => p.status !== '22' && p.claimId === reversal.claimId);
      expect([reversal.charge, reversal.paid]).toEqual([-(original?.charge ?? 0), -(original?.paid ?? 0)]);
      expect(reversal.payerClaimControlNo).toBe(original?.payerClaimControlNo);
      expect(reversal).not.toHaveProperty('patientResponsibility');
      const reasons = (payment: ClaimPayment | undefined, sign: number) =>
        payment?.services.flatMap((s) => s.adjustments.map((a) => `${a.group}-${a.carc} ${sign * a.amount}`));
      expect(reasons(reversal, -1)).toEqual(reasons(original, 1));
      expect(corrected?.paid).not.toBe(original?.paid);
      expect(corrected?.payerClaimControlNo).not.toBe(original?.payerClaimControlNo);
      expect(corrected).not.toHaveProperty('patientResponsibility');
    }
  });

  it('forward-balance: what is below zero is carried by FB and taken from the next payment', async () => {
    const [first, second, third, ...more] = await remitted('forward-balance', six);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three 835s');
    expect([more, statuses(second)]).toEqual([[], ['22']]);
    expect([pairs(second), pairs(third)]).toEqual([['FB -'], ['FB +']]);
    expect(second.header).toMatchObject({ paid: 0, handling: 'H', method: 'NON' });
    const taken = second.payments[0]?.paid ?? cents(0);
    expect([amountOf(second, 'FB'), amountOf(third, 'FB')]).toEqual([taken, -taken]);
    expect(third.header.paid).toBe((third.payments[0]?.paid ?? 0) + taken);
  });

  it('takeback: the money is left at first, then recovered, more than is paid, and netted out', async () => {
    const [first, second, third, fourth, ...more] = await remitted('takeback', six);
    if (second === undefined || third === undefined || fourth === undefined) throw new Error('four 835s');
    expect([more, first?.plb]).toEqual([[], []]);
    expect([statuses(second), pairs(second), second.header.paid]).toEqual([['22'], ['WO -'], 0]);
    expect([pairs(third), third.header.paid]).toEqual([['WO +', 'FB -'], 0]);
    expect([pairs(fourth), fourth.plb.map(({ reference }) => reference)]).toEqual([['FB +'], [undefined]]);
    expect(amountOf(second, 'WO') + amountOf(third, 'WO')).toBe(0);
    const references = [second, third].map(({ plb }) => plb[0]?.reference);
    expect(references).toEqual(Array(2).fill(second.payments[0]?.payerClaimControlNo));
  });

  it('recoupment-first: money goes before anybody says why', async () => {
    const [, second, third, ...more] = await remitted('recoupment-first', six);
    if (second === undefined || third === undefined) throw new Error('three 835s');
    expect(more).toEqual([]);
    expect([statuses(second), pairs(second)]).toEqual([['1'], ['WO +']]);
    expect([statuses(third), pairs(third), third.header.paid]).toEqual([['22'], ['WO -'], 0]);
  });

  it('correction-first and late-original: the reversal comes last, or before what it reverses', async () => {
    const orders = await Promise.all(
      (['correction-first', 'late-original'] as const).map(async (scenario) => {
        const reads = await remitted(scenario, six);
        const told = new Map<string, string[]>();
        for (const { stage, payments } of reads)
          for (const { claimId, status } of payments)
            told.set(claimId, [...(told.get(claimId) ?? []), `${stage}:${status}`]);
        return [...told.values()].filter((documents) => documents.length > 1);
      }),
    );
    expect(orders).toEqual([[['3:1', '4:1', '5:22']], [['3:22', '3:1', '4:1']]]);
  });

  it('a payer with one claim takes it back all the same, and what is left open stays open', async () => {
    const one = await remitted('takeback', onePayer(1));
    expect(one.map(({ header }) => header.paid > 0)).toEqual([true, false, false]);
    expect(one.map(pairs)).toEqual([[], ['WO -'], ['WO +', 'FB -']]);
    expect((await remitted('recoupment-first', onePayer(1))).map(statuses)).toEqual([['1']]);
  });
});

describe('payments of another kind', () => {
  it('interest: each claim bears its own, and one L6 holds their sum', async () => {
    const reads = await remitted('interest', onePayer(12));
    for (const read of reads) {
      const interest = sum(read.payments.map((payment) => payment.interest ?? cents(0)));
      expect(interest).toBeGreaterThan(0);
      expect([pairs(read), amountOf(read, 'L6')]).toEqual([['L6 -'], -interest]);
    }
  });

  it('bundling: OA-94 on the first line is the charge of the second, which is CO-97', async () => {
    const reads = await remitted('bundling', onePayer(30));
    const bundles = reads
      .flatMap(({ payments }) => payments)
      .filter(({ services }) => services[0]?.adjustments.some(({ carc }) => carc === '94'));
    expect(bundles.length).toBeGreaterThan(5);
    for (const { services } of bundles) {
      const [survivor, absorbed] = services;
      const added = survivor?.adjustments.find(({ carc }) => carc === '94');
      expect(added).toEqual({ group: 'OA', carc: '94', amount: -(absorbed?.charge ?? 0) });
      expect(absorbed?.adjustments).toEqual([{ group: 'CO', carc: '97', amount: absorbed?.charge }]);
      expect([absorbed?.paid, absorbed?.procedure]).toEqual([0, survivor?.procedure]);
      expect(absorbed?.lineControlNo).toMatch(/-2$/);
    }
  });

  it('split-claim: two CLPs of one number, with lines that do not overlap', async () => {
    const own = onePayer(30);
    const [read] = await remitted('split-claim', own);
    const byClaim = Map.groupBy(read?.payments ?? [], ({ claimId }) => claimId);
    for (const { content } of own) {
      const parts = byClaim.get(content.claimNo ?? '') ?? [];
      expect(parts).toHaveLength(content.lines.length > 1 ? 2 : 1);
      expect(sum(parts.map(({ charge }) => charge))).toBe(sum(content.lines.map((l) => l.chargeCents)));
      expect(new Set(parts.map((part) => part.payerClaimControlNo)).size).toBe(parts.length);
      const lines = parts.flatMap(({ services }) => services.map((s) => s.lineControlNo));
      expect(lines).toEqual(content.lines.map((line) => line.lineControlNo));
    }
  });

  it('split-claim: the 277CA of the payer says A5 of claims with several lines', async () => {
    const own = onePayer(12);
    const { files } = answerInterchange(interchangeOf(setOf('0001', own)), play('split-claim'));
    const told = new Map<string, string | undefined>();
    for (const file of files.filter(({ name }) => name.includes('277ca-payer')))
      for (const item of await itemsOf(file))
        if (item.kind === 'claim-acknowledgment-batch')
          for (const claim of item.batch.providers.flatMap((provider) => provider.claims))
            told.set(claim.claimId, claim.statuses[0]?.categories[0]?.category);
    for (const { content } of own)
      expect(told.get(content.claimNo ?? '')).toBe(content.lines.length > 1 ? 'A5' : 'A2');
  });

  it('predetermination: an estimate without money, then the same decision with it', async () => {
    const [first, second] = await remitted('predetermination', onePayer(6));
    expect([new Set(first && statuses(first)), first?.header.paid]).toEqual([new Set(['25']), 0]);
    const estimates = first?.payments.map(({ services }) =>
      sum(services.flatMap((s) => s.adjustments.filter(({ carc }) => carc === '101').map((a) => a.amount))),
    );
    expect(estimates).toEqual(second?.payments.map(({ paid }) => paid));
  });

  it('duplicate-file: the same bytes and the same segments come under other names', () => {
    const files = filesOf('duplicate-file', onePayer(3));
    expect(files.map(({ name }) => name)).toEqual([
      '000000101-835-1',
      '000000101-835-1-renamed',
      '000000101-835-1-rewrapped',
    ]);
    const [first, renamed, rewrapped] = files.map(({ text }) => text);
    expect(renamed).toBe(first);
    expect(rewrapped).not.toBe(first);
    expect(rewrapped?.replaceAll('\n', '')).toBe(first?.replaceAll('\n', ''));
  });
});

describe('crossover', () => {
  const own = onePayer(12).map((claim, i) => (i % 2 === 0 ? withSecondPayer(claim) : claim));

  it('the first payer names the second, whose 835 comes later under the number it got', async () => {
    const [first, second, ...more] = await remitted('crossover', own);
    expect(more).toEqual([]);
    const forwarded = first?.payments.filter(({ status }) => status === '19') ?? [];
    expect(forwarded).toHaveLength(6);
    for (const { crossoverCarrier } of forwarded)
      expect(crossoverCarrier).toEqual({ name: 'BETA MUTUAL', id: '99002' });
    expect(second?.header.payer).toMatchObject({ name: 'BETA MUTUAL', secondaryId: '99002' });
    expect(second?.payments.map(({ claimId }) => claimId)).toEqual(forwarded.map(({ claimId }) => claimId));
    expect(new Set(second && statuses(second))).toEqual(new Set(['2']));
  });

  it('the second decides on what the first left to the patient; OA-23 is the rest', async () => {
    const [first, second] = await remitted('crossover', own);
    for (const answer of second?.payments ?? []) {
      const before = first?.payments.find(({ claimId }) => claimId === answer.claimId);
      const before23 = answer.services.flatMap((s) => s.adjustments.filter((a) => a.carc === '23'));
      const left = before?.patientResponsibility ?? 0;
      expect(sum(before23.map(({ amount }) => amount))).toBe(answer.charge - left);
      expect(answer.paid + (answer.patientResponsibility ?? 0)).toBe(left);
    }
  });
});
