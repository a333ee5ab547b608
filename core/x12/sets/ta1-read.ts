import { checkSegment } from '../guides/check-segment.ts';
import { ta1 } from '../guides/ta1.ts';
import type { X12Item } from '../items.ts';
import { findingAt } from '../syntax/finding.ts';
import type { Segment } from '../syntax/segment.ts';
import type { Interchange, Position } from '../types.ts';

/**
 * Reads a TA1. It says which of our interchanges it answers (TA101 = our ISA13) and how.
 *
 * @param interchange the one that the TA1 stands in, not the one it answers
 * @see domain.md 4.1
 */
export function interchangeAcknowledgmentOf({
  segment,
  interchange,
  position,
}: {
  readonly segment: Segment;
  readonly interchange: Interchange;
  readonly position: Position;
}): readonly X12Item[] {
  const items: X12Item[] = [];
  checkSegment(ta1, segment, (kind, place) => {
    items.push({ kind: 'finding', finding: findingAt(kind, { ...position, ...place }) });
  });
  const acknowledgment = {
    controlNo: segment.element(1),
    date: segment.element(2),
    time: segment.element(3),
    code: segment.element(4),
    note: segment.element(5),
    position,
  };
  return [...items, { kind: 'interchange-acknowledgment', acknowledgment, interchange }];
}
