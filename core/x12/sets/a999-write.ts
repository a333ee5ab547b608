import { a999 } from '../guides/a999.ts';
import type { ElementValue, SegmentSink } from '../syntax/write.ts';
import type {
  AcknowledgedSet,
  ElementError,
  EnvelopeSpec,
  ImplementationAcknowledgment,
  SegmentError,
  SituationalTrigger,
} from '../types.ts';
import { type Written, type WrittenAnswer, writeAnswers } from './answer-write.ts';

const VERSION = '005010X231A1';

/**
 * Writes 999s, one transaction set for each group that they answer.
 *
 * @returns the text, or every problem of every set: codes and places, no values
 * @see domain.md 4.2; TR3 005010X231A1
 */
export const writeImplementationAcknowledgment = (
  envelope: EnvelopeSpec,
  acknowledgments: readonly Written<ImplementationAcknowledgment>[],
): WrittenAnswer =>
  writeAnswers(envelope, {
    guide: a999,
    version: VERSION,
    setVersion: VERSION,
    sets: acknowledgments.map((a) => (sink) => writeGroupAnswer(sink, a)),
  });

function writeGroupAnswer(sink: SegmentSink, a: Written<ImplementationAcknowledgment>): void {
  sink.segment('AK1', a.functionalCode, a.groupControlNo, a.version);
  for (const set of a.sets) writeSetAnswer(sink, set);
  const counts = [a.included, a.received, a.accepted].map(String);
  sink.segment('AK9', a.code, ...counts, ...a.errorCodes);
}

function writeSetAnswer(sink: SegmentSink, set: AcknowledgedSet): void {
  sink.segment('AK2', set.setId, set.controlNo, set.version);
  for (const error of set.errors) writeSegmentError(sink, error);
  sink.segment('IK5', set.code, ...set.errorCodes);
}

/** IK404, the copy of the bad data, is never written: it may be PHI. */
function writeSegmentError(sink: SegmentSink, error: SegmentError): void {
  sink.segment('IK3', error.segmentId, String(error.segment), loopId(error.loop), error.code);
  writeTriggers(sink, error.triggers);
  if (error.claimId !== undefined) sink.segment('CTX', ['CLM01', error.claimId]);
  for (const element of error.elements) {
    sink.segment('IK4', placeIn(element), element.dataElement?.toString(), element.code);
    writeTriggers(sink, element.triggers);
  }
}

function writeTriggers(sink: SegmentSink, triggers: readonly SituationalTrigger[] = []): void {
  for (const trigger of triggers) {
    const { segmentId, segment, loop } = trigger;
    sink.segment(
      'CTX',
      'SITUATIONAL TRIGGER',
      segmentId,
      segment?.toString(),
      loopId(loop),
      placeIn(trigger),
    );
  }
}

/** The guides' loop ids have up to six characters, IK303 and CTX04 four: 2010BA is written 2010. */
const loopId = (loop: string | undefined): string | undefined => loop?.slice(0, 4);

/** Element, component and repetition. */
const placeIn = (
  place: Pick<Partial<ElementError>, 'element' | 'component' | 'repetition'>,
): ElementValue => [place.element?.toString(), place.component?.toString(), place.repetition?.toString()];
