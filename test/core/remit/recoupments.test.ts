import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { type RecoupmentMovement, sumRecoupments } from '../../../core/remit/recoupments.ts';

/** `A EFT1 20260210 300`: reference (FB for a forward balance), trace, date, dollars. */
function movement(text: string): RecoupmentMovement {
  const [key = '', trace = '', paymentDate = '', dollars = ''] = text.split(' ');
  return {
    key,
    payerName: 'ACME HEALTH PLAN',
    ...(key === 'FB' ? {} : { reference: key }),
    kind: key === 'FB' ? 'FB' : 'WO',
    trace,
    paymentDate,
    amountCents: Math.round(Number(dollars) * 100),
  };
}

/** Taken, neutralised, to come, unexplained, in dollars. */
const sums = (...texts: readonly string[]) =>
  sumRecoupments(texts.map(movement)).map((one) =>
    [one.takenCents, one.neutralisedCents, one.toComeCents, one.unexplainedCents].map((n) => n / 100),
  );

test.each<[string, readonly string[], readonly number[]]>([
  ['announced and not taken yet', ['A EFT1 20260210 -300'], [0, 300, 300, 0]],
  ['announced and taken in part', ['A EFT1 20260210 -300', 'A EFT2 20260301 120'], [120, 300, 180, 0]],
  ['S20: announced and taken', ['A EFT1 20260210 -300', 'A EFT2 20260301 300'], [300, 300, 0, 0]],
  ['S52: taken, and nothing explains it', ['A EFT1 20260210 50'], [50, 0, 0, 50]],
  ['taken before it is explained', ['A EFT2 20260301 -50', 'A EFT1 20260210 50'], [50, 50, 0, 0]],
  ['a forward balance', ['FB EFT1 20260210 -180'], [0, 180, 180, 0]],
])('%s', (_, given, expected) => {
  expect(sums(...given)).toEqual([expected]);
});

it('puts what is open first, and lists payments by date', () => {
  const [first, second] = sumRecoupments(
    ['A EFT1 20260210 -300', 'A EFT3 20260315 100', 'A EFT2 20260301 200', 'B EFT1 20260210 5'].map(movement),
  );
  expect([first?.reference, second?.reference]).toEqual(['B', 'A']);
  expect(second?.payments.map(({ trace, cents }) => [trace, cents])).toEqual([
    ['EFT1', -30_000],
    ['EFT2', 20_000],
    ['EFT3', 10_000],
  ]);
});

it('law: the order in which payments come changes nothing', () => {
  const any = fc.array(
    fc
      .tuple(
        fc.constantFrom('A', 'B', 'FB'),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: -500, max: 500 }),
      )
      .map(([key, n, dollars]) =>
        movement(`${key} EFT${n} 202602${String(n % 28).padStart(2, '0')} ${dollars}`),
      ),
    { maxLength: 10 },
  );
  fc.assert(
    fc.property(any, (movements) => {
      const backwards = sumRecoupments(movements.toReversed());
      for (const [i, one] of sumRecoupments(movements).entries()) {
        const { payments: _, ...rest } = one;
        expect(backwards[i]).toMatchObject(rest);
      }
    }),
  );
});
