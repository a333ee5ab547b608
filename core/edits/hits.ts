import { type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';

/** What is found on each line, if anything; no array is made where nothing is. */
export function lineHits(
  { lines }: ClaimFacts,
  find: (line: LineFacts, index: number) => Hit | undefined,
): readonly Hit[] {
  let found: Hit[] | undefined;
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    const hit = line === undefined ? undefined : find(line, i);
    if (hit === undefined) continue;
    if (found === undefined) found = [hit];
    else found.push(hit);
  }
  return found ?? NOTHING;
}
