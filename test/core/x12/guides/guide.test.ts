import { describe, expect, it, test } from 'vitest';
import { Defect } from '../../../../core/result.ts';
import { a999 } from '../../../../core/x12/guides/a999.ts';
import { ca277 } from '../../../../core/x12/guides/ca277.ts';
import { matches, qualifierCodes } from '../../../../core/x12/guides/candidates.ts';
import { d837 } from '../../../../core/x12/guides/d837.ts';
import { e270 } from '../../../../core/x12/guides/e270.ts';
import { e271 } from '../../../../core/x12/guides/e271.ts';
import {
  an,
  id,
  type LoopGuide,
  loop,
  type SegmentGuide,
  segment,
} from '../../../../core/x12/guides/guide.ts';
import { i837 } from '../../../../core/x12/guides/i837.ts';
import { p837 } from '../../../../core/x12/guides/p837.ts';
import { r835 } from '../../../../core/x12/guides/r835.ts';
import { s276 } from '../../../../core/x12/guides/s276.ts';
import { s277 } from '../../../../core/x12/guides/s277.ts';
import { segmentOf } from '../../../../core/x12/syntax/segment.ts';

describe('a guide table', () => {
  it('tells segments of one id apart by the codes of their qualifier', () => {
    const guide = segment({
      id: 'REF',
      name: 'x',
      usage: 'S',
      by: 1,
      elements: [id('R', 2, 3, 'G1 9F'), an('R', 1, 50)],
    });
    expect(
      ['REF*G1*A', 'REF*9F*A', 'REF*F8*A', 'NM1*G1'].map((text) => matches(guide, segmentOf(text))),
    ).toEqual([true, true, false, false]);
  });

  it('refuses a qualifier without codes, and a loop that no segment opens', () => {
    expect(() => segment({ id: 'REF', name: 'x', usage: 'S', by: 1, elements: [an('R', 1, 50)] })).toThrow(
      Defect,
    );
    expect(() =>
      loop({
        id: 'L',
        name: 'x',
        usage: 'S',
        children: [loop({ id: 'M', name: 'x', usage: 'S', children: [] })],
      }),
    ).toThrow(Defect);
  });
});

describe.each([p837, i837, d837, r835, a999, ca277, s276, s277, e270, e271])(
  'the guide of $name',
  (guide) => {
    const loops: LoopGuide[] = [];
    const collect = (node: LoopGuide): void => {
      loops.push(node);
      for (const child of node.children) if (child.node.kind === 'loop') collect(child.node);
    };
    collect(guide.root);

    it('has no two children of a loop that the same segment would match', () => {
      for (const { id: loopId, byKey } of loops) {
        for (const { children } of byKey.values()) {
          const codes = children.flatMap((child) => [...(qualifierCodes(child.trigger) ?? ['(any)'])]);
          expect([loopId, new Set(codes).size]).toEqual([loopId, codes.length]);
        }
      }
    });

    test('segments of one id follow each other, so that they have no order among themselves', () => {
      for (const node of loops) {
        const seen = new Map<string, number>();
        // The opener of a level is met once; the HL of the next level is another matter.
        for (const { trigger, position } of node.children.slice(1)) {
          const key = `${node.id} ${trigger.id}`;
          expect(`${key} ${seen.get(key) ?? position}`).toBe(`${key} ${position}`);
          seen.set(key, position);
        }
      }
    });

    test('elements have lengths that can be, and required ones come with a length', () => {
      const segments = loops.flatMap((node) =>
        node.children.flatMap((c): SegmentGuide[] => (c.node.kind === 'segment' ? [c.node] : [])),
      );
      for (const { id: segmentId, elements } of segments) {
        for (const element of elements) {
          const parts = element.kind === 'simple' ? [element] : element.components;
          for (const { min, max, usage } of parts) {
            expect([segmentId, min <= max && (usage === 'N' || max > 0)]).toEqual([segmentId, true]);
          }
        }
      }
    });
  },
);
