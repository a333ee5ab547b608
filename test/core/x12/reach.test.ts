import { describe, expect, it, test } from 'vitest';
import { type Place, segmentsAt } from '../../../core/x12/reach.ts';
import { readX12 } from '../../../core/x12/read.ts';
import { golden } from './p837-cases.ts';

const A = golden('a-837p-one-payer');

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

  it('are none where nothing stands', async () => {
    expect(await textsAt(A, { interchange: 2, group: 1, set: 1, segment: 2 })).toEqual([]);
    expect(await textsAt(A, { interchange: 1, group: 1, set: 1, segment: 99 })).toEqual([]);
  });
});
