import type { Head } from '../../core/claim/head.ts';
import type { WorkDetail, WorkQueue } from '../../core/claim/types.ts';
import { type WorkReason, workItem } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import { cents } from '../../core/money.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { Applying } from './deps.ts';

export interface ClaimWork {
  readonly head: Head;
  readonly reason: WorkReason;
  /** What opened it: the same key, the same item. */
  readonly key: string;
  readonly details: readonly WorkDetail[];
  readonly queue?: WorkQueue;
}

/** Opens the item that an answer asks for on one claim. */
export async function openForClaim(
  context: Applying,
  { head, reason, key, details, queue }: ClaimWork,
): Promise<void> {
  const now = context.now();
  const item = workItem(reason, {
    id: `${head.claimNo}-${sha256(`${reason}\n${key}`).slice(0, 16)}`,
    today: civilDateOf(now),
    clientId: head.clientId,
    partnerId: context.partner,
    claimNo: head.claimNo,
    fileId: context.fileId,
    value: cents(head.chargeCents),
    details,
    ...(queue === undefined ? {} : { queue }),
  });
  await context.work.open(item, now);
}
