import type { SetGuide } from '../guides/guide.ts';
import { Walker } from '../guides/walk.ts';
import type { Segment } from '../syntax/segment.ts';
import { DELIMITERS, type ElementValue, type WriteProblem } from '../syntax/write.ts';
import type { Line } from './field-writer.ts';

/** A line to write, with the CLM01 of each claim that it is written for. */
export interface OwnedLine {
  readonly line: Line;
  readonly owners: readonly string[];
}

/** Walks lines that are about to be written: what the guide forbids is not sent. */
export function guideProblems(guide: SetGuide, lines: readonly OwnedLine[]): readonly WriteProblem[] {
  const written = lines.filter(({ line }) => line.slice(1).some(isPresent));
  const walker = new Walker(guide, new LineSegment(['ST'], 1), { interchange: 1, segment: 1, offset: 0 });
  const events = written.flatMap(({ line }, i) => walker.next(new LineSegment(line, i + 2)));
  return [...events, ...walker.end()].flatMap((event) => {
    if (event.kind !== 'finding' || event.finding.severity !== 'error') return [];
    const { code, position } = event.finding;
    const { segmentId = '', element, component } = position;
    const problem: WriteProblem = {
      code: 'GUIDE',
      guide: code,
      segmentId,
      ...(element !== undefined && { element }),
      ...(component !== undefined && { component }),
    };
    const owners = written[position.segment - 2]?.owners ?? [];
    return owners.length === 0 ? [problem] : owners.map((filingId) => ({ ...problem, filingId }));
  });
}

const isPresent = (value: ElementValue): boolean =>
  value !== undefined && value !== '' && (typeof value === 'string' || value.some(isPresent));

/** A line seen as a segment. */
class LineSegment implements Segment {
  readonly id: string;
  readonly ordinal: number;
  readonly offset = 0;
  readonly size: number;
  readonly #line: Line;

  constructor(line: Line, ordinal: number) {
    this.id = line[0];
    this.ordinal = ordinal;
    this.#line = line;
    this.size = line.findLastIndex(isPresent);
  }

  element(n: number): string {
    const value = this.#line[n];
    if (value === undefined || typeof value === 'string') return value ?? '';
    return value.slice(0, value.findLastIndex(isPresent) + 1).join(DELIMITERS.component);
  }

  component(n: number, c: number): string {
    return this.components(n)[c - 1] ?? '';
  }

  components(n: number): readonly string[] {
    return this.split(this.element(n));
  }

  repeats(n: number): readonly string[] {
    return [this.element(n)];
  }

  split(text: string): readonly string[] {
    return text.split(DELIMITERS.component);
  }
}
