import type { CheckedFinding, CheckedSet, X12Check } from '../../../core/x12/check.ts';
import { counted } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { table } from '../../terminal/table.ts';
import { adviceOnFormat } from './other-format.ts';

/** Places that are told of a finding that stands at many. */
const PLACES = 3;

export interface CheckedFile {
  /** As it was named; `-` for standard input. */
  readonly file: string;
  /** Its first bytes. */
  readonly start: Uint8Array;
}

/** What a check found, for people: the sets, then what is wrong, each kind once with its first places. */
export function checkText(result: X12Check, checked: CheckedFile, paint: Paint): string {
  const { interchanges, groups, segments, transactions, findings, findingsLeftOff } = result;
  const sizes = [
    counted(interchanges, 'interchange'),
    counted(groups, 'group'),
    counted(transactions.length, 'set'),
    counted(segments, 'segment'),
  ];
  const sets = transactions.length === 0 ? [] : ['', table(setColumns, setRows(transactions, paint), paint)];
  if (findings.length === 0) return [sizes.join(', '), ...sets, '', paint.good('Nothing found.')].join('\n');
  const left = findingsLeftOff > 0 ? [`The first ${findings.length} findings are listed.`] : [];
  const listed = groupsOf(findings).flatMap((group) => groupText(group, paint));
  const isX12 = interchanges > 0 || findings.some(({ code }) => code === 'ISA-UNREADABLE');
  const next = isX12 ? advice(checked) : adviceWithoutX12(checked);
  return [sizes.join(', '), ...sets, '', verdict(result, paint), ...listed, ...left, '', next].join('\n');
}

const setColumns = [
  { title: 'Set' },
  { title: 'Version' },
  { title: 'Sets', align: 'right' },
  { title: 'Claims', align: 'right' },
  { title: 'Verdict' },
] as const;

/** One row for all sets of a kind with one verdict: files hold thousands of them. */
function setRows(transactions: readonly CheckedSet[], paint: Paint): readonly (readonly string[])[] {
  const kinds = Map.groupBy(transactions, ({ name, version, accepted }) => `${name} ${version} ${accepted}`);
  return [...kinds.values()].map((sets) => {
    const claims = sets.reduce((total, set) => total + set.claims, 0);
    const { name = '', version = '', type, accepted = false } = sets[0] ?? {};
    const read = type !== 'unsupported' && type !== undefined;
    return [name, version, String(sets.length), read ? String(claims) : '', verdictOf(read, accepted, paint)];
  });
}

function verdictOf(read: boolean, accepted: boolean, paint: Paint): string {
  if (!read) return paint.quiet('not read');
  return accepted ? paint.good('accepted') : paint.bad('rejected');
}

function verdict({ errors, warnings }: X12Check, paint: Paint): string {
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
