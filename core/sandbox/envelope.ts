import type { CivilDate } from '../dates.ts';
import * as answers from '../x12/acknowledge/envelope.ts';
import { interchangeNo } from '../x12/acknowledge/interchange-answer.ts';
import type { EnvelopeSpec } from '../x12/types.ts';
import type { ReceivedInterchange } from './received.ts';

/** ISA13 of a claims' interchange, nine digits; zeros where it is no number. */
export const receivedControlNo = ({ interchange }: ReceivedInterchange): string =>
  interchangeNo(interchange.controlNo);

/** One interchange has at most so many answers before their control numbers reach the next one's. */
const ANSWERS_PER_INTERCHANGE = 1000;
const CONTROL_NO_MAX = 999_999_999;

/**
 * The envelope of the n-th answer: sender and receiver swapped, and control numbers that follow from the
 * ISA13 answered, so that a second answer to the same file has the same bytes.
 *
 * @param n 1-based ordinal of the answer
 */
export function answerEnvelope(
  received: ReceivedInterchange,
  n: number,
  { today, time }: { readonly today: CivilDate; readonly time: string },
): EnvelopeSpec {
  const { interchange, sets } = received;
  const controlNo =
    ((Number(receivedControlNo(received)) * ANSWERS_PER_INTERCHANGE + n) % CONTROL_NO_MAX) + 1;
  const group = sets[0]?.context.group;
  return answers.answerEnvelope({ interchange, group }, { controlNo, date: today, time });
}
