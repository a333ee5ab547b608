import { add, negate, subtract, sum, ZERO } from '../money.ts';
import type { Written } from '../x12/sets/answer-write.ts';
import type { ClaimPayment, RemittanceProcedure } from '../x12/types.ts';
import { together } from './reversal.ts';

type Payment = Written<ClaimPayment>;

/**
 * The second line paid as part of the first: that one gets the other's charge by OA-94 below zero, and may so be paid
 * above its own; the other gets CO-97 for its whole charge. All lines come back, with SVC06 where the code is another.
 * A claim of one line, or one that is not paid by both, stays as it is.
 *
 * @see domain.md 5.4, scenario S47
 */
export function bundled(payment: Payment): Payment {
  const [first, second, ...others] = payment.services;
  if (first === undefined || second === undefined) return payment;
  if (first.paid <= 0 || second.paid <= 0) return payment;
  const { paidUnits: _, allowed: _allowed, ...rest } = second;
  const adjustments = together([
    { group: 'OA', carc: '94', amount: negate(second.charge) },
    ...first.adjustments,
    ...second.adjustments,
  ]);
  const survivor = {
    ...first,
    paid: subtract(first.charge, sum(adjustments.map(({ amount }) => amount))),
    adjustments,
    ...(first.allowed !== undefined &&
      second.allowed !== undefined && { allowed: add(first.allowed, second.allowed) }),
  };
  const absorbed = {
    ...rest,
    paid: ZERO,
    paidUnits: '0',
    submittedUnits: second.submittedUnits ?? second.paidUnits ?? '1',
    procedure: first.procedure,
    ...(isSame(first.procedure, second.procedure) ? {} : { submittedProcedure: second.procedure }),
    adjustments: [{ group: 'CO', carc: '97', amount: second.charge }],
  };
  return { ...payment, services: [survivor, absorbed, ...others] };
}

const isSame = (a: RemittanceProcedure, b: RemittanceProcedure): boolean =>
  [a.code, ...a.modifiers].join(':') === [b.code, ...b.modifiers].join(':');
