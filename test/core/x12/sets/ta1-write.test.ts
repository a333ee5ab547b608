import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeInterchangeAcknowledgment } from '../../../../core/x12/sets/ta1-write.ts';
import { codesOf, envelope, golden, itemsOf, only, written } from './answers.ts';

describe('writing a TA1', () => {
  it('gives the golden file byte for byte', () => {
    const result = writeInterchangeAcknowledgment(envelope(705, '20260106', '0905'), [
      { controlNo: '000000101', date: '260106', time: '0901', code: 'R', note: '025' },
    ]);
    expect(result).toEqual({ ok: true, value: { text: golden('ta1-duplicate') } });
  });

  it('refuses a delimiter in a value', () => {
    const result = writeInterchangeAcknowledgment(envelope(705, '20260106', '0905'), [
      { controlNo: '000000101', date: '260106', time: '0901', code: 'R', note: '0*5' },
    ]);
    expect(result).toEqual({ ok: false, error: [{ code: 'CHR-02', segmentId: 'TA1', element: 5 }] });
  });

  it('is read back as it was written', async () => {
    const acknowledgment = fc.record({
      controlNo: fc.integer({ min: 1, max: 999_999_999 }).map((n) => String(n).padStart(9, '0')),
      date: fc.constantFrom('260106', '251231'),
      time: fc.constantFrom('0000', '2359'),
      code: fc.constantFrom('A', 'E', 'R'),
      note: fc.integer({ min: 0, max: 31 }).map((n) => String(n).padStart(3, '0')),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(acknowledgment, { minLength: 1, maxLength: 3 }), async (acknowledgments) => {
        const result = writeInterchangeAcknowledgment(envelope(705, '20260106', '0905'), acknowledgments);
        const items = await itemsOf(result.ok ? result.value.text : '');
        expect(codesOf(items)).toEqual([]);
        const read = only(items, 'interchange-acknowledgment');
        expect(read.map((item) => written(item.acknowledgment))).toEqual(acknowledgments);
      }),
    );
  });
});
