import { cleanText } from '../syntax/clean.ts';
import { DELIMITERS } from '../syntax/write.ts';

/** Our delimiters, and control characters: another file may carry them, an answer of ours cannot. */
const UNWRITABLE = /[*^:~\p{Cc}]/gu;

/** Text of a file as an answer repeats it, cut where given; absent when nothing of it can be written. */
export function echo(text: string | undefined, max = Number.POSITIVE_INFINITY): string | undefined {
  const written = text?.replace(UNWRITABLE, ' ').trim().slice(0, max).trimEnd();
  return written === '' ? undefined : written;
}

/** NM103. */
const NAME_LENGTH = 60;

/**
 * A name as an answer repeats it: respelled in X12's letters, as names of claims are.
 *
 * @see domain.md 3.3
 */
export function echoName(name: string | undefined, max = NAME_LENGTH): string | undefined {
  const { value } = cleanText(name ?? '', max, { delimiters: DELIMITERS, upperCase: false });
  return value === '' ? undefined : value;
}
