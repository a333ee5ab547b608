import { type BalanceState, balanceStates } from '../../../core/claim/balance-state.ts';
import type { Head } from '../../../core/claim/head.ts';
import { carcRule } from '../../../core/denial/carc.ts';
import { patientOpen } from '../../../core/ledger/balances.ts';
import { type PatientAccount, patientAccount, patientReasons } from '../../../core/patient/account.ts';
import { isSmallBalance } from '../../../core/patient/waive.ts';
import { demoOption, type LookOptions, lookAt, type Sight } from '../../session/look.ts';
import { smallBalanceOf, waive } from '../../session/patient-money.ts';
import { claimOf } from '../../session/suspended-payment.ts';
import type { Answer } from '../../terminal/answer.ts';
import { counted, dollars, dollarsOrBlank } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { progressView } from '../../terminal/progress-bar.ts';
import { type Column, table } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup, limitOption, oneOf, upTo } from '../command.ts';
import { type ActOptions, actingOf, actOptions, balanceStateNow, claimOfText, inCents } from './acts.ts';

interface ListOptions extends LookOptions {
  readonly limit: number;
  readonly state?: BalanceState;
}

/** `ledger patient`, `patients` and `small-balances`: what patients owe, from the ledger alone. */
export const patients: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'patient <claim>', {
    summary: 'show what became of a claim’s charge, what the patient owes, and why',
    example: 'ledger patient RVB2M4KQ7XA3TZ5N',
    more: 'From the ledger alone. The reasons are the payers’ own: what each left to the patient, before any payment.',
  })
    .addOption(demoOption())
    .action(
      answering((claim: string, options: LookOptions) =>
        lookAt(world, options, async ({ stores }) => {
          const { head } = await claimOf(stores, claimOfText(claim));
          return accountAnswer(head, await stores.claims.events(head.claimNo), {
            state: await balanceStateNow(head, stores.claims),
            paint: world.terminal.paint,
          });
        }),
      ),
    );
  addCommand(group, 'patients', {
    summary: 'list claims with a patient balance, a patient’s credit, or money with an agency',
    example: 'ledger patients --state PATIENT_DUE',
  })
    .option('--state <state>', 'only claims that stand so as a whole', oneOf(balanceStates))
    .addOption(limitOption())
    .addOption(demoOption())
    .action(
      answering((options: ListOptions) =>
        lookAt(world, options, async (sight) => listed(await standings(sight), options, world)),
      ),
    );
  actOptions(
    addCommand(group, 'small-balances', {
      summary: 'list patient balances that are not worth a statement, and close them with --waive',
      example: 'ledger small-balances --waive',
      more:
        'What counts as small says the practice (smallBalanceCents, by default up to 4.99). It is never done by itself when\n' +
        'a payer’s document posts: a correction or the patient’s own payment may be on its way. Run it before statements.',
    }).option('--waive', 'close them (J10)'),
  ).action(
    answering((options: ActOptions & { readonly waive?: true }) =>
      lookAt(world, options, (sight) => smallBalances(sight, options, world)),
    ),
  );
};

interface Standing {
  readonly head: Head;
  readonly state: BalanceState;
  readonly account: PatientAccount;
}

const concernsPatient = ({ patientBalance, patientCredit, inCollections }: PatientAccount): boolean =>
  patientBalance !== 0 || patientCredit !== 0 || inCollections !== 0;

async function standings({ stores: { claims } }: Sight): Promise<readonly Standing[]> {
  const found: Standing[] = [];
  for await (const head of claims.scanHeads())
    found.push({ head, state: await balanceStateNow(head, claims), account: patientAccount(head.balances) });
  return found.toSorted((a, b) => (a.head.claimNo < b.head.claimNo ? -1 : 1));
}

const LINES = [
  ['charge', 'Charge'],
  ['insurancePaid', 'Paid by insurance'],
  ['contractual', 'Contractual adjustments'],
  ['writtenOff', 'Denials written off'],
  ['waived', 'Waived'],
  ['badDebt', 'Bad debt'],
  ['patientPaid', 'Paid by the patient'],
  ['refunded', 'Refunded'],
  ['insuranceOpen', 'Due from insurance'],
  ['patientBalance', 'Due from the patient'],
  ['inCollections', 'With an agency'],
  ['patientCredit', 'Patient’s credit'],
  ['payerCredit', 'Payers’ credit'],
] as const satisfies readonly (readonly [keyof PatientAccount, string])[];

const ALWAYS: readonly string[] = ['charge', 'insurancePaid', 'patientPaid', 'patientBalance'];

function accountAnswer(
  head: Head,
  journal: Parameters<typeof patientReasons>[0],
  { state, paint }: { readonly state: BalanceState; readonly paint: Paint },
): Answer {
  const account = patientAccount(head.balances);
  const reasons = patientReasons(journal).map(({ carc, amount }) => ({
    ...{ carc, means: carcRule(carc).means, amountCents: amount },
  }));
  return {
    json: { claimNo: head.claimNo, state: head.state, balanceState: state, ...inCents(account), reasons },
    text: () => {
      const rows = LINES.filter(([key]) => account[key] !== 0 || ALWAYS.includes(key)).map(([key, words]) => [
        words,
        dollars(account[key]),
      ]);
      const why = reasons.map(({ carc, means, amountCents }) => [`PR-${carc}`, means, dollars(amountCents)]);
      return [
        paint.heading(`Claim ${head.claimNo}, ${state}`),
        table([{ title: '' }, { title: 'Amount', align: 'right' }], rows, paint),
        ...(why.length === 0 ? [] : ['', table(reasonColumns, why, paint)]),
      ].join('\n');
    },
  };
}
const reasonColumns: readonly Column[] = [
  { title: 'Left to the patient' },
  { title: 'Why' },
  { title: 'Amount', align: 'right' },
];

const listColumns: readonly Column[] = [
  { title: 'Claim' },
  { title: 'Stands' },
  { title: 'Charge', align: 'right' },
  { title: 'Insurance', align: 'right' },
  { title: 'Patient', align: 'right' },
  { title: 'Due', align: 'right' },
  { title: 'Agency', align: 'right' },
  { title: 'Credit', align: 'right' },
];

function listed(
  all: readonly Standing[],
  { state, limit }: ListOptions,
  { terminal: { paint } }: World,
): Answer {
  const found = all.filter((one) =>
    state === undefined ? concernsPatient(one.account) : one.state === state,
  );
  const shown = upTo(found, limit);
  const total = (of: (account: PatientAccount) => number): number =>
    found.reduce((sum, { account }) => sum + of(account), 0);
  const [dueCents, agencyCents, creditCents] = [
    total((a) => a.patientBalance),
    total((a) => a.inCollections),
    total((a) => a.patientCredit),
  ];
  return {
    json: {
      ...{ total: found.length, dueCents, agencyCents, creditCents },
      claims: shown.map(({ head, state: stands, account }) => ({
        claimNo: head.claimNo,
        balanceState: stands,
        ...inCents(account),
      })),
    },
    text: () => {
      if (found.length === 0) return 'No such claim.';
      const rows = shown.map(({ head, state: stands, account: a }) => [
        ...[head.claimNo, stands, dollars(a.charge)],
        ...[a.insurancePaid, a.patientPaid, a.patientBalance, a.inCollections, a.patientCredit].map(
          dollarsOrBlank,
        ),
      ]);
      const more = found.length > shown.length ? `, ${shown.length} of them shown: --limit 0 shows all` : '';
      const sums = `Due ${dollars(dueCents)}, with agencies ${dollars(agencyCents)}, credits ${dollars(creditCents)}.`;
      return [table(listColumns, rows, paint), '', `${counted(found.length, 'claim')}${more}. ${sums}`].join(
        '\n',
      );
    },
  };
}

const CLOSE_THEM = 'Close them: claimline ledger small-balances --waive';

async function smallBalances(
  sight: Sight,
  options: ActOptions & { readonly waive?: true },
  world: World,
): Promise<Answer> {
  const acting = actingOf(sight, options, world);
  const small: Head[] = [];
  for await (const head of sight.stores.claims.scanHeads())
    if (isSmallBalance(head, smallBalanceOf(acting, head))) small.push(head);
  small.sort((a, b) => (a.claimNo < b.claimNo ? -1 : 1));
  const rows = small.map(({ claimNo, balances }) => ({ claimNo, amountCents: patientOpen(balances) }));
  const sumCents = rows.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const progress = progressView(world.terminal, world.now);
  let waivedCents = 0;
  if (options.waive === true)
    for (const [i, { claimNo }] of small.entries()) {
      const done = await waive(acting, claimNo, { why: 'small-balance' });
      // Paid in the meantime: nothing is left to be waived.
      if (done.outcome !== 'refused' && done.event.facts.kind === 'waived')
        waivedCents += done.event.facts.amountCents;
      progress.show({
        fraction: (i + 1) / small.length,
        text: `${i + 1} of ${counted(small.length, 'claim')}`,
      });
    }
  progress.end();
  return {
    json: { total: rows.length, sumCents, waivedCents, claims: rows },
    text: () => {
      if (rows.length === 0) return 'No patient balance is a small one.';
      const cells = rows.map(({ claimNo, amountCents }) => [claimNo, dollars(amountCents)]);
      const summary =
        options.waive === true
          ? `${dollars(waivedCents)} waived.`
          : `${dollars(sumCents)} in ${counted(rows.length, 'claim')}. ${CLOSE_THEM}`;
      const columns: readonly Column[] = [{ title: 'Claim' }, { title: 'Due', align: 'right' }];
      return [table(columns, cells, world.terminal.paint), '', summary].join('\n');
    },
  };
}
