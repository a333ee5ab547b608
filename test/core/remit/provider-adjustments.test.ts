import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import { accountTotal, applyToLedger } from '../../../core/ledger/balances.ts';
import { imbalance } from '../../../core/ledger/entries.ts';
import { negate, sum, ZERO } from '../../../core/money.ts';
import { recoupmentKey } from '../../../core/remit/keys.ts';
import { postProviderAdjustments } from '../../../core/remit/provider-adjustments.ts';
import type { ProviderAdjustment } from '../../../core/x12/types.ts';
import { aHeader, usd } from './given.ts';

const header = aHeader(100);

/** `WO:2025110100099 300`: code, reference, dollars. */
function plb(text: string): ProviderAdjustment {
  const [what = '', dollars = ''] = text.split(' ');
  const [code = '', reference] = what.split(':');
  return {
    providerId: '1999999992',
    fiscalYearEnd: '20261231',
    code,
    ...(reference === undefined ? {} : { reference }),
    amount: usd(Number(dollars)),
    position: { interchange: 1, segment: 40, offset: 0 },
  };
}

function posted(texts: readonly string[], neutralised: Readonly<Record<string, number>> = {}) {
  const byKey = new Map(
    Object.entries(neutralised).map(([what, dollars]) => [
      recoupmentKey(header, plb(`${what} 0`)),
      usd(dollars),
    ]),
  );
  return postProviderAdjustments({
    header,
    adjustments: texts.map(plb),
    remittance: { trace: 'EFT1', date: civilDate('20260210') },
    cause: 'remit/r/PLB',
    neutralised: (key) => byKey.get(key) ?? ZERO,
  });
}

/** `J8a 2050 300.00 1015`: type, account debited, amount, account credited. */
const brief = ({ entries }: ReturnType<typeof posted>): readonly string[] =>
  entries.map(({ type, postings }) => {
    const [to, from] = postings;
    const amount = to !== undefined && 'debit' in to ? to.debit : 0;
    return `${type} ${to?.account} ${amount / 100} ${from?.account}`;
  });
const reasons = ({ work }: ReturnType<typeof posted>): readonly string[] =>
  work.map(({ reason, amount }) => `${reason} ${amount / 100}`);

describe('each code has its entry', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['S23: interest paid', 'L6 -2.02', 'J7 1015 2.02 4910', []],
    ['interest taken back', 'L6 2.02', 'J7 4910 2.02 1015', []],
    ['a reversal neutralised now, taken later', 'WO:A -300', 'J8b 1015 300 2050', []],
    ['a negative net carried forward', 'FB -180', 'J8c 1015 180 2050', []],
    ['a forward balance absorbed', 'FB 180', 'J8d 2050 180 1015', []],
    ['a refund cheque acknowledged', '72:A -50', 'J8e 1015 50 2050', []],
    ['tax withheld', 'IR 28', 'J8f 1190 28 1015', []],
    ['a levy', 'LE 28', 'J8f 1190 28 1015', ['LEVY 28']],
    ['an advance', 'AP -1000', 'J8g 1015 1000 2070', []],
    ['an advance recovered', 'AP 1000', 'J8g 2070 1000 1015', []],
    ['a capitation payment', 'CT -500', 'J8g 1015 500 4920', []],
    ['a late charge', '50 15', 'J8g 6110 15 1015', []],
    ['a settlement', 'PI -700', 'J8g 1015 700 2060', []],
    ['what is not explained', 'CS 12.50', 'J8g 2060 12.5 1015', ['PROVIDER_ADJUSTMENT_TO_CLASSIFY 12.5']],
    ['a code that nobody knows', 'QQ -1', 'J8g 1015 1 2060', ['PROVIDER_ADJUSTMENT_TO_CLASSIFY -1']],
  ])('%s', (_, given, entry, work) => {
    const posting = posted([given]);
    expect(brief(posting)).toEqual([entry]);
    expect(reasons(posting)).toEqual(work);
  });

  it('an amount of 0 posts nothing', () => {
    expect(posted(['WO:A 0', 'L6 0'])).toMatchObject({ entries: [], work: [] });
  });
});

describe('recoupments', () => {
  it('S20: of what was neutralised before, with the rest carried forward', () => {
    const posting = posted(['WO:2025110100099 300', 'FB -180'], { 'WO:2025110100099': 300 });
    expect(brief(posting)).toEqual(['J8a 2050 300 1015', 'J8c 1015 180 2050']);
    expect(reasons(posting)).toEqual([]);
    expect([...posting.recoupments.values()]).toEqual([usd(300), usd(-180)]);
  });

  it('S52: that nothing explains is posted all the same, and somebody asks', () => {
    const posting = posted(['WO:2025090100001 50']);
    expect(brief(posting)).toEqual(['J18 2050 50 1015']);
    expect(reasons(posting)).toEqual(['RECOUPMENT_UNEXPLAINED 50']);
  });

  it('of more than was neutralised is not explained either', () => {
    expect(brief(posted(['WO:A 301'], { 'WO:A': 300 }))).toEqual(['J18 2050 301 1015']);
  });

  it('in parts, up to what was neutralised', () => {
    expect(brief(posted(['WO:A 200', 'WO:A 100', 'WO:A 1'], { 'WO:A': 300 }))).toEqual([
      'J8a 2050 200 1015',
      'J8a 2050 100 1015',
      'J18 2050 1 1015',
    ]);
  });

  test.each([
    ['first', ['WO:A 50', '72:A -50']],
    ['last', ['72:A -50', 'WO:A 50']],
  ])('of a cheque that we sent, whether it is taken %s or not', (_, given) => {
    const posting = posted(given);
    expect(reasons(posting)).toEqual([]);
    expect([...posting.recoupments.values()]).toEqual([ZERO]);
  });

  it('of one claim do not explain those of another', () => {
    expect(reasons(posted(['WO:B 50'], { 'WO:A': 300 }))).toEqual(['RECOUPMENT_UNEXPLAINED 50']);
  });
});

const anyPlb = fc
  .tuple(
    fc.constantFrom('WO:A', 'WO:B', 'FB', 'L6', '72:A', 'IR', 'LE', 'AP', 'CS', '51', 'ZZ'),
    fc.integer({ min: -100_000, max: 100_000 }).map((n) => (n / 100).toFixed(2)),
  )
  .map(([code, dollars]) => `${code} ${dollars}`);

it('law: every entry balances, and clearing loses exactly what the PLBs say', () => {
  fc.assert(
    fc.property(fc.array(anyPlb, { maxLength: 12 }), (texts) => {
      const { entries, recoupments } = posted(texts);
      const ledger = applyToLedger({}, entries);
      expect(entries.every(({ postings }) => imbalance(postings) === 0)).toBe(true);
      expect(accountTotal(ledger, '1015')).toBe(negate(sum(texts.map((text) => plb(text).amount))));
      // What 2050 holds is what was taken, reference by reference.
      for (const [key, amount] of recoupments) expect(ledger[`2050[${key}]`] ?? 0).toBe(amount);
      expect(new Set(entries.map(({ entryId }) => entryId)).size).toBe(entries.length);
    }),
  );
});
