import { fold } from '../../terminal/fold.ts';
import { counted } from '../../terminal/format.ts';
import { table } from '../../terminal/table.ts';
import type { Terminal } from '../../world.ts';
import type { CheckedFinding, NotTested } from './checked.ts';

/** All findings of one edit: one way to mend them. */
interface Fix {
  readonly first: CheckedFinding;
  findings: number;
  claims: number;
  lastClaim: number | null;
  readonly places: string[];
}

/** Places that are told of what stands at many. */
const PLACES = 3;

export interface Totals {
  readonly claims: number;
  readonly held: number;
}

/** Sums findings up while they come; keeps the first `limit` of them, and one entry for each edit. */
export class CheckReport {
  readonly #limit: number;
  readonly #fixes = new Map<string, Fix>();
  readonly #listed: CheckedFinding[] = [];
  #findings = 0;

  /** @param limit findings that are listed one by one; 0 for all */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(finding: CheckedFinding): void {
    this.#findings += 1;
    if (this.#limit === 0 || this.#listed.length < this.#limit) this.#listed.push(finding);
    const fix = this.#fixes.get(finding.id) ?? newFix(finding);
    this.#fixes.set(finding.id, fix);
    fix.findings += 1;
    if (finding.claim !== fix.lastClaim || fix.findings === 1) fix.claims += 1;
    fix.lastClaim = finding.claim;
    if (fix.places.length < PLACES) fix.places.push(placeText(finding));
  }

  text({ claims, held }: Totals, notTested: readonly NotTested[], { paint, columns }: Terminal): string {
    const verdict = held > 0 ? paint.bad(`${held} would be held`) : paint.good('none would be held');
    const head = `${counted(claims, 'claim')}, ${verdict}; ${counted(this.#findings, 'finding')}`;
    const fixes = [...this.#fixes.values()].toSorted((a, b) => b.findings - a.findings);
    return [
      head,
      ...fixes.flatMap((fix) => fixText(fix, paint, columns)),
      ...(this.#listed.length === 0 ? [] : ['', this.#table(paint, columns)]),
      ...this.#leftOff(),
      ...untestedText(notTested, paint, columns),
    ].join('\n');
  }

  #table(paint: Terminal['paint'], columns: number): string {
    const titles = ['Claim', 'Line', 'Edit', 'Severity', 'Field', 'Release'];
    const rows = this.#listed.map((finding) => [
      String(finding.claim ?? ''),
      String(finding.line ?? ''),
      finding.id,
      finding.severity,
      finding.field ?? '',
      finding.release ?? '',
    ]);
    const room = columns - widthOf(titles, rows, FIELD);
    const shown = rows.map((row) => row.with(FIELD, shortened(row[FIELD] ?? '', room)));
    return table(
      titles.map((title, i) => ({ title, align: i < 2 ? 'right' : 'left' })),
      shown,
      paint,
    );
  }

  #leftOff(): readonly string[] {
    const more = this.#findings - this.#listed.length;
    return more > 0 ? [`and ${more} more: --limit 0 lists all`] : [];
  }
}

const FIELD = 4;
const GAP = 2;
const LEAST_FIELD = 12;

/** What all columns but one take of the screen. */
const widthOf = (titles: readonly string[], rows: readonly (readonly string[])[], without: number): number =>
  titles.reduce((sum, title, i) => {
    if (i === without) return sum;
    return sum + GAP + rows.reduce((most, row) => Math.max(most, row[i]?.length ?? 0), title.length);
  }, 0);

/** The end of a path says more than its start. */
const shortened = (path: string, room: number): string => {
  const most = Math.max(LEAST_FIELD, room);
  return path.length <= most ? path : `…${path.slice(1 - most)}`;
};

const newFix = (first: CheckedFinding): Fix => ({
  first,
  findings: 0,
  claims: 0,
  lastClaim: null,
  places: [],
});

function fixText(
  { first, findings, claims, places }: Fix,
  paint: Terminal['paint'],
  columns: number,
): readonly string[] {
  const mark = first.severity === 'error' ? paint.bad(first.severity) : first.severity;
  const times = `${counted(findings, 'time')} in ${counted(claims, 'claim')}`;
  const where = [...places, ...(findings > places.length ? [`and ${findings - places.length} more`] : [])];
  return [
    '',
    `${paint.heading(first.id)} ${mark}, ${times}, queue ${first.queue}`,
    ...fold(first.message, columns - 2).map((line) => `  ${line}`),
    ...(first.remedy === null ? [] : fold(first.remedy, columns - 4).map((line) => `    ${line}`)),
    ...fold(where.join('; '), columns - 2).map((line) => `  ${paint.quiet(line)}`),
  ];
}

/** The sets that are missing for the same days stand together. */
function untestedText(
  notTested: readonly NotTested[],
  paint: Terminal['paint'],
  columns: number,
): readonly string[] {
  if (notTested.length === 0) return [];
  const groups = Map.groupBy(notTested, ({ release, from, to }) =>
    release === null
      ? `not loaded for ${from === to ? from : `${from} to ${to}`}`
      : `there in part only (${release}), other codes were not tested`,
  );
  const lines = [...groups].flatMap(([what, sets]) =>
    fold(`${what}: ${sets.map(({ set }) => set).join(', ')}`, columns - 2),
  );
  return [
    '',
    paint.heading('Not tested: code sets that are missing (TBL-00)'),
    ...lines.map((line) => `  ${line}`),
    paint.quiet('  To load one: claimline codes import FILE'),
  ];
}

function placeText({ claim, line, position }: CheckedFinding): string {
  if (claim === null) return `set ${position.set ?? 0}, segment ${position.segment ?? 0}`;
  return line === null ? `claim ${claim}` : `claim ${claim} line ${line}`;
}
