import type { Act } from '../../core/claim/act-facts.ts';
import { alignedLines, asNumbered, contentAgain } from '../../core/claim/content-again.ts';
import {
  type CorrectionRefusal,
  correctionRefusal,
  eventsOfAct,
  numberToCorrect,
} from '../../core/claim/correction.ts';
import { withCoveragesFound } from '../../core/claim/coverages.ts';
import { onFiling, waitsToBeSent } from '../../core/claim/filings.ts';
import { draftOf, filingView, type Head } from '../../core/claim/head.ts';
import type { EventFacts, JournalEvent } from '../../core/claim/journal.ts';
import { type Transition, transitions } from '../../core/claim/lifecycle.ts';
import type { Claim, EditFinding } from '../../core/claim/types.ts';
import { type Config, payerProfile } from '../../core/config.ts';
import { classify } from '../../core/denial/classify.ts';
import { EDIT_SET_VERSION } from '../../core/edits/engine.ts';
import { type ClaimNo, filingId } from '../../core/ids.ts';
import { sum } from '../../core/money.ts';
import { adjudicationsInForce } from '../../core/remit/in-force.ts';
import { nextContent } from '../../core/remit/next-content.ts';
import { contentOf } from '../../core/remit/next-payer.ts';
import type { Clock } from '../../functions/runtime/environment.ts';
import { AppendContention } from '../../store/claims.ts';
import type { CodeLoader } from '../../store/loaded-codes.ts';
import { closeAnswered, saysMissing } from './again-work.ts';
import type { Corrected } from './corrected-file.ts';
import { type Judged, judged } from './judge-again.ts';
import type { Stores } from './stores.ts';

/** What a person's act works on, and whose word it is. */
export interface Acting extends Pick<Stores, 'claims' | 'files' | 'work'> {
  readonly config: Config;
  readonly codeLoader: CodeLoader;
  readonly now: Clock;
  readonly user: string;
}

export interface AgainRequest {
  readonly claimNo: ClaimNo;
  /** Payer sequence; the active filing where it is not said. */
  readonly filing?: number | undefined;
  readonly act: Act['kind'];
  /** The content in force goes out as it is where no file corrects it; a void takes no other. */
  readonly corrected?: Corrected | undefined;
  /** Of a void: the services were never rendered. */
  readonly neverHappened?: boolean | undefined;
}

export type AgainRefusal =
  | CorrectionRefusal
  /** Not in the state that the filing is in. */
  | 'STATE'
  /** It leaves with the next file already. */
  | 'WAITS_ALREADY'
  /** The payer could process the claim: it wants a replacement. */
  | 'PROCESSED'
  /** Nothing says that the payer does not have it. */
  | 'NOT_MISSING'
  /** A filing that we never sent has no content of its own. */
  | 'NOT_OURS';

export type AgainOutcome =
  | {
      readonly outcome: 'done' | 'already';
      readonly head: Head;
      readonly event: JournalEvent;
      /** What the edits say of the content: no error. */
      readonly findings: readonly EditFinding[];
    }
  | { readonly outcome: 'held'; readonly head: Head; readonly findings: readonly EditFinding[] }
  | { readonly outcome: 'refused'; readonly head: Head; readonly reason: AgainRefusal };

/** So often another document may come first. */
const ATTEMPTS = 8;

/**
 * Makes a filing go to the payer again with the next file: as a replacement, as a void, or anew as an original. Its
 * content is tested first; an error keeps everything as it is. Asked again, it does what an earlier try left undone.
 *
 * @see domain.md 1.4 rows 18, 34, 39, 58, 59; 3.8
 */
export async function sendAgain(acting: Acting, request: AgainRequest): Promise<AgainOutcome> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const outcome = await tryOnce(acting, request);
    if (outcome !== null) return outcome;
  }
  throw new AppendContention();
}

/** Null where another document came in between. */
async function tryOnce(acting: Acting, request: AgainRequest): Promise<AgainOutcome | null> {
  const { claims } = acting;
  const { claimNo } = request;
  const stored = await claims.headNow(claimNo);
  if (stored === null) throw new Error('the command has found the claim');
  const head = onFiling(stored, request.filing ?? stored.filing);
  const journal = await claims.events(claimNo);
  const refuse = (reason: AgainRefusal): AgainOutcome => ({ outcome: 'refused', head, reason });
  const made = madeBefore(head, journal, request);
  if (made !== undefined) return finished(acting, head, { event: made, outcome: 'already' });

  const claim = (await claims.contents([head])).get(claimNo);
  if (claim === undefined || claim.content.destination !== head.filing) return refuse('NOT_OURS');
  const moved = await moveOf(acting, { head, journal }, request);
  if (typeof moved === 'string') return refuse(moved);
  const again = claimAgain(claim, { head, journal }, withFound(request, claim, { head, journal }), acting);
  const result = await judged(acting, again, request.act);
  if (result.errors.length > 0) return { outcome: 'held', head, findings: result.findings };

  const facts = factsOf(journal, head, request, { ...result, user: acting.user });
  const recorded = await claims.record({
    claimNo,
    cause: causeOf(request, head, moved.attempt),
    nowEpochMs: acting.now(),
    decide: (newest) =>
      newest?.version === head.version ? draftOf(head, moved, { entries: [], facts }) : null,
  });
  if (recorded.outcome === 'refused') return null;
  return finished(acting, head, { event: recorded.event, outcome: 'done' });
}

/** A business key: this content goes out in this way as this attempt of the filing, after what was before. */
const causeOf = (request: AgainRequest, head: Head, attempt: number): string =>
  `${causesOf(request, head, attempt)}${head.version}`;
const causesOf = (
  { act, corrected }: AgainRequest,
  { claimNo, filing, contentHash }: Head,
  attempt: number,
): string =>
  [act, filingId(claimNo, filing), attempt, (corrected?.contentHash ?? contentHash).slice(0, 16), ''].join(
    '/',
  );

/** What an earlier try of the same command made, where it is in force and nothing has answered it yet. */
function madeBefore(
  head: Head,
  journal: readonly JournalEvent[],
  request: AgainRequest,
): JournalEvent | undefined {
  const isPending =
    request.act === 'replace'
      ? head.state === 'REPLACING'
      : request.act === 'void'
        ? head.state === 'VOIDING'
        : head.state === 'READY';
  const inForce = journal[head.contentVersion - 1];
  const isIt = inForce?.cause.startsWith(causesOf(request, head, head.attempt)) === true;
  return isPending && isIt ? inForce : undefined;
}

async function finished(
  acting: Acting,
  head: Head,
  { event, outcome }: { readonly event: JournalEvent; readonly outcome: 'done' | 'already' },
): Promise<AgainOutcome> {
  await closeAnswered(acting, event);
  const findings = event.facts.kind === 'assembled' ? event.facts.findings : [];
  return { outcome, head, event, findings };
}

/** The rows that the act follows, or why it follows none. */
async function moveOf(
  { config, files, work }: Acting,
  { head, journal }: { readonly head: Head; readonly journal: readonly JournalEvent[] },
  { act }: AgainRequest,
): Promise<Transition | AgainRefusal> {
  const profile = payerProfile(config, head.payerId);
  const { batch } = head;
  const interchange = batch && (await files.interchange(head.partnerId, batch.controlNo));
  const view = filingView(head, interchange ?? undefined);
  /** Null where not every event has a row. */
  const judge = (isAllowed: boolean): Transition | null => {
    const events = eventsOfAct(act, { ...head, state: view.state, allowed: isAllowed });
    const done = transitions(view, events);
    return done.steps.length === events.length ? done : null;
  };
  const allowed = judge(true);
  if (allowed === null) return waitsToBeSent(head) ? 'WAITS_ALREADY' : 'STATE';
  if (judge(false) !== null) return allowed;
  switch (act) {
    case 'replace':
    case 'void':
      return correctionRefusal(head, act, profile) ?? allowed;
    case 'refile': {
      const denials = adjudicationsInForce(journal, head.filing).flatMap(({ facts }) => facts.denials);
      const isUnprocessable = denials.some((denial) => classify(denial).action === 'NEW1');
      return isUnprocessable || !profile.acceptsFrequency7 ? allowed : 'PROCESSED';
    }
    case 'resend':
      return (await work.ofClaim(head.claimNo)).some(saysMissing) ? allowed : 'NOT_MISSING';
  }
}

/** The practice's file need not have the coverages that were found later. */
function withFound(
  request: AgainRequest,
  claim: Claim,
  {
    head: { coveragesVersion = 0 },
    journal,
  }: { readonly head: Head; readonly journal: readonly JournalEvent[] },
): AgainRequest {
  const { corrected } = request;
  const found = journal[coveragesVersion - 1]?.facts;
  if (corrected === undefined || found === undefined) return request;
  const { content } = withCoveragesFound({ ...claim, content: corrected.content }, found);
  return { ...request, corrected: { ...corrected, content } };
}

/** Corrected lines keep the numbers that the payer knows; a void is of the lines that it has. */
function claimAgain(
  claim: Claim,
  { head, journal }: { readonly head: Head; readonly journal: readonly JournalEvent[] },
  { act, corrected }: AgainRequest,
  { config }: Acting,
): Claim {
  const given = act === 'void' ? undefined : corrected;
  // A later payer is told what the payers before it have decided by now, and of which services.
  const isLater = head.filing > 1 && act !== 'void';
  const source = isLater && given === undefined ? (correctedBefore(head, journal) ?? claim) : claim;
  const { lineNos: _, droppedLines: __, ...bare } = source;
  const { lines, ...numbers } =
    given === undefined ? asNumbered(source) : alignedLines(source, given.content.lines);
  const totalCharge = sum(lines.map(({ chargeCents }) => chargeCents));
  const content = {
    ...(given === undefined ? source.content : { ...given.content, destination: head.filing }),
    ...{ lines: [...lines], totalChargeCents: totalCharge },
  };
  const base = isLater
    ? nextContent({ ...bare, ...numbers, content, totalCharge }, journal, head.filing)
    : content;
  const isCorrection = act === 'replace' || act === 'void';
  const number = isCorrection ? numberToCorrect(head, act, payerProfile(config, head.payerId)) : undefined;
  return { ...bare, ...numbers, content: contentAgain(base, act, number), totalCharge };
}

/** What an earlier payer was sent since this filing's content was made: a replacement, with other lines maybe. */
function correctedBefore(head: Head, journal: readonly JournalEvent[]): Claim | undefined {
  const earlier = Object.keys(head.others ?? {})
    .map(Number)
    .filter((filing) => filing < head.filing);
  const [newest] = earlier
    .map((filing) => onFiling(head, filing))
    .filter(({ contentVersion }) => contentVersion > head.contentVersion)
    .toSorted((a, b) => b.contentVersion - a.contentVersion);
  const claim = newest && contentOf(newest, journal);
  return claim?.content.frequency === '8' ? undefined : claim;
}

function factsOf(
  journal: readonly JournalEvent[],
  head: Head,
  { act, corrected, neverHappened }: AgainRequest,
  { claim, findings, releases, untested, patientKey, user }: Judged & { readonly user: string },
): EventFacts {
  const before = journal[head.contentVersion - 1]?.facts;
  const given = act === 'void' ? undefined : corrected;
  return {
    kind: 'assembled',
    claim,
    contentHash: given?.contentHash ?? head.contentHash,
    findings,
    editSet: EDIT_SET_VERSION,
    releases,
    untested: untested.map(({ set }) => set),
    ...(patientKey === undefined ? {} : { patientKey }),
    parts: head.parts,
    fileId: given?.fileId ?? (before?.kind === 'assembled' ? before.fileId : ''),
    act: { user, kind: act, ...(neverHappened === true ? { neverHappened } : {}) },
  };
}
