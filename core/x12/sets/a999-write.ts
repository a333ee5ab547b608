import { a999 } from '../guides/a999.ts';
import type { SegmentSink } from '../syntax/write.ts';
import type { AcknowledgedSet, EnvelopeSpec, ImplementationAcknowledgment, SegmentError } from '../types.ts';
import { type Written, type WrittenAnswer, writeAnswers } from './answer-write.ts';

const VERSION = '005010X231A1';

/** Writes 999s, one transaction set for each group that they answer (domain.md 4.2). */
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

function writeSegmentError(sink: SegmentSink, error: SegmentError): void {
  sink.segment('IK3', error.segmentId, String(error.segment), error.loop, error.code);
  if (error.claimId !== undefined) sink.segment('CTX', ['CLM01', error.claimId]);
  for (const { element, component, code } of error.elements) {
    sink.segment('IK4', [String(element), component?.toString()], undefined, code);
  }
}
