import type { CivilDate } from '../dates.ts';
import type { EnvelopeSpec } from '../x12/types.ts';
import type { ReceivedInterchange } from './received.ts';

/** ISA13 of a claims' interchange, nine digits; zeros where it is no number. */
export function receivedControlNo({ interchange }: ReceivedInterchange): string {
  return /^\d{1,9}$/.test(interchange.controlNo) ? interchange.controlNo.padStart(9, '0') : '000000000';
}

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
  const { interchange } = received;
  const controlNo =
    ((Number(receivedControlNo(received)) * ANSWERS_PER_INTERCHANGE + n) % CONTROL_NO_MAX) + 1;
  const group = received.sets[0]?.context.group;
  return {
    sender: { qualifier: interchange.receiverQualifier, id: interchange.receiverId },
    receiver: { qualifier: interchange.senderQualifier, id: interchange.senderId },
    applicationSender: group?.applicationReceiver || interchange.receiverId,
    applicationReceiver: group?.applicationSender || interchange.senderId,
    interchangeControlNo: controlNo,
    groupControlNo: controlNo,
    date: today,
    time,
    usage: interchange.usage === 'P' ? 'P' : 'T',
    acknowledgmentRequested: false,
    newlines: true,
  };
}
