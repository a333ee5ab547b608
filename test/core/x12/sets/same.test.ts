import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSame } from '../../../../core/x12/sets/same.ts';

describe('two values', () => {
  it('are the same where their JSON is, whatever objects they are made of', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(isSame(a, JSON.parse(JSON.stringify(a)))).toBe(true);
        expect(isSame(a, b)).toBe(isSame(b, a));
        if (isSame(a, b)) expect(b).toEqual(a);
      }),
    );
  });

  it.each([
    [{ a: 1 }, { a: 1, b: 1 }],
    [{ a: 1, b: 1 }, { a: 1 }],
    [{ a: { b: ['x'] } }, { a: { b: ['y'] } }],
    [[], {}],
    [undefined, {}],
    ['1', 1],
  ])('%j and %j differ', (a, b) => {
    expect(isSame(a, b)).toBe(false);
  });
});
