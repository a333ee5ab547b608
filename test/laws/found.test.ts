import { describe, expect, it } from 'vitest';
import { onFiling } from '../../core/claim/filings.ts';
import { cents } from '../../core/money.ts';
import type { ClaimPayment } from '../../core/x12/types.ts';
import { adjustment, aPayment } from '../core/remit/given.ts';
import { corrected, creditTaken, refunded, waivedFor } from './acts.ts';
import { type Book, claimAfter, type Document, endOf, ledgerOf, unproven } from './book.ts';
import { claimOf } from './decisions.ts';
import { remitted, takenBack } from './documents.ts';

// What the laws found, each as small as fast-check made it, in dollars: a claim of one line of $10.

const oneLine = claimOf('C0001', [1000]);
const threePayers = claimOf('C0001', [1000], 3);

/** `CLP07 paid CAS…`, as payer `payer` says it of the line. */
function said(text: string, { payer = 1, charge = 10, frequency = '1' } = {}): ClaimPayment {
  const [controlNo = '', paid = '0', ...cas] = text.split(' ');
  const adjustments = cas.flatMap((word, i) => (i % 2 === 0 ? [adjustment(`${word} ${cas[i + 1]}`)] : []));
  const claimId = `C0001-${payer}`;
  const service = { code: '99210', charge, paid: Number(paid), line: `${claimId}-1` };
  const payment = aPayment(
    { claimId, clp: `${payer}/${charge}/${paid}`, services: [service] },
    { payerClaimControlNo: controlNo, frequency },
  );
  return { ...payment, services: payment.services.map((one) => ({ ...one, adjustments })) };
}

const sent = (payment: ClaimPayment, payer = 1): Document =>
  remitted({ payment, trace: payment.payerClaimControlNo, payer });
const back = (payment: ClaimPayment, payer = 1): Document =>
  remitted({ payment: takenBack(payment), trace: `${payment.payerClaimControlNo}-22`, payer });

/** Without clearing: what each cheque brought is there whatever became of it. */
const open = (book: Book): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(ledgerOf(book)).filter(([key]) => !key.startsWith('1015[')));
const stateOf = ({ head }: Book, payer = 1): string => onFiling(head, payer).state;

describe('a payment that waits (J14)', () => {
  const [first, again, correction] = [said('A 10'), said('B 6 PR-1 4'), said('C 7 CO-45 3')];

  it.each([
    ['refunded to the payer (J15)', refunded('R', 1), { '1010': -600 }],
    ['recouped by the payer (J18b)', creditTaken('R', 1, cents(600)), { '2050[R]': -600 }],
  ])('is not posted anew once it was %s', (_, gone, where) => {
    const book = claimAfter(oneLine, [sent(first), sent(again), gone, back(first)]);
    expect(stateOf(book)).toBe('REVERSED');
    expect(open(book)).toEqual({ '4010': -1000, '1100[1]': 1000, ...where });
    expect(unproven(book)).toEqual([]);
  });

  it('and was refunded does not keep the one behind it from being posted', () => {
    const book = claimAfter(oneLine, [
      ...[sent(first), sent(again), refunded('R', 1), sent(correction)],
      back(first),
    ]);
    expect(stateOf(book)).toBe('CLOSED');
    expect(open(book)).toEqual({ '4010': -1000, '4110': 300, '1010': -600 });
  });

  it('and is taken back leaves what people did about the decision that stands', () => {
    const waived = waivedFor('W', 'courtesy');
    const book = claimAfter(oneLine, [sent(again), waived, sent(first), back(first)]);
    expect(open(book)).toEqual({ '4010': -1000, '4130': 400 });
  });
});

describe('a third payer', () => {
  const first = said('A 6 PR-1 4');
  const second = said('B 3 OA-23 6 PR-2 1', { payer: 2 });
  const third = said('C 1 OA-23 9', { payer: 3 });

  it('that answers before the second waits for it, though the second was never billed', () => {
    const early = claimAfter(threePayers, [sent(third, 3), sent(first)]);
    expect(open(early)).toEqual({ '4010': -1000, '1100[2]': 400, '2010[C0001]': -100 });
    const book = claimAfter(threePayers, [sent(third, 3), sent(first), sent(second, 2)]);
    expect(open(book)).toEqual({ '4010': -1000 });
    expect([1, 2, 3].map((payer) => stateOf(book, payer))).toEqual(['CLOSED', 'CLOSED', 'CLOSED']);
  });
});

describe('a replacement that charges less than a denial had reduced', () => {
  const denial = said('A 0 CO-45 4 CO-50 6');
  const paid = said('B 5', { charge: 5, frequency: '7' });
  const replaced = corrected('X', { kind: 'replace', charges: [500] });

  it.each([
    ['with', [back(denial)]],
    ['without', []],
  ])('takes the difference out of the books %s a reversal (rows 36 and 37)', (_, reversal) => {
    const book = claimAfter(oneLine, [sent(denial), ...replaced, ...reversal, sent(paid)]);
    expect(stateOf(book)).toBe('CLOSED');
    expect(open(book)).toEqual({ '4010': -500 });
    expect(unproven(book)).toEqual([]);
  });
});

describe('a void that the payer confirmed', () => {
  const first = said('A 6 PR-1 4');
  const late = said('E 8 PR-1 2');
  const voided = [sent(first), ...corrected('X', { kind: 'void', neverHappened: true }), back(first)];

  it('stands again when an earlier decision comes after it with its reversal (rows 65 and 67)', () => {
    const book = claimAfter(oneLine, [...voided, sent(late), back(late)]);
    expect(stateOf(book)).toBe('VOIDED');
    expect(open(book)).toEqual({});
    expect(endOf(claimAfter(oneLine, [sent(late), back(late), ...voided]))).toEqual(endOf(book));
  });

  it('of a denial waits for its reversal, and then for what the payer decides instead', () => {
    const denial = said('A 0 CO-50 10');
    const asked = [sent(denial), ...corrected('X', { kind: 'void' })];
    const book = claimAfter(oneLine, [...asked, sent(late), back(denial)]);
    expect(stateOf(book)).toBe('CLOSED');
    expect(endOf(book)).toEqual(endOf(claimAfter(oneLine, [...asked, back(denial), sent(late)])));
  });

  it('leaves the next payer’s payment waiting while the first still owes the charge', () => {
    const second = said('B 4 OA-23 6', { payer: 2 });
    const owed = [sent(first), ...corrected('X', { kind: 'void' }), back(first)];
    const early = claimAfter(threePayers, [...owed, sent(second, 2)]);
    expect(open(early)).toEqual({ '4010': -1000, '1100[1]': 1000, '2010[C0001]': -400 });
    const book = claimAfter(threePayers, [
      ...owed,
      sent(second, 2),
      sent({ ...first, payerClaimControlNo: 'D' }),
    ]);
    expect(open(book)).toEqual({ '4010': -1000 });
  });
});
