import type { Delimiters, Finding } from '../../core/x12/types.ts';
import { errorText, hasInterchange, isOurs, isSound, type Reading, type Row } from './corpus.ts';
import { exceptionOf } from './corpus-exceptions.ts';

/** Faults that the manifest's structure check names, and the finding that must say so. */
const STRUCTURE: readonly (readonly [fault: RegExp, code: string, where: string])[] = [
  [/SE01 count wrong/, 'SE-COUNT', 'SE01'],
  [/ST02\/SE02 mismatch/, 'SE-CONTROL-NO', 'SE02'],
  [/duplicate ST02/, 'ST-CONTROL-NO-REPEATED', 'ST02'],
  [/GE01 count wrong/, 'GE-COUNT', 'GE01'],
  [/GS06\/GE02 mismatch/, 'GE-CONTROL-NO', 'GE02'],
  [/IEA01 count wrong/, 'IEA-COUNT', 'IEA01'],
  [/ISA13\/IEA02 mismatch/, 'IEA-CONTROL-NO', 'IEA02'],
  [/missing SE/, 'SE-MISSING', ''],
  [/missing GE/, 'GE-MISSING', ''],
  [/missing IEA/, 'IEA-MISSING', ''],
  [/leading text/, 'TEXT-OUTSIDE-INTERCHANGE', ''],
  [/ISA length/, 'ISA-WIDTH', ''],
  [/malformed segment ids/, 'SEGMENT-ID-INVALID', ''],
];

const NAMES: Readonly<Record<string, string>> = { LF: '\n', CR: '\r', '\\x1d': '\x1d' };
/** ISA11 separates repetitions from this version on. */
const FIRST_WITH_REPETITION = '00402';

function expectedDelimiters(row: Row, version: string): Delimiters {
  const [element = '', component = '', isa11 = '', terminator = ''] = row.delimiters.split(' ');
  const separates = !/[A-Za-z0-9]/.test(isa11) && isa11 !== component && version >= FIRST_WITH_REPETITION;
  const segment = NAMES[terminator] ?? terminator;
  return { element, component, repetition: separates ? isa11 : null, segment };
}

const sameDelimiters = (a: Delimiters, b: Delimiters): boolean =>
  a.element === b.element &&
  a.component === b.component &&
  a.repetition === b.repetition &&
  a.segment === b.segment;

/** What the manifest counts and names otherwise than we do. */
function differentFacts(row: Row, { interchanges, sets }: Reading): readonly string[] {
  const [first] = interchanges;
  if (!hasInterchange(row)) return first === undefined ? [] : ['an interchange where the manifest sees none'];
  if (first === undefined) return ['no interchange where the manifest sees one'];
  const differences: string[] = [];
  if (!sameDelimiters(first.delimiters, expectedDelimiters(row, first.version)))
    differences.push('delimiters');
  if (sets.length !== row.sets) differences.push(`${sets.length} sets, the manifest ${row.sets}`);
  if (!isOurs(row)) return differences;
  const types = sets.map(({ type }) => type).join();
  const expected = row.types.filter((type) => type !== 'TA1').join();
  if (types !== expected) differences.push(`types ${types}, the manifest ${expected}`);
  const claims = sets.reduce((sum, set) => sum + (/^8/.test(set.type) ? set.claims : 0), 0);
  if (claims !== row.claims) differences.push(`${claims} claims, the manifest ${row.claims}`);
  return differences;
}

const isAt = ({ code, position }: Finding, wanted: string, where: string): boolean => {
  const { segmentId = '', element } = position;
  const at = segmentId + (element === undefined ? '' : String(element).padStart(2, '0'));
  return code === wanted && (where === '' || at === where);
};

/** Faults that the manifest names and we do not find, or not in their place. */
function faultsNotFound(row: Row, { errors, warnings }: Reading): readonly string[] {
  if (!hasInterchange(row)) return [];
  const findings = [...errors, ...warnings];
  const missed = STRUCTURE.filter(
    ([fault, code, where]) => fault.test(row.structure) && !findings.some((f) => isAt(f, code, where)),
  ).map(([, code, where]) => `no ${code} ${where}`.trim());
  if (!isOurs(row)) return missed;
  const balanced = row.balance === 'ok' || row.balance === '-';
  if (!balanced && !errors.some(({ level }) => level === 3))
    missed.push(`balanced, the manifest: ${row.balance}`);
  if (row.source.startsWith('invalid') && errors.length === 0) missed.push('accepted, its source: invalid');
  return missed;
}

function verdict(row: Row, { sets, errors }: Reading): readonly string[] {
  if (!isOurs(row)) {
    return sets.some(({ accepted }) => accepted) ? ['accepted, though of another version or type'] : [];
  }
  return isSound(row) && errors.length > 0 ? [errorText(errors)] : [];
}

export interface Judgement {
  readonly agreed: boolean;
  /** Where we see a file otherwise than the manifest does. */
  readonly differences: readonly string[];
  /** Why we are right, or why the file is left so. */
  readonly reason: string | null;
}

/** Compares what we say about a file with what the manifest says. */
export function judge(row: Row, reading: Reading): Judgement {
  const differences = [
    ...differentFacts(row, reading),
    ...faultsNotFound(row, reading),
    ...verdict(row, reading),
  ];
  return { agreed: differences.length === 0, differences, reason: exceptionOf(row.file)?.reason ?? null };
}
