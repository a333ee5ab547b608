import type { Cents } from '../core/money.ts';
import type { IssuedStatement, MailAct } from '../core/patient/statement-cycle.ts';
import type { PlanAct } from '../core/patient/statement-plan.ts';
import { body, required, toItem } from './items.ts';
import { queried } from './pages.ts';
import type { TableAccess } from './table-access.ts';

/** A statement that was issued. What it says lies in the archive, under a name made of its content. */
export interface StatementRecord extends IssuedStatement {
  readonly account: string;
  readonly clientId: string;
  readonly dueCents: Cents;
  /** CCYYMMDD. */
  readonly payBy: string;
  /** The value of the statement; the printed text is beside it, as `.txt`. */
  readonly objectKey: string;
  readonly user: string;
  /** ISO 8601, UTC. */
  readonly issuedAt: string;
}

/** What is known of a guarantor's statements, each list in its order. */
export interface StatementHistory {
  readonly issued: readonly StatementRecord[];
  readonly mail: readonly MailAct[];
  readonly plans: readonly PlanAct[];
}

const SK_DIGITS = 6;
const STATEMENT = 'S#';
const MAIL = 'MAIL#';
const PLAN = 'PLAN#';
const pkOf = (account: string): string => `STATEMENTS#${account}`;
const keysOf = (account: string, kind: string, n: number) => ({
  pk: pkOf(account),
  sk: `${kind}${String(n).padStart(SK_DIGITS, '0')}`,
});

/** Which statements a guarantor was sent, whether letters come back, and what was agreed: a trail that only grows. */
export function statementStore({ db, table, putNew }: TableAccess) {
  return {
    statements: async (account: string): Promise<StatementHistory> => {
      const issued: StatementRecord[] = [];
      const mail: MailAct[] = [];
      const plans: PlanAct[] = [];
      const items = queried(db, {
        TableName: table,
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': { S: pkOf(account) } },
        ConsistentRead: true,
      });
      for await (const item of items) {
        const sk = required(item, 'sk');
        if (sk.startsWith(STATEMENT)) issued.push(body<StatementRecord>(item));
        else if (sk.startsWith(MAIL)) mail.push(body<MailAct>(item));
        else plans.push(body<PlanAct>(item));
      }
      return { issued, mail, plans };
    },

    /** @returns false when a statement of that number is there: somebody else was first */
    putStatement: (record: StatementRecord): Promise<boolean> =>
      putNew(toItem({ ...keysOf(record.account, STATEMENT, record.n), body: JSON.stringify(record) })),

    /** @returns false when another act has this number */
    putMailAct: (account: string, act: MailAct): Promise<boolean> =>
      putNew(toItem({ ...keysOf(account, MAIL, act.n), body: JSON.stringify(act) })),

    /** @returns false when another act has this number */
    putPlanAct: (account: string, act: PlanAct): Promise<boolean> =>
      putNew(toItem({ ...keysOf(account, PLAN, act.n), body: JSON.stringify(act) })),
  };
}
