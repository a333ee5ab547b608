import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { asFailure, refused } from '../../../bin/terminal/answer.ts';

describe('what is shown of an error', () => {
  it('is all of our own', () => {
    const failure = refused('There is no claim.', 'See them.');
    expect(asFailure(failure)).toBe(failure);
  });

  it('is its kind alone where a parser quotes what it read', () => {
    const quoting = (): unknown => JSON.parse('SECRET');
    expect(quoting).toThrow(/SECRET/);
    try {
      quoting();
    } catch (error) {
      expect(asFailure(error)).toMatchObject({ code: 3, message: 'SyntaxError' });
    }
    const unfit = z.literal('a').safeParse('SECRET').error;
    expect(asFailure(unfit)).toMatchObject({ code: 3, message: 'ZodError' });
  });

  it('is its kind alone where a service may quote an item', () => {
    const error = Object.assign(new Error('SECRET'), { name: 'ValidationException', $metadata: {} });
    expect(asFailure(error)).toMatchObject({ code: 3, message: 'ValidationException' });
  });

  it('is kind and message of any other', () => {
    expect(asFailure(new Error('no room'))).toMatchObject({ code: 3, message: 'Error: no room' });
    expect(asFailure('thrown')).toMatchObject({ code: 3 });
  });
});
