import type { Head } from '../../../core/claim/head.ts';
import type { Claim } from '../../../core/claim/types.ts';
import type { CodeSets } from '../../../core/codes/code-sets.ts';
import type { CivilDate } from '../../../core/dates.ts';
import { factsOf } from '../../../core/edits/claim-facts.ts';
import type { Edit, EditContext, PayerProfile } from '../../../core/edits/edit.ts';
import { catalogedEdits } from '../../../core/edits/edit-set.ts';
import { scrubFacts } from '../../../core/edits/engine.ts';
import type { ClaimFacts } from '../../../core/edits/facts.ts';
import { Backtest, type RuleReport } from '../../../core/edits/rules/backtest.ts';
import type { CompiledRules, RulesInForce } from '../../../core/edits/rules/compile.ts';
import { outcomeOf } from '../../../core/edits/rules/outcome.ts';
import type { ClaimStore } from '../../../store/claims.ts';

export interface BacktestAsked {
  readonly rules: CompiledRules;
  /** The profile that is in force now, for a client's claims to a payer. */
  readonly profileOf: (clientId: string, payerId: string) => PayerProfile;
  readonly codes: CodeSets;
  /** First day of service that counts. */
  readonly since: CivilDate;
  readonly client?: string;
  readonly payer?: string;
}

export interface Backtested {
  /** Claims that were tested. */
  readonly claims: number;
  readonly reports: readonly RuleReport[];
}

/** Claims whose contents are in memory at once. */
const PAGE = 100;

type Past = Pick<ClaimStore, 'scanHeads' | 'contents' | 'events'>;

/**
 * Replays rules over the claims of the store as they were sent, page by page; and edits, where the document makes them
 * stricter. Earlier claims of a patient are not looked at.
 *
 * @param done is told after each page how many claims were looked at
 */
export async function backtest(
  store: Past,
  asked: BacktestAsked,
  done: (claims: number) => void,
): Promise<Backtested> {
  const tally = new Backtest(asked.rules.edits);
  let tested = 0;
  let looked = 0;
  let page: Head[] = [];
  const turn = async (): Promise<void> => {
    looked += page.length;
    tested += await replay(store, page, { asked, tally });
    page = [];
    done(looked);
  };
  for await (const head of store.scanHeads()) {
    if (!isAsked(head, asked)) continue;
    page.push(head);
    if (page.length === PAGE) await turn();
  }
  if (page.length > 0) await turn();
  return { claims: tested, reports: tally.reports() };
}

/** How many claims a backtest looks at. */
export async function countAsked(store: Past, asked: BacktestAsked): Promise<number> {
  let count = 0;
  for await (const head of store.scanHeads()) if (isAsked(head, asked)) count += 1;
  return count;
}

/** A void by ourselves never was a claim of its own: its parts are. */
const isAsked = (head: Head, { client, payer }: BacktestAsked): boolean =>
  head.state !== 'VOIDED' &&
  (client ?? head.clientId) === head.clientId &&
  (payer ?? head.payerId) === head.payerId;

interface Replay {
  readonly asked: BacktestAsked;
  readonly tally: Backtest;
}

async function replay(store: Past, heads: readonly Head[], { asked, tally }: Replay): Promise<number> {
  const contents = await store.contents(heads);
  let tested = 0;
  for (const head of heads) {
    const claim = contents.get(head.claimNo);
    if (claim === undefined) continue;
    const found = foundIn(claim, head, asked);
    if (found === undefined) continue;
    tested += 1;
    if (found.length === 0) continue;
    tally.add(head.claimNo, found, outcomeOf(head, await store.events(head.claimNo)));
  }
  return tested;
}

/** The rules and edits that would find something new; nothing where the service is before the days asked for. */
function foundIn({ content }: Claim, head: Head, asked: BacktestAsked): readonly Edit[] | undefined {
  const facts = factsOf(content);
  if (facts.from < Number(asked.since)) return undefined;
  const { clientId, payerId } = head;
  const inForce = asked.rules.for({ clientId, payerId });
  const payer = asked.profileOf(clientId, payerId);
  const context = { today: dayOfSending(head, facts), payer, codes: asked.codes, history: [] };
  const found = inForce.edits.filter(
    ({ types, check }) => types.includes(facts.type) && check(facts, context).length > 0,
  );
  return [...found, ...stricterEdits(facts, context, inForce)];
}

/** The claim left, or else was given, on the day that its limits are counted to. */
const dayOfSending = ({ batch }: Head, { to }: ClaimFacts): CivilDate =>
  (batch?.sentOn ?? String(to)) as CivilDate;

/** Edits that hold the claim with the document's severities and parameters, and do not without. */
function stricterEdits(facts: ClaimFacts, context: EditContext, inForce: RulesInForce): readonly Edit[] {
  const { severities, parameters } = inForce;
  if (Object.keys(severities).length + Object.keys(parameters).length === 0) return [];
  const before = holding(facts, context);
  const after = holding(facts, { ...context, payer: changed(context.payer, inForce) });
  return catalogedEdits.flatMap(({ edit }) => (after.has(edit.id) && !before.has(edit.id) ? [edit] : []));
}

/** The engine plans once for a profile: the same one again for the same rules. */
const profiles = new WeakMap<RulesInForce, PayerProfile>();

function changed(payer: PayerProfile, inForce: RulesInForce): PayerProfile {
  const known = profiles.get(inForce);
  if (known !== undefined) return known;
  const made = {
    ...payer,
    editSeverities: { ...payer.editSeverities, ...inForce.severities },
    editParameters: { ...payer.editParameters, ...inForce.parameters },
  };
  profiles.set(inForce, made);
  return made;
}

/** Ids of the edits that hold a claim. */
const holding = (facts: ClaimFacts, context: EditContext): ReadonlySet<string> =>
  new Set(
    scrubFacts(facts, context, 'both').findings.flatMap(({ editId, severity }) =>
      severity === 'error' ? [editId] : [],
    ),
  );
