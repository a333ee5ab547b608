import type { JournalEvent } from '../claim/journal.ts';
import { lineNumbered } from '../claim/lines.ts';
import type { Claim } from '../claim/types.ts';
import { type Cents, cents } from '../money.ts';
import { type ContractFields, type Terms, termsOf } from './contract.ts';
import type { Tables } from './expected-line.ts';
import { allInForce } from './in-force.ts';
import { type ComparedLine, compareClaim, type LeftOutReason } from './variance.ts';

/** Underpaid lines of one payer and code. Amounts in cents, of those lines only. */
export interface VarianceGroup {
  readonly payerId: string;
  readonly payerName: string;
  /** `claim` where the payer decided on whole claims without their lines. */
  readonly code: string;
  readonly lines: number;
  /** All lines of the payer and code that were compared. */
  readonly comparedLines: number;
  readonly expectedCents: Cents;
  readonly allowedCents: Cents;
  readonly differenceCents: Cents;
  /** Largest difference first. */
  readonly worst: readonly UnderpaidLine[];
}

export interface UnderpaidLine {
  readonly claimNo: string;
  /** 1-based; 0 is the claim as a whole. */
  readonly line: number;
  /** BPR16, CCYYMMDD. */
  readonly paymentDate: string;
  readonly expectedCents: Cents;
  readonly allowedCents: Cents;
  readonly differenceCents: Cents;
}

export interface VarianceReport {
  /** Largest difference first. */
  readonly groups: readonly VarianceGroup[];
  readonly comparedLines: number;
  readonly underpaidLines: number;
  readonly differenceCents: Cents;
  /** Decided lines of payers with a contract that were not compared, by reason. */
  readonly notCompared: readonly { readonly reason: LeftOutReason; readonly lines: number }[];
}

export interface VarianceRequest {
  readonly profileOf: (payerId: string) => ContractFields;
  readonly tables: Tables;
  /** CCYYMMDD: payments of that day and later. */
  readonly since?: string;
}

/** Worst claims that are kept for a group. */
const WORST = 5;

type OpenGroup = { -readonly [K in keyof VarianceGroup]: VarianceGroup[K] };

/**
 * Adds up what payers allowed less than their contracts, claim by claim, without keeping the claims. What counts is
 * the adjudication in force of each payer of a claim, beside the contract and the tables as they are now.
 */
export function varianceReport(request: VarianceRequest): {
  readonly add: (journal: readonly JournalEvent[]) => void;
  readonly end: () => VarianceReport;
} {
  const groups = new Map<string, OpenGroup>();
  const notCompared = new Map<LeftOutReason, number>();

  const take = (line: ComparedLine, { claim, payer, paymentDate }: Decision): void => {
    const { expected, allowed, reason, lineNo } = line;
    if (expected === null) {
      if (reason !== undefined) notCompared.set(reason, (notCompared.get(reason) ?? 0) + 1);
      return;
    }
    const code = lineNumbered(claim, lineNo)?.code.toUpperCase() ?? 'claim';
    const key = JSON.stringify([payer.id, code]);
    const group = groups.get(key) ?? { ...EMPTY, payerId: payer.id, payerName: payer.name, code };
    groups.set(key, group);
    group.comparedLines += 1;
    if (!line.underpaid) return;
    const differenceCents = cents(expected - allowed);
    const amounts = { expectedCents: expected, allowedCents: allowed, differenceCents };
    group.lines += 1;
    group.expectedCents = cents(group.expectedCents + expected);
    group.allowedCents = cents(group.allowedCents + allowed);
    group.differenceCents = cents(group.differenceCents + differenceCents);
    group.worst = [...group.worst, { claimNo: claim.claimNo, line: lineNo, paymentDate, ...amounts }]
      .toSorted(worstFirst)
      .slice(0, WORST);
  };

  return {
    add: (journal) => {
      for (const decision of decisionsOf(journal, request))
        for (const line of compareClaim(decision, decision.terms, request.tables)) take(line, decision);
    },
    end: () => ended([...groups.values()], notCompared),
  };
}

const EMPTY = {
  lines: 0,
  comparedLines: 0,
  expectedCents: cents(0),
  allowedCents: cents(0),
  differenceCents: cents(0),
  worst: [],
};

const worstFirst = (a: UnderpaidLine, b: UnderpaidLine): number =>
  b.differenceCents - a.differenceCents || (a.claimNo < b.claimNo ? -1 : 1);

/** What one payer decided on a claim. */
interface Decision {
  readonly claim: Claim;
  readonly filing: number;
  readonly payer: { readonly id: string; readonly name: string };
  readonly terms: Terms;
  /** Of its latest payment. */
  readonly paymentDate: string;
  readonly journal: readonly JournalEvent[];
}

function decisionsOf(
  journal: readonly JournalEvent[],
  { profileOf, since = '' }: VarianceRequest,
): readonly Decision[] {
  const claim = contentOf(journal);
  if (claim === undefined) return [];
  const latest = new Map<number, string>();
  for (const { filing, facts } of allInForce(journal).toReversed())
    if (!latest.has(filing)) latest.set(filing, facts.paymentDate);
  return [...latest].flatMap(([filing, paymentDate]) => {
    const payer = claim.content.coverages.find(({ seq }) => seq === filing)?.payer;
    const id = payer?.id ?? '';
    const terms = termsOf(id, profileOf(id));
    if (terms === undefined || paymentDate < since) return [];
    return [{ claim, filing, terms, paymentDate, journal, payer: { id, name: payer?.name ?? '' } }];
  });
}

/** The content in force. */
const contentOf = (journal: readonly JournalEvent[]): Claim | undefined =>
  journal.flatMap(({ facts }) => (facts.kind === 'assembled' ? [facts.claim] : [])).at(-1);

function ended(
  all: readonly VarianceGroup[],
  notCompared: ReadonlyMap<LeftOutReason, number>,
): VarianceReport {
  const groups = all
    .filter(({ lines }) => lines > 0)
    .toSorted(
      (a, b) => b.differenceCents - a.differenceCents || (a.payerId + a.code < b.payerId + b.code ? -1 : 1),
    );
  const total = (of: (group: VarianceGroup) => number, some = groups): number =>
    some.reduce((sum, group) => sum + of(group), 0);
  return {
    groups,
    comparedLines: total((group) => group.comparedLines, [...all]),
    underpaidLines: total((group) => group.lines),
    differenceCents: cents(total((group) => group.differenceCents)),
    notCompared: [...notCompared]
      .map(([reason, lines]) => ({ reason, lines }))
      .toSorted((a, b) => b.lines - a.lines || (a.reason < b.reason ? -1 : 1)),
  };
}
