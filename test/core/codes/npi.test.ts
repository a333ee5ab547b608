import { describe, expect, test } from 'vitest';
import { isNpi } from '../../../core/codes/npi.ts';

describe('an NPI', () => {
  test.each([
    ['1234567893', true, 'the worked example'],
    ['1999999992', true, 'a number of the examples'],
    ['2222222228', true, 'may begin with 2'],
    ['1234567890', false, 'has a right check digit'],
    ['123456789', false, 'has ten digits'],
    ['12345678931', false, 'has no eleventh digit'],
    ['3234567893', false, 'begins with 1 or 2'],
    ['12345678 3', false, 'has digits only'],
    ['', false, 'is not empty'],
  ])('%s is valid: %s (it %s)', (text, valid) => {
    expect(isNpi(text)).toBe(valid);
  });

  test('is refused when any one digit is changed', () => {
    const npi = '1234567893';
    for (let i = 1; i < 10; i += 1) {
      const other = String((Number(npi[i]) + 1) % 10);
      expect(isNpi(npi.slice(0, i) + other + npi.slice(i + 1))).toBe(false);
    }
  });
});
