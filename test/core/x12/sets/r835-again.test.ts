import { describe, expect, it, test } from 'vitest';
import { paymentsIn } from '../../../../core/x12/sets/r835-again.ts';
import { canReadAgain } from '../../../fuzz/payments-again.ts';
import { golden, itemsOf, only } from './answers.ts';

const NAMES = [
  'r835-denial-interest-recoupment',
  'r835-reversal-correction',
  'r835-zero-pay',
  'r835-two-payers',
];

/** How payers' files differ from the golden ones. */
const WRITTEN: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['without line ends', (text) => text.replaceAll('\n', '')],
  ['with CR LF', (text) => text.replaceAll('\n', '\r\n')],
  ['wrapped at 80 bytes', (text) => text.replaceAll('\n', '').replaceAll(/.{80}/g, '$&\r\n')],
  [
    'with other delimiters',
    (text) => text.replaceAll('*', '|').replaceAll(':', '>').replaceAll('~', '\u001d'),
  ],
  ['where a line feed ends segments', (text) => text.replaceAll('~\n', '\n')],
  ['behind another interchange', (text) => `${text}${text}`],
  ['with text before it', (text) => `From our clearinghouse\n${text}`],
  ['without LX', (text) => text.replaceAll(/LX\*\d+~\n?/g, '')],
  ['with unknown segments', (text) => text.replaceAll(/(?=SVC)/g, 'ZZZ*1~')],
];

describe('the bytes of a claim payment', () => {
  test.each(NAMES.flatMap((name) => WRITTEN.map(([how, write]) => [name, how, write] as const)))(
    'of %s, %s, are all that it takes to read it again',
    async (name, _, write) => {
      const text = write(golden(name));
      const items = await itemsOf(text);
      expect(only(items, 'claim-payment').length).toBeGreaterThan(0);
      expect(canReadAgain(items, Buffer.from(text))).toBe(true);
    },
  );

  it('go from its CLP to the segment behind it', async () => {
    const text = golden('r835-denial-interest-recoupment');
    const payments = only(await itemsOf(text), 'claim-payment');
    const bytes = payments.map(({ payment, end }) => text.slice(payment.position.offset, end));
    expect(bytes.map((own) => own.slice(0, 12))).toEqual(['CLP*C0001-1*', 'CLP*C0002-1*', 'CLP*C0003-1*']);
    expect(bytes.map((own) => own.match(/SVC/g)?.length)).toEqual([2, 2, 2]);
    expect(text.slice(payments.at(-1)?.end, (payments.at(-1)?.end ?? 0) + 4)).toBe('PLB*');
  });

  it('of another file give nothing', async () => {
    const [remittance] = only(await itemsOf(golden('r835-zero-pay')), 'remittance');
    if (remittance === undefined) throw new Error('no remittance');
    const start = { header: remittance.header, offset: 0, segment: 10, ordinal: 1 };
    expect(paymentsIn(Buffer.from('Dear provider,'), start)).toEqual([]);
  });
});
