import { err, ok } from '../../result.ts';
import { checkSegment } from '../guides/check-segment.ts';
import { ta1 } from '../guides/ta1.ts';
import { segmentOf } from '../syntax/segment.ts';
import { DELIMITERS, writeInterchange } from '../syntax/write.ts';
import type { EnvelopeSpec, InterchangeAcknowledgment } from '../types.ts';
import type { AnswerProblem, Written, WrittenAnswer } from './answer-write.ts';

/**
 * Writes an interchange that holds TA1 segments and no group.
 *
 * @returns the text, or every problem of every set: codes and places, no values
 * @see domain.md 4.1
 */
export function writeInterchangeAcknowledgment(
  envelope: EnvelopeSpec,
  acknowledgments: readonly Written<InterchangeAcknowledgment>[],
): WrittenAnswer {
  const written = writeInterchange(envelope, {
    acknowledgments: acknowledgments.map((a) => [a.controlNo, a.date, a.time, a.code, a.note]),
  });
  if (!written.ok) return written;
  const { text } = written.value;
  const problems = guideProblems(text);
  return problems.length > 0 ? err(problems) : ok({ text });
}

function guideProblems(text: string): readonly AnswerProblem[] {
  const problems: AnswerProblem[] = [];
  for (const line of text.split(DELIMITERS.segment)) {
    const segment = segmentOf(line.trimStart());
    if (segment.id !== ta1.id) continue;
    checkSegment(ta1, segment, ({ code, message }, place) =>
      problems.push({ code, message, segmentId: ta1.id, ...place }),
    );
  }
  return problems;
}
