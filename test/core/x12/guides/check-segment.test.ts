import { describe, expect, it, test } from 'vitest';
import { checkSegment } from '../../../../core/x12/guides/check-segment.ts';
import {
  an,
  composite,
  date,
  decimal,
  id,
  openPeriod,
  period,
  type SyntaxNote,
  segment,
  time,
  unused,
  whole,
} from '../../../../core/x12/guides/guide.ts';
import { segmentOf } from '../../../../core/x12/syntax/segment.ts';

const guide = segment({
  id: 'TST',
  name: 'test',
  usage: 'R',
  elements: [
    id('R', 2, 2, 'AA BB'),
    an('S', 2, 5),
    decimal('S', 4),
    whole('S', 3),
    date('S'),
    time('S'),
    unused,
    id('S', 2, 3),
    period('S'),
    composite('S', id('R', 1, 2, 'X Y'), an('S', 1, 3), unused),
  ],
});

function codesOf(text: string, checked = guide): readonly string[] {
  const codes: string[] = [];
  checkSegment(checked, segmentOf(text), (kind, { element, component }) => {
    const { element: ik, code } = kind.acknowledgmentCode ?? {};
    codes.push(`${element}${component === undefined ? '' : `-${component}`} ${kind.code} ${ik} ${code}`);
  });
  return codes;
}

describe('the elements of a segment', () => {
  test.each<[string, string, readonly string[]]>([
    ['all right', 'TST*AA*TEXT*-1.5*-12*20240229*2359**D8*20260105*X:ABC', []],
    ['decimals of any form', 'TST*AA**.05', []],
    ['a required element missing', 'TST**TEXT', ['1 ELEMENT-MISSING IK403 1']],
    ['a code that is not allowed', 'TST*CC', ['1 ELEMENT-CODE IK403 7']],
    ['too short', 'TST*AA*T', ['2 ELEMENT-TOO-SHORT IK403 4']],
    ['too long', 'TST*AA*TEXTTEXT', ['2 ELEMENT-TOO-LONG IK403 5']],
    ['a component separator where there are none', 'TST*AA*A:B', ['2 COMPONENT-UNEXPECTED IK403 6']],
    ['and beside letters beyond ASCII', 'TST*AA*Ä:B', ['2 COMPONENT-UNEXPECTED IK403 6']],
    ['and within a code, which is one finding', 'TST*A:', ['1 ELEMENT-CODE IK403 7']],
    ['components by another separator', 'TST*AA*********X>ABC', ['10 COMPONENT-SEPARATOR IK403 6']],
    ['and beside letters beyond ASCII', 'TST*AA*ÄÖÜ********Y|AB', ['10 COMPONENT-SEPARATOR IK403 6']],
    [
      'a first component that is only too long',
      'TST*AA*********X-ABC',
      ['10-1 ELEMENT-TOO-LONG IK403 5', '10-1 ELEMENT-CODE IK403 7'],
    ],
    ['a decimal too long, sign and point aside', 'TST*AA**-123.45', ['3 ELEMENT-TOO-LONG IK403 5']],
    ['letters in a decimal', 'TST*AA**1,5', ['3 ELEMENT-CHARACTER IK403 6']],
    ['a point in a whole number', 'TST*AA***1.5', ['4 ELEMENT-CHARACTER IK403 6']],
    ['a day that does not exist', 'TST*AA****20260230', ['5 ELEMENT-DATE IK403 8']],
    [
      'a day far off',
      'TST*AA****99991231***D8*99991231',
      ['5 ELEMENT-DATE IK403 8', '9 ELEMENT-DATE IK403 8'],
    ],
    ['a time that does not exist', 'TST*AA*****2460', ['6 ELEMENT-TIME IK403 9']],
    ['an element that is not used', 'TST*AA******X', ['7 ELEMENT-NOT-USED IK403 I10']],
    ['a period backwards in format', 'TST*AA*******RD8*20260105', ['9 ELEMENT-DATE IK403 8']],
    ['a period', 'TST*AA*******RD8*20260105-20260106', []],
    ['a day with a time', 'TST*AA*******DT*202601051400', []],
    ['a day with no time', 'TST*AA*******DT*20260105', ['9 ELEMENT-TIME IK403 9']],
    ['a time of day', 'TST*AA*******TM*2500', ['9 ELEMENT-TIME IK403 9']],
    ['too many elements', 'TST*AA*********X*MORE', ['11 ELEMENTS-TOO-MANY IK403 3']],
    ['a component missing', 'TST*AA*********:ABC', ['10-1 ELEMENT-MISSING IK403 1']],
    ['a component that is not used', 'TST*AA*********X::Z', ['10-3 ELEMENT-NOT-USED IK403 I10']],
    ['too many components', 'TST*AA*********X:A::D', ['10-4 COMPONENTS-TOO-MANY IK403 13']],
    [
      'each repetition',
      'TST*AA*********X^Q',
      ['10 REPETITIONS-TOO-MANY IK403 12', '10-1 ELEMENT-CODE IK403 7'],
    ],
  ])('%s', (_, text, codes) => {
    expect(codesOf(text)).toEqual(codes);
  });

  const noted = (note: SyntaxNote) =>
    segment({
      id: 'TST',
      name: 'test',
      usage: 'R',
      elements: [an('S', 1, 9), an('S', 1, 9), an('S', 1, 9)],
      notes: [note],
    });

  test.each<[SyntaxNote['rule'], string, readonly string[]]>([
    ['P', 'TST*A**C', ['2 ELEMENT-CONDITION IK403 2']],
    ['P', 'TST*A*B*C', []],
    ['R', 'TST', ['1 ELEMENT-CONDITION IK403 2']],
    ['R', 'TST***C', []],
    ['C', 'TST*A*B', ['3 ELEMENT-CONDITION IK403 2']],
    ['C', 'TST**B', []],
    ['L', 'TST*A', ['2 ELEMENT-CONDITION IK403 2']],
    ['L', 'TST*A**C', []],
    ['E', 'TST*A**C', ['3 ELEMENT-EXCLUSION IK403 10']],
    ['E', 'TST**B', []],
  ])('that depend on each other by rule %s: %s', (rule, text, codes) => {
    expect(codesOf(text, noted({ rule, elements: [1, 2, 3] }))).toEqual(codes);
  });

  const open = segment({
    id: 'TST',
    name: 'test',
    usage: 'R',
    elements: [id('R', 2, 3), openPeriod('R'), an('S', 1, 9)],
  });

  test.each<[string, readonly string[]]>([
    ['D8*20260105', []],
    ['D8*99991231', []],
    ['D8*30000101', []],
    ['RD8*20260105-99991231', []],
    ['D8*00010101', ['2 ELEMENT-DATE IK403 8']],
    ['D8*99991331', ['2 ELEMENT-DATE IK403 8']],
    ['RD8*20260105-99990230', ['2 ELEMENT-DATE IK403 8']],
  ])('a period that may have no end, as payers say it by a day far off: %s', (text, codes) => {
    expect(codesOf(`TST*${text}`, open)).toEqual(codes);
    // Text that is no ASCII is looked at another way.
    expect(codesOf(`TST*${text}*É`, open)).toEqual(codes);
  });

  it('are never quoted', () => {
    const said: string[] = [];
    checkSegment(guide, segmentOf('TST*SECRET*SECRETSECRET'), (kind) => said.push(JSON.stringify(kind)));
    expect(said.join()).not.toContain('SECRET');
  });
});
