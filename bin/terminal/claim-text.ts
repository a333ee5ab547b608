import type { EditFinding } from '../../core/claim/types.ts';
import type { ClaimDetails, PatientDetails } from '../session/claim-details.ts';
import type { EventMoney, TimelineEvent } from '../session/claim-timeline.ts';
import { day, dollars, dollarsOrBlank, instant } from './format.ts';
import type { Paint } from './paint.ts';
import { type Column, sheet, table } from './table.ts';
import { wrapped } from './wrapped.ts';

/** One claim, for people. */
export function detailsText(claim: ClaimDetails, paint: Paint): string {
  const sent =
    claim.controlNo === undefined ? undefined : `interchange ${claim.controlNo}, set ${claim.setControlNo}`;
  const facts = sheet([
    [
      'State',
      `${claim.state} since ${instant(claim.since)} UTC${claim.waits ? ', leaves with the next file' : ''}`,
    ],
    ['Client', claim.clientId],
    ['Payer', `${claim.payerId} through ${claim.partnerId}`],
    ['Attempt', String(claim.attempt)],
    ['Sent', sent],
    ["Payer's number", claim.payerClaimControlNo],
    ['Estimate', estimateText(claim)],
    ...(claim.phi === undefined ? [] : patientEntries(claim.phi)),
  ]);
  return [
    paint.heading(`Claim ${claim.claimNo}`),
    facts,
    '',
    linesTable(claim, paint),
    ...(claim.filings === undefined
      ? []
      : ['', paint.heading('Filings'), filingsTable(claim.filings, paint)]),
    ...section('Findings', claim.findings.map(findingText), paint),
    ...section('Not tested', untestedLines(claim), paint),
    ...section(
      'Work',
      claim.work.map(({ id, queue, reason, status }) => `${status} ${reason} in ${queue}: ${id}`),
      paint,
    ),
  ].join('\n');
}

const estimateText = ({ estimate }: ClaimDetails): string | undefined =>
  estimate &&
  `of ${day(estimate.on)}: allowed ${dollars(estimate.allowedCents)}, plan ${dollars(estimate.planCents)}, ` +
    `patient ${dollars(estimate.patientCents)}`;

const findingText = ({ editId, severity, field, message, row, repair }: EditFinding): string => {
  const decided = row === undefined ? '' : ` (${row.set} ${row.release}: ${row.row})`;
  const done = repair === undefined ? '' : ` Repaired: ${repair.what}`;
  return `${severity} ${editId} ${field}: ${message}${decided}${done}`;
};

/** What is missing is no error of the claim, and must not be taken for clean. */
export function untestedLines({
  releases,
  untested,
}: Pick<ClaimDetails, 'releases' | 'untested'>): readonly string[] {
  const isPartial = (set: string): boolean => releases.some((release) => release.startsWith(`${set} `));
  const absent = untested.filter((set) => !isPartial(set));
  const partial = untested.filter(isPartial);
  return [
    ...(absent.length === 0 ? [] : wrapped('no table of ', absent)),
    ...(partial.length === 0 ? [] : wrapped('in part only: ', partial)),
  ];
}

const patientEntries = ({ name, dob, memberId, diagnoses, dates }: PatientDetails) =>
  [
    ['Patient', name],
    ['Born', dob === undefined ? undefined : day(dob)],
    ['Member id', memberId],
    ['Diagnoses', diagnoses.join(' ')],
    ['Service dates', [...new Set(dates)].map(day).join(', ')],
  ] as const;

const section = (title: string, lines: readonly string[], paint: Paint): readonly string[] =>
  lines.length === 0 ? [] : ['', paint.heading(title), ...lines.map((line) => `  ${line}`)];

const lineColumns: readonly Column[] = [
  { title: 'Line', align: 'right' },
  { title: 'Procedure' },
  { title: 'Units', align: 'right' },
  { title: 'Charge', align: 'right' },
  { title: 'Paid', align: 'right' },
  { title: 'Contractual', align: 'right' },
  { title: 'Patient', align: 'right' },
  { title: 'Open', align: 'right' },
];

function linesTable(claim: ClaimDetails, paint: Paint): string {
  const money = (
    of: Omit<ClaimDetails['lines'][number], 'line' | 'procedure' | 'units'>,
  ): readonly string[] => [
    dollarsOrBlank(of.chargeCents),
    dollarsOrBlank(of.insurancePaidCents),
    dollarsOrBlank(of.contractualCents),
    dollarsOrBlank(of.patientCents),
    dollarsOrBlank(of.openCents),
  ];
  const rows = claim.lines.map((line) => [
    line.line === 0 ? 'all' : String(line.line),
    line.procedure,
    line.units,
    ...money(line),
  ]);
  return table(lineColumns, [...rows, ['', 'Sum', '', ...money(claim)]], paint);
}

const filingColumns: readonly Column[] = [
  { title: 'Filing' },
  { title: 'Payer' },
  { title: 'State' },
  { title: 'Since (UTC)' },
  { title: 'Attempt', align: 'right' },
  { title: "Payer's number" },
  { title: 'Paid', align: 'right' },
  { title: 'Open', align: 'right' },
];

function filingsTable(filings: NonNullable<ClaimDetails['filings']>, paint: Paint): string {
  const rows = filings.map((one) => [
    String(one.filing),
    one.payerId,
    one.state,
    instant(one.since),
    String(one.attempt),
    one.payerClaimControlNo ?? '',
    dollarsOrBlank(one.paidCents),
    dollarsOrBlank(one.openCents),
  ]);
  return table(filingColumns, rows, paint);
}

const timelineColumns: readonly Column[] = [
  { title: 'Time (UTC)' },
  { title: 'Event' },
  { title: 'From → to' },
  { title: 'Row' },
  { title: 'Document' },
  { title: 'Money' },
];

/** A claim's history, for people; rows are those of docs/lifecycle.md. */
export function timelineText(events: readonly TimelineEvent[], paint: Paint): string {
  const rows = events.map(({ at, event, moves, document, money }) => [
    instant(at),
    event,
    moves.length === 0 ? '' : [moves[0]?.from, ...moves.map(({ to }) => to)].join(' → '),
    moves.map(({ row }) => row).join(', '),
    document ?? '',
    moneyText(money),
  ]);
  return table(timelineColumns, rows, paint);
}

const names: readonly (readonly [keyof EventMoney, string])[] = [
  ['billedCents', 'billed'],
  ['paidCents', 'paid'],
  ['contractualCents', 'contractual'],
  ['patientCents', 'patient'],
  ['suspenseCents', 'in suspense'],
];

const moneyText = (money: EventMoney): string =>
  names
    .flatMap(([key, name]) => {
      const amount = money[key];
      return amount === undefined ? [] : [`${name} ${dollars(amount)}`];
    })
    .join(', ');
