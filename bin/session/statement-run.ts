import { workItem } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import { type ClaimNo, claimNo as claimNoOf } from '../../core/ids.ts';
import type { Cents } from '../../core/money.ts';
import { claimWorkId } from '../../functions/post-remittance/posting.ts';
import type { StatementRecord } from '../../store/statements.ts';
import type { WorkItem } from '../../store/work.ts';
import { type Billing, debtors, issue, type Judged, judgeAll, judged } from './statements.ts';

/** What a run made of a guarantor. */
export type RunRow =
  | { readonly outcome: 'made'; readonly judged: Judged; readonly record: StatementRecord }
  /** Another run issued it in the same moment. */
  | { readonly outcome: 'elsewhere'; readonly judged: Judged }
  | { readonly outcome: 'none'; readonly judged: Judged };

export interface StatementRun {
  readonly client: string | undefined;
  readonly done: (count: number, of: number) => void;
}

type Reason = 'COLLECTIONS_REVIEW' | 'STATEMENT_UNBALANCED';
const REASONS: readonly string[] = ['COLLECTIONS_REVIEW', 'STATEMENT_UNBALANCED'] satisfies Reason[];

/**
 * Makes every statement that is due today, and tells a person, by work items, of balances that have had their final
 * notice and of claims that do not add up. Again on the same day it makes nothing new.
 */
export async function makeStatements(
  billing: Billing,
  { client, done }: StatementRun,
): Promise<readonly RunRow[]> {
  const today = civilDateOf(billing.now());
  const all = await debtors(billing, client);
  const opened = new Set<string>();
  const rows = await judgeAll(
    all,
    async (debtor): Promise<RunRow> => {
      const one = await judged(billing, debtor, today);
      for (const item of await askPeople(billing, one)) opened.add(item);
      if (one.outcome !== 'due') return { outcome: 'none', judged: one };
      const record = await issue(billing, one);
      return record === null
        ? { outcome: 'elsewhere', judged: one }
        : { outcome: 'made', judged: one, record };
    },
    (count) => done(count, all.length),
  );
  await closeOthers(billing, client, opened);
  return rows;
}

/** Opens the items of what a person must decide. @returns their ids */
async function askPeople(billing: Billing, one: Judged): Promise<readonly string[]> {
  if (one.outcome === 'wrong') {
    const { claimNo, lines, owed } = one.wrong;
    const subject = { cause: `statement/${lines}/${owed}`, value: owed };
    return [await open(billing, claimNoOf(claimNo), { reason: 'STATEMENT_UNBALANCED', ...subject })];
  }
  if (one.outcome !== 'not-due' || one.step.kind !== 'review') return [];
  const { claims, last } = one.step;
  const dueOf = (claimNo: string) =>
    one.history.issued.at(-1)?.claims.find((claim) => claim.claimNo === claimNo)?.dueCents;
  return Promise.all(
    claims.map((claimNo) => {
      const value = dueOf(claimNo);
      const subject = { cause: `statement/${last}`, ...(value === undefined ? {} : { value }) };
      return open(billing, claimNoOf(claimNo), { reason: 'COLLECTIONS_REVIEW', ...subject });
    }),
  );
}

interface Asking {
  readonly reason: Reason;
  readonly cause: string;
  readonly value?: Cents;
}

async function open(
  { claims, work, now }: Billing,
  claimNo: ClaimNo,
  { reason, cause, value }: Asking,
): Promise<string> {
  const id = claimWorkId({ claimNo }, reason, cause);
  const head = await claims.head(claimNo);
  const item = workItem(reason, {
    ...{ id, today: civilDateOf(now()), claimNo },
    ...(head === null ? {} : { clientId: head.clientId, partnerId: head.partnerId }),
    ...(value === undefined ? {} : { value }),
  });
  await work.open(item, now());
  return id;
}

/** What earlier runs asked for and this one does not is done with: it was paid, placed, waived, or adds up again. */
async function closeOthers(
  { work, now }: Billing,
  client: string | undefined,
  opened: ReadonlySet<string>,
): Promise<void> {
  const actor = { user: 'claimline', nowEpochMs: now() };
  const isOver = ({ id, reason, clientId }: WorkItem): boolean =>
    REASONS.includes(reason) && !opened.has(id) && (client === undefined || clientId === client);
  for (const status of ['OPEN', 'TAKEN'] as const)
    for (const item of await work.list({ queue: 'patient', status }))
      if (isOver(item)) await work.resolve(item.id, actor, 'Nothing of it is to be decided any more.');
}
