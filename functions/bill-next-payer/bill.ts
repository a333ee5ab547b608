import type { JournalEvent } from '../../core/claim/journal.ts';
import type { Claim } from '../../core/claim/types.ts';
import { workItem } from '../../core/claim/work.ts';
import { type Config, payerProfile } from '../../core/config.ts';
import { civilDateOf } from '../../core/dates.ts';
import { EDIT_SET_VERSION, runEdits } from '../../core/edits/engine.ts';
import { repaired } from '../../core/edits/repair.ts';
import type { ClaimNo } from '../../core/ids.ts';
import {
  droppedDraft,
  type NextBilling,
  nextBilling,
  nextFilingDraft,
  nextPayersOpen,
  type Scrubbed,
  waitingDraft,
} from '../../core/remit/next-payer.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { CodeLoader } from '../../store/loaded-codes.ts';
import type { WorkStore } from '../../store/work.ts';
import { batchHistory } from '../assemble-claims/history.ts';
import { closeEarlierItems, openHeldItems } from '../assemble-claims/work.ts';
import { recordByJournal } from '../post-remittance/journalled.ts';
import { claimWorkId } from '../post-remittance/posting.ts';
import type { Clock } from '../runtime/environment.ts';
import {
  editContext,
  NOT_PROFESSIONAL,
  type Rules,
  releasesOn,
  rulesOf,
  serviceDays,
  untestedOn,
} from '../runtime/judging.ts';
import { closeReview } from './review.ts';

export interface Deps {
  readonly claims: ClaimStore;
  readonly work: WorkStore;
  readonly codeLoader: CodeLoader;
  readonly config: Config;
  readonly now: Clock;
}

/** What became of the claim to the next payer. */
export type Billed =
  | { readonly outcome: 'made'; readonly event: JournalEvent }
  /** It waits for the payer before, or was withdrawn. */
  | { readonly outcome: 'waits' | 'dropped'; readonly event: JournalEvent }
  /** A work item asks a person. */
  | { readonly outcome: 'person' }
  | { readonly outcome: 'nothing' };

export interface Wanted {
  /** A person wants it, whatever is open with the payer before, or how little is left. */
  readonly isAsked?: boolean;
}

/** Makes the function that bills the next payer of a claim, where one is due: once for each decision. */
export function biller(deps: Deps): (claimNo: ClaimNo, wanted?: Wanted) => Promise<Billed> {
  const context: Billing = { ...deps, rules: rulesOf(deps.config) };
  return (claimNo, wanted = {}) => billNext(context, claimNo, wanted);
}

interface Billing extends Deps {
  readonly rules: Rules;
}

const NOTHING: Billed = { outcome: 'nothing' };

async function billNext(context: Billing, claimNo: ClaimNo, wanted: Wanted): Promise<Billed> {
  const head = await context.claims.headNow(claimNo);
  if (head === null) return NOTHING;
  const options = { ...wanted, wantsZeroBalance: wantsZeroBalance(context.config) };
  const journal = (await context.claims.events(claimNo)).slice(0, head.version);
  await closeReview(context, head, journal);
  const due = nextBilling(head, journal, options);
  switch (due.kind) {
    case 'none':
      return NOTHING;
    case 'bill':
      return make(context, due);
    case 'wait':
    case 'drop':
      return withdraw(context, claimNo, due);
    case 'person':
      return askPerson(context, claimNo, due.decision);
  }
}

const wantsZeroBalance =
  (config: Config) =>
  (payerId: string): boolean =>
    payerProfile(config, payerId).wantsZeroBalance;

type Due<K extends NextBilling['kind']> = Extract<NextBilling, { readonly kind: K }>;

async function make(context: Billing, due: Due<'bill'>): Promise<Billed> {
  const { claim, cause, decision } = due;
  const scrubbed = await scrub(context, claim);
  const { claimNo } = claim;
  const recorded = await recordByJournal(context, { claimNo, cause }, (head, journal) =>
    nextFilingDraft(head, journal, scrubbed),
  );
  if (recorded === null) return NOTHING;
  const { event } = recorded;
  const fileId = event.facts.kind === 'assembled' ? event.facts.fileId : '';
  await openHeldItems({ ...context, fileId }, event);
  await closeEarlierItems({ ...context, fileId }, event, 'The claim was made anew.');
  const actor = { user: 'claimline', nowEpochMs: context.now() };
  const asked = claimWorkId(claim, 'NEXT_PAYER_DUE', decision);
  await context.work.resolve(asked, actor, 'The claim to the next payer is made.');
  return { outcome: 'made', event };
}

/** By the edits for the payer that it goes to; what follows from them with certainty is put right. */
async function scrub({ rules, codeLoader, claims, now }: Billing, claim: Claim): Promise<Scrubbed> {
  const { content, clientId } = claim;
  const { codes } = await codeLoader.load({ days: serviceDays([content]), without: NOT_PROFESSIONAL });
  const judging = { rules, clientId, codes, today: civilDateOf(now()) };
  const history = await batchHistory(claims, clientId, [{ claims: [claim], isRecorded: false }]).before(0);
  const context = { ...editContext(judging, content, history), fromJournal: true } as const;
  const findings = runEdits(content, context, 'both');
  const day = Math.min(...content.lines.map(({ from }) => Number(from)));
  return {
    claim: { ...claim, content: repaired(content, findings).content },
    findings,
    editSet: EDIT_SET_VERSION,
    releases: releasesOn(codes, day),
    untested: untestedOn(codes, day).map(({ set }) => set),
  };
}

async function withdraw(
  context: Billing,
  claimNo: ClaimNo,
  { kind, filing, cause }: Due<'wait' | 'drop'>,
): Promise<Billed> {
  const recorded = await recordByJournal(context, { claimNo, cause }, (head) =>
    kind === 'wait' ? waitingDraft(head, filing) : droppedDraft(head, filing),
  );
  if (recorded === null) return NOTHING;
  return { outcome: kind === 'wait' ? 'waits' : 'dropped', event: recorded.event };
}

/** Something is due from the next payer while this one still owes something: a person decides when to bill. */
async function askPerson(context: Billing, claimNo: ClaimNo, cause: string): Promise<Billed> {
  const head = await context.claims.head(claimNo);
  if (head === null) return NOTHING;
  const now = context.now();
  const item = workItem('NEXT_PAYER_DUE', {
    id: claimWorkId(head, 'NEXT_PAYER_DUE', cause),
    today: civilDateOf(now),
    clientId: head.clientId,
    partnerId: head.partnerId,
    claimNo,
    value: nextPayersOpen(head),
  });
  await context.work.open(item, now);
  return { outcome: 'person' };
}
