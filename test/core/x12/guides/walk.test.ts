import { describe, expect, it, test } from 'vitest';
import {
  an,
  id,
  type LoopGuide,
  loop,
  MANY,
  type SegmentGuide,
  type SetGuide,
  segment,
} from '../../../../core/x12/guides/guide.ts';
import { type LoopNode, outer, TreeBuilder } from '../../../../core/x12/guides/tree.ts';
import { Walker } from '../../../../core/x12/guides/walk.ts';
import { type Segment, segmentOf } from '../../../../core/x12/syntax/segment.ts';
import type { Finding } from '../../../../core/x12/types.ts';

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
      loop({ id: 'GROUP', name: 'group', usage: 'R', max: MANY, children: [simple('GR', 'R'), claim] }),
    ],
  }),
};

type WalkEvent =
  | { readonly kind: 'open'; readonly loop: LoopGuide }
  | { readonly kind: 'segment'; readonly segment: Segment; readonly guide: SegmentGuide | null }
  | { readonly kind: 'close'; readonly loop: LoopGuide }
  | { readonly kind: 'finding'; readonly finding: Finding };

function walk(text: string): readonly WalkEvent[] {
  const events: WalkEvent[] = [];
  const position = { interchange: 1, segment: 1, offset: 0 };
  const walker = new Walker(
    { guide, st: segmentOf('ST*999'), position, elements: true },
    {
      open: (loop) => events.push({ kind: 'open', loop }),
      segment: (segment, known) => events.push({ kind: 'segment', segment, guide: known }),
      close: (loop) => events.push({ kind: 'close', loop }),
      finding: (finding) => events.push({ kind: 'finding', finding }),
    },
  );
  text.split(' ').forEach((s, i) => {
    walker.next(segmentOf(s, undefined, i + 2));
  });
  walker.end({ ordinal: text.split(' ').length + 1, offset: 0 }, 0);
  return events;
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
    ['opens and closes loops', 'BHT GR CLM LX LX', 'BHT GROUP( GR CLAIM( CLM LINE( LX ) LINE( LX ) ) )'],
    [
      'takes the innermost loop that has a place',
      'BHT GR CLM NM1*82 LX NM1*82',
      'BHT GROUP( GR CLAIM( CLM C82( NM1 ) LINE( LX L82( NM1 ) ) ) )',
    ],
    [
      'takes segments of one id in any order',
      'BHT GR CLM REF*G1 REF*F8 LX',
      'BHT GROUP( GR CLAIM( CLM REF REF LINE( LX ) ) )',
    ],
    [
      'takes loops of one id in any order',
      'BHT GR CLM NM1*77 N3 NM1*82 LX',
      'BHT GROUP( GR CLAIM( CLM C77( NM1 N3 ) C82( NM1 ) LINE( LX ) ) )',
    ],
    [
      'leaves all loops for a new group',
      'BHT GR CLM LX GR CLM LX',
      'BHT GROUP( GR CLAIM( CLM LINE( LX ) ) ) GROUP( GR CLAIM( CLM LINE( LX ) ) )',
    ],
  ])('%s', (_, text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });

  test.each([
    [
      'a required segment missing',
      'GR CLM LX',
      'GROUP( GR CLAIM( CLM LINE( LX ) ) ) !SEGMENT-MISSING@TEST/BHT',
    ],
    ['a required loop missing', 'BHT GR CLM', 'BHT GROUP( GR CLAIM( CLM !SEGMENT-MISSING@CLAIM/LX ) )'],
    [
      'a segment too late',
      'BHT GR CLM NTE REF*F8 LX',
      'BHT GROUP( GR CLAIM( CLM NTE !SEGMENT-OUT-OF-SEQUENCE@CLAIM/REF REF LINE( LX ) ) )',
    ],
    [
      'a segment too often',
      'BHT GR CLM REF*F8 REF*F8 LX',
      'BHT GROUP( GR CLAIM( CLM REF !SEGMENT-OVER-MAXIMUM@CLAIM/REF REF LINE( LX ) ) )',
    ],
    [
      'a loop too often',
      'BHT GR CLM NM1*82 NM1*82 LX',
      'BHT GROUP( GR CLAIM( CLM C82( NM1 ) !LOOP-OVER-MAXIMUM@C82/NM1 C82( NM1 ) LINE( LX ) ) )',
    ],
    [
      'an unknown segment',
      'BHT GR CLM XYZ LX',
      'BHT GROUP( GR CLAIM( CLM XYZ? !SEGMENT-UNEXPECTED@CLAIM/XYZ LINE( LX ) ) )',
    ],
    [
      'no segment id',
      'BHT GR CLM x1 LX',
      'BHT GROUP( GR CLAIM( CLM x1? !SEGMENT-ID-INVALID@CLAIM/undefined LINE( LX ) ) )',
    ],
    [
      'an unknown qualifier',
      'BHT GR CLM REF*ZZ LX',
      'BHT GROUP( GR CLAIM( CLM REF? !QUALIFIER-UNKNOWN@CLAIM/REF LINE( LX ) ) )',
    ],
    [
      "a claim's segment in the midst of a line",
      'BHT GR CLM LX NTE REF*6R NM1*82',
      'BHT GROUP( GR CLAIM( CLM LINE( LX NTE? !SEGMENT-UNEXPECTED@LINE/NTE REF L82( NM1 ) ) ) )',
    ],
    [
      "a claim's segment in the midst of a line, of an id that lines have too",
      'BHT GR CLM LX REF*F8 REF*6R',
      'BHT GROUP( GR CLAIM( CLM LINE( LX REF? !QUALIFIER-UNKNOWN@LINE/REF REF ) ) )',
    ],
    [
      "a claim's party in the midst of a line",
      'BHT GR CLM LX NM1*77 N3 REF*6R',
      'BHT GROUP( GR CLAIM( CLM LINE( LX NM1? !QUALIFIER-UNKNOWN@LINE/NM1 ' +
        'N3? !SEGMENT-UNEXPECTED@LINE/N3 REF ) ) )',
    ],
    [
      "a claim's segment behind a party",
      'BHT GR CLM NM1*82 REF*F8 NM1*77 LX',
      'BHT GROUP( GR CLAIM( CLM C82( NM1 ) !SEGMENT-OUT-OF-SEQUENCE@CLAIM/REF REF C77( NM1 ) LINE( LX ) ) )',
    ],
    [
      'a claim outside of its group',
      'BHT CLM LX',
      'BHT GROUP( !SEGMENT-MISSING@GROUP/GR CLAIM( CLM LINE( LX ) ) )',
    ],
  ])('goes on after %s', (_, text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });

  it('says where a segment stands in its set', () => {
    const [finding] = walk('BHT GR CLM REF*ZZ LX').filter((event) => event.kind === 'finding');
    expect(finding?.finding.position).toMatchObject({
      segment: 5,
      segmentId: 'REF',
      loop: 'CLAIM',
      element: 1,
    });
  });

  test.each<[string, string, readonly [string, number][]]>([
    ['a header', 'GR CLM LX GR CLM LX', [['BHT', 1]]],
    [
      'a header before a claim outside of its group',
      'CLM LX GR CLM LX',
      [
        ['GR', 2],
        ['BHT', 1],
      ],
    ],
    ['what a loop should end with', 'BHT GR CLM NTE GR CLM LX', [['LX', 5]]],
    [
      'each of several',
      'GR CLM GR CLM NTE',
      [
        ['LX', 3],
        ['LX', 6],
        ['BHT', 1],
      ],
    ],
  ])('misses %s at the last segment before the gap', (_, text, missing) => {
    const findings = walk(text).filter((event) => event.kind === 'finding');
    const found = findings.filter(({ finding }) => finding.code === 'SEGMENT-MISSING');
    expect(found.map(({ finding: { position } }) => [position.segmentId, position.segment])).toEqual(missing);
  });

  it('makes a tree that gives records out as they close', () => {
    const tree = new TreeBuilder(guide.root, ['CLAIM']);
    const records: LoopNode[] = [];
    for (const event of walk('BHT GR CLM LX GR CLM LX LX')) {
      if (event.kind === 'open') tree.open(event.loop);
      if (event.kind === 'segment') tree.segment(event.segment);
      if (event.kind !== 'close') continue;
      const node = tree.close();
      if (tree.isRecord(node)) records.push(node);
    }
    expect(records.map((record) => record.loops.length)).toEqual([1, 2]);
    expect(tree.root.loops.map((group) => group.loops.length)).toEqual([0, 0]);
    expect(records.map((record) => outer(record, 'GROUP'))).toEqual(tree.root.loops);
  });
});
