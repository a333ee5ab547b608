import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeX12 } from '../../../../core/x12/tools/merge.ts';
import { type SplitOptions, splitX12 } from '../../../../core/x12/tools/split.ts';
import { claimFile, claimFiles, codesFoundIn, contentsOf, paymentFiles } from './invented-files.ts';
import { memorySink, split, textsOf } from './parts-in-memory.ts';

const inOrder: fc.Arbitrary<SplitOptions> = fc.oneof(
  fc.constant({ by: 'set' } as const),
  fc.record({ by: fc.constant('claim' as const), claims: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ by: fc.constant('size' as const), bytes: fc.integer({ min: 1, max: 3000 }) }),
  fc.record({
    by: fc.constant('size' as const),
    bytes: fc.integer({ min: 900, max: 3000 }),
    claims: fc.integer({ min: 1, max: 5 }),
    controlNo: fc.integer({ min: 1, max: 999_000_000 }),
  }),
);
const RUNS = { numRuns: 60 };

const numberIn = (text: string, pattern: RegExp): number => Number(text.match(pattern)?.[1]);
const centsIn = (text: string, pattern: RegExp): number =>
  [...text.matchAll(pattern)].reduce((sum, [, amount]) => sum + Math.round(Number(amount) * 100), 0);

async function merged(texts: readonly string[]): Promise<readonly string[]> {
  const { sink, parts } = memorySink();
  await mergeX12(
    texts.map((text) => [Buffer.from(text)]),
    { onDifferent: 'refuse' },
    sink,
  );
  return parts.map((part) => part.text);
}

describe('splitting claims', () => {
  it('keeps every claim, what it says and the order, in parts that check as the source does', async () => {
    await fc.assert(
      fc.asyncProperty(claimFiles, inOrder, async (text, options) => {
        const parts = await textsOf(text, options);
        expect(await contentsOf(parts)).toEqual(await contentsOf([text]));
        const before = await codesFoundIn([text]);
        expect([...(await codesFoundIn(parts))].filter((code) => !before.has(code))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('is undone by merging', async () => {
    await fc.assert(
      fc.asyncProperty(claimFiles, inOrder, async (text, options) => {
        const whole = await merged(await textsOf(text, options));
        expect(whole).toHaveLength(1);
        expect(await contentsOf(whole)).toEqual(await contentsOf([text]));
        expect(await codesFoundIn(whole)).toEqual(await codesFoundIn([text]));
      }),
      RUNS,
    );
  });

  it('keeps every claim of a payer in order', async () => {
    await fc.assert(
      fc.asyncProperty(claimFiles, async (text) => {
        const { parts } = await split(text, { by: 'payer' });
        const payerOf = (claim: unknown): string =>
          JSON.stringify(claim).match(/"id":"(9900[12])"/)?.[1] ?? '';
        const source = await contentsOf([text]);
        for (const part of parts) {
          expect(await contentsOf([part.text])).toEqual(
            source.filter((claim) => payerOf(claim) === part.key),
          );
        }
      }),
      RUNS,
    );
  });

  it('gives the same parts wherever the chunks of the source are cut', async () => {
    await fc.assert(
      fc.asyncProperty(claimFiles, inOrder, fc.integer({ min: 1, max: 700 }), async (text, options, size) => {
        const chunks: Buffer[] = [];
        for (let at = 0; at < text.length; at += size) chunks.push(Buffer.from(text.slice(at, at + size)));
        const { sink, parts } = memorySink();
        await splitX12(chunks, options, sink);
        expect(parts.map((part) => part.text)).toEqual(await textsOf(text, options));
      }),
      RUNS,
    );
  });

  it('hands parts on while the file is still read', async () => {
    const claim = { payer: 0, own: 3, dependents: [] } as const;
    const bytes = Buffer.from(claimFile([[Array.from({ length: 2000 }, () => claim)]]));
    const left = { chunks: 0 };
    const source = function* () {
      for (left.chunks = 20; left.chunks > 0; left.chunks -= 1) {
        const size = Math.ceil(bytes.length / 20);
        yield bytes.subarray((20 - left.chunks) * size, (21 - left.chunks) * size);
      }
    };
    const leftAt: number[] = [];
    const sink = {
      open: () => ({ write: () => void leftAt.push(left.chunks), close: () => {} }),
    };
    const result = await splitX12(source(), { by: 'claim', claims: 100 }, sink);
    expect(result).toEqual({ ok: true, value: { parts: 60, claims: 6000, overLimit: 0 } });
    expect(leftAt[0]).toBeGreaterThan(9);
  });

  it('numbers parts without gaps', async () => {
    await fc.assert(
      fc.asyncProperty(claimFiles, fc.integer({ min: 1, max: 9_000 }), async (text, controlNo) => {
        const parts = await textsOf(text, { by: 'claim', controlNo });
        parts.forEach((part, i) => {
          expect(numberIn(part, /\*00501\*(\d{9})\*/)).toBe(controlNo + i);
          expect(numberIn(part, /\nIEA\*1\*(\d{9})~/)).toBe(controlNo + i);
          expect(numberIn(part, /\nGE\*\d+\*(\d+)~/)).toBe(controlNo + i);
        });
      }),
      RUNS,
    );
  });
});

describe('splitting payments', () => {
  it('keeps every payment in order and the money whole, and no part is negative', async () => {
    await fc.assert(
      fc.asyncProperty(paymentFiles, inOrder, async (text, options) => {
        const parts = await textsOf(text, options);
        expect(await contentsOf(parts)).toEqual(await contentsOf([text]));
        expect(parts.filter((part) => /\nBPR\*.\*-/.test(part))).toEqual([]);
        expect(centsIn(parts.join(''), /\nBPR\*.\*([\d.]+)/g)).toBe(centsIn(text, /\nBPR\*.\*([\d.]+)/g));
        const before = await codesFoundIn([text]);
        expect([...(await codesFoundIn(parts))].filter((code) => !before.has(code))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('balances each part: its payment is the sum of its claims less what is taken back', async () => {
    await fc.assert(
      fc.asyncProperty(paymentFiles, fc.integer({ min: 1, max: 4 }), async (text, claims) => {
        for (const part of await textsOf(text, { by: 'claim', claims })) {
          const paid = centsIn(part, /\nCLP\*[^*]*\*[^*]*\*[^*]*\*(-?[\d.]+)/g);
          const taken = centsIn(part, /\nPLB\*[^*]*\*[^*]*\*WO:OLD\*([\d.]+)/g);
          expect(centsIn(part, /\nBPR\*.\*([\d.]+)/g)).toBe(paid - taken);
        }
      }),
      RUNS,
    );
  });
});
