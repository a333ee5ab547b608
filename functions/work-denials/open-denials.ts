import type { JournalEvent } from '../../core/claim/journal.ts';
import type { WorkItemDraft } from '../../core/claim/types.ts';
import { type Config, payerProfile } from '../../core/config.ts';
import { civilDate, civilDateOf } from '../../core/dates.ts';
import { denialWorkItems } from '../../core/denial/playbook.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { WorkStore } from '../../store/work.ts';
import type { Clock } from '../runtime/environment.ts';
import { CodedError } from '../runtime/errors.ts';

export interface Deps {
  readonly claims: ClaimStore;
  readonly work: WorkStore;
  readonly config: Config;
  readonly now: Clock;
}

/** The work items of what an adjudication denies, under ids made from it. */
export async function denialItemsOf(
  { claims, config, now }: Omit<Deps, 'work'>,
  { claimNo, version, cause, facts }: JournalEvent,
): Promise<readonly WorkItemDraft[]> {
  if (facts.kind === 'adjudicated' && facts.denials.length === 0) return [];
  const head = await claims.head(claimNo);
  const claim = head === null ? undefined : (await claims.contents([head])).get(claimNo);
  if (facts.kind !== 'adjudicated' || head === null || claim === undefined)
    throw new CodedError('DenialMissing', { claimNo, version });
  return denialWorkItems(facts.denials, {
    adjudicationId: `${claimNo}-${sha256(cause).slice(0, 16)}`,
    claimNo,
    clientId: claim.clientId,
    partnerId: claim.partnerId,
    today: civilDateOf(now()),
    remittanceDate: civilDate(facts.paymentDate),
    serviceDate: civilDate(claim.content.lines.map((l) => l.from).toSorted()[0] ?? facts.paymentDate),
    limits: payerProfile(config, head.payerId),
  });
}

/** Opens them, each once however often it is asked. @returns how many there are */
export async function openDenials(deps: Deps, event: JournalEvent): Promise<number> {
  const items = await denialItemsOf(deps, event);
  for (const item of items) await deps.work.open(item, deps.now());
  return items.length;
}
