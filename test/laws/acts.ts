/** What people do to a claim, and the day's file: as the commands and the steps do it, without storage. */
import type { Act } from '../../core/claim/act-facts.ts';
import { contentAgain } from '../../core/claim/content-again.ts';
import {
  type CorrectionTerms,
  correctionRefusal,
  eventsOfAct,
  numberToCorrect,
} from '../../core/claim/correction.ts';
import { onFiling, waitingFiling } from '../../core/claim/filings.ts';
import { draftOf, filingView } from '../../core/claim/head.ts';
import { transition, transitions } from '../../core/claim/lifecycle.ts';
import type { Claim } from '../../core/claim/types.ts';
import { civilDate } from '../../core/dates.ts';
import { chargesToBill } from '../../core/ledger/charges.ts';
import { type Cents, cents, sum } from '../../core/money.ts';
import type { ActDecision, Act as PatientAct } from '../../core/patient/act.ts';
import { billedToPatient } from '../../core/patient/bill-patient.ts';
import { paymentReturned } from '../../core/patient/payment.ts';
import { creditTakenByPayer } from '../../core/patient/recouped.ts';
import { refund } from '../../core/patient/refund.ts';
import { actTakenBack } from '../../core/patient/undo.ts';
import { placed, waived, writtenOffAsBadDebt } from '../../core/patient/waive.ts';
import { writeOff } from '../../core/patient/write-off.ts';
import { denialsMoved } from '../../core/remit/billable-denials.ts';
import { confirmedVoid } from '../../core/remit/confirmed-void.ts';
import { nextContent } from '../../core/remit/next-content.ts';
import {
  contentOf,
  droppedDraft,
  nextBilling,
  nextFilingDraft,
  waitingDraft,
} from '../../core/remit/next-payer.ts';
import { type Book, type Document, type Following, type Found, takenIn } from './book.ts';

/** A payer that takes every correction. */
const TERMS: CorrectionTerms = {
  acceptsFrequency7: true,
  acceptsFrequency8: true,
  acceptsAcknowledgedNumber: true,
};

interface Again {
  readonly kind: Extract<Act['kind'], 'replace' | 'void'>;
  /** Payer sequence. */
  readonly filing?: number;
  /** What the lines charge now, in cents. */
  readonly charges?: readonly number[];
  readonly neverHappened?: boolean;
}

/** A replacement or a void, made and sent with the next file. */
export const corrected = (no: string, again: Again): readonly Document[] => [
  { cause: `${again.kind}/${no}`, byJournal: true, draft: (found) => correction(found, again) },
  sent(no),
];

function correction({ head: stored, claim, journal = [] }: Found, again: Again) {
  const { kind, filing = 1, charges, neverHappened = false } = again;
  const head = onFiling(stored, filing);
  const before = contentOf(head, journal) ?? claim;
  const refused = before.content.destination !== filing || correctionRefusal(head, kind, TERMS) !== undefined;
  const events = eventsOfAct(kind, { ...head, allowed: !refused });
  const done = transitions(filingView(head), events);
  if (refused || done.steps.length !== events.length) return null;
  const content = contentAgain(
    charged(before, kind === 'void' ? undefined : charges).content,
    kind,
    numberToCorrect(head, kind, TERMS),
  );
  const changed = {
    ...before,
    content,
    totalCharge: sum(content.lines.map(({ chargeCents }) => cents(chargeCents))),
  };
  const base =
    filing > 1 && kind === 'replace'
      ? { ...changed, content: nextContent(changed, journal, filing) }
      : changed;
  return draftOf(head, done, {
    entries: [],
    facts: {
      kind: 'assembled',
      claim: base,
      ...{ contentHash: '', findings: [], editSet: '', parts: 1, fileId: 'f' },
      act: { user: 'biller', kind, ...(neverHappened ? { neverHappened: true as const } : {}) },
    },
  });
}

/** The claim with other charges. */
export function charged(claim: Claim, charges: readonly number[] | undefined): Claim {
  if (charges === undefined) return claim;
  const lines = claim.content.lines.map((line, i) => ({
    ...line,
    chargeCents: cents(charges[i] ?? line.chargeCents),
  }));
  return {
    ...claim,
    content: { ...claim.content, lines },
    totalCharge: sum(lines.map(({ chargeCents }) => chargeCents)),
  };
}

/** The first filing that waits leaves with the day's file. */
export const sent = (no: string): Document => ({
  cause: `plan/${no}`,
  draft: ({ head: stored, claim, journal = [] }) => {
    const head = waitingFiling(stored);
    if (head === null) return null;
    const done = transition(filingView(head), { kind: 'batched' });
    if (done.steps.length === 0) return null;
    const billing = { cause: `plan/${no}`, date: civilDate('20260220'), payerSequence: head.filing };
    const content = contentOf(head, journal) ?? claim;
    const numbers = { partner: 'p', planId: no, controlNo: 2, setControlNo: '0001', batchId: no };
    return draftOf(head, done, {
      entries: chargesToBill(content, head.balances, billing),
      facts: { kind: 'batched', ...numbers },
    });
  },
  byJournal: true,
});

/** The next payer is billed where it is due, as the remittance's last step but one does (row 46). */
function billedOn(book: Book): Book {
  const due = nextBilling(book.head, book.journal, { wantsZeroBalance: () => false });
  if (due.kind === 'none' || due.kind === 'person') return book;
  const next = takenIn(book, {
    cause: due.cause,
    byJournal: true,
    draft: ({ head, journal = [] }) => {
      if (due.kind === 'wait') return waitingDraft(head, due.filing);
      if (due.kind === 'drop') return droppedDraft(head, due.filing);
      const scrubbed = { claim: due.claim, findings: [], editSet: '', releases: [], untested: [] };
      return nextFilingDraft(head, journal, scrubbed);
    },
  });
  return next === book ? book : billedOn(next);
}

/** What follows every document: nothing; the next payer is billed; and its claim leaves with the file of the day. */
export const followings = {
  nothing: (book) => book,
  billed: billedOn,
  sent: (book, no) => takenIn(billedOn(book), sent(`day-${no}`)),
} as const satisfies Record<string, Following>;

/** A person confirms a void that nobody answered. */
export const voidConfirmed = (no: string): Document => ({
  cause: `void-confirmed/${no}`,
  byJournal: true,
  draft: ({ head, journal = [] }) => {
    const by = { user: 'biller', today: civilDate('20261231'), cause: `void-confirmed/${no}` };
    const decision = confirmedVoid(head, journal, by);
    return decision.ok ? decision.draft : null;
  },
});

type Judge = (
  found: Found & { readonly journal: NonNullable<Found['journal']> },
  act: PatientAct,
) => ActDecision;

const act = (cause: string, judge: Judge): Document => ({
  cause,
  byJournal: true,
  draft: ({ journal = [], ...found }) => {
    const decision = judge({ ...found, journal }, { user: 'desk', date: civilDate('20260401'), cause });
    return decision.ok ? decision.draft : null;
  },
});

/** A refund to the patient, or to a payer by its sequence. */
export const refunded = (no: string, to: 'patient' | number, amount?: Cents): Document =>
  act(`refund/${no}`, ({ head, journal }, its) =>
    refund(head, { ...its, to, reference: no, ...(amount === undefined ? {} : { amount }) }, journal),
  );

/** A check of the patient bounced. */
export const returned = (receipt: string): Document =>
  act(`receipt-returned/${receipt}`, ({ head, journal }, { user, date }) =>
    paymentReturned(head, { receipt, user, date }, journal),
  );

/** J18b: what a payer has to the good is what it took by itself (PLB WO). */
export const creditTaken = (no: string, payer: number, unexplained: Cents): Document =>
  act(`recouped/${no}`, ({ head, journal }, its) =>
    creditTakenByPayer(head, { ...its, payer, recoupment: no, unexplained }, journal),
  );

export const writtenOff = (no: string, filing: number): Document =>
  act(`write-off/${no}`, ({ head, journal }, its) =>
    writeOff(head, { ...its, filing, why: 'other', approvalAbove: cents(100_000_000) }, journal),
  );

export const waivedFor = (no: string, why: 'courtesy' | 'charity'): Document =>
  act(`waive/${no}`, ({ head }, its) => waived(head, { ...its, why, smallBalance: cents(0) }));

export const placedWithAgency = (no: string): Document =>
  act(`collections/${no}`, ({ head }, its) => placed(head, its));

export const lost = (no: string): Document =>
  act(`bad-debt/${no}`, ({ head }, its) => writtenOffAsBadDebt(head, its));

export const billedOver = (no: string, filing: number): Document =>
  act(`bill-patient/${no}`, ({ head, journal }, its) => billedToPatient(head, { ...its, filing }, journal));

export const undone = (no: string): Document =>
  act(`undo/${no}`, ({ head, journal }, its) => actTakenBack(head, { ...its, further: true }, journal));

/** J5: the next payer is billed for what this one denied. */
export const denialMoved = (no: string, filing: number): Document =>
  act(`denials-moved/${no}`, ({ head, claim, journal }, { user, cause, date }) => {
    const moved = denialsMoved(head, { claim, filing, user, cause, date }, journal);
    return moved.ok ? moved : { ok: false, reason: 'NOTHING_OPEN' };
  });
