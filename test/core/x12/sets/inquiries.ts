import type { WrittenAnswer } from '../../../../core/x12/sets/answer-write.ts';
import type { EnvelopeSpec } from '../../../../core/x12/types.ts';
import { envelope } from './answers.ts';

/** What the tests of inquiries (270, 276) and their responses (271, 277) share. */

/** The envelope of the golden files that we send; those that we get have the parties turned round. */
export function outgoing(controlNo: number, date: string, time: string): EnvelopeSpec {
  const spec = envelope(controlNo, date, time);
  return {
    ...spec,
    sender: spec.receiver,
    receiver: spec.sender,
    applicationSender: spec.applicationReceiver,
    applicationReceiver: spec.applicationSender,
  };
}

export function textOf(answer: WrittenAnswer): string {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value.text;
}

/** A golden file with segments put in place of one; the count in SE is set right. */
export function withSegments(text: string, at: string, ...segments: readonly string[]): string {
  const lines = text.split('~\n');
  const found = lines.indexOf(at);
  if (found === -1) throw new Error(`no segment ${at}`);
  lines.splice(found, 1, ...segments);
  const start = lines.findIndex((line) => line.startsWith('ST*'));
  const end = lines.findIndex((line) => line.startsWith('SE*'));
  lines[end] = `SE*${end - start + 1}*0001`;
  return lines.join('~\n');
}
