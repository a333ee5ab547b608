import { describe, expect, it } from 'vitest';
import { e271 } from '../../../../core/x12/guides/e271.ts';
import type { LoopGuide } from '../../../../core/x12/guides/guide.ts';
import {
  type LoopNode,
  MAX_HELD_BYTES,
  MAX_HELD_SEGMENTS,
  TreeBuilder,
} from '../../../../core/x12/guides/tree.ts';
import { readX12 } from '../../../../core/x12/read.ts';
import { segmentOf } from '../../../../core/x12/syntax/segment.ts';

const found = (loop: LoopGuide, id: string): readonly LoopGuide[] =>
  loop.id === id
    ? [loop]
    : loop.children.flatMap(({ node }) => (node.kind === 'loop' ? found(node, id) : []));
const [level, benefit] = ['2000C', '2110C'].flatMap((id) => found(e271.root, id)) as [LoopGuide, LoopGuide];

/** Each has a block of its own, as segments have that stand far apart. */
const LONG = `MSG*${'A'.repeat(60_000)}`;
const longSegment = () => segmentOf(LONG);

function held(node: LoopNode): { segments: number; loops: number; bytes: number } {
  const blocks = new Set(node.segments.map(({ block }) => block));
  let sum = {
    segments: node.segments.length,
    loops: node.loops.length,
    bytes: [...blocks].reduce((bytes, block) => bytes + block.bytes.length, 0),
  };
  for (const inner of node.loops.map(held)) {
    const { segments, loops, bytes } = inner;
    sum = { segments: sum.segments + segments, loops: sum.loops + loops, bytes: sum.bytes + bytes };
  }
  return sum;
}

describe('the loops of a set, as they are gathered', () => {
  it('hold no more bytes than a limit, and no empty loops beyond it', () => {
    const tree = new TreeBuilder(e271.root, []);
    const most = Math.floor(MAX_HELD_BYTES / LONG.length);
    let left = 0;
    for (let i = 0; i < most + 100; i += 1) {
      tree.open(benefit);
      if (!tree.segment(longSegment())) left += 1;
      tree.close();
    }
    expect(left).toBe(100);
    expect(held(tree.root)).toEqual({ segments: most, loops: most, bytes: most * LONG.length });
  });

  it('hold no more segments than a limit', () => {
    const tree = new TreeBuilder(e271.root, []);
    const short = segmentOf('EB*1');
    let left = 0;
    for (let i = 0; i < MAX_HELD_SEGMENTS + 100; i += 1) {
      tree.open(benefit);
      if (!tree.segment(short)) left += 1;
      tree.close();
    }
    expect(left).toBe(100);
    expect(held(tree.root)).toMatchObject({ segments: MAX_HELD_SEGMENTS, loops: MAX_HELD_SEGMENTS });
  });

  it('let go of records, however many there are', () => {
    const tree = new TreeBuilder(e271.root, [level.id]);
    const records = 2 * Math.ceil(MAX_HELD_BYTES / LONG.length);
    for (let i = 0; i < records; i += 1) {
      tree.open(level);
      expect(tree.segment(longSegment())).toBe(true);
      expect(held(tree.close()).segments).toBe(1);
    }
    expect(held(tree.root)).toEqual({ segments: 0, loops: 0, bytes: 0 });
  });

  it('count a block for a loop that goes on in it when a record in it is gone', () => {
    const tree = new TreeBuilder(e271.root, [level.id]);
    let taken = 0;
    for (let i = 0; i < 2 * Math.ceil(MAX_HELD_BYTES / LONG.length); i += 1) {
      const segment = longSegment();
      tree.open(level);
      tree.segment(segment);
      tree.close();
      if (tree.segment(segment)) taken += 1;
    }
    expect(taken).toBe(Math.floor(MAX_HELD_BYTES / LONG.length));
  });
});

const HEADER =
  'ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260106*0930*^*00501*000000001*0*T*:~';
const END = 'SE*1*0001~GE*1*1~IEA*1*000000001~';
const sets = {
  '837P': [
    `${HEADER}GS*HC*SENDER*RECEIVER*20260106*0930*1*X*005010X222A1~ST*837*0001*005010X222A1~HL*1**20*1~HL*2*1*22*0~CLM*C1*10~`,
    'NTE*ADD',
  ],
  '271': [
    `${HEADER}GS*HB*SENDER*RECEIVER*20260106*0930*1*X*005010X279A1~ST*271*0001*005010X279A1~HL*1**20*1~HL*2*1*21*1~HL*3*2*22*0~NM1*IL*1*A~EB*1~`,
    'MSG',
  ],
} as const;

describe.each(Object.entries(sets))('an endless record of %s', (_, [start, text]) => {
  it('is left out from a number of bytes on, and said to be too large, once', async () => {
    const line = Buffer.from(`${text}*${'A'.repeat(60_000)}~`.repeat(10));
    function* source() {
      yield Buffer.from(start);
      for (let sent = 0; sent < 2 * MAX_HELD_BYTES; sent += line.length) yield line;
      yield Buffer.from(END);
    }
    const codes: string[] = [];
    for await (const item of readX12(source(), { check: 'none' }))
      if (item.kind === 'finding') codes.push(item.finding.code);
    expect(codes.filter((code) => code === 'SET-OVERFULL')).toHaveLength(1);
  });
});
