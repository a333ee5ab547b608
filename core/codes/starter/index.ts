import { carcRules } from '../../denial/carc.ts';
import type { CodeSets } from '../code-sets.ts';
import { type AnyTable, openCodeSets, tableOf } from '../open.ts';
import type { CodeRow, CodeSetName, Release } from '../sets.ts';
import { starterHcpcs } from './hcpcs.ts';
import { starterDiagnoses } from './icd10cm.ts';
import { starterPlaces } from './places.ts';

/** What a starter table calls itself, wherever a release is named. */
export const STARTER = 'starter';

/** Every diagnosis of the starter has been valid since then, and before it some were not. */
const FIRST_DAY = 20221001;

/** Only the places are the whole list. */
const released = <S extends CodeSetName>(set: S, complete: boolean): Release & { readonly set: S } => ({
  set,
  release: STARTER,
  from: FIRST_DAY,
  to: 0,
  complete,
  source: { name: STARTER, sha256: '' },
  rows: 0,
  importedAt: 0,
});

/** The code, whether a star stands behind it, and the words of the rest. */
function divided(line: string): { readonly code: string; readonly starred: boolean; readonly rest: string } {
  const [head = ''] = line.split(' ', 1);
  return { code: head.replace('*', ''), starred: head.endsWith('*'), rest: line.slice(head.length + 1) };
}

function diagnosis(line: string): CodeRow<'icd10cm'> {
  const { code, starred, rest } = divided(line);
  return { code, billable: starred ? 0 : 1, short: rest, title: rest };
}

function hcpcs(line: string): CodeRow<'hcpcs'> {
  const { code, starred, rest } = divided(line);
  const [words = '', title = ''] = rest.split(' | ');
  const [from, coverage = '', ...short] = words.split(' ');
  return {
    code,
    from: Number(from),
    to: 0,
    title,
    short: short.join(' '),
    coverage: coverage.charCodeAt(0),
    unlisted: starred ? 1 : 0,
    pricing: '',
    typeOfService: '',
    betos: '',
    labs: '',
    crossReference: '',
    anesthesiaUnits: 0,
  };
}

function place(line: string): CodeRow<'pos'> {
  const { code, rest } = divided(line);
  const [rate, from, ...title] = rest.split(' ');
  return { code, from: Number(from), to: 0, title: title.join(' '), facility: rate === 'F' ? 1 : 0 };
}

const reasons = (): readonly CodeRow<'carc'>[] =>
  carcRules.map(({ carc, means }) => ({ code: carc, from: 0, to: 0, title: means }));

/** The tables that need no download, written by hand: enough for a demo, and honest about what they lack. */
export function starterTables(): readonly AnyTable[] {
  return [
    tableOf(released('icd10cm', false), starterDiagnoses.map(diagnosis)),
    tableOf(released('hcpcs', false), starterHcpcs.map(hcpcs)),
    tableOf(released('pos', true), starterPlaces.map(place)),
    tableOf(released('carc', false), reasons()),
  ];
}

let sets: CodeSets | undefined;

/** The starter tables as code sets; built once. */
export function starterSets(): CodeSets {
  sets ??= openCodeSets(starterTables());
  return sets;
}
