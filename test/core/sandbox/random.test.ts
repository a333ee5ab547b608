import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFrom } from '../../../core/sandbox/random.ts';

describe('draws', () => {
  it('are the same for the same words, and others for others', () => {
    const numbers = (...words: string[]) => {
      const draw = drawFrom(...words);
      return Array.from({ length: 20 }, () => draw.below(1000));
    };
    expect(numbers('seed', 'C1')).toEqual(numbers('seed', 'C1'));
    expect(numbers('seed', 'C1')).not.toEqual(numbers('seed', 'C2'));
    expect(numbers('seed', 'C1')).not.toEqual(numbers('other', 'C1'));
  });

  it('stay within their bounds', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 1e6 }), (seed, bound) => {
        const draw = drawFrom(seed);
        const n = draw.below(bound);
        const m = draw.between(5, 5 + bound);
        return n >= 0 && n < bound && m >= 5 && m <= 5 + bound && /^[1-9]\d{11}$/.test(draw.digits(12));
      }),
    );
  });

  it('spread evenly over neighbouring words', () => {
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) {
      const n = drawFrom('seed', `C${i}`).below(10);
      counts[n] = (counts[n] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('come as often as their weights say', () => {
    const draw = drawFrom('weights');
    const items = [
      { name: 'often', weight: 9 },
      { name: 'seldom', weight: 1 },
      { name: 'never', weight: 0 },
    ];
    const drawn = Array.from({ length: 5000 }, () => draw.weighted(items).name);
    expect(drawn.filter((name) => name === 'seldom').length / 5000).toBeCloseTo(0.1, 1);
    expect(drawn).not.toContain('never');
  });

  it('refuse an empty list', () => {
    expect(() => drawFrom('x').pick([])).toThrow('nothing to draw from');
  });
});
