import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isNpi } from '../../../../core/codes/npi.ts';
import { daysBetween, isCivilDate } from '../../../../core/dates.ts';
import { maskValue } from '../../../../core/x12/tools/mask-value.ts';
import { Pseudonyms } from '../../../../core/x12/tools/pseudonym.ts';

const names = new Pseudonyms((text) => createHmac('sha256', 'a key').update(text).digest());
const period = (format: string, text: string): string => maskValue(names, 'period', text, format);
const days = (a: string, b: string): number => {
  if (!isCivilDate(a) || !isCivilDate(b)) throw new Error('a masked date is no date');
  return daysBetween(a, b);
};
/** How far this key moves dates. */
const shift = days(names.date('20260105'), '20260105');

describe('a pseudonym', () => {
  it('is of the same shape: case, digits, blanks and marks', () => {
    expect(names.text("McDoe-O'Hara Jr. 3")).toMatch(
      /^[A-Z][a-z][A-Z][a-z]{2}-[A-Z]'[A-Z][a-z]{3} [A-Z][a-z]\. \d$/,
    );
  });

  it('is the same for a name in capitals and one in small letters', () => {
    expect(names.text('Smith').toUpperCase()).toBe(names.text('SMITH'));
  });

  it('is kept for a name, and not for a long text', () => {
    let digests = 0;
    const counted = new Pseudonyms((text) => {
      digests += 1;
      return createHmac('sha256', 'a key').update(text).digest();
    });
    const more = (text: string): number => {
      const before = digests;
      expect(counted.text(text)).toBe(counted.text(text));
      return digests - before;
    };
    expect(more('VERY LONG NAME') % 2).toBe(0);
    const first = more(`A ${'B'.repeat(80)}`);
    expect(first).toBeGreaterThan(0);
    expect(more(`A ${'B'.repeat(80)}`)).toBe(first);
    expect(more('VERY LONG NAME')).toBe(0);
  });

  it('digests no more than a few times what a long text has', () => {
    let digested = 0;
    const counted = new Pseudonyms((text) => {
      digested += text.length;
      return createHmac('sha256', 'a key').update(text).digest();
    });
    const long = 'AB 1'.repeat(15_000);
    const masked = counted.text(long);
    expect(masked).toMatch(/^([A-Z]{2} \d){15000}$/);
    expect(masked).not.toBe(long);
    expect(digested).toBeLessThan(10 * long.length);
  });

  it('is never shared by two values', () => {
    const numbers = Array.from({ length: 999 }, (_, i) => String(i + 1).padStart(3, '0'));
    const pairs = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].flatMap((a) => [...'0123456789'].map((b) => a + b));
    expect(new Set(numbers.map((number) => names.id(number))).size).toBe(999);
    expect(new Set(pairs.map((pair) => names.id(pair))).size).toBe(260);
  });

  it('of a number with a suffix begins with that of the number', () => {
    expect(names.id('C0001-1-2').startsWith(`${names.id('C0001-1')}-`)).toBe(true);
    expect(names.id('C0001-1').startsWith(`${names.id('C0001')}-`)).toBe(true);
  });

  it('of a long text is another for another text', () => {
    const texts = ['PATIENT FELL FROM A LADDER AT HOME', 'PATIENT FELL FROM A LADDER AT WORK'];
    const [home = '', work = ''] = texts.map((text) => names.text(text));
    expect(home).toMatch(/^[A-Z]{7} [A-Z]{4} [A-Z]{4} [A-Z] [A-Z]{6} [A-Z]{2} [A-Z]{4}$/);
    expect(home.slice(0, 20)).not.toBe(work.slice(0, 20));
  });

  it.each(['1999999992', '1888888884', '1234567893'])('of the NPI %s is one that nobody was given', (npi) => {
    expect(names.id(npi)).toMatch(/^2\d{9}$/);
    expect(isNpi(names.id(npi))).toBe(true);
  });

  it('of a wrong NPI is a wrong NPI', () => {
    for (let n = 1_999_999_900; n < 1_999_999_999; n += 1) {
      expect(isNpi(names.id(String(n)))).toBe(isNpi(String(n)));
    }
  });

  it.each(['0', '000', '', ' ', '-'])('of %j is itself', (text) => {
    expect(names.id(text)).toBe(text);
  });
});

describe('a date', () => {
  it.each(['20260105', '19800215', '20240229', '19000101', '21991231', '20000301'])(
    'moves by the days of the key: %s',
    (date) => {
      expect(days(names.date(date), date)).toBe(shift);
    },
  );

  it('goes back by whole weeks, eight at least', () => {
    expect(shift % 7).toBe(0);
    expect(shift).toBeGreaterThanOrEqual(56);
  });

  it('comes round at the end of the calendar', () => {
    expect(isCivilDate(names.date('18000101'))).toBe(true);
    expect(names.date('18000101')).toMatch(/^219/);
  });

  it.each(['20261301', '20260132', '20260431', '20230229', '20260100', '20260015', '99991331', '02151980'])(
    'that is none stays none, and another: %s',
    (date) => {
      const masked = names.date(date);
      expect(masked).toMatch(/^\d{8}$/);
      expect(isCivilDate(masked)).toBe(false);
      expect(masked).not.toBe(date);
    },
  );

  it.each(['99991231', '30000101', '22001231'])('that says "no end" stays: %s', (date) => {
    expect(names.date(date)).toBe(date);
    expect(period('RD8', `20260105-${date}`)).toBe(`${names.date('20260105')}-${date}`);
  });

  it('moves alike in every format', () => {
    const day = names.date('20260105');
    const later = names.date('20260110');
    const short = day.slice(2);
    const american = day.slice(4) + day.slice(0, 4);
    expect(period('D8', '20260105')).toBe(day);
    expect(period('RD8', '20260105-20260110')).toBe(`${day}-${later}`);
    expect(period('DT', '202601051530')).toBe(`${day}1530`);
    expect(period('TS', '20260105153059')).toBe(`${day}153059`);
    expect(period('D6', '260105')).toBe(short);
    expect(period('DB', '01052026')).toBe(american);
    expect(period('RD', '01052026-01052026')).toBe(`${american}-${american}`);
    expect(period('TM', '1530')).toBe('1530');
    expect(period('CM', '202601')).toBe(names.date('20260115').slice(0, 6));
    expect(period('CY', '2026')).toBe(names.date('20260701').slice(0, 4));
    expect(names.date6('260105')).toBe(short);
    expect(names.id('20260105')).toBe(day);
  });

  it.each([
    ['D8', '2026010'],
    ['D8', 'JAN 5 26'],
    ['RD8', '20260105'],
    ['DT', '20260105'],
    ['QQ', '5 January'],
  ])('in the wrong form stays in it: %s %s', (format, text) => {
    const shape = (value: string) => value.replaceAll(/\d/g, '9').replaceAll(/[a-z]/gi, 'A');
    expect(shape(period(format, text))).toBe(shape(text));
    expect(period(format, text)).not.toBe(text);
  });
});
