import { ok } from '../../result.ts';
import { writeInterchange } from '../syntax/write.ts';
import type { EnvelopeSpec, InterchangeAcknowledgment } from '../types.ts';
import type { Written, WrittenAnswer } from './answer-write.ts';

/** Writes an interchange that holds TA1 segments and no group (domain.md 4.1). */
export function writeInterchangeAcknowledgment(
  envelope: EnvelopeSpec,
  acknowledgments: readonly Written<InterchangeAcknowledgment>[],
): WrittenAnswer {
  const written = writeInterchange(envelope, {
    acknowledgments: acknowledgments.map((a) => [a.controlNo, a.date, a.time, a.code, a.note]),
  });
  return written.ok ? ok({ text: written.value.text }) : written;
}
