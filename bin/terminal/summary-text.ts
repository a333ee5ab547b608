import type { LedgerSummary, Summary } from '../session/summary.ts';
import { counted, dollars, duration, mebibytes, sortedCounts } from './format.ts';
import type { Paint } from './paint.ts';

const BAR_WIDTH = 30;
const INDENT = '  ';

/** How things stand, for people. */
export function summaryText(summary: Summary, paint: Paint): string {
  const { claims, work, ledger } = summary;
  return [
    paint.heading(counted(claims.total, 'claim')) + revisedText(claims.revisions),
    countsChart(claims.byState),
    '',
    paint.heading(work.open === 0 ? 'No work for people' : `${counted(work.open, 'work item')} for people`),
    countsChart(work.byQueue),
    '',
    `${paint.heading('Ledger')}  ${balance(ledger, paint)}`,
    ledgerLines(ledger),
    '',
    paint.quiet(speed(summary)),
  ].join('\n');
}

const revisedText = (revisions: number): string =>
  revisions === 0 ? '' : `  ${counted(revisions, 'encounter')} came again with other content`;

const balance = ({ balanced }: LedgerSummary, paint: Paint): string =>
  balanced
    ? paint.good('balanced, every check holds')
    : paint.bad('NOT balanced: see claimline ledger proof');

/** Bars in proportion; the smallest count still shows one. */
function countsChart(counts: Readonly<Record<string, number>>): string {
  const rows = sortedCounts(counts);
  const most = Math.max(1, ...rows.map(([, n]) => n));
  const nameWidth = Math.max(0, ...rows.map(([name]) => name.length));
  const countWidth = String(most).length;
  return rows
    .map(([name, n]) => {
      const length = Math.max(1, Math.round((n / most) * BAR_WIDTH));
      return `${INDENT}${name.padEnd(nameWidth)}  ${String(n).padStart(countWidth)}  ${'▪'.repeat(length)}`;
    })
    .join('\n');
}

function ledgerLines(ledger: LedgerSummary): string {
  const rows: readonly (readonly [string, number, 'always' | 'if any'])[] = [
    ['Charges', ledger.chargesCents, 'always'],
    ['Paid by insurance', ledger.insurancePaidCents, 'always'],
    ['Contractual adjustments', ledger.contractualCents, 'always'],
    ['Due from patients', ledger.patientCents, 'always'],
    ['Due from insurance', ledger.openCents, 'always'],
    ['Other', ledger.otherCents, 'if any'],
    ['In suspense, of no known claim', ledger.suspenseCents, 'if any'],
  ];
  const shown = rows
    .filter(([, amount, when]) => when === 'always' || amount !== 0)
    .map(([name, amount]) => ({ name, amount: `$${dollars(amount)}` }));
  const nameWidth = Math.max(...shown.map(({ name }) => name.length));
  const amountWidth = Math.max(...shown.map(({ amount }) => amount.length));
  return shown
    .map(({ name, amount }) => `${INDENT}${name.padEnd(nameWidth)}  ${amount.padStart(amountWidth)}`)
    .join('\n');
}

const speed = ({ elapsedMs, claimsPerSecond, peakRssBytes, dynamoDbWritesPerClaim }: Summary): string =>
  `${duration(elapsedMs)}, ${claimsPerSecond} claims a second, ${dynamoDbWritesPerClaim} DynamoDB writes a claim, ` +
  `at most ${mebibytes(peakRssBytes)} of memory`;
