import pLimit from 'p-limit';
import type { Head } from '../../core/claim/head.ts';
import type { Claim } from '../../core/claim/types.ts';
import type { Config } from '../../core/config.ts';
import { type CivilDate, epochToIso } from '../../core/dates.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { patientCredit, patientOpen } from '../../core/ledger/balances.ts';
import { type Cents, cents, sum } from '../../core/money.ts';
import { insuranceDue } from '../../core/patient/act.ts';
import {
  type DoesNotAddUp,
  makeStatement,
  notAddingUp,
  type Statement,
} from '../../core/patient/statement.ts';
import { type StatementClaim, statementClaim } from '../../core/patient/statement-claim.ts';
import { type CycleStep, cycleStep } from '../../core/patient/statement-cycle.ts';
import { type Guarantor, guarantorOf, serviceDays } from '../../core/patient/statement-guarantor.ts';
import { cashOf, type PlanStanding, planStanding } from '../../core/patient/statement-plan.ts';
import { statementTerms } from '../../core/patient/statement-settings.ts';
import { statementText } from '../../core/patient/statement-text.ts';
import { Defect } from '../../core/result.ts';
import { sha256, shortHash } from '../../store/hash.ts';
import type { StatementHistory, StatementRecord } from '../../store/statements.ts';
import type { Stores } from './stores.ts';

/** What statements are made from, and whose word it is. */
export interface Billing extends Pick<Stores, 'artifacts' | 'claims' | 'files' | 'work'> {
  readonly config: Config;
  readonly now: () => number;
  readonly user: string;
}

/** Guarantors at once. */
const AT_ONCE = 8;
/** Claims whose content is read at once. */
const PAGE = 100;

/** What the claims of a patient come to, besides what the patient owes. */
interface OfPatient {
  claims: number;
  withInsurance: number;
  credit: number;
}

/** A guarantor with the claims that have something in 1110. */
export interface Debtor {
  readonly guarantor: Guarantor;
  readonly clientId: string;
  readonly claimNos: readonly ClaimNo[];
  readonly pending: Statement['pending'];
  readonly credit: Cents;
}

/** Everybody who owes something by the ledger, by account. One look at every claim. */
export async function debtors(
  { claims }: Pick<Billing, 'claims'>,
  client: string | undefined,
): Promise<readonly Debtor[]> {
  const owing: Head[] = [];
  const patients = new Map<string, OfPatient>();
  for await (const head of claims.scanHeads()) {
    if (client !== undefined && head.clientId !== client) continue;
    addTo(patients, head);
    if (patientOpen(head.balances) !== 0) owing.push(head);
  }
  owing.sort((a, b) => (a.claimNo < b.claimNo ? -1 : 1));
  const found = new Map<string, { readonly content: Claim; readonly heads: Head[] }>();
  for (let i = 0; i < owing.length; i += PAGE) {
    const page = owing.slice(i, i + PAGE);
    const contents = await claims.contents(page);
    for (const head of page) {
      const claim = contents.get(head.claimNo);
      if (claim === undefined) continue;
      const { account } = guarantorOf(claim, sha256);
      const known = found.get(account);
      found.set(account, {
        content: known === undefined || isLater(claim, known.content) ? claim : known.content,
        heads: [...(known?.heads ?? []), head],
      });
    }
  }
  return [...found.values()].map(({ content, heads }) => ({
    guarantor: guarantorOf(content, sha256),
    clientId: content.clientId,
    claimNos: heads.map(({ claimNo }) => claimNo),
    ...together(heads, patients),
  }));
}

const isLater = (a: Claim, b: Claim): boolean => serviceDays(a.content)[1] > serviceDays(b.content)[1];

/** Claims whose patient is not known stand by themselves. */
const patientIn = ({ patientKey, claimNo }: Head): string => patientKey ?? claimNo;

function addTo(patients: Map<string, OfPatient>, head: Head): void {
  const open = Math.max(0, insuranceDue(head.balances));
  const credit = Math.max(0, patientCredit(head.balances));
  if (open === 0 && credit === 0) return;
  const known = patients.get(patientIn(head)) ?? { claims: 0, withInsurance: 0, credit: 0 };
  patients.set(patientIn(head), {
    claims: known.claims + (open > 0 ? 1 : 0),
    withInsurance: known.withInsurance + open,
    credit: known.credit + credit,
  });
}

function together(
  heads: readonly Head[],
  patients: ReadonlyMap<string, OfPatient>,
): Pick<Debtor, 'pending' | 'credit'> {
  const of = [...new Set(heads.map(patientIn))].flatMap((patient) => patients.get(patient) ?? []);
  const total = (amount: (one: OfPatient) => number): number => of.reduce((sum, one) => sum + amount(one), 0);
  return {
    pending: { claims: total((one) => one.claims), amount: cents(total((one) => one.withInsurance)) },
    credit: cents(total((one) => one.credit)),
  };
}

/** What is to be done about a guarantor, with the statement where one is due. */
export type Judged = { readonly debtor: Debtor; readonly history: StatementHistory } & (
  | { readonly outcome: 'due'; readonly n: number; readonly statement: Statement }
  | { readonly outcome: 'not-due'; readonly step: Exclude<CycleStep, { kind: 'issue' }>; readonly due: Cents }
  | { readonly outcome: 'wrong'; readonly wrong: DoesNotAddUp }
);

/** Judges a guarantor by the ledger and the payers' decisions as they are now. Changes nothing. */
export async function judged(billing: Billing, debtor: Debtor, today: CivilDate): Promise<Judged> {
  const { guarantor, clientId, pending, credit } = debtor;
  const history = await billing.files.statements(guarantor.account);
  const read = await Promise.all(debtor.claimNos.map((claimNo) => claimNow(billing, claimNo)));
  const claims = read.map(({ shown }) => shown);
  const wrong = notAddingUp(claims);
  const base = { debtor, history };
  if (wrong !== null) return { ...base, outcome: 'wrong', wrong };
  const terms = statementTerms(billing.config.clients.find(({ id }) => id === clientId)?.statements);
  const plan = await planNow(billing, history, { debtor, today });
  const step = cycleStep({ today, claims, ...history, plan, minimum: cents(terms.minimumCents) });
  const latest = read.map(({ claim }) => claim).reduce((a, b) => (isLater(b, a) ? b : a));
  if (step.kind !== 'issue')
    return { ...base, outcome: 'not-due', step, due: sum(claims.map((one) => one.due)) };
  const { n, level, asked } = step;
  const made = makeStatement({
    ...{ guarantor, n, level, today, claims, asked, pending, credit, plan, terms, content: latest.content },
  });
  return made.ok
    ? { ...base, outcome: 'due', n, statement: made.value }
    : { ...base, outcome: 'wrong', wrong: made.error };
}

/** How the guarantor's payment plan stands, by what was paid on every claim that was ever asked for. */
async function planNow(
  { claims }: Billing,
  { plans, issued }: StatementHistory,
  { debtor, today }: { readonly debtor: Debtor; readonly today: CivilDate },
): Promise<PlanStanding> {
  if (plans.at(-1)?.act !== 'agreed') return { kind: 'none' };
  const asked = issued.flatMap((one) => one.claims.map(({ claimNo }) => claimNo as ClaimNo));
  const all = [...new Set([...debtor.claimNos, ...asked])];
  const journals = await Promise.all(all.map((claimNo) => claims.events(claimNo)));
  return planStanding(plans, journals.flatMap(cashOf), today);
}

interface ClaimNow {
  readonly claim: Claim;
  readonly shown: StatementClaim;
}

async function claimNow({ claims, work }: Billing, claimNo: ClaimNo): Promise<ClaimNow> {
  const head = await claims.headNow(claimNo);
  const claim = head === null ? undefined : (await claims.contents([head])).get(claimNo);
  if (head === null || claim === undefined) throw new Defect('a claim of the ledger has no content');
  const journal = (await claims.events(claimNo)).slice(0, head.version);
  const items = await work.ofClaim(claimNo);
  const isQuestioned = items.some(({ reason, status }) => reason === 'DENIAL' && status !== 'RESOLVED');
  return { claim, shown: statementClaim({ claim, head, journal, isQuestioned }) };
}

/** Judges many, some at once; in their order. */
export async function judgeAll<T>(
  of: readonly Debtor[],
  judge: (debtor: Debtor) => Promise<T>,
  done: (count: number) => void,
): Promise<readonly T[]> {
  const limit = pLimit(AT_ONCE);
  let count = 0;
  return Promise.all(
    of.map((debtor) =>
      limit(async () => {
        const one = await judge(debtor);
        count += 1;
        done(count);
        return one;
      }),
    ),
  );
}

/** The printed text beside a stored statement. */
export const textKey = ({ objectKey }: Pick<StatementRecord, 'objectKey'>): string =>
  objectKey.replace(/\.json$/, '.txt');

/**
 * Issues a statement: first what it says lies in the archive, under names made of its content, then it is recorded
 * under its guarantor and number. Only the record makes it a statement that was sent: a process that dies before it has
 * issued nothing, and one that dies behind it has issued all.
 *
 * @returns null when somebody else issued that number meanwhile
 */
export async function issue(
  { artifacts, files, now, user }: Billing,
  { debtor: { clientId }, n, statement }: Extract<Judged, { outcome: 'due' }>,
): Promise<StatementRecord | null> {
  const json = `${JSON.stringify(statement)}\n`;
  const objectKey = `statements/${clientId}/${shortHash(json)}.json`;
  const record: StatementRecord = {
    ...{ n, number: statement.number, day: statement.day, level: statement.level },
    ...(statement.plan === undefined ? {} : { planned: true }),
    claims: statement.claims
      .filter(({ due }) => due > 0)
      .map(({ claimNo, version, due }) => ({ claimNo, version, dueCents: due })),
    ...{ account: statement.account, clientId, dueCents: statement.totals.due, payBy: statement.payBy },
    ...{ objectKey, user, issuedAt: epochToIso(now()) },
  };
  await artifacts.create(objectKey, json);
  await artifacts.create(textKey(record), statementText(statement));
  if (await files.putStatement(record)) return record;
  const there = (await files.statements(record.account)).issued.find((one) => one.n === n);
  // A write of ours whose answer was lost fails its own condition when the client repeats it.
  return JSON.stringify(there) === JSON.stringify(record) ? record : null;
}
