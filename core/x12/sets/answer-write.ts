import { err, ok, type Result } from '../../result.ts';
import type { SetGuide } from '../guides/guide.ts';
import { Walker } from '../guides/walk.ts';
import type { WalkSink } from '../guides/walk-sink.ts';
import { KeptTexts } from '../syntax/kept-texts.ts';
import { segmentOf } from '../syntax/segment.ts';
import {
  DELIMITERS,
  type InterchangeContents,
  type SegmentSink,
  type WriteProblem,
  writeInterchange,
} from '../syntax/write.ts';
import type { EnvelopeSpec, Finding } from '../types.ts';

/**
 * A value as it is read, without where it stood: what a writer takes. What a reader gives can be written as
 * it is.
 */
export type Written<T> = T extends string | number | boolean | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Written<Item>[]
    : { readonly [K in keyof T as K extends 'position' | 'context' | 'ordinal' ? never : K]: Written<T[K]> };

/** Why an answer cannot be written: a problem of the writer, or the code of a guide's finding. */
export interface AnswerProblem extends Omit<WriteProblem, 'code'> {
  readonly code: string;
  /** What the guide says; quotes no value. */
  readonly message?: string;
  /** 1-based ordinal of the set, where known. */
  readonly set?: number;
}

export type WrittenAnswer = Result<{ readonly text: string }, readonly AnswerProblem[]>;

export interface AnswerGroup {
  readonly guide: SetGuide;
  /** GS08. */
  readonly version: string;
  /** ST03; absent in an 835. */
  readonly setVersion?: string;
  readonly sets: readonly ((sink: SegmentSink) => void)[];
}

/**
 * Writes one interchange of answers: one functional group with a set for each body, numbered from 0001.
 * What the guide forbids is refused, so that a partner's reader never sees it.
 */
export function writeAnswers(envelope: EnvelopeSpec, group: AnswerGroup): WrittenAnswer {
  const { guide, version, setVersion } = group;
  const sets = group.sets.map((write, i) => ({
    setId: guide.setId,
    controlNo: String(i + 1).padStart(4, '0'),
    ...(setVersion !== undefined && { version: setVersion }),
    write,
  }));
  const contents: InterchangeContents = {
    group: { functionalCode: guide.functionalCode, version, sets },
  };
  const written = writeInterchange(envelope, contents);
  if (!written.ok) return written;
  const problems = guideProblems(guide, written.value.text);
  return problems.length > 0 ? err(problems) : ok({ text: written.value.text });
}

/** Walks what was written along its guide. */
function guideProblems(guide: SetGuide, text: string): readonly AnswerProblem[] {
  const problems: AnswerProblem[] = [];
  const kept = new KeptTexts();
  let walker: Walker | null = null;
  let set = 0;
  const sink = problemSink((finding) => problems.push({ ...problemOf(finding), set }));
  text.split(DELIMITERS.segment).forEach((line, i) => {
    const segment = segmentOf(line.trimStart(), DELIMITERS, i + 1, kept);
    if (segment.id === 'ST') {
      set += 1;
      const position = { interchange: 1, group: 1, set, segment: 1, offset: 0 };
      walker = new Walker({ guide, st: segment, position, elements: true }, sink);
    } else if (segment.id === 'SE') {
      walker?.end({ ordinal: i, offset: 0 }, 0);
      walker = null;
    } else walker?.next(segment);
  });
  return problems;
}

/** For those who only want what a walk finds. */
export const problemSink = (finding: (finding: Finding) => void): WalkSink => ({
  open: () => undefined,
  segment: () => undefined,
  close: () => undefined,
  finding,
});

function problemOf(finding: Finding): AnswerProblem {
  const { segmentId = '', element, component } = finding.position;
  return {
    code: finding.code,
    message: finding.message,
    segmentId,
    ...(element !== undefined && { element }),
    ...(component !== undefined && { component }),
  };
}
