import { packed } from '../../core/x12/syntax/segment.ts';
import { walkSegments } from '../../core/x12/walk.ts';
import { chunksOf } from './chunks.ts';
import type { Mode } from './mode.ts';

const [CLP, CLM, SVC, SV1, CAS] = ['CLP', 'CLM', 'SVC', 'SV1', 'CAS'].map(packed);
const AMOUNTS_OF_CAS = [3, 6, 9, 12, 15, 18];

/** Every segment seen; claims counted and amounts summed, nothing else decoded. */
export const walk: Mode = async (file) => async () => {
  let [claims, cents] = [0, 0];
  const segments = await walkSegments(chunksOf(file), (segment) => {
    switch (segment.key) {
      case CLP:
        claims += 1;
        cents += segment.amount(4) ?? 0;
        return;
      case CLM:
        claims += 1;
        cents += segment.amount(2) ?? 0;
        return;
      case SVC:
        cents += segment.amount(3) ?? 0;
        return;
      case SV1:
        cents += segment.amount(2) ?? 0;
        return;
      case CAS:
        for (const n of AMOUNTS_OF_CAS) {
          const amount = segment.amount(n);
          if (amount === undefined) return;
          cents += amount ?? 0;
        }
    }
  });
  return { segments, claims, cents };
};
