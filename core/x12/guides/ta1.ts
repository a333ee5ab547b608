import { an, id, type SegmentGuide, segment, time, whole } from './guide.ts';

/** TA1 interchange acknowledgment, after domain.md 4.1. It stands outside of any group. */
export const ta1: SegmentGuide = segment({
  id: 'TA1',
  name: 'interchange acknowledgment',
  usage: 'S',
  elements: [whole('R', 9), an('R', 6, 6), time('R'), id('R', 1, 1, 'A E R'), id('R', 3, 3)],
});
