import { expect, test } from 'vitest';
import { civilDate } from '../../../core/dates.ts';
import { appealLevel } from '../../../core/denial/appeals.ts';

const terms = { appealDays: 90, appealLevels: 2 };
const decidedOn = civilDate('20260110');
const sentOn = civilDate('20260201');

test.each<[number, string, string | undefined, number | undefined]>([
  [1, 'CI', '20260410', undefined],
  [2, 'CI', '20260410', undefined],
  [3, 'CI', undefined, undefined],
  [0, 'CI', undefined, undefined],
  // 120 days from receipt, which is presumed five days after the remittance.
  [1, 'MB', '20260515', undefined],
  [2, 'MB', '20260714', undefined],
  [3, 'MB', '20260316', 200_00],
  [4, 'MB', '20260316', undefined],
  [5, 'MB', '20260316', 1960_00],
  [6, 'MB', undefined, undefined],
])('level %i of %s may be sent until %s, for %s or more', (level, filingCode, deadline, least) => {
  const found = appealLevel({ level, decidedOn, sentOn, filingCode }, terms);
  expect([found?.deadline, found?.least]).toEqual([deadline, least]);
});

test('the amount in dispute is that of the year in which it is sent', () => {
  const in2025 = { level: 3, decidedOn: civilDate('20251101'), filingCode: 'MB' };
  expect(appealLevel({ ...in2025, sentOn: civilDate('20251201') }, terms)?.least).toBe(190_00);
  expect(appealLevel({ ...in2025, sentOn: civilDate('20260101') }, terms)?.least).toBe(200_00);
  expect(appealLevel({ ...in2025, sentOn: civilDate('20290101') }, terms)?.least).toBeUndefined();
});
