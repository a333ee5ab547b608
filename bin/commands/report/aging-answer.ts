import { cents, formatDollars } from '../../../core/money.ts';
import type { AgingReport, AgingRequest, AgingRow } from '../../../core/report/aging.ts';
import { type AgeBasis, buckets } from '../../../core/report/buckets.ts';
import type { Answer } from '../../terminal/answer.ts';
import { fold } from '../../terminal/fold.ts';
import { counted, day, dollars, dollarsOrBlank } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { type Column, table } from '../../terminal/table.ts';
import { upTo } from '../command.ts';

interface Showing {
  readonly limit: number;
  readonly csv?: true;
  readonly paint: Paint;
  /** Width of the terminal. */
  readonly columns: number;
}

export function agingAnswer(report: AgingReport, request: AgingRequest, showing: Showing): Answer {
  const { rows, total, accounts, difference, laterEntries } = report;
  const { asOf, age, by, clientId } = request;
  return {
    json: {
      ...{ asOf, age, by, ...(clientId === undefined ? {} : { client: clientId }) },
      total: jsonOf(total),
      rowCount: rows.length,
      rows: upTo(rows, showing.limit).map((row) => ({ key: row.key, label: row.label, ...jsonOf(row) })),
      accounts: accounts.map(({ account, ledger, report: ours }) => ({
        ...{ account, ledgerCents: ledger, reportCents: ours },
      })),
      differenceCents: difference,
      laterEntries,
    },
    text: () => (showing.csv === true ? csvOf(report) : textOf(report, request, showing)),
    code: difference === 0 ? 0 : 1,
  };
}

const jsonOf = (row: AgingRow) => ({
  claims: row.claims,
  bucketCents: Object.fromEntries(buckets.map(({ name }, i) => [name, row.buckets[i] ?? 0])),
  openCents: row.open,
  payerCreditCents: row.payerCredit,
  patientCreditCents: row.patientCredit,
  belowZeroCents: row.belowZero,
});

const bases: Readonly<Record<AgeBasis, string>> = {
  usual: 'insurance from the service date, patients and agencies from the day that it became theirs',
  service: 'from the first day of service',
  submission: 'from the day that the claim first went out',
  owner: 'from the day that it became its owner’s',
};

function textOf(report: AgingReport, { asOf, age, by, clientId }: AgingRequest, showing: Showing): string {
  const { rows, total } = report;
  const { paint, limit, columns } = showing;
  const shown = upTo(rows, limit);
  const of = clientId === undefined ? '' : ` of ${clientId}`;
  const title = `Open balances${of} at the end of ${day(asOf)}, by ${by}`;
  const tables = blocks(shown, report, columns).flatMap((block) => [
    '',
    table(block.columns, block.rows, paint),
  ]);
  const more =
    rows.length > shown.length ? [`${shown.length} of ${rows.length} rows shown: --limit 0 shows all.`] : [];
  const sum = total.open + creditsOf(total);
  return [
    paint.heading(title),
    ...fold(`Age: ${bases[age]}.`, columns),
    ...(rows.length === 0 ? [] : tables),
    '',
    ...fold(
      `${counted(total.claims, 'claim')}: ${dollars(total.open)} open, credits ${dollars(creditsOf(total))}, ` +
        `together ${dollars(sum)}.`,
      columns,
    ),
    ...more,
    ...verdict(report, paint),
  ].join('\n');
}

const creditsOf = ({ payerCredit, patientCredit, belowZero }: AgingRow): number =>
  payerCredit + patientCredit + belowZero;

const ACCOUNTS = '1100 + 1110 + 1120 − 2010 − 2020';

function verdict({ accounts, difference, laterEntries }: AgingReport, paint: Paint): readonly string[] {
  const ledger = accounts.reduce((sum, one) => sum + one.ledger, 0);
  const wrong = accounts.filter((one) => one.ledger !== one.report);
  const later = laterEntries === 0 ? [] : [`Not counted: ${counted(laterEntries, 'posting')} of later days.`];
  if (difference === 0)
    return [`The ledger’s ${ACCOUNTS} is ${dollars(ledger)}: ${paint.good('the same')}.`, ...later];
  return [
    paint.bad(
      `The ledger’s ${ACCOUNTS} is ${dollars(ledger)}: the report is wrong by ${dollars(difference)}.`,
    ),
    ...wrong.map(
      ({ account, ledger: theirs, report: ours }) =>
        `  ${account}: ${dollars(theirs)} in the ledger, ${dollars(ours)} in the report`,
    ),
    ...later,
  ];
}

interface Block {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

interface Amounts {
  readonly title: string;
  readonly of: (row: AgingRow) => number;
  /** Left out where all of it is 0. */
  readonly rare?: true;
}

const amounts: readonly Amounts[] = [
  ...buckets.map(({ name }, i): Amounts => ({ title: name, of: (row) => row.buckets[i] ?? 0 })),
  { title: 'Open', of: (row) => row.open },
  { title: 'Payer credit', of: (row) => row.payerCredit, rare: true },
  { title: 'Patient credit', of: (row) => row.patientCredit, rare: true },
  { title: 'Below zero', of: (row) => row.belowZero, rare: true },
];

const LABEL_WIDTH = 24;
const GAP = 2;

/** As many columns beside each other as the terminal takes; the others below, with the rows' names again. */
function blocks(rows: readonly AgingRow[], { total }: AgingReport, width: number): readonly Block[] {
  const all = [...rows, total];
  const labels = all.map(({ label }) => cut(label));
  const labelWidth = Math.max(...labels.map((label) => label.length));
  const found: Amounts[][] = [[]];
  let taken = labelWidth;
  for (const column of amounts) {
    if (column.rare === true && column.of(total) === 0 && rows.every((row) => column.of(row) === 0)) continue;
    const cells = all.map((row) => dollars(column.of(row)).length);
    const wide = Math.max(column.title.length, ...cells) + GAP;
    if (taken + wide > width && found.at(-1)?.length !== 0) {
      found.push([]);
      taken = labelWidth;
    }
    taken += wide;
    found.at(-1)?.push(column);
  }
  return found.map((block) => ({
    columns: [{ title: '' }, ...block.map(({ title }): Column => ({ title, align: 'right' }))],
    rows: all.map((row, i) => [
      labels[i] ?? '',
      ...block.map(({ of }) => (row === total ? dollars(of(row)) : dollarsOrBlank(of(row)))),
    ]),
  }));
}

const cut = (label: string): string =>
  label.length > LABEL_WIDTH ? `${label.slice(0, LABEL_WIDTH - 1)}…` : label;

/** Without the total, so that a sheet can add up by itself. */
function csvOf({ rows }: AgingReport): string {
  const titles = ['key', 'label', 'claims', ...amounts.map(({ title }) => title.toLowerCase())];
  const lines = rows.map((row) => [
    ...[quoted(row.key), quoted(row.label), String(row.claims)],
    ...amounts.map(({ of }) => formatDollars(cents(of(row)))),
  ]);
  return [titles.join(','), ...lines.map((line) => line.join(','))].join('\n');
}

/** A name from outside must not become a formula in a sheet. */
const quoted = (text: string): string =>
  `"${(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
