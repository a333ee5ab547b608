import { describe, expect, it } from 'vitest';
import { payerResult } from '../../../core/remit/cob.ts';
import { aClaim, aPayment, usd } from './given.ts';

const claim = aClaim('C0002', [
  { code: '99214', charge: 180 },
  { code: '81002', charge: 40 },
]);
const resultOf = (...payments: readonly ReturnType<typeof aPayment>[]) =>
  payerResult(
    claim,
    '99001',
    payments.map((payment) => ({ payment, date: '20260210' })),
  );

describe('what a payer decided, as the next payer is told', () => {
  it('has payment, words and day of each line as they came; units are 1 where none are said', () => {
    const { adjudication, lines } = resultOf(
      aPayment({
        claimId: 'C0002-1',
        clp: '1/220/101/24',
        services: [
          {
            code: '99214',
            charge: 180,
            paid: 96,
            cas: ['CO-45 60', 'PR-2 24', 'CO-94 0'],
            line: 'C0002-1-1',
          },
          { code: '81002', charge: 40, paid: 5, cas: ['CO-45 35'], line: 'C0002-1-2' },
        ],
      }),
    );
    expect(adjudication).toMatchObject({ paidCents: usd(101) });
    expect([adjudication.date, adjudication.remainingLiabilityCents, adjudication.adjustments]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(lines.get(1)).toEqual({
      ...{ payerId: '99001', paidCents: usd(96), procedure: { code: '99214' }, paidUnits: '1' },
      adjustments: [
        { group: 'CO', carc: '45', amountCents: usd(60) },
        { group: 'PR', carc: '2', amountCents: usd(24) },
      ],
      ...{ date: '20260210', remainingLiabilityCents: usd(24) },
    });
    expect(lines.get(2)).toMatchObject({ paidCents: usd(5), remainingLiabilityCents: 0 });
  });

  it('has reasons that even each other out: the next payer checks that the amounts add up', () => {
    const { lines } = resultOf(
      aPayment({
        claimId: 'C0002-1',
        clp: '1/180/156/24',
        services: [
          {
            ...{ code: '99214', charge: 180, paid: 156, line: 'C0002-1-1' },
            cas: ['CO-45 -5.72', 'OA-94 5.72', 'PR-2 24'],
          },
        ],
      }),
    );
    expect(lines.get(1)).toMatchObject({
      adjustments: [
        { group: 'CO', carc: '45', amountCents: -572 },
        { group: 'OA', carc: '94', amountCents: 572 },
        { group: 'PR', carc: '2', amountCents: usd(24) },
      ],
      ...{ paidCents: usd(156), remainingLiabilityCents: usd(24) },
    });
  });

  it('stands at the claim where the remittance has no lines', () => {
    const { adjudication, lines } = resultOf(
      aPayment({ claimId: 'C0002-1', clp: '1/220/101/24', cas: ['CO-45 95', 'PR-2 24'] }),
    );
    expect(lines.size).toBe(0);
    expect(adjudication).toMatchObject({ date: '20260210', remainingLiabilityCents: usd(24) });
  });

  it('adds up several decisions, and several services of one line', () => {
    const part = (services: Parameters<typeof aPayment>[0]['services'], clp: string) =>
      aPayment({ claimId: 'C0002-1', clp, ...(services === undefined ? {} : { services }) });
    const { adjudication, lines } = resultOf(
      part(
        [
          { code: '99214', charge: 100, paid: 60, cas: ['CO-45 40'], line: 'C0002-1-1' },
          { code: '99214', charge: 80, paid: 50, cas: ['CO-45 20', 'PR-2 10'], line: 'C0002-1-1' },
        ],
        '1/180/110/10',
      ),
      part([{ code: '81002', charge: 40, paid: 40, line: 'C0002-1-2' }], '1/40/40'),
    );
    expect(adjudication.paidCents).toBe(usd(150));
    expect(lines.get(1)).toMatchObject({
      ...{ paidCents: usd(110), paidUnits: '2', remainingLiabilityCents: usd(10) },
      adjustments: [
        { group: 'CO', carc: '45', amountCents: usd(60) },
        { group: 'PR', carc: '2', amountCents: usd(10) },
      ],
    });
  });

  it.each<[string, { readonly remarks?: string[]; readonly outpatient?: string[] }[], string[] | undefined]>([
    ['nothing of it', [{}], undefined],
    ['remark codes', [{ remarks: ['MA01', 'N30'] }], ['', '', 'MA01', 'N30']],
    [
      'a rate and the amount payable',
      [{ remarks: ['MA01'], outpatient: ['.8', '76.5', 'MA01'] }],
      ['.8', '76.5', 'MA01'],
    ],
    [
      'ESRD and professional component behind the places of remark codes',
      [{ outpatient: ['', '', '', '', '', '', '', '12', '3.5'] }],
      ['', '', '', '', '', '', '', '12', '3.5'],
    ],
    [
      'two decisions: the later rate, amounts added up',
      [
        { outpatient: ['.7', '10'], remarks: ['MA01'] },
        { outpatient: ['.8', '2.5', '', '', '', '', '', '', '3'] },
      ],
      ['.8', '12.5', 'MA01', '', '', '', '', '', '3'],
    ],
    ['an amount that is none, as it came', [{ outpatient: ['', 'X'] }], ['', 'X']],
  ])('carries the outpatient adjudication (MOA): %s', (_, said, expected) => {
    const { adjudication } = resultOf(
      ...said.map((more) => aPayment({ claimId: 'C0002-1', clp: '1/220/101/24' }, more)),
    );
    expect(adjudication.outpatient).toEqual(expected);
  });

  it('names the line that a bundled one went into (SVD06)', () => {
    const services = [
      {
        code: 'X0001',
        submitted: '99214',
        charge: 180,
        paid: 200,
        cas: ['OA-94 -40', 'CO-45 20'],
        line: 'C0002-1-1',
      },
      { code: 'X0001', submitted: '81002', charge: 40, paid: 0, cas: ['CO-97 40'], line: 'C0002-1-2' },
    ];
    const { lines } = resultOf(aPayment({ claimId: 'C0002-1', clp: '1/220/200', services }));
    expect([lines.get(1)?.bundledIntoLine, lines.get(2)?.bundledIntoLine]).toEqual([undefined, 1]);
    expect(lines.get(2)?.procedure).toEqual({ code: 'X0001' });
  });

  it('leaves a service out that fits no line: the claim then does not balance, and is held', () => {
    const services = [{ code: '77777', charge: 220, paid: 100, cas: ['CO-45 120'], line: 'OTHER-1-1' }];
    const { adjudication, lines } = resultOf(aPayment({ claimId: 'C0002-1', clp: '1/220/100', services }));
    expect([adjudication.paidCents, lines.size]).toEqual([usd(100), 0]);
    expect(adjudication.remainingLiabilityCents).toBeUndefined();
  });
});
