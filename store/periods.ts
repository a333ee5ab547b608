import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { CivilDate } from '../core/dates.ts';
import type { JournalEntry } from '../core/ledger/entries.ts';
import { type PeriodAct, postingDate } from '../core/ledger/period.ts';
import { body, toItem } from './items.ts';
import { type JournalTable, putNew } from './journal-table.ts';
import { queried } from './pages.ts';

const PARTITION = 'PERIOD';

const query = (table: string) => ({
  TableName: table,
  KeyConditionExpression: 'pk = :p',
  ExpressionAttributeValues: { ':p': { S: PARTITION } },
  ConsistentRead: true,
});

/** Which days of the books are closed, and who closed and opened them: a trail that only grows. */
export const periodStore = (journal: JournalTable) => ({
  /** In the order of the acts. */
  periodTrail: async (): Promise<readonly PeriodAct[]> =>
    (await Array.fromAsync(queried(journal.db, query(journal.table)))).map((item) => body<PeriodAct>(item)),

  /** @returns false when another act has this number: somebody else was first */
  putPeriodAct: async (act: PeriodAct): Promise<boolean> => {
    const keys = { pk: PARTITION, sk: String(act.n).padStart(6, '0') };
    const put = await putNew(journal, toItem({ ...keys, body: JSON.stringify(act) }));
    journal.closed.forget();
    return put;
  },
});

/** The last closed day, for those who write entries. */
export interface ClosedDays {
  /** Null when all days are open. What was read is believed for a second: a batch asks for each of its claims. */
  readonly through: () => Promise<CivilDate | null>;
  readonly forget: () => void;
}

const BELIEVED_MS = 1000;

export function closedDays({ db, table }: Pick<JournalTable, 'db' | 'table'>): ClosedDays {
  let known: { readonly since: number; readonly day: Promise<CivilDate | null> } | undefined;
  const read = async (): Promise<CivilDate | null> => {
    const last = await db.send(new QueryCommand({ ...query(table), ScanIndexForward: false, Limit: 1 }));
    const [item] = last.Items ?? [];
    return item === undefined ? null : body<PeriodAct>(item).closedThrough;
  };
  return {
    through: () => {
      if (known === undefined || performance.now() - known.since > BELIEVED_MS)
        known = { since: performance.now(), day: read() };
      const { day } = known;
      // What could not be read is asked again by the next.
      day.catch(() => {
        known = undefined;
      });
      return day;
    },
    forget: () => {
      known = undefined;
    },
  };
}

/** The entries as they are journalled: none bears a closed day. What they are about keeps its own date in its facts. */
export async function onOpenDays(
  { closed }: JournalTable,
  entries: readonly JournalEntry[],
): Promise<readonly JournalEntry[]> {
  if (entries.length === 0) return entries;
  const through = await closed.through();
  if (through === null || entries.every(({ date }) => date > through)) return entries;
  return entries.map((entry) => ({ ...entry, date: postingDate(entry.date, through) }));
}
