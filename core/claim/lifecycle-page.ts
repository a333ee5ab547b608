import { guards } from './lifecycle-guards.ts';
import { type TransitionRow, transitionTable } from './lifecycle-table.ts';
import { type FilingState, filingStates } from './types.ts';

/** What each state means and who owes meanwhile (domain.md 1.3). */
export const stateMeanings: Record<FilingState, { readonly means: string; readonly owner: string }> = {
  DRAFT: { means: 'being built', owner: 'unbilled' },
  EDIT_HOLD: { means: 'at least one edit with an error is open', owner: 'unbilled' },
  READY: { means: 'clean, waits for a file', owner: 'unbilled' },
  BATCHED: { means: 'written into a file, not known to be sent', owner: 'payer' },
  SENT: { means: 'the file was delivered', owner: 'payer' },
  REJ_INTERCHANGE: { means: 'a TA1 refused the interchange', owner: 'payer, not on file' },
  REJ_SYNTAX: { means: 'a 999 refused the transaction set or group', owner: 'payer, not on file' },
  SYNTAX_OK: { means: 'a 999 accepted the transaction set', owner: 'payer' },
  CH_ACCEPTED: { means: 'the clearinghouse accepted or forwarded the claim', owner: 'payer' },
  REJ_FRONTEND: { means: 'a 277CA refused the claim', owner: 'payer, not on file' },
  PAYER_ACCEPTED: { means: 'the payer accepted the claim for adjudication', owner: 'payer' },
  PENDED: { means: 'the payer waits or asks for information', owner: 'payer' },
  PAID: { means: 'adjudicated, something paid, nothing denied', owner: 'next party' },
  ZERO_PAID: { means: 'adjudicated, nothing paid, nothing denied', owner: 'next party' },
  PART_DENIED: { means: 'adjudicated, part of it denied', owner: 'payer for the denied part' },
  DENIED: { means: 'adjudicated, nothing allowed', owner: 'payer' },
  REVERSED: { means: 'the payer took its decision back and has not corrected it', owner: 'payer' },
  FORWARDED: { means: 'the payer passed it on to another payer', owner: 'next payer' },
  APPEALED: { means: 'an appeal waits for its decision', owner: 'payer' },
  REPLACING: { means: 'a replacement (frequency 7) was sent, or leaves with the next file', owner: 'payer' },
  VOIDING: { means: 'a void (frequency 8) was sent, or leaves with the next file', owner: 'payer' },
  VOIDED: { means: 'withdrawn', owner: 'nobody' },
  CLOSED: { means: 'nothing is open with this payer', owner: 'nobody here' },
};

/** What the verdict of an adjudication can be. */
const DECIDED: readonly FilingState[] = ['PAID', 'ZERO_PAID', 'PART_DENIED', 'DENIED', 'FORWARDED'];

/**
 * The main way only: every arrow of the table would hide it. Null draws all sources, a state only that one.
 */
const mainWay: ReadonlyMap<number, FilingState | null> = new Map([
  ...[2, 3, 4, 5, 6, 9, 10, 11, 18, 49].map((row) => [row, null] as const),
  [12, 'SYNTAX_OK'],
  [13, 'CH_ACCEPTED'],
  [14, 'CH_ACCEPTED'],
  ...[22, 23, 24, 25].map((row) => [row, 'PAYER_ACCEPTED'] as const),
]);

function arrows({ row, from, to, on }: TransitionRow): readonly string[] {
  const usual = mainWay.get(row);
  if (usual === undefined) return [];
  return from
    .filter((state) => state !== to && (usual === null || usual === state))
    .map((state) => `  ${state} --> ${to}: ${row} ${on}`);
}

function tableLine({ row, from, on, guard, to, nextAttempt, work = [], effect }: TransitionRow): string {
  const states =
    from.length > 15 ? `any${from.length < filingStates.length ? ' but VOIDED' : ''}` : from.join(', ');
  const effects = [
    effect,
    nextAttempt ? 'next attempt' : undefined,
    ...work.map((w) => `work item \`${w}\``),
  ];
  const cells = [row, states, on, guard === undefined ? '' : guards[guard].words, to];
  return `| ${[...cells, effects.filter((e) => e !== undefined).join('; ')].join(' | ')} |`;
}

/** The page `docs/lifecycle.md`, drawn from the table that the code runs. */
export function lifecyclePage(): string {
  return `# The life of a filing

A filing is a claim at one payer. This page is generated from \`core/claim/lifecycle-table.ts\`.

## States

| state | meaning | who owes |
|---|---|---|
${filingStates.map((s) => `| \`${s}\` | ${stateMeanings[s].means} | ${stateMeanings[s].owner} |`).join('\n')}

## The main way

The numbers are rows of the table below. Where several states lead on, the usual one is drawn: a document that
outruns another counts from any of them.

\`\`\`mermaid
stateDiagram-v2
  [*] --> DRAFT
${[...new Set(transitionTable.filter(({ to }) => to !== 'same').flatMap(arrows))].join('\n')}
  CLOSED --> [*]
\`\`\`

## Every transition

\`same\` keeps the state; \`before\` returns to where a replacement, void or appeal began; \`as adjudicated\` is
one of ${DECIDED.map((s) => `\`${s}\``).join(', ')}; \`as before the match\` goes back to the state that a payment
found when a person matched it. Any other document keeps the state and opens the work item
\`UNEXPECTED_DOCUMENT\`; any other act of ours is refused.

| row | from | event | when | to | effect |
|---|---|---|---|---|---|
${transitionTable.map(tableLine).join('\n')}

## Documents out of order

1. Evidence has a rank: TA1 1, 999 2, 277CA of the clearinghouse 3, of the payer 4, 277 5, 835 6. A positive
   document never lowers what is reached; it fills in ids.
2. A negative document that is weaker than the evidence at hand changes nothing and opens \`CONFLICTING_ACK\`.
3. An answer to an earlier attempt does not touch the present one: its control numbers tell.
4. An 835 counts before any acknowledgment, for a refused filing, and while a resend is prepared.
5. A correction that comes before its reversal waits in suspense (row 32).
6. Any answer to a \`BATCHED\` filing proves that it was sent: row 6 is followed first.
`;
}
