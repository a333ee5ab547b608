import type { CheckedFinding, X12CheckSums } from '../../../core/x12/check.ts';
import { counted } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { table } from '../../terminal/table.ts';
import { adviceOnFormat } from './other-format.ts';
import type { SetKind, SetKinds } from './set-kinds.ts';

/** Places that are told of a finding that stands at many. */
const PLACES = 3;

export interface CheckedFile {
  /** As it was named; `-` for standard input. */
  readonly file: string;
  /** Its first bytes. */
  readonly start: Uint8Array;
}

export interface CheckTextSpec {
  readonly sums: X12CheckSums;
  readonly sets: SetKinds;
  readonly checked: CheckedFile;
  readonly paint: Paint;
}

/** What a check found, for people: the sets, then what is wrong, each kind once with its first places. */
export function checkText({ sums, sets, checked, paint }: CheckTextSpec): string {
  const { interchanges, groups, segments, findings, findingsLeftOff } = sums;
  const sizes = [
    counted(interchanges, 'interchange'),
    counted(groups, 'group'),
    counted(sets.count, 'set'),
    counted(segments, 'segment'),
  ];
  const rows = sets.rows.map((kind) => setRow(kind, paint));
  const setTable = rows.length === 0 ? [] : ['', table(setColumns, rows, paint)];
  if (findings.length === 0)
    return [sizes.join(', '), ...setTable, '', paint.good('Nothing found.')].join('\n');
  const left = findingsLeftOff > 0 ? [`The first ${findings.length} findings are listed.`] : [];
  const listed = groupsOf(findings).flatMap((group) => groupText(group, paint));
  const isX12 = interchanges > 0 || findings.some(({ code }) => code === 'ISA-UNREADABLE');
  const next = isX12 ? advice(checked) : adviceWithoutX12(checked);
  return [sizes.join(', '), ...setTable, '', verdict(sums, paint), ...listed, ...left, '', next].join('\n');
}

const setColumns = [
  { title: 'Set' },
  { title: 'Version' },
  { title: 'Sets', align: 'right' },
  { title: 'Claims', align: 'right' },
  { title: 'Verdict' },
] as const;

function setRow({ name, version, type, accepted, sets, claims }: SetKind, paint: Paint): readonly string[] {
  const read = type !== 'unsupported';
  return [name, version, String(sets), read ? String(claims) : '', verdictOf(read, accepted, paint)];
}

function verdictOf(read: boolean, accepted: boolean, paint: Paint): string {
  if (!read) return paint.quiet('not read');
  return accepted ? paint.good('accepted') : paint.bad('rejected');
}

function verdict({ errors, warnings }: X12CheckSums, paint: Paint): string {
  const counts = `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  return errors > 0 ? paint.bad(counts) : counts;
}

/** Findings that say the same of the same place in other segments. Errors first, then in file order. */
function groupsOf(findings: readonly CheckedFinding[]): readonly (readonly CheckedFinding[])[] {
  const kinds = Map.groupBy(findings, (finding) => {
    const { code, message, loop } = finding;
    return JSON.stringify([code, message, elementOf(finding), loop]);
  });
  const groups = [...kinds.values()];
  const isError = (group: readonly CheckedFinding[]): boolean => group[0]?.severity === 'error';
  return [...groups.filter(isError), ...groups.filter((group) => !isError(group))];
}

function groupText(group: readonly CheckedFinding[], paint: Paint): readonly string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { severity, code, message, loop } = first;
  const where = [elementOf(first), ...(loop === null ? [] : [`in loop ${loop}`])].join(' ').trim();
  const times = group.length === 1 ? '' : `, ${group.length} times`;
  const places = group.slice(0, PLACES).map(placeOf);
  const more = group.length > PLACES ? [`and ${group.length - PLACES} more`] : [];
  const mark = severity === 'error' ? paint.bad(severity) : severity;
  return [
    '',
    `${mark} ${paint.heading(code)}${where === '' ? '' : ` ${where}`}${times}`,
    `  ${message}`,
    ...[...places, ...more].map((line) => `  ${paint.quiet(line)}`),
  ];
}

/** `CLM05-1`. */
function elementOf({ segmentId, element, component }: CheckedFinding): string {
  const at = element === null ? '' : String(element).padStart(2, '0');
  return `${segmentId ?? ''}${at}${component === null ? '' : `-${component}`}`;
}

function placeOf({ interchange, group, set, segment, offset }: CheckedFinding): string {
  const place = [
    `interchange ${interchange}`,
    ...(group === null ? [] : [`group ${group}`]),
    ...(set === null ? [] : [`set ${set}`]),
    `segment ${segment}`,
  ];
  return `${place.join(', ')} (byte ${offset})`;
}

const adviceWithoutX12 = ({ start }: CheckedFile): string =>
  adviceOnFormat(start) ?? 'An X12 file begins with the letters ISA. Check that it is the right file.';

function advice({ file }: CheckedFile): string {
  const name = file === '-' ? 'FILE' : file;
  return [
    `To see them at their places: claimline x12 show ${name}`,
    `To get a copy without patient data, for whoever can help: claimline x12 mask ${name}`,
  ].join('\n');
}
