import { describe, expect, it, test } from 'vitest';
import { setNameOf, setTypeOf } from '../../../../core/x12/sets/set-type.ts';

describe('the type of a set', () => {
  test.each([
    ['837', '005010X222', '837P'],
    ['837', '005010X222A1', '837P'],
    ['837', '005010X222A2', '837P'],
    ['837', '005010X223A2', '837I'],
    ['837', '005010X223A3', '837I'],
    ['837', '005010X224A2', '837D'],
    ['835', '005010X221', '835'],
    ['835', '005010X221A1', '835'],
    ['835', '005010', '835'],
    ['999', '005010X231A1', '999'],
    ['997', '004010', '997'],
    ['997', '005010X230', '997'],
    ['277', '005010X214', '277CA'],
    ['277', '005010X214E1', '277CA'],
    ['277', '005010X212', '277'],
    ['276', '005010X212', '276'],
    ['270', '005010X279', '270'],
    ['270', '005010X279A1', '270'],
    ['271', '005010X279A1', '271'],
  ])('%s in %s is %s', (setId, version, type) => {
    expect(setTypeOf(setId, version)).toBe(type);
  });

  test.each([
    ['an older version', '837', '004010X098A1'],
    ['an older eligibility inquiry', '270', '004010X092A1'],
    ['an older status response', '277', '004010X093A1'],
    ['an older remittance', '835', '004010X091A1'],
    ['a predetermination', '837', '005010X291'],
    ['a guide that only begins alike', '837', '005010X2220'],
    ['the guide of another set', '270', '005010X212'],
    ['pending claims', '277', '005010X228'],
    ['a request for information', '277', '005010X213'],
    ['a data reporting answer', '277', '005010X364'],
    ['a remittance of another guide', '835', '005010X306'],
    ['a version without a guide', '271', '005010'],
    ['no version', '837', ''],
    ['no set that is known', '850', '005010'],
  ])('of %s is not known: it is never misread', (_, setId, version) => {
    expect(setTypeOf(setId, version)).toBe('unsupported');
  });

  it('may be named by a partner, for sets of the same number only', () => {
    const guides = { '005010X222ACME': '837P', '5010': '835', constructor: '837P' } as const;
    expect(setTypeOf('837', '005010X222ACME', guides)).toBe('837P');
    expect(setTypeOf('835', '5010', guides)).toBe('835');
    expect(setTypeOf('277', '5010', guides)).toBe('unsupported');
    expect(setTypeOf('835', 'toString', guides)).toBe('unsupported');
    expect(setNameOf('837', '005010X222ACME', guides)).toBe('837P');
  });
});

describe('the name of a set', () => {
  test.each([
    ['837', '005010X223A2', '837I'],
    ['997', '004010', '997'],
    ['837', '004010X098A1', '837 professional claim, version 4010'],
    ['837', '004010X096A1', '837 institutional claim, version 4010'],
    ['837', '005010X291', '837 professional predetermination, version 5010'],
    ['837', '005010X292', '837 institutional predetermination, version 5010'],
    ['837', '005010X298', '837 professional post-adjudicated claim, version 5010'],
    ['837', '004010', '837 claim, version 4010'],
    ['837', '', '837 claim'],
    ['834', '005010X220A1', '834 enrollment, version 5010'],
    ['820', '005010X218', '820 premium payment, version 5010'],
    ['278', '005010X217', '278 prior authorization, version 5010'],
    ['278', '005010X216', '278 prior authorization notice, version 5010'],
    ['275', '004050X151', '275 claim attachment, version 4050'],
    ['824', '005010X186A1', '824 application advice, version 5010'],
    ['270', '004010X092A1', '270 eligibility inquiry, version 4010'],
    ['277', '005010X364', '277 data reporting acknowledgment, version 5010'],
    ['850', '004010', '850, version 4010'],
    ['DOE', '004010', 'unknown'],
  ])('%s in %s is %s', (setId, version, name) => {
    expect(setNameOf(setId, version)).toBe(name);
  });
});
