import type { Written } from '../sets/answer-write.ts';
import type { Finding, InterchangeAcknowledgment } from '../types.ts';
import type { InterchangeReceipt } from './receipt.ts';

/** TA105: nothing is wrong; the content is, in a way that no other code names (domain.md 4.1). */
const NO_ERROR = '000';
const INVALID_CONTENT = '024';

/** TA105 of what does not reject, by our code. */
const NOTES: Readonly<Record<string, string>> = {
  'LAST-TERMINATOR-MISSING': '004',
  'ISA-REPETITION': '016',
  'ISA-CONTROL-NO-REPEATED': '025',
};

/**
 * The TA1 of an interchange: R for the first error of its envelope, E for what is odd about it or stands behind
 * it, else A.
 *
 * @see domain.md 4.1
 */
export function answerInterchange(
  receipt: Pick<InterchangeReceipt, 'interchange' | 'findings'>,
): Written<InterchangeAcknowledgment> {
  const { controlNo, date, time } = receipt.interchange;
  const fatal = receipt.findings.find(isFatal);
  const [odd] = receipt.findings;
  const [code, finding] = fatal !== undefined ? ['R', fatal] : odd !== undefined ? ['E', odd] : ['A'];
  return {
    controlNo: interchangeNo(controlNo),
    date: digits(date, 6),
    time: digits(time, 4),
    code,
    note: finding === undefined ? NO_ERROR : noteOf(finding),
  };
}

/** What stands outside of any interchange takes nothing from the one before it, which was received whole. */
const OUTSIDE = new Set(['TEXT-OUTSIDE-INTERCHANGE', 'ISA-UNREADABLE']);

const isFatal = ({ severity, acknowledgmentCode, code }: Finding): boolean =>
  severity === 'error' && acknowledgmentCode?.element === 'TA105' && !OUTSIDE.has(code);

const noteOf = ({ code, acknowledgmentCode }: Finding): string =>
  acknowledgmentCode?.element === 'TA105' ? acknowledgmentCode.code : (NOTES[code] ?? INVALID_CONTENT);

/** ISA13 as an answer names it: nine digits, zeros where it is no number. */
export const interchangeNo = (controlNo: string): string =>
  /^\d{1,9}$/.test(controlNo) ? controlNo.padStart(9, '0') : '0'.repeat(9);

/** TA102 and TA103 repeat what the header says, where that has their form. */
const digits = (text: string, length: number): string =>
  /^\d+$/.test(text) && text.length === length ? text : '0'.repeat(length);
