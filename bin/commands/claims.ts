import type { Head } from '../../core/claim/head.ts';
import { type FilingState, filingStates } from '../../core/claim/types.ts';
import { type ClaimNo, claimNo, parseFilingId } from '../../core/ids.ts';
import { claimTotals } from '../../core/ledger/balances.ts';
import { claimDetails } from '../session/claim-details.ts';
import { interchangeStates } from '../session/claim-states.ts';
import { timelineOf } from '../session/claim-timeline.ts';
import { demoOption, type LookOptions, lookAt } from '../session/look.ts';
import type { Stores } from '../session/stores.ts';
import { type Answer, refused } from '../terminal/answer.ts';
import { detailsText, timelineText } from '../terminal/claim-text.ts';
import { counted, dollarsOrBlank, instant } from '../terminal/format.ts';
import type { Paint } from '../terminal/paint.ts';
import { type Column, table } from '../terminal/table.ts';
import { claimActs } from './claim-acts.ts';
import { claimAppeals } from './claim-appeals.ts';
import { claimBillNext } from './claim-bill-next.ts';
import { claimCoverage } from './claim-coverage.ts';
import { addCommand, type CommandGroup, limitOption, oneOf, upTo } from './command.ts';

interface ListOptions extends LookOptions {
  readonly state?: FilingState;
  readonly client?: string;
  readonly limit: number;
}
interface ShowOptions extends LookOptions {
  readonly phi?: true;
}

export const claims: CommandGroup = (group, shell) => {
  const { world, answering } = shell;
  const { paint } = world.terminal;
  addCommand(group, 'list', {
    summary: 'list claims with their state and money',
    example: 'claims list --state DENIED',
  })
    .option('--state <state>', 'only those in this state (docs/lifecycle.md)', oneOf(filingStates))
    .option('--client <id>', 'only those of this practice')
    .addOption(limitOption())
    .addOption(demoOption())
    .action(
      answering((options: ListOptions) =>
        lookAt(world, options, async ({ stores }) =>
          listed(await claimRows(stores, options), options.limit, paint),
        ),
      ),
    );
  addCommand(group, 'show <claim>', {
    summary: 'show one claim: state, money by line, findings, work',
    example: 'claims show RVB2M4KQ7XA3TZ5N',
    more: 'Without --phi nothing in it tells who the patient is.',
  })
    .option('--phi', 'show the patient, dates and diagnoses too')
    .addOption(demoOption())
    .action(
      answering((text: string, options: ShowOptions) =>
        lookAt(world, options, async ({ stores }) => {
          const head = await existing(stores, text);
          const details = await claimDetails(stores, head, options.phi === true);
          return { json: details, text: () => detailsText(details, paint) };
        }),
      ),
    );
  addCommand(group, 'timeline <claim>', {
    summary: 'show all that happened to a claim, with the row of the lifecycle that allowed it',
    example: 'claims timeline RVB2M4KQ7XA3TZ5N',
  })
    .addOption(demoOption())
    .action(
      answering((text: string, options: LookOptions) =>
        lookAt(world, options, async ({ stores }) => {
          const head = await existing(stores, text);
          const events = await timelineOf(stores, head);
          return { json: { claimNo: head.claimNo, events }, text: () => timelineText(events, paint) };
        }),
      ),
    );
  claimActs(group, shell);
  claimAppeals(group, shell);
  claimBillNext(group, shell);
  claimCoverage(group, shell);
};

/** @param text a claim number, or CLM01 as a payer quotes it */
async function existing({ claims: journal }: Stores, text: string): Promise<Head> {
  const typed = text.trim().toUpperCase();
  const number: ClaimNo = parseFilingId(typed)?.claimNo ?? claimNo(typed);
  const head = await journal.head(number);
  if (head === null)
    throw refused('There is no claim of that number.', 'See them all: claimline claims list --limit 0');
  return head;
}

interface ClaimRow {
  readonly claimNo: ClaimNo;
  readonly clientId: string;
  readonly payerId: string;
  readonly state: FilingState;
  readonly since: string;
  readonly chargeCents: number;
  readonly insurancePaidCents: number;
  readonly contractualCents: number;
  readonly patientCents: number;
  readonly openCents: number;
}

async function claimRows(stores: Stores, { state, client }: ListOptions): Promise<readonly ClaimRow[]> {
  const stateOf = await interchangeStates(stores);
  const rows: ClaimRow[] = [];
  for await (const head of stores.claims.scanHeads()) {
    const row = rowOf(head, stateOf(head));
    const wanted = (state ?? row.state) === row.state && (client ?? row.clientId) === row.clientId;
    if (wanted) rows.push(row);
  }
  return rows.sort((a, b) => (a.claimNo < b.claimNo ? -1 : 1));
}

function rowOf(
  { claimNo, clientId, payerId, since, chargeCents, balances }: Head,
  state: FilingState,
): ClaimRow {
  const { insurancePaid, contractual, patientOpen, insuranceOpen } = claimTotals(balances);
  return {
    claimNo,
    clientId,
    payerId,
    state,
    since,
    chargeCents,
    insurancePaidCents: insurancePaid,
    contractualCents: contractual,
    patientCents: patientOpen,
    openCents: insuranceOpen,
  };
}

const columns: readonly Column[] = [
  { title: 'Claim' },
  { title: 'Client' },
  { title: 'Payer' },
  { title: 'State' },
  { title: 'Since (UTC)' },
  { title: 'Charge', align: 'right' },
  { title: 'Paid', align: 'right' },
  { title: 'Contractual', align: 'right' },
  { title: 'Patient', align: 'right' },
  { title: 'Open', align: 'right' },
];

function listed(all: readonly ClaimRow[], limit: number, paint: Paint): Answer {
  const shown = upTo(all, limit);
  return {
    json: { total: all.length, claims: shown },
    text: () => {
      const rows = shown.map((c) => [
        c.claimNo,
        c.clientId,
        c.payerId,
        c.state,
        instant(c.since),
        dollarsOrBlank(c.chargeCents),
        dollarsOrBlank(c.insurancePaidCents),
        dollarsOrBlank(c.contractualCents),
        dollarsOrBlank(c.patientCents),
        dollarsOrBlank(c.openCents),
      ]);
      const more = all.length > shown.length ? `, ${shown.length} of them shown: --limit 0 shows all` : '';
      return `${table(columns, rows, paint)}\n\n${counted(all.length, 'claim')}${more}`;
    },
  };
}
