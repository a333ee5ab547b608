import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Separators, separatorsOf } from '../../../../core/x12/syntax/block.ts';
import { KeptTexts } from '../../../../core/x12/syntax/kept-texts.ts';
import { MOST_BYTES } from '../../../../core/x12/syntax/mark-code.ts';
import { blockOf, markByteByByte, type Progress } from '../../../../core/x12/syntax/marks.ts';
import { MAX_SEGMENT_BYTES, meaningsOf } from '../../../../core/x12/syntax/meanings.ts';
import { markQuickly } from '../../../../core/x12/syntax/quick-marks.ts';

const USUAL = separatorsOf({ element: '*', repetition: '^', component: ':', segment: '~' });
const START: Progress = { at: 0, marked: 0, ordinal: 0 };

function marked(
  mark: typeof markQuickly,
  bytes: Buffer,
  { separators = USUAL, from = START }: { separators?: Separators; from?: Progress } = {},
) {
  const block = blockOf(bytes, new Int32Array(64), 0, new KeptTexts());
  block.separators.push(USUAL, separators);
  const progress = mark(block, meaningsOf(separators), from);
  return progress && { ...progress, marks: [...block.marks.slice(from.marked, progress.marked)] };
}

const quickly = (bytes: Buffer, options?: Parameters<typeof marked>[2]) =>
  marked(markQuickly, bytes, options);
const slowly = (bytes: Buffer, options?: Parameters<typeof marked>[2]) =>
  marked(markByteByByte, bytes, options);

/** Pieces that files are made of, and those that break them. */
const piece = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('*', '~', '~', ':', '^', 'NM1', 'B', 'I', 'HI*BK:1', '45', '') },
  { weight: 2, arbitrary: fc.constantFrom('~\n', '~\r\n', '\r\n', '\n', ' ', '\0', '\t', '\u001a', '~~') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('ISA', 'IEA', 'BIN', 'ISB', 'é', '\u007f', '\u0001', 'X'.repeat(70)),
  },
  { weight: 2, arbitrary: fc.string({ maxLength: 40 }) },
);
const text = fc.array(piece, { maxLength: 120 }).map((pieces) => Buffer.from(pieces.join(''), 'latin1'));
const delimiters = fc.constantFrom(
  USUAL,
  separatorsOf({ element: '*', repetition: null, component: '>', segment: '\n' }),
  separatorsOf({ element: '\u001d', repetition: '\u001f', component: ':', segment: '\u001c' }),
  separatorsOf({ element: '|', repetition: ' ', component: ':', segment: '\r' }),
);

describe('marks', () => {
  it('are the same sixteen bytes at a time as byte by byte', () => {
    fc.assert(
      fc.property(text, delimiters, fc.nat(70), (bytes, separators, at) => {
        const from = { at: Math.min(at, bytes.length), marked: at % 3, ordinal: at };
        expect(quickly(bytes, { separators, from })).toEqual(slowly(bytes, { separators, from }));
      }),
      { numRuns: 3000 },
    );
  });

  it('are there sixteen bytes at a time on every machine that tests run on', () => {
    const bytes = Buffer.from('NM1*QC*1~REF*6R~');
    expect(quickly(bytes)).toMatchObject({ at: bytes.length, ordinal: 2 });
  });

  it('try once only for what a machine does not have', async () => {
    const module = vi.fn(function Module() {
      throw new Error('no SIMD');
    });
    vi.stubGlobal('WebAssembly', { Memory: function Memory() {}, Module: module });
    vi.resetModules();
    const fresh = await import('../../../../core/x12/syntax/quick-marks.ts');
    const bytes = Buffer.from('NM1*QC*1~');
    const tries = [marked(fresh.markQuickly, bytes), marked(fresh.markQuickly, bytes)];
    vi.unstubAllGlobals();
    expect(tries).toEqual([null, null]);
    expect(module).toHaveBeenCalledTimes(1);
  });

  it('stop at a segment that is too long, and say nothing of it', () => {
    for (const length of [MAX_SEGMENT_BYTES - 1, MAX_SEGMENT_BYTES, MAX_SEGMENT_BYTES + 1]) {
      const bytes = Buffer.from(`A*1~${'X'.repeat(length)}~B*2~ ISA*`);
      expect(quickly(bytes)).toEqual(slowly(bytes));
    }
  });

  it('fill the largest block with the most marks there can be', () => {
    for (const pattern of ['A~', '*~', '**', 'A*~', '~']) {
      const bytes = Buffer.alloc(MOST_BYTES, pattern);
      expect(quickly(bytes)).toEqual(slowly(bytes));
    }
  });

  it('leave larger blocks to the look at each byte', () => {
    expect(quickly(Buffer.alloc(MOST_BYTES + 1, 'A~'))).toBeNull();
  });
});
