/** Our delimiters, and control characters: another file may carry them, an answer of ours cannot. */
const UNWRITABLE = /[*^:~\p{Cc}]/gu;

/** Text of a file as an answer repeats it, cut where given; absent when nothing of it can be written. */
export function echo(text: string | undefined, max = Number.POSITIVE_INFINITY): string | undefined {
  const written = text?.replace(UNWRITABLE, ' ').trim().slice(0, max).trimEnd();
  return written === '' ? undefined : written;
}
