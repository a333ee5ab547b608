import { describe, expect, it, test } from 'vitest';
import { codesOf, golden, itemsOf, only, withElement, written } from './answers.ts';

describe('a TA1', () => {
  it('is read from an interchange without groups', async () => {
    const items = await itemsOf(golden('ta1-duplicate'));
    expect(codesOf(items)).toEqual([]);
    const [answer] = only(items, 'interchange-acknowledgment');
    expect(written(answer?.acknowledgment)).toEqual({
      controlNo: '000000101',
      date: '260106',
      time: '0901',
      code: 'R',
      note: '025',
    });
    expect(answer?.acknowledgment.position).toMatchObject({ interchange: 1, segmentId: 'TA1' });
    expect(answer?.interchange.controlNo).toBe('000000705');
  });

  it.each([
    ['IEA*0', []],
    ['IEA*1', ['IEA-COUNTS-TA1 warning']],
    ['IEA*2', ['IEA-COUNT error']],
  ])('in an interchange without groups may be counted as one, as many payers do: %s', async (iea, said) => {
    const items = await itemsOf(golden('ta1-duplicate').replace('IEA*0', iea));
    expect(only(items, 'finding').map(({ finding: { code, severity } }) => `${code} ${severity}`)).toEqual(
      said,
    );
    const beside = await itemsOf(golden('ta1-with-999').replace('IEA*1', iea));
    expect(codesOf(beside)).toEqual(iea === 'IEA*1' ? [] : ['IEA-COUNT']);
  });

  it('is read beside a group', async () => {
    const items = await itemsOf(golden('ta1-with-999'));
    expect(codesOf(items)).toEqual([]);
    expect(only(items, 'interchange-acknowledgment').map((item) => item.acknowledgment.note)).toEqual([
      '000',
    ]);
    expect(only(items, 'implementation-acknowledgment')).toHaveLength(1);
  });

  test.each([
    ['an unknown answer', 4, 'Q', ['ELEMENT-CODE']],
    ['no control number', 1, '', ['ELEMENT-MISSING']],
    ['a note that is too short', 5, '0', ['ELEMENT-TOO-SHORT', 'ELEMENT-CODE']],
    ['a note that no list has', 5, '032', ['ELEMENT-CODE']],
    ['a time that is too short', 3, '256', ['ELEMENT-TOO-SHORT']],
    ['a time that is none, as it repeats the one that it rejects', 3, '2561', []],
  ])('with %s has a finding there', async (_name, element, value, codes) => {
    const items = await itemsOf(withElement(golden('ta1-duplicate'), { id: 'TA1', element }, value));
    expect(only(items, 'finding').map(({ finding }) => [finding.code, finding.position.element])).toEqual(
      codes.map((code) => [code, element]),
    );
  });
});
