import { leastDays, type TimerName, timerSettings } from './timer-settings.ts';
import { type Countdown, overpayment, type StateTimer, stateTimers, timelyFiling } from './timer-table.ts';
import { type WorkReason, workRules } from './work.ts';

const defaults = timerSettings({ payers: [] }, '*');

const days = (timer: TimerName, business: boolean): string =>
  `${defaults[timer]}${business ? ' business' : ''}`;

const per: Readonly<Record<StateTimer['per'], string>> = {
  claim: 'one for the claim',
  interchange: 'one for all claims of the interchange',
  partner: 'one for all claims of the partner',
};

const itemCells = (reason: WorkReason): string =>
  `\`${reason}\` in ${workRules[reason].queue}, ${workRules[reason].priority}`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const stateLine = ({ timer, states, awaits, reason, business, per: whose }: StateTimer): string => {
  const cells = [
    states.map((state) => `\`${state}\``).join(', '),
    awaits,
    `\`${timer}\``,
    days(timer, business),
    itemCells(reason),
    per[whose],
  ];
  return row(cells);
};

const marksOf = ({ marks }: Countdown): string =>
  marks
    .map((mark) => (mark === 'at once' ? mark : mark === 0 ? 'on the day' : `${mark} days before`))
    .join(', ');

const countdownLine = (what: string, days: string, limit: Countdown): string =>
  row([what, days, itemCells(limit.reason), marksOf(limit)]);

const moneyLine = (what: string, timer: TimerName, business: boolean, reason: WorkReason): string =>
  row([what, `\`${timer}\``, days(timer, business), itemCells(reason)]);

/** The page `docs/timers.md`, drawn from the tables that the code runs. */
export function timersPage(): string {
  return `# Deadlines that money waits for

Once a day, and whenever somebody says \`claimline timers run\`, a run of the machine \`timers\` looks at what is
overdue. This page is generated from \`core/claim/timer-table.ts\`.

## Answers that a filing waits for

The days count from the day on which the state was entered; of a claim in an interchange, from its delivery and its
999. A business day is no Saturday, no Sunday and no federal holiday of the United States.

| state | awaits | timer | days | work item | how many |
|---|---|---|---|---|---|
${stateTimers.map(stateLine).join('\n')}

- \`payment\` is ${defaults.payment} days, 20 for Medicare, 35 for Medicaid, 45 for workers' compensation, automobile
  and liability insurance (by SBR09), unless a profile says otherwise.
- Where an acknowledgment is switched off (\`never\`), because a payer sends none, the payment is awaited from there
  on.
- After ${defaults.repeat} days (\`repeat\`) people are reminded again: the item becomes one step more urgent, and is
  opened again where somebody had resolved it while the answer was still missing. Its history stays with it.
- When the answer comes, the next run closes the item.
- \`APPEAL_OVERDUE\` is row 45 of [lifecycle.md](lifecycle.md) and stands in the claim's journal.
- \`CROSSOVER_MISSING\` is row 47: the run closes the filing of the payer that passed the claim on, and makes and bills
  the filing of the next payer with what the first one decided.

## Limits that come nearer

| limit | days | work item | reminders |
|---|---|---|---|
${countdownLine(
  'money of a payer on a claim (account 2010), from the day it arose: 42 CFR 401.305',
  `\`overpayment\` ${defaults.overpayment}`,
  overpayment,
)}
${countdownLine(
  "the payer's limit for filing, from the last day of service, while no payer has the claim on file",
  "`timelyFilingDays` of the payer's profile",
  timelyFiling,
)}

The item's due date is the limit itself. It is closed once the money is gone, or the claim is filed.

## Money that is not where it belongs

| what | timer | days | work item |
|---|---|---|---|
${moneyLine(
  'money of a patient on a claim (account 2020), once it is known what the patient owes',
  'patientCredit',
  false,
  'PATIENT_CREDIT_DUE',
)}
${moneyLine(
  "an 835 whose money is not in the bank; money with a payer's trace number and without an 835",
  'reassociation',
  true,
  'REASSOCIATION',
)}

A payment is only said to be missing when the bank's files (\`claimline ledger deposits import\`) tell of the days
on which it was due. Where they do not, one item asks for the file. Payments of the last half year are looked at.

## Settings

\`payers[].timers\` in the configuration, each a number of days or \`never\`. What the default profile \`*\` says
holds for every payer that says nothing itself; what concerns no payer (\`reassociation\`) is read from there. The
fewest days: ${(Object.keys(leastDays) as readonly TimerName[])
    .filter((name) => leastDays[name] > 1)
    .map((name) => `\`${name}\` ${leastDays[name]}`)
    .join(', ')}; all others 1.

\`\`\`json
{ "id": "99001", "timers": { "payment": 25, "payerAnswer": "never", "repeat": 7 } }
\`\`\`

\`claimline timers list --payer 99001\` shows what holds, \`claimline timers due --on 2026-03-31\` what is due on a day.

## How it scales

A run reads indexes only: of each partner and state the claims for which a timer may be due (\`dueAt\`), with what
they wait for beside the key. Claims in time are not read at all. \`dueAt\` is the earliest day that any configuration
allows, so a changed configuration needs no claim written again. What is due is worked in batches of 50; each claim is
judged again by itself before anything is done.
`;
}
