import pLimit from 'p-limit';
import { type Reminder, sharedWaits } from '../../core/claim/overdue.ts';
import { type TimerSettings, timerSettings } from '../../core/claim/timer-settings.ts';
import {
  claimDue,
  type DueTimer,
  isTimerItem,
  type TimerTerms,
  type Wait,
  waitThrough,
} from '../../core/claim/timers.ts';
import { type FilingState, filingStates, type WorkQueue } from '../../core/claim/types.ts';
import { type Config, payerProfile } from '../../core/config.ts';
import { addDays, type CivilDate, civilDate, civilDateOf } from '../../core/dates.ts';
import { type Reassociation, reassociate } from '../../core/deposits/reassociation.ts';
import { cents } from '../../core/money.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { DepositRecord } from '../../store/deposits.ts';
import type { FileStore } from '../../store/files.ts';
import type { OutboundInterchange } from '../../store/interchanges.ts';
import type { RemittanceRecord } from '../../store/remittances.ts';
import type { WorkItem, WorkStore } from '../../store/work.ts';

export interface Sources {
  readonly claims: Pick<ClaimStore, 'waits'>;
  readonly files: Pick<FileStore, 'interchange' | 'remittancesSince' | 'depositsSince'>;
  readonly work: Pick<WorkStore, 'list'>;
  readonly config: Config;
}

/** A filing for which something is due, as the index shows it. */
export interface OverdueFiling {
  readonly wait: Wait;
  readonly due: readonly DueTimer[];
}

export interface Overdue {
  readonly filings: readonly OverdueFiling[];
  /** Of answers that many claims wait for, and of payments whose money or remittance is missing. */
  readonly reminders: readonly Reminder[];
  /** Items of timers that nobody has resolved yet. */
  readonly open: readonly WorkItem[];
  /** Items of payments and deposits that have come together. */
  readonly settled: ReadonlySet<string>;
}

/** Index partitions that are read at once. */
const READS_AT_ONCE = 8;
/** Where the items of timers lie. */
const QUEUES: readonly WorkQueue[] = ['follow-up', 'credits', 'timely-filing', 'technical'];
/** What came earlier was looked at a dozen times; its item stays. */
const DAYS_LOOKED_BACK = 180;
/** The bank may be faster than the payer. */
const BANK_AHEAD_DAYS = 60;

/** All that is due today. Reads indexes only: claims that are in time cost nothing. */
export async function findOverdue(sources: Sources, today: CivilDate): Promise<Overdue> {
  const shared = sharedWaits();
  const filings = await overdueFilings(sources, today, shared);
  const { reminders, settled } = await bankSides(sources, today);
  return {
    filings,
    reminders: [...shared.reminders(), ...reminders],
    open: await openItems(sources),
    settled: new Set(settled),
  };
}

async function overdueFilings(
  sources: Sources,
  today: CivilDate,
  shared: ReturnType<typeof sharedWaits>,
): Promise<readonly OverdueFiling[]> {
  const { claims, files, config } = sources;
  const termsFor = termsOf(config, today);
  const through = throughInterchange(files);
  const filings: OverdueFiling[] = [];
  const look = async (partner: string, state: FilingState): Promise<void> => {
    for await (const waits of claims.waits({ partner, state, today }))
      for (const wait of waits) {
        const seen = await through(wait);
        const terms = termsFor(seen);
        shared.add(seen, terms);
        const due = claimDue(seen, terms);
        if (due.length > 0) filings.push({ wait: seen, due });
      }
  };
  const limit = pLimit(READS_AT_ONCE);
  const parts = config.partners.flatMap(({ id }) => filingStates.map((state) => [id, state] as const));
  await Promise.all(parts.map(([partner, state]) => limit(() => look(partner, state))));
  return filings.toSorted((a, b) => (a.wait.claimNo < b.wait.claimNo ? -1 : 1));
}

/** By what a claim's timers are judged; the settings of a payer are made once. */
export function termsOf(config: Config, today: CivilDate): (wait: Wait) => TimerTerms {
  const known = new Map<string, TimerSettings>();
  return ({ payerId, indicator }) => {
    const key = `${payerId}\n${indicator ?? ''}`;
    const settings = known.get(key) ?? timerSettings(config, payerId, indicator);
    known.set(key, settings);
    return { today, settings, filingDays: payerProfile(config, payerId).timelyFilingDays };
  };
}

/** What a claim waits for as people see it, through its interchange; each interchange is read once. */
export function throughInterchange(files: Pick<FileStore, 'interchange'>): (wait: Wait) => Promise<Wait> {
  const known = new Map<string, Promise<OutboundInterchange | null>>();
  return async (wait) => {
    const { state, partnerId, batch } = wait;
    if ((state !== 'BATCHED' && state !== 'SENT') || batch === undefined) return wait;
    const key = `${partnerId}#${batch.controlNo}`;
    const one = known.get(key) ?? files.interchange(partnerId, batch.controlNo);
    known.set(key, one);
    return waitThrough(wait, (await one) ?? undefined);
  };
}

async function openItems({ work }: Sources): Promise<readonly WorkItem[]> {
  const lists = QUEUES.flatMap((queue) => [
    work.list({ queue, status: 'OPEN' }),
    work.list({ queue, status: 'TAKEN' }),
  ]);
  return (await Promise.all(lists)).flat().filter(({ id }) => isTimerItem(id));
}

async function bankSides({ files, config }: Sources, today: CivilDate): Promise<Reassociation> {
  const from = (days: number): string => isoDay(addDays(today, -days));
  const remittances = await files.remittancesSince(from(DAYS_LOOKED_BACK));
  const deposits = await files.depositsSince(from(DAYS_LOOKED_BACK + BANK_AHEAD_DAYS));
  const inBank = new Set(deposits.flatMap(({ remittanceId }) => remittanceId ?? []));
  const sides = {
    payments: remittances
      .filter(({ status, paidCents }) => status === 'posted' && paidCents > 0)
      .map((remittance) => paymentOf(remittance, inBank)),
    deposits: deposits.filter(({ traces }) => traces.length > 0).map(depositOf),
    bankKnownThrough:
      deposits
        .map(({ date }) => civilDate(date))
        .toSorted()
        .at(-1) ?? null,
  };
  return reassociate(sides, { today, settings: timerSettings(config, '*') });
}

const isoDay = (day: CivilDate): string => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;

function paymentOf(remittance: RemittanceRecord, inBank: ReadonlySet<string>) {
  const { remittanceId, partner, fileId, paymentDate, receivedAt, paidCents } = remittance;
  const came = civilDateOf(Date.parse(receivedAt));
  const paidOn = civilDate(paymentDate);
  return {
    ...{ remittanceId, fileId, partnerId: partner },
    since: came > paidOn ? came : paidOn,
    paid: cents(paidCents),
    inBank: inBank.has(remittanceId),
  };
}

const depositOf = ({ depositId, date, amountCents, remittanceId }: DepositRecord) => ({
  depositId,
  date: civilDate(date),
  amount: cents(amountCents),
  hasRemittance: remittanceId !== undefined,
});
