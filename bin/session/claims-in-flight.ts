import { codesUsed, isInFlight } from '../../core/claim/codes-used.ts';
import type { Head } from '../../core/claim/head.ts';
import type { ClaimStore } from '../../store/claims.ts';

/** What a claim that is not done yet bears. */
export interface FlightCodes {
  readonly codes: ReadonlySet<string>;
  /** First and last day of service, CCYYMMDD as numbers. */
  readonly from: number;
  readonly to: number;
}

const HEADS_AT_ONCE = 100;

/** Every claim in flight with its codes. */
export async function* claimsInFlight(claims: ClaimStore): AsyncGenerator<FlightCodes> {
  let heads: Head[] = [];
  for await (const head of claims.scanHeads()) {
    if (isInFlight(head.state)) heads.push(head);
    if (heads.length < HEADS_AT_ONCE) continue;
    yield* codesOf(claims, heads);
    heads = [];
  }
  yield* codesOf(claims, heads);
}

async function* codesOf(claims: ClaimStore, heads: readonly Head[]): AsyncGenerator<FlightCodes> {
  if (heads.length === 0) return;
  for (const { content } of (await claims.contents(heads)).values()) {
    const days = content.lines.flatMap(({ from, to = from }) => [Number(from), Number(to)]);
    yield { codes: codesUsed(content), from: Math.min(...days), to: Math.max(...days) };
  }
}
