import { err, ok, type Result } from '../../result.ts';
import type { X12Event } from '../events.ts';

/** Why a tool does not do what it was asked to. The message is for people and holds no data. */
export interface ToolRefusal {
  /**
   * CUT-OFF or a scanner's code: bytes of the file are missing or unreadable, OUTSIDE segments stand outside of
   * sets, NO-GROUP a set stands outside of any group, NOT-BY-CLAIM and NOT-BY-PAYER the type of set cannot be cut
   * so, CONTROL-NO the numbers run out, PAYMENT-DEBIT, PAYMENT-BALANCE and PAYMENT-NEGATIVE an 835 cannot be cut
   * without making money up, DIFFERENT files that cannot stand in one interchange, ACKNOWLEDGMENT a TA1 where none
   * can be kept, BINARY a BIN segment is not as long as it says, TOO-LARGE what must stay together is more than is
   * held, TOO-MANY there are more payers, or kinds of files, than are kept apart.
   */
  readonly code: string;
  readonly message: string;
  /** Ordinal of the set in its file, where one is at fault. */
  readonly set?: number;
}

/** Thrown deep inside of a tool, given back by it as a value. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: ToolRefusal;

  constructor(code: string, message: string, set?: number) {
    super(message);
    this.refusal = { code, message, ...(set !== undefined && { set }) };
  }
}

/** 64 MB: payers take no files of this size, and a claim or a part of a payment is one of many in a file. */
export const MOST_TOGETHER_BYTES = 67_108_864;

/** Parts that are open at a time, one for each payer or kind of file: there are not as many payers that take claims. */
export const MOST_OPEN_PARTS = 5_000;

/** @throws Refused where so many bytes belong together that they are not held. @param set its ordinal in the file */
export function refuseLarge(bytes: number, set: number): void {
  if (bytes <= MOST_TOGETHER_BYTES) return;
  throw new Refused('TOO-LARGE', 'A claim, or what must stay together with it, is larger than 64 MB.', set);
}

/** @throws Refused where there is no room for another part besides those that are open */
export function refuseMany(open: number): void {
  if (open < MOST_OPEN_PARTS) return;
  throw new Refused('TOO-MANY', 'There are more payers, or kinds of files, than are kept apart (5,000).');
}

export async function refusable<T>(work: () => Promise<T>): Promise<Result<T, ToolRefusal>> {
  try {
    return ok(await work());
  } catch (thrown) {
    if (thrown instanceof Refused) return err(thrown.refusal);
    throw thrown;
  }
}

/** What loses bytes between segments; the scanner's codes. */
const LOSSES = new Set([
  'TEXT-OUTSIDE-INTERCHANGE',
  'ISA-UNREADABLE',
  'SEGMENT-TOO-LONG',
  'FILE-CUT-OFF',
  'NO-INTERCHANGE',
]);

const TRAILERS: Readonly<Partial<Record<X12Event['kind'], string>>> = {
  'set-end': 'The trailer of a transaction set (SE)',
  'group-end': 'The trailer of a group (GE)',
  'interchange-end': 'The trailer of an interchange (IEA)',
};

/** Whether bytes of the file are in no segment, or its end is missing; null where all of it is there. */
export function lossIn(event: X12Event): { readonly code: string; readonly message: string } | null {
  if (event.kind === 'finding' && LOSSES.has(event.finding.code)) return event.finding;
  if (event.kind !== 'set-end' || event.complete) return null;
  return { code: 'CUT-OFF', message: 'The file breaks off inside of a transaction set.' };
}

/**
 * A copy of a damaged file would look whole: what was cut off or stands outside of sets would be missing from
 * it without a trace. Wrong counts and control numbers are no such damage; they are written anew.
 *
 * @throws Refused at the first event that tells of such damage
 */
export function refuseDamage(event: X12Event): void {
  const loss = lossIn(event);
  if (loss !== null) throw new Refused(loss.code, `${loss.message} A copy would hide that.`);
  if (event.kind === 'stray') {
    throw new Refused('OUTSIDE', 'A segment stands outside of any transaction set; it would be lost.');
  }
  const trailer = TRAILERS[event.kind];
  if (trailer !== undefined && 'segment' in event && event.segment === null) {
    throw new Refused('CUT-OFF', `${trailer} is missing; what stood before it may be missing too.`);
  }
  if (event.kind === 'group' && event.segment.id !== 'GS') {
    throw new Refused('NO-GROUP', 'A transaction set stands outside of any group (GS).');
  }
}
