/** Claims that are not the first of their kind: to a second payer, replacing another, taking one back. */
import { describe, expect, it, test } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import type { Encounter } from '../../../core/encounter/model.ts';
import { cents } from '../../../core/money.ts';
import { type Adjudicated, adjudicate, payerClaimControlNo } from '../../../core/sandbox/adjudicate.ts';
import { answerInterchange } from '../../../core/sandbox/answer.ts';
import { decideFate } from '../../../core/sandbox/fate.ts';
import type { Memory } from '../../../core/sandbox/memory.ts';
import type { ScenarioName } from '../../../core/sandbox/scenarios.ts';
import { readX12, type X12Item } from '../../../core/x12/read.ts';
import type { Written } from '../../../core/x12/sets/answer-write.ts';
import type { ClaimPayment, ProfessionalClaim } from '../../../core/x12/types.ts';
import { claimOf, claims, interchangeOf, setOf, TODAY } from './given.ts';

const PLOT = { seed: 'demo', scenario: 'mixed', today: TODAY } as const;
const usd = (dollars: number) => cents(Math.round(dollars * 100));

/** A payment's amounts as domain.md 9 writes them: `2/220/24/0` and, by line, `24: OA-23 156`. */
function told(payment: Written<ClaimPayment>): readonly string[] {
  const dollars = (amount = cents(0)) => String(amount / 100);
  const reasons = (all: Written<ClaimPayment>['adjustments']) =>
    all.map(({ group, carc, amount }) => `${group}-${carc} ${dollars(amount)}`).join(', ');
  const { status, charge, paid, patientResponsibility, adjustments, services } = payment;
  return [
    [status, dollars(charge), dollars(paid), dollars(patientResponsibility)].join('/'),
    ...(adjustments.length === 0 ? [] : [reasons(adjustments)]),
    ...services.map((service) => `${dollars(service.paid)}: ${reasons(service.adjustments)}`),
  ];
}

/** Claim C0002 of domain.md to its second payer: the first paid 101 of 220 and left 24 to the patient. */
function secondary(changes: Partial<Encounter> = {}): ProfessionalClaim {
  const [claim] = claims(1);
  const line = claim?.content.lines[0];
  if (claim === undefined || line === undefined) throw new Error('no claim');
  const decided = (charge: number, paid: number, adjustments: Record<string, number>, n: number) => ({
    ...line,
    chargeCents: usd(charge),
    lineControlNo: `C0002-2-${n}`,
    adjudications: [
      {
        payerId: '99001',
        paidCents: usd(paid),
        procedure: { code: line.code },
        adjustments: Object.entries(adjustments).map(([reason, amount]) => {
          const [group = '', carc = ''] = reason.split('-');
          return { group, carc, amountCents: usd(amount) };
        }),
        date: '20260210',
      },
    ],
  });
  const own = claim.content.coverages[0];
  if (own === undefined) throw new Error('no coverage');
  return claimOf(
    {
      ...claim.content,
      destination: 2,
      coverages: [
        { ...own, payer: { name: 'ACME HEALTH PLAN', id: '99001' }, adjudication: { paidCents: usd(101) } },
        { seq: 2, payer: { name: 'BETA MUTUAL', id: '99002' }, relationship: '01', memberId: 'B1' },
      ],
      lines: [decided(180, 96, { 'CO-45': 60, 'PR-2': 24 }, 1), decided(40, 5, { 'CO-45': 35 }, 2)],
      ...changes,
    },
    2,
  );
}

const settle = (claim: ProfessionalClaim, fate: Adjudicated) => told(adjudicate(claim, fate, PLOT));

describe('a claim to a second payer', () => {
  test.each<[string, Adjudicated, readonly string[]]>([
    [
      'pays what the first left (S26)',
      { kind: 'paid', how: 'contractual' },
      ['2/220/24/0', '24: OA-23 156', '0: OA-23 40'],
    ],
    [
      'leaves it to the patient',
      { kind: 'paid', how: 'all-deductible' },
      ['2/220/0/24', '0: OA-23 156, PR-1 24', '0: OA-23 40'],
    ],
    [
      'denies a line: only what was open on it',
      {
        kind: 'line-denied',
        line: 0,
        denial: { group: 'CO', carc: '50', remarks: [], at: 'lines', weight: 1 },
      },
      ['2/220/0/0', '0: OA-23 156, CO-50 24', '0: OA-23 40'],
    ],
    [
      'denies the claim by lines',
      { kind: 'claim-denied', denial: { group: 'PR', carc: '27', remarks: [], at: 'lines', weight: 1 } },
      ['2/220/0/24', '0: OA-23 156, PR-27 24', '0: OA-23 40'],
    ],
    [
      'denies the claim as a whole',
      { kind: 'claim-denied', denial: { group: 'OA', carc: '18', remarks: [], at: 'claim', weight: 1 } },
      ['2/220/0/0', 'OA-23 196, OA-18 24'],
    ],
  ])('%s', (_, fate, expected) => {
    expect(settle(secondary(), fate)).toEqual(expected);
  });

  it('leaves part of it to the patient as it would of any allowed amount (S27)', () => {
    const payment = adjudicate(secondary(), { kind: 'paid', how: 'copay' }, PLOT);
    expect(payment.paid + (payment.patientResponsibility ?? 0)).toBe(2400);
    expect(payment.patientResponsibility).toBe(1200);
  });

  it('decides line after line where the first gave no lines', () => {
    const { content } = secondary();
    const withoutLines = secondary({
      coverages: content.coverages.map((coverage) => ({
        ...coverage,
        ...(coverage.seq === 1 && {
          adjudication: {
            paidCents: usd(10),
            adjustments: [{ group: 'PR', carc: '1', amountCents: usd(200) }],
          },
        }),
      })),
      lines: content.lines.map(({ adjudications: _, ...line }) => line),
    });
    expect(settle(withoutLines, { kind: 'paid', how: 'contractual' })).toEqual([
      '2/220/200/0',
      '180: ',
      '20: OA-23 20',
    ]);
  });

  it('decides on the whole charge where nobody decided before', () => {
    const { content } = secondary();
    const undecided = secondary({
      coverages: content.coverages.map(({ adjudication: _, ...coverage }) => coverage),
      lines: content.lines.map(({ adjudications: _, ...line }) => line),
    });
    expect(settle(undecided, { kind: 'paid', how: 'paid-in-full' })).toEqual([
      '2/220/220/0',
      '180: ',
      '40: ',
    ]);
  });
});

// ── replacement and void ──────────────────────────────────────────────────────────────────────────────

async function answered(claim: ProfessionalClaim, scenario: ScenarioName, memory?: Memory) {
  const options = { seed: 'demo', scenario, today: civilDate('20260302'), time: '1015' };
  const { files } = answerInterchange(interchangeOf(setOf('0001', [claim])), options, memory);
  const items: X12Item[] = [];
  for (const { text } of files) for await (const item of readX12([Buffer.from(text)])) items.push(item);
  return {
    payments: items.flatMap((item) => (item.kind === 'claim-payment' ? [item.payment] : [])),
    header: items.find((item) => item.kind === 'remittance')?.header,
    rejections: items.flatMap((item) =>
      item.kind === 'claim-acknowledgment-batch'
        ? item.batch.providers.flatMap(({ claims: own }) =>
            own
              .flatMap(({ statuses }) => statuses)
              .filter(({ action }) => action === 'U')
              .flatMap(({ categories }) => categories.map((c) => `${c.category}:${c.status}`)),
          )
        : [],
    ),
  };
}

const [first] = claims(1);
if (first === undefined) throw new Error('no claim');
const changed = (content: Partial<Encounter>, claim = first): ProfessionalClaim => ({
  ...claim,
  content: { ...claim.content, ...content },
});
const numberOf = (claim: ProfessionalClaim): string => payerClaimControlNo(claim, 'demo');
const [line] = first.content.lines;
if (line === undefined) throw new Error('no line');
/** Another charge, so that the original cannot be guessed from it. */
const dearer = {
  frequency: '7',
  lines: [{ ...line, chargeCents: usd(500) }],
  payerClaimControlNo: numberOf(first),
};

describe('a replacement (frequency 7)', () => {
  const memory: Memory = new Map([[numberOf(first), first]]);

  it('of a paid claim is answered by its reversal and a new decision, in one 835', async () => {
    const before = (await answered(first, 'all-paid')).payments[0];
    const { payments } = await answered(changed(dearer), 'all-paid', memory);
    expect(payments.map(({ status }) => status)).toEqual(['22', '1']);
    const [reversal, correction] = payments;
    expect([reversal?.charge, reversal?.paid]).toEqual([-(before?.charge ?? 0), -(before?.paid ?? 0)]);
    expect(reversal?.payerClaimControlNo).toBe(before?.payerClaimControlNo);
    expect([correction?.charge, correction?.frequency]).toEqual([usd(500), '7']);
    expect(correction?.payerClaimControlNo).not.toBe(before?.payerClaimControlNo);
  });

  it('of a claim that was wholly denied is decided without a reversal (row 37)', async () => {
    const { payments } = await answered(changed(dearer), 'all-denied', memory);
    expect(payments.map(({ status, frequency }) => [status === '22', frequency])).toEqual([[false, '7']]);
  });

  it('of a claim that the payer does not know is decided as a new one', async () => {
    const { payments } = await answered(changed(dearer), 'all-paid');
    expect(payments.map(({ status }) => status)).toEqual(['1']);
  });

  it('of a replacement takes back that one', async () => {
    const second = changed(dearer);
    const third = changed(
      { lines: [{ ...line, chargeCents: usd(600) }], payerClaimControlNo: numberOf(second) },
      second,
    );
    const both: Memory = new Map([...memory, [numberOf(second), second]]);
    const { payments } = await answered(third, 'all-paid', both);
    expect(payments.map(({ status, charge }) => [status, charge])).toEqual([
      ['22', -usd(500)],
      ['1', usd(600)],
    ]);
  });
});

describe('a void (frequency 8)', () => {
  const voided = changed({ frequency: '8', payerClaimControlNo: numberOf(first) });

  it('is answered by a reversal; what it lacks is carried to the next payment', async () => {
    const before = (await answered(first, 'all-paid')).payments[0];
    const { payments, header } = await answered(voided, 'all-paid');
    expect(payments.map(({ status, paid }) => [status, paid])).toEqual([['22', -(before?.paid ?? 0)]]);
    expect(header).toMatchObject({ paid: 0, handling: 'H' });
  });

  it('of a claim that the payer does not know is refused by 277CA (A4:35)', async () => {
    const unknown = changed({ frequency: '8', payerClaimControlNo: '4711' });
    const { payments, rejections } = await answered(unknown, 'all-paid');
    expect([payments, rejections]).toEqual([[], ['A4:35']]);
  });

  it('of a claim that was rejected at the door is refused too', async () => {
    const plot = { seed: 'demo', scenario: 'mixed' } as const;
    const refused = claims(400).find(
      (claim) =>
        decideFate(claim, plot).kind === 'rejected' &&
        decideFate(changed({ frequency: '8' }, claim), plot).kind !== 'rejected',
    );
    if (refused === undefined) throw new Error('none was rejected');
    const number = numberOf(refused);
    const { payments, rejections } = await answered(
      changed({ frequency: '8', payerClaimControlNo: number }, refused),
      'mixed',
    );
    expect([payments, rejections]).toEqual([[], ['A4:35']]);
  });
});
