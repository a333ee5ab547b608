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

  it.each([
    ['a control number of letters', { controlNo: 'ABC' }, 'ELEMENT-CHARACTER', 1],
    ['no date', { date: '' }, 'ELEMENT-MISSING', 2],
    ['an answer that there is not', { code: 'Q' }, 'ELEMENT-CODE', 4],
    ['a note that there is not', { note: '099' }, 'ELEMENT-CODE', 5],
  ])('refuses %s, as reading does', (_, wrong, code, element) => {
    const right = { controlNo: '000000101', date: '260106', time: '0901', code: 'R', note: '025' };
    const result = writeInterchangeAcknowledgment(envelope(705, '20260106', '0905'), [
      right,
      { ...right, ...wrong },
    ]);
    expect(result).toMatchObject({ ok: false, error: [{ code, segmentId: 'TA1', element }] });
  });

  it('repeats a date and a time that there are not: they may be what is rejected', async () => {
    const result = writeInterchangeAcknowledgment(envelope(705, '20260106', '0905'), [
      { controlNo: '000000101', date: '261399', time: '2561', code: 'R', note: '015' },
    ]);
    const text = result.ok ? result.value.text : '';
    expect(text).toContain('TA1*000000101*261399*2561*R*015~');
    expect(codesOf(await itemsOf(text))).toEqual([]);
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
