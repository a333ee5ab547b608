import { type CivilDate, isCivilDate } from '../dates.ts';
import type { Encounter } from '../encounter/model.ts';

/** Our delimiters, and control characters: another file may carry them, an answer of ours cannot. */
const UNWRITABLE = /[*^:~\p{Cc}]/gu;

/** Text of the claim as an answer repeats it; absent when nothing of it can be written. */
export function echo(text: string | undefined): string | undefined {
  const written = text?.replace(UNWRITABLE, ' ').trim();
  return written === '' ? undefined : written;
}

/** First and last day of service, of the days that exist; none when no day does. */
export function serviceDates(content: Encounter): { readonly from?: CivilDate; readonly to?: CivilDate } {
  const days = content.lines.flatMap((line) => [line.from, line.to ?? line.from]).filter(isCivilDate);
  const [from] = days.sort();
  return from === undefined ? {} : { from, to: days.at(-1) ?? from };
}
