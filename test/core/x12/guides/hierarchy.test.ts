import { describe, expect, test } from 'vitest';
import { an, loop, MANY, type SetGuide, segment } from '../../../../core/x12/guides/guide.ts';
import { Walker } from '../../../../core/x12/guides/walk.ts';
import { segmentOf } from '../../../../core/x12/syntax/segment.ts';

const level = segment({
  id: 'HL',
  name: 'level',
  usage: 'R',
  by: 3,
  elements: [an('S', 1, 9), an('S', 1, 9), an('S', 1, 2), an('S', 1, 1)].map((element, i) =>
    i === 2 ? { ...element, codes: new Set(['20', '22']) } : element,
  ),
});
const only = (code: string) => ({
  ...level,
  elements: level.elements.map((element, i) => (i === 2 ? { ...element, codes: new Set([code]) } : element)),
});
const inner = loop({ id: 'INNER', name: 'inner', usage: 'S', max: MANY, children: [only('22')] });
const outer = loop({ id: 'OUTER', name: 'outer', usage: 'S', max: MANY, children: [only('20'), inner] });
const guide: SetGuide = {
  name: 'test',
  setId: '999',
  functionalCode: 'XX',
  root: loop({
    id: 'TEST',
    name: 'test',
    usage: 'R',
    children: [segment({ id: 'BHT', name: 'start', usage: 'S', elements: [] }), outer],
  }),
};

/** Findings as `CODE@segment.element`, ST being segment 1. */
function findings(...segments: readonly string[]): readonly string[] {
  const found: string[] = [];
  const position = { interchange: 1, segment: 1, offset: 0 };
  const walker = new Walker(
    { guide, st: segmentOf('ST*999'), position, elements: true },
    {
      open: () => undefined,
      segment: () => undefined,
      close: () => undefined,
      finding: ({ code, position: at }) => found.push(`${code}@${at.segment}.${at.element}`),
    },
  );
  segments.forEach((text, i) => {
    walker.next(segmentOf(text, undefined, i + 2));
  });
  walker.end({ ordinal: segments.length + 1, offset: 0 }, 0);
  return found;
}

describe('levels of a hierarchy', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['counted and nested rightly', ['HL*1**20*1', 'HL*2*1*22*0', 'HL*3*1*22*0', 'HL*4**20*0'], []],
    ['without HL04', ['HL*1**20', 'HL*2*1*22'], []],
    ['that skip a number', ['HL*1**20*1', 'HL*3*1*22*0'], ['HL-NUMBER@3.1']],
    ['that repeat a number', ['HL*1**20*1', 'HL*1*1*22*0'], ['HL-NUMBER@3.1']],
    ['whose parent is another', ['HL*1**20*1', 'HL*2*9*22*0'], ['HL-PARENT@3.2']],
    ['at the top with a parent', ['HL*1*1*20*0'], ['HL-PARENT@2.2']],
    ['that promise children', ['HL*1**20*1', 'HL*2**20*0'], ['HL-CHILDREN@2.4']],
    ['that deny their children', ['HL*1**20*0', 'HL*2*1*22*0'], ['HL-CHILDREN@2.4']],
  ])('%s', (_, segments, expected) => {
    expect(findings(...segments)).toEqual(expected);
  });
});
