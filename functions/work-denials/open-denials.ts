import { onFiling } from '../../core/claim/filings.ts';
import { applyToHead, type Head } from '../../core/claim/head.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import type { WorkItemDraft } from '../../core/claim/types.ts';
import { type Config, payerProfile } from '../../core/config.ts';
import { civilDate, civilDateOf } from '../../core/dates.ts';
import { denialWorkItems, isLateFiling } from '../../core/denial/playbook.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { FileStore } from '../../store/files.ts';
import type { WorkStore } from '../../store/work.ts';
import type { Clock } from '../runtime/environment.ts';
import { CodedError } from '../runtime/errors.ts';
import { adjudicationIdOf, closeItems, outcomeOf } from './close-denials.ts';
import { firstDay, proofOfFiling } from './filing-proof.ts';

export interface Deps {
  readonly claims: ClaimStore;
  readonly files: Pick<FileStore, 'interchange' | 'file'>;
  readonly work: WorkStore;
  readonly config: Config;
  readonly now: Clock;
}

/** The work items of what an adjudication denies, under ids made from it. */
export async function denialItemsOf(
  { claims, ...deps }: Omit<Deps, 'work'>,
  event: JournalEvent,
): Promise<readonly WorkItemDraft[]> {
  if (event.facts.kind === 'adjudicated' && event.facts.denials.length === 0) return [];
  return itemsFrom(deps, event, await claims.events(event.claimNo));
}

/** The claim's whole journal tells all of the claim that the items say. */
async function itemsFrom(
  { config, now, files }: Pick<Deps, 'config' | 'now' | 'files'>,
  event: JournalEvent,
  journal: readonly JournalEvent[],
): Promise<readonly WorkItemDraft[]> {
  const { claimNo, version, filing, facts } = event;
  if (facts.kind === 'adjudicated' && facts.denials.length === 0) return [];
  const head = journal.reduce<Head | null>(applyToHead, null);
  const content = journal.find((one) => one.version === head?.contentVersion)?.facts;
  if (facts.kind !== 'adjudicated' || head === null || content?.kind !== 'assembled')
    throw new CodedError('DenialMissing', { claimNo, version });
  const { claim } = content;
  const limits = payerProfile(config, onFiling(head, filing).payerId);
  const serviceDate = firstDay(claim.content.lines);
  const proof = facts.denials.some(isLateFiling)
    ? await proofOfFiling(files, journal.slice(0, version), {
        ...{ filing, serviceDate, limitDays: limits.timelyFilingDays },
      })
    : undefined;
  return denialWorkItems(facts.denials, {
    adjudicationId: adjudicationIdOf(event),
    claimNo,
    clientId: claim.clientId,
    partnerId: claim.partnerId,
    today: civilDateOf(now()),
    remittanceDate: civilDate(facts.paymentDate),
    serviceDate,
    limits,
    ...(proof === undefined ? {} : { proof }),
  });
}

/**
 * Opens them, each once however often it is asked; none where the denial stands no more. It may be taken back while
 * they are opened: then they are closed here, for whoever took it back has not found them.
 *
 * @param known the claim's journal, where it was just read
 * @returns how many there are
 */
export async function openDenials(
  deps: Deps,
  event: JournalEvent,
  known?: readonly JournalEvent[],
): Promise<number> {
  const { claimNo } = event;
  const journal = known ?? (await deps.claims.events(claimNo));
  if (outcomeOf(journal, event) !== null) return 0;
  const items = await itemsFrom(deps, event, journal);
  for (const item of items) await deps.work.open(item, deps.now());
  if (items.length === 0) return 0;
  const outcome = outcomeOf(await deps.claims.events(claimNo), event);
  if (outcome !== null) await closeItems(deps, event, outcome);
  return items.length;
}
