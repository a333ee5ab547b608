import { describe, expect, it, test } from 'vitest';
import { groupRejected, oneOfTwoRejected } from './a999-expected.ts';
import { codesOf, golden, itemsOf, only, withElement, written } from './answers.ts';

describe('a 999', () => {
  test.each([
    ['a999-one-of-two-rejected', oneOfTwoRejected],
    ['a999-group-rejected', groupRejected],
  ])('%s reads to its typed value without findings', async (name, expected) => {
    const items = await itemsOf(golden(name));
    expect(codesOf(items)).toEqual([]);
    const answers = only(items, 'implementation-acknowledgment');
    expect(answers.map((item) => written(item.acknowledgment))).toEqual([expected]);
    expect(answers[0]?.context.setControlNo).toBe('0001');
    expect(only(items, 'set-end').map((end) => end.accepted)).toEqual([true]);
  });

  test.each([
    ['of a segment', 'IK3', 4, 'Q', '2100'],
    ['of an element', 'IK4', 3, 'I5', '2110'],
    ['of a set', 'IK5', 2, '14', '2000'],
    ['of the group', 'AK9', 5, '7', 'ST'],
  ])('with an error %s that no list has is told so', async (_name, id, element, value, loop) => {
    const nth = id === 'IK5' ? 1 : 0;
    const text = withElement(golden('a999-one-of-two-rejected'), { id, nth, element }, value);
    expect(only(await itemsOf(text), 'finding').map(({ finding }) => finding)).toMatchObject([
      { code: 'ELEMENT-CODE', position: { segmentId: id, element, loop } },
    ]);
  });

  it('never keeps the copy of bad data', async () => {
    const text = golden('a999-one-of-two-rejected').replace('IK4*9*67*2~', 'IK4*9*67*7*SECRET~');
    expect(JSON.stringify(await itemsOf(text))).not.toContain('SECRET');
  });

  it('reads where in the element the error is, and what triggered the rule; a trigger names no claim', async () => {
    const text = golden('a999-one-of-two-rejected')
      .replace('CTX*CLM01:C0107-1~', 'CTX*SITUATIONAL TRIGGER*CLM*43*2300*5:3~\nCTX*SITUATIONAL TRIGGER*SBR~')
      .replace('IK4*9*67*2~', 'IK4*2:3:1*1065*7~\nCTX*SITUATIONAL TRIGGER*NM1*22**1~')
      .replace('SE*11*', 'SE*13*');
    const items = await itemsOf(text);
    expect(codesOf(items)).toEqual([]);
    const [answer] = only(items, 'implementation-acknowledgment');
    expect(answer?.acknowledgment.sets[1]?.errors).toEqual([
      {
        segmentId: 'NM1',
        segment: 22,
        code: '8',
        triggers: [
          { segmentId: 'CLM', segment: 43, loop: '2300', element: 5, component: 3 },
          { segmentId: 'SBR' },
        ],
        elements: [
          {
            element: 2,
            component: 3,
            repetition: 1,
            dataElement: 1065,
            code: '7',
            triggers: [{ segmentId: 'NM1', segment: 22, element: 1 }],
          },
        ],
      },
    ]);
  });

  test.each([
    ['one rejected set less than counted', 4, '0', ['ACK-REJECTED-COUNT', 'ACK-ACCEPTED-COUNT']],
    ['one received set more than listed', 3, '3', ['ACK-REJECTED-COUNT']],
    ['fewer received sets than listed', 3, '1', ['ACK-REJECTED-COUNT']],
  ])('warns of %s', async (_name, element, value, codes) => {
    const items = await itemsOf(
      withElement(golden('a999-one-of-two-rejected'), { id: 'AK9', element }, value),
    );
    expect(codesOf(items)).toEqual(codes);
    expect(only(items, 'set-end')[0]?.accepted).toBe(true);
  });

  it('accepts a sender that lists only the rejected sets', async () => {
    const text = golden('a999-one-of-two-rejected')
      .replace('AK2*837*0001*005010X222A1~\nIK5*A~\n', '')
      .replace('SE*11*', 'SE*9*');
    expect(codesOf(await itemsOf(text))).toEqual([]);
  });

  test.each([
    ['an unknown answer', { id: 'IK5', nth: 1, element: 1 }, 'Q', 'ELEMENT-CODE'],
    ['a missing group number', { id: 'AK1', element: 2 }, '', 'ELEMENT-MISSING'],
    ['a count that is none', { id: 'AK9', element: 3 }, 'X', 'ELEMENT-CHARACTER'],
    ['no position', { id: 'IK3', element: 2 }, '', 'ELEMENT-MISSING'],
    ['no element', { id: 'IK4', element: 1 }, '', 'ELEMENT-MISSING'],
  ])('with %s has a finding there and is not accepted', async (_name, at, value, code) => {
    const items = await itemsOf(withElement(golden('a999-one-of-two-rejected'), at, value));
    const found = only(items, 'finding').map(({ finding }) => finding);
    expect(found[0]).toMatchObject({ code, position: { segmentId: at.id, element: at.element } });
    expect(only(items, 'set-end')[0]?.accepted).toBe(false);
  });

  it('without AK9 answers nothing', async () => {
    const items = await itemsOf(golden('a999-one-of-two-rejected').replace('AK9*P*2*2*1~\n', ''));
    expect(codesOf(items)).toContain('SEGMENT-MISSING');
    expect(only(items, 'implementation-acknowledgment')).toEqual([]);
    expect(only(items, 'set-end')[0]?.accepted).toBe(false);
  });

  it('the older 997 is recognised and not read', async () => {
    const text = golden('a999-group-rejected').replace('ST*999*0001*005010X231A1', 'ST*997*0001');
    const items = await itemsOf(text);
    expect(only(items, 'set').map((set) => set.type)).toEqual(['997']);
    expect(only(items, 'implementation-acknowledgment')).toEqual([]);
    expect(only(items, 'set-end')[0]?.accepted).toBe(false);
  });
});
