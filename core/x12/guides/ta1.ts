import { an, id, type SegmentGuide, segment, whole } from './guide.ts';

/** TA105: 000 to 031. */
const NOTES = Array.from({ length: 32 }, (_, code) => String(code).padStart(3, '0')).join(' ');

/**
 * TA1 interchange acknowledgment, after domain.md 4.1. It stands outside of any group. TA102 and TA103 repeat ISA09 and
 * ISA10, be they a date and a time or not: that may be what it rejects.
 */
export const ta1: SegmentGuide = segment({
  id: 'TA1',
  name: 'interchange acknowledgment',
  usage: 'S',
  elements: [whole('R', 9), an('R', 6, 6), an('R', 4, 8), id('R', 1, 1, 'A E R'), id('R', 3, 3, NOTES)],
});
