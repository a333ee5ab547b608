import { describe, expect, it, test } from 'vitest';
import { type Place, segmentsAt } from '../../../core/x12/reach.ts';
import { readX12 } from '../../../core/x12/read.ts';
import type { Position } from '../../../core/x12/types.ts';
import { golden } from './p837-cases.ts';
import { golden as goldenAnswer } from './sets/answers.ts';

const A = golden('a-837p-one-payer');

/** All positions within an item. */
function positionsIn(value: unknown): readonly Position[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'position' ? [inner as Position] : positionsIn(inner),
  );
}

async function textsAt(text: string, place: Place): Promise<readonly string[]> {
  const texts: string[] = [];
  for await (const segment of segmentsAt([Buffer.from(text)], place)) texts.push(segment.bytes().toString());
  return texts;
}

describe('the segments at a position', () => {
  test.each([
    ['a claim, with its lines', 'CLM', 'SE'],
    ['a line, up to the next', 'LX*1', 'LX*2'],
    ['the last line, up to the end of the set', 'LX*2', 'SE'],
  ])('of %s', async (_, from, to) => {
    const lines = A.split('~\n');
    const first = lines.findIndex((line) => line.startsWith(from));
    const last = lines.findIndex((line) => line.startsWith(to));
    const start = lines.findIndex((line) => line.startsWith('ST'));
    const place = { interchange: 1, group: 1, set: 1, segment: first - start + 1 };
    expect(await textsAt(A, place)).toEqual(lines.slice(first, last));
  });

  it('of a segment that opens no loop is that one', async () => {
    expect(await textsAt(A, { interchange: 1, group: 1, set: 1, segment: 2 })).toEqual([
      'BHT*0019*00*B20260106001*20260106*0930*CH',
    ]);
  });

  it('are found in the interchange that is meant, by the position of what was read', async () => {
    const second = A.replace('CLM*C0001-1', 'CLM*C0002-1');
    const places: Place[] = [];
    for await (const item of readX12([Buffer.from(A + second)])) {
      if (item.kind === 'claim') places.push(item.claim.position);
    }
    const found = await Promise.all(places.map((place) => textsAt(A + second, place)));
    expect(found.map(([clm]) => clm?.slice(0, 11))).toEqual(['CLM*C0001-1', 'CLM*C0002-1']);
  });

  it('of a set are all of it, from ST to SE', async () => {
    const lines = (A + A).split('~\n').slice(0, -1);
    const place = { interchange: 2, group: 1, set: 1, segment: 1 };
    expect(await textsAt(A + A, place)).toEqual(lines.slice(lines.length / 2 + 2, -2));
  });

  test.each<[string, Place, string]>([
    ['an ISA', { interchange: 2, segment: 37 }, 'ISA'],
    ['a GS', { interchange: 2, group: 1, segment: 38 }, 'GS*HC*SUBMITTER01*CLEARHOUSE01*20260106*0930*101*X'],
    ['an SE', { interchange: 2, group: 1, set: 1, segment: 32 }, 'SE*32*0001'],
    ['a GE', { interchange: 1, group: 1, segment: 35 }, 'GE*1*101'],
    ['an IEA', { interchange: 1, segment: 36 }, 'IEA*1*000000101'],
  ])('of %s is that one', async (_, place, text) => {
    const found = await textsAt(A + A, place);
    expect(found).toHaveLength(1);
    expect(found[0]?.slice(0, text.length)).toBe(text);
  });

  it('of a TA1, by its position, is that one', async () => {
    const text = A.replace('GS*HC', 'TA1*000000001*260101*0930*A*000~\nGS*HC');
    for await (const item of readX12([Buffer.from(text)])) {
      if (item.kind !== 'interchange-acknowledgment') continue;
      expect(await textsAt(text, item.acknowledgment.position)).toEqual(['TA1*000000001*260101*0930*A*000']);
    }
  });

  it('of every position that an item bears begin with the segment that it names', async () => {
    const names = ['r835-two-payers', 'ta1-with-999', 'ca277-one-of-two-rejected', 'e271-every-loop'];
    for (const name of names) {
      const text = goldenAnswer(name);
      for await (const item of readX12([Buffer.from(text)])) {
        for (const position of positionsIn(item)) {
          const [first = ''] = await textsAt(text, position);
          expect(text.slice(position.offset, position.offset + first.length)).toBe(first);
          expect(first.split('*')[0]).toBe(position.segmentId);
        }
      }
    }
  });

  it('are none where nothing stands', async () => {
    expect(await textsAt(A, { interchange: 2, group: 1, set: 1, segment: 2 })).toEqual([]);
    expect(await textsAt(A, { interchange: 1, group: 1, set: 1, segment: 99 })).toEqual([]);
  });
});
