import { changesCoverages } from '../../core/claim/coverages.ts';
import { hasFiling, isDone, onFiling } from '../../core/claim/filings.ts';
import type { Head } from '../../core/claim/head.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import type { Claim, EditFinding } from '../../core/claim/types.ts';
import { civilDateOf } from '../../core/dates.ts';
import { runEdits } from '../../core/edits/engine.ts';
import { canonicalJson } from '../../core/encounter/canonical.ts';
import { describeIssues, type FieldProblem } from '../../core/encounter/field-problems.ts';
import type { Coverage } from '../../core/encounter/model.ts';
import { coverageSchema } from '../../core/encounter/schema.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { accountTotal, applyToLedger } from '../../core/ledger/balances.ts';
import { coverageFound, type FoundRefusal, foundRefusal } from '../../core/remit/found-coverage.ts';
import { contentOf } from '../../core/remit/next-payer.ts';
import { type Billed, biller } from '../../functions/bill-next-payer/bill.ts';
import { editContext, NOT_PROFESSIONAL, rulesOf, serviceDays } from '../../functions/runtime/judging.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { Acting } from './send-again.ts';
import { tell } from './tell.ts';

/** As a coverage of an encounter; what its payer decided comes by a remittance. */
const givenCoverage = coverageSchema.omit({ adjudication: true });

export type ReadCoverage =
  | { readonly ok: true; readonly coverage: Coverage }
  /** No JSON at all where there are no problems. */
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** Reads a coverage as an encounter has it. Problems name fields, never what stands in them. */
export function readCoverage(bytes: Uint8Array): ReadCoverage {
  const json = jsonIn(bytes);
  if (json === undefined) return { ok: false, problems: [] };
  const read = givenCoverage.safeParse(json);
  return read.success
    ? { ok: true, coverage: read.data }
    : { ok: false, problems: describeIssues(read.error.issues, json) };
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** What becomes of the claim to the payer that was found. */
export type NextStep =
  /** It is made: READY, or held by its edits; or it was sent since. */
  | { readonly kind: 'made'; readonly state: Head['state'] }
  /** A payer before has not decided, or passed the claim on: it is made after that. */
  | { readonly kind: 'waits' }
  /** A payer before still denies a part: a work item asks. */
  | { readonly kind: 'person' }
  /** No payer left anything. */
  | { readonly kind: 'nothing' };

export type AddedOutcome =
  | {
      readonly outcome: 'done' | 'already';
      readonly claimNo: ClaimNo;
      readonly filing: number;
      readonly event: JournalEvent;
      /** Moved from the patient to the payer, cents. */
      readonly amountCents: number;
      /** Of it lay with an agency: somebody must tell that one. */
      readonly recalledCents: number;
      readonly next: NextStep;
      /** What the edits say of the coverage: no error. */
      readonly findings: readonly EditFinding[];
    }
  | { readonly outcome: 'held'; readonly claimNo: ClaimNo; readonly findings: readonly EditFinding[] }
  | {
      readonly outcome: 'refused';
      readonly claimNo: ClaimNo;
      readonly refusal: FoundRefusal;
      /** The first place that is free. */
      readonly free: number;
    };

export interface AddRequest {
  readonly claimNo: ClaimNo;
  readonly coverage: Coverage;
}

/**
 * Adds a coverage that was found after the claim went out, as its last payer: what the patient owes is due from that
 * payer (J3c), and the claim to it is made from what the payers before decided. Its edits come first; an error keeps
 * everything as it is. The same coverage is added once; asked again, it does what an earlier try left undone.
 *
 * @see domain.md 5.8 J3c; 5.10
 */
export async function addCoverage(acting: Acting, request: AddRequest): Promise<AddedOutcome> {
  const { claimNo, coverage } = request;
  const { head, claim } = await claimNow(acting, claimNo);
  const cause = causeOf(head, coverage);
  const refused = (refusal: FoundRefusal): AddedOutcome => ({
    ...{ outcome: 'refused', claimNo, refusal },
    free: Math.max(...claim.content.coverages.map(({ seq }) => seq)) + 1,
  });
  const isAdded = head.causes.includes(cause);
  const refusal = isAdded ? undefined : foundRefusal(head, { claim, coverage });
  if (refusal !== undefined) return refused(refusal);
  const findings = await judgedCoverage(acting, claim, coverage);
  if (!isAdded && findings.some(({ severity }) => severity === 'error'))
    return { outcome: 'held', claimNo, findings };

  const { user, now } = acting;
  const told = await tell<FoundRefusal>(
    acting,
    { claimNo },
    {
      causeOf: () => cause,
      decide: (seen) => {
        const known = contentOf(seen.head, seen.journal) ?? claim;
        const found = { claim: known, coverage, user, cause, date: civilDateOf(now()) };
        return coverageFound(seen.head, found, seen.journal);
      },
    },
  );
  if (told.outcome === 'refused') return refused(told.refusal);
  const billed = await biller(acting)(claimNo);
  const { event, outcome } = told;
  const amountCents = changesCoverages(event.facts) ? event.facts.amountCents : 0;
  const next = await nextStep(acting, request, billed);
  const recalledCents = -accountTotal(applyToLedger({}, event.entries), '1120');
  return { ...{ outcome, claimNo, filing: coverage.seq, event, amountCents }, recalledCents, next, findings };
}

/** The same coverage in the same place is added once, and once more after it was dropped. */
const causeOf = ({ causes }: Head, coverage: Coverage): string => {
  const drops = causes.filter((cause) => cause.startsWith(`coverage-dropped/${coverage.seq}/`)).length;
  return `coverage-found/${coverage.seq}/${drops}/${sha256(canonicalJson(coverage)).slice(0, 16)}`;
};

/** The newest head with its content, coverages found later among it. */
export async function claimNow({ claims }: Acting, claimNo: ClaimNo): Promise<{ head: Head; claim: Claim }> {
  const head = await claims.headNow(claimNo);
  const claim = head === null ? undefined : (await claims.contents([head])).get(claimNo);
  if (head === null || claim === undefined) throw new Error('the command has found the claim');
  return { head, claim };
}

/** What the edits for its payer say of the coverage itself; the claim to that payer is tested whole when it is made. */
async function judgedCoverage(
  { config, codeLoader, now }: Acting,
  { content, clientId }: Claim,
  coverage: Coverage,
): Promise<readonly EditFinding[]> {
  const others = content.coverages.filter(({ seq }) => seq !== coverage.seq);
  const { codes } = await codeLoader.load({ days: serviceDays([content]), without: NOT_PROFESSIONAL });
  const judging = { rules: rulesOf(config), clientId, codes, today: civilDateOf(now()) };
  const asked = { ...content, destination: coverage.seq, coverages: [...others, coverage] };
  const context = { ...editContext(judging, asked, []), fromJournal: true } as const;
  const its = `coverages[${others.length}]`;
  return runEdits(asked, context, 'both').filter(({ field }) => field.startsWith(its));
}

async function nextStep(
  { claims }: Acting,
  { claimNo, coverage }: AddRequest,
  billed: Billed,
): Promise<NextStep> {
  if (billed.outcome === 'person') return { kind: 'person' };
  const head = await claims.headNow(claimNo);
  if (head === null) return { kind: 'waits' };
  if (hasFiling(head, coverage.seq)) return { kind: 'made', state: onFiling(head, coverage.seq).state };
  const states = [head.state, ...Object.values(head.others ?? {}).map(({ state }) => state)];
  const isOver = states.every((state) => isDone(state) && state !== 'FORWARDED');
  return { kind: isOver ? 'nothing' : 'waits' };
}
