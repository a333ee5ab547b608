import type { SetGuide } from '../guides/guide.ts';
import { Walker } from '../guides/walk.ts';
import { KeptTexts } from '../syntax/kept-texts.ts';
import { segmentOf } from '../syntax/segment.ts';
import { DELIMITERS, type WriteProblem } from '../syntax/write.ts';
import type { Finding } from '../types.ts';
import { problemSink } from './answer-write.ts';

/** A segment that was written, with the CLM01 of each claim that it is written for. */
export interface OwnedLine {
  /** Without its terminator. */
  readonly text: string;
  readonly owners: readonly string[];
}

/** Walks segments that are about to be sent: what the guide forbids is not. */
export function guideProblems(guide: SetGuide, lines: readonly OwnedLine[]): readonly WriteProblem[] {
  const findings: Finding[] = [];
  const kept = new KeptTexts();
  const start = { guide, st: segmentOf('ST', DELIMITERS, 1), position: START, elements: true };
  const walker = new Walker(
    start,
    problemSink((finding) => findings.push(finding)),
  );
  lines.forEach(({ text }, i) => {
    walker.next(segmentOf(text, DELIMITERS, i + 2, kept));
  });
  walker.end({ ordinal: lines.length + 1, offset: 0 }, 0);
  return findings.flatMap(({ code, severity, position }) => {
    if (severity !== 'error') return [];
    const { segmentId = '', element, component } = position;
    const problem: WriteProblem = {
      code: 'GUIDE',
      guide: code,
      segmentId,
      ...(element !== undefined && { element }),
      ...(component !== undefined && { component }),
    };
    const owners = lines[position.segment - 2]?.owners ?? [];
    return owners.length === 0 ? [problem] : owners.map((filingId) => ({ ...problem, filingId }));
  });
}

const START = { interchange: 1, segment: 1, offset: 0 };
