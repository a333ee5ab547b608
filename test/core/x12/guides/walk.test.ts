import { describe, expect, it, test } from 'vitest';
import { an, id, loop, MANY, type SetGuide, segment } from '../../../../core/x12/guides/guide.ts';
import { TreeBuilder } from '../../../../core/x12/guides/tree.ts';
import { type WalkEvent, Walker } from '../../../../core/x12/guides/walk.ts';
import { segmentOf } from '../../../../core/x12/syntax/segment.ts';

const simple = (name: string, usage: 'R' | 'S', max = 1) =>
  segment({ id: name, name, usage, max, elements: [an('S', 1, 9)] });
const named = (code: string, usage: 'R' | 'S' = 'S', max = 1) =>
  segment({ id: 'REF', name: code, usage, max, by: 1, elements: [id('R', 2, 2, code), an('S', 1, 9)] });
const party = (code: string, loopId: string) =>
  loop({
    id: loopId,
    name: loopId,
    usage: 'S',
    children: [
      segment({ id: 'NM1', name: code, usage: 'R', by: 1, elements: [id('R', 2, 2, code)] }),
      simple('N3', 'S'),
    ],
  });

/** A batch of groups of claims of lines, with the shapes that real guides have. */
const line = loop({
  id: 'LINE',
  name: 'line',
  usage: 'R',
  max: MANY,
  children: [simple('LX', 'R'), named('6R'), party('82', 'L82')],
});
const claim = loop({
  id: 'CLAIM',
  name: 'claim',
  usage: 'S',
  max: MANY,
  anchor: true,
  children: [
    simple('CLM', 'R'),
    named('F8'),
    named('G1'),
    simple('NTE', 'S'),
    party('82', 'C82'),
    party('77', 'C77'),
    line,
  ],
});
const guide: SetGuide = {
  name: 'test',
  setId: '999',
  functionalCode: 'XX',
  root: loop({
    id: 'TEST',
    name: 'test',
    usage: 'R',
    children: [
      simple('BHT', 'R'),
      loop({ id: 'GROUP', name: 'group', usage: 'R', max: MANY, children: [simple('HL', 'R'), claim] }),
    ],
  }),
};

function walk(text: string): readonly WalkEvent[] {
  const walker = new Walker(guide, segmentOf('ST*999'), { interchange: 1, segment: 1, offset: 0 });
  const events = text.split(' ').flatMap((s, i) => walker.next(segmentOf(s, undefined, i + 2)));
  return [...events, ...walker.end()];
}

/** Loops as brackets, segments by id, findings by code and loop. */
const shapeOf = (text: string): string =>
  walk(text)
    .map((event) => {
      if (event.kind === 'open') return `${event.loop.id}(`;
      if (event.kind === 'close') return ')';
      if (event.kind === 'segment') return event.guide === null ? `${event.segment.id}?` : event.segment.id;
      return `!${event.finding.code}@${event.finding.position.loop}/${event.finding.position.segmentId}`;
    })
    .join(' ');

describe('a walk', () => {
  test.each([
    ['opens and closes loops', 'BHT HL CLM LX LX', 'BHT GROUP( HL CLAIM( CLM LINE( LX ) LINE( LX ) ) )'],
    [
      'takes the innermost loop that has a place',
      'BHT HL CLM NM1*82 LX NM1*82',
      'BHT GROUP( HL CLAIM( CLM C82( NM1 ) LINE( LX L82( NM1 ) ) ) )',
    ],
    [
      'takes segments of one id in any order',
      'BHT HL CLM REF*G1 REF*F8 LX',
      'BHT GROUP( HL CLAIM( CLM REF REF LINE( LX ) ) )',
    ],
    [
      'takes loops of one id in any order',
      'BHT HL CLM NM1*77 N3 NM1*82 LX',
      'BHT GROUP( HL CLAIM( CLM C77( NM1 N3 ) C82( NM1 ) LINE( LX ) ) )',
    ],
    [
      'leaves all loops for a new group',
      'BHT HL CLM LX HL CLM LX',
      'BHT GROUP( HL CLAIM( CLM LINE( LX ) ) ) GROUP( HL CLAIM( CLM LINE( LX ) ) )',
    ],
  ])('%s', (_, text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });

  test.each([
    [
      'a required segment missing',
      'HL CLM LX',
      'GROUP( HL CLAIM( CLM LINE( LX ) ) ) !SEGMENT-MISSING@TEST/BHT',
    ],
    ['a required loop missing', 'BHT HL CLM', 'BHT GROUP( HL CLAIM( CLM !SEGMENT-MISSING@CLAIM/LX ) )'],
    [
      'a segment too late',
      'BHT HL CLM NTE REF*F8 LX',
      'BHT GROUP( HL CLAIM( CLM NTE !SEGMENT-OUT-OF-SEQUENCE@CLAIM/REF REF LINE( LX ) ) )',
    ],
    [
      'a segment too often',
      'BHT HL CLM REF*F8 REF*F8 LX',
      'BHT GROUP( HL CLAIM( CLM REF !SEGMENT-OVER-MAXIMUM@CLAIM/REF REF LINE( LX ) ) )',
    ],
    [
      'a loop too often',
      'BHT HL CLM NM1*82 NM1*82 LX',
      'BHT GROUP( HL CLAIM( CLM C82( NM1 ) !LOOP-OVER-MAXIMUM@C82/NM1 C82( NM1 ) LINE( LX ) ) )',
    ],
    [
      'an unknown segment',
      'BHT HL CLM XYZ LX',
      'BHT GROUP( HL CLAIM( CLM XYZ? !SEGMENT-UNEXPECTED@CLAIM/XYZ LINE( LX ) ) )',
    ],
    [
      'no segment id',
      'BHT HL CLM x1 LX',
      'BHT GROUP( HL CLAIM( CLM x1? !SEGMENT-ID-INVALID@CLAIM/x1 LINE( LX ) ) )',
    ],
    [
      'an unknown qualifier',
      'BHT HL CLM REF*ZZ LX',
      'BHT GROUP( HL CLAIM( CLM REF? !QUALIFIER-UNKNOWN@CLAIM/REF LINE( LX ) ) )',
    ],
    [
      'a claim outside of its group',
      'BHT CLM LX',
      'BHT GROUP( !SEGMENT-MISSING@GROUP/HL CLAIM( CLM LINE( LX ) ) )',
    ],
  ])('goes on after %s', (_, text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });

  it('says where a segment stands in its set', () => {
    const [finding] = walk('BHT HL CLM REF*ZZ LX').filter((event) => event.kind === 'finding');
    expect(finding?.finding.position).toMatchObject({
      segment: 5,
      segmentId: 'REF',
      loop: 'CLAIM',
      element: 1,
    });
  });

  it('makes a tree that gives records out as they close', () => {
    const tree = new TreeBuilder(guide.root, ['CLAIM']);
    const records = walk('BHT HL CLM LX HL CLM LX LX').flatMap((event) => tree.take(event) ?? []);
    expect(records.map((record) => record.loops.length)).toEqual([1, 2]);
    expect(tree.root.loops.map((group) => group.loops.length)).toEqual([0, 0]);
  });
});
