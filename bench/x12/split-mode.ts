import { createReadStream } from 'node:fs';
import type { Counts, Mode } from './mode.ts';

/**
 * The baseline that needs no library: chunks of 256 KB, decoded, split by segment and element, and dropped. Sums
 * the same amounts as our walk, by a float, as quick scripts do.
 */
export const split: Mode = async (file) => async () => {
  const totals = { segments: 0, claims: 0, cents: 0 };
  let rest = '';
  for await (const chunk of createReadStream(file, { highWaterMark: 262_144 })) {
    const segments = (rest + (chunk as Buffer).toString('latin1')).split('~');
    rest = segments.pop() ?? '';
    for (const segment of segments) count(segment.split('*'), totals);
  }
  return totals;
};

const centsOf = (text: string | undefined): number => Math.round(Number(text ?? 0) * 100);

function count(
  elements: readonly string[],
  totals: { segments: number; claims: number; cents: number },
): Counts {
  totals.segments += 1;
  switch (elements[0]) {
    case 'CLP':
      totals.claims += 1;
      totals.cents += centsOf(elements[4]);
      break;
    case 'CLM':
      totals.claims += 1;
      totals.cents += centsOf(elements[2]);
      break;
    case 'SVC':
      totals.cents += centsOf(elements[3]);
      break;
    case 'SV1':
      totals.cents += centsOf(elements[2]);
      break;
    case 'CAS':
      for (let n = 3; n < elements.length; n += 3) totals.cents += centsOf(elements[n]);
  }
  return totals;
}
