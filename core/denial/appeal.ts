import type { ActFacts } from '../claim/act-facts.ts';
import { draftOf, filingView, type Head } from '../claim/head.ts';
import type { EventDraft, JournalEvent } from '../claim/journal.ts';
import { transition } from '../claim/lifecycle.ts';
import { type CivilDate, civilDate } from '../dates.ts';
import { type Cents, cents } from '../money.ts';
import { adjudicationsInForce } from '../remit/in-force.ts';
import { type AppealLevel, type AppealTerms, appealLevel } from './appeals.ts';
import { isLateFiling } from './playbook.ts';
import type { TimelyProof } from './timely-proof.ts';

type Facts<K extends ActFacts['kind']> = Extract<ActFacts, { readonly kind: K }>;

/** A filing with what its payer takes of appeals. */
export interface Appealing {
  /** With the filing shown. */
  readonly head: Head;
  /** The claim's whole journal up to the head. */
  readonly journal: readonly JournalEvent[];
  readonly terms: AppealTerms;
  /** SBR09 of the coverage. */
  readonly filingCode: string | undefined;
}

export type AppealRefusal =
  /** Nothing is decided, or the filing cannot be appealed in its state. */
  | { readonly reason: 'STATE' }
  /** It is not the turn of this level. */
  | { readonly reason: 'LEVEL'; readonly next: number | undefined }
  | { readonly reason: 'TOO_LATE'; readonly deadline: CivilDate }
  /** Less is in dispute than this level takes. */
  | { readonly reason: 'TOO_LITTLE'; readonly least: Cents; readonly disputed: Cents }
  /** Sent before the decision that it is against. */
  | { readonly reason: 'DATE' };

export type AppealDecision =
  | { readonly ok: true; readonly draft: EventDraft; readonly level: AppealLevel }
  | { readonly ok: false; readonly refusal: AppealRefusal };

interface AppealSent {
  readonly user: string;
  readonly level: number;
  readonly sentOn: CivilDate;
  readonly reference: string;
  /** Where the denial is of late filing. */
  readonly proof?: TimelyProof | undefined;
}

/** Whether what is appealed against was denied as filed too late: then proof of timely filing goes with it. */
export const deniesAsLate = (journal: readonly JournalEvent[], filing: number): boolean =>
  adjudicationsInForce(journal, filing).some(({ facts }) => facts.denials.some(isLateFiling));

/** An appeal was sent (row 42): once the payer's levels and limits allow it. */
export function appealDraft(appealing: Appealing, sent: AppealSent): AppealDecision {
  const { head } = appealing;
  const { user, level, sentOn, reference, proof } = sent;
  const against = decisionAgainst(appealing);
  if (
    against === undefined ||
    transition(filingView(head), { kind: 'appealed', inTime: true }).steps.length === 0
  )
    return { ok: false, refusal: { reason: 'STATE' } };
  const { decidedOn } = against;
  const found = levelOf(appealing, { level, decidedOn, sentOn });
  if (level !== against.nextLevel || found === null) {
    const next = levelOf(appealing, { level: against.nextLevel, decidedOn, sentOn });
    return { ok: false, refusal: { reason: 'LEVEL', next: next?.level } };
  }
  if (sentOn < decidedOn) return { ok: false, refusal: { reason: 'DATE' } };
  const { deadline, least } = found;
  if (sentOn > deadline) return { ok: false, refusal: { reason: 'TOO_LATE', deadline } };
  if (least !== undefined && against.disputed < least)
    return { ok: false, refusal: { reason: 'TOO_LITTLE', least, disputed: against.disputed } };
  const done = transition(filingView(head), { kind: 'appealed', inTime: true });
  const facts: Facts<'appealed'> = {
    ...{ kind: 'appealed', user, level, sentOn, reference, deadline },
    ...(proof === undefined ? {} : { proof }),
  };
  return { ok: true, level: found, draft: draftOf(head, done, { entries: [], facts }) };
}

export type UpheldDecision =
  | {
      readonly ok: true;
      readonly draft: EventDraft;
      /** What may follow; null where it was the last level. */
      readonly next: AppealLevel | null;
    }
  | { readonly ok: false; readonly refusal: UpheldRefusal };
export interface UpheldRefusal {
  /** No appeal waits, or the letter is older than it. */
  readonly reason: 'STATE' | 'DATE';
}

/** A letter says that the payer stands by its decision (row 44). */
export function upheldDraft(
  appealing: Appealing,
  { user, decidedOn }: { readonly user: string; readonly decidedOn: CivilDate },
): UpheldDecision {
  const { head, journal } = appealing;
  const done = transition(filingView(head), { kind: 'appeal-upheld' });
  const appeal = lastAppeal(journal, head.filing);
  if (done.steps.length === 0 || appeal === undefined) return { ok: false, refusal: { reason: 'STATE' } };
  if (decidedOn < appeal.sentOn) return { ok: false, refusal: { reason: 'DATE' } };
  const { level } = appeal;
  const next = levelOf(appealing, { level: level + 1, decidedOn, sentOn: decidedOn });
  const facts: Facts<'appeal-refused'> = {
    ...{ kind: 'appeal-refused', user, level, decidedOn },
    ...(next === null ? {} : { nextDeadline: next.deadline }),
  };
  return { ok: true, next, draft: draftOf(head, done, { entries: [], facts }) };
}

const levelOf = (
  { terms, filingCode }: Appealing,
  asked: { readonly level: number; readonly decidedOn: CivilDate; readonly sentOn: CivilDate },
): AppealLevel | null => appealLevel({ ...asked, filingCode }, terms);

interface Against {
  readonly decidedOn: CivilDate;
  readonly nextLevel: number;
  /** What the payer denied; what it did not pay of the charge where it denied nothing. */
  readonly disputed: Cents;
}

/** The decision that an appeal is against: the payer's own, or the letter that refused the level before. */
function decisionAgainst({ head, journal }: Appealing): Against | undefined {
  const inForce = adjudicationsInForce(journal, head.filing);
  const last = inForce.at(-1);
  if (last === undefined) return undefined;
  const denied = inForce.flatMap(({ facts }) => facts.denials).reduce((sum, { amount }) => sum + amount, 0);
  const unpaid = inForce.reduce(
    (sum, { facts }) => sum + facts.chargeCents - facts.adjudication.paidCents,
    0,
  );
  const disputed = cents(denied === 0 ? unpaid : denied);
  const refused = journal
    .filter(({ version, filing }) => version > last.version && filing === head.filing)
    .flatMap(({ facts }) => (facts.kind === 'appeal-refused' ? [facts] : []))
    .at(-1);
  return refused === undefined
    ? { decidedOn: civilDate(last.facts.paymentDate), nextLevel: 1, disputed }
    : { decidedOn: civilDate(refused.decidedOn), nextLevel: refused.level + 1, disputed };
}

const lastAppeal = (journal: readonly JournalEvent[], filing: number): Facts<'appealed'> | undefined =>
  journal
    .flatMap((event) => (event.facts.kind === 'appealed' && event.filing === filing ? [event.facts] : []))
    .at(-1);
