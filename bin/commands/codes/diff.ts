import type { Command } from 'commander';
import { type Comparison, compareTables, type Difference } from '../../../core/codes/compare.ts';
import { type AnyTable, openTable } from '../../../core/codes/open.ts';
import { type CodeSetName, codeSets, isCodeSetName, type Release } from '../../../core/codes/sets.ts';
import { Defect } from '../../../core/result.ts';
import { releaseBefore } from '../../../functions/import-codes/build-tables.ts';
import { importFile } from '../../../functions/import-codes/open-file.ts';
import { type CodeSetStore, codeSetStore, type StoredRelease } from '../../../store/code-sets.ts';
import { openStored } from '../../../store/loaded-codes.ts';
import { withArchive } from '../../session/archive.ts';
import { demoOption, type LookOptions } from '../../session/look-options.ts';
import { readableFile } from '../../session/source.ts';
import { type Answer, refused, wrongUse } from '../../terminal/answer.ts';
import { counted } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { type Column, table } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import { addCommand, limitOption, type Shell, upTo } from '../command.ts';
import { codeSet } from './options.ts';
import { type Touched, touchedBy } from './touched.ts';

interface DiffOptions extends LookOptions {
  readonly set?: CodeSetName;
  readonly all?: true;
  readonly limit: number;
}

export function addDiff(group: Command, { world, answering }: Shell): void {
  addCommand(group, 'diff <set-or-file> [old] [new]', {
    summary: 'compare two releases, or a file with the release before it: which of our codes change',
    example: 'codes diff icd10cm FY2026 FY2027',
    more:
      'Given a file, says what importing it would change, and imports nothing:\n' +
      '  $ claimline codes diff 2027-code-descriptions-tabular-order.zip\n' +
      'Our codes are those of claims in flight; where there are no claims yet, all codes are compared.\n' +
      'Ends with 1 where claims in flight are touched.',
  })
    .option('--set <name>', 'which set the file is, where its name does not say', codeSet)
    .option('--all', 'all codes that differ, not only ours')
    .addOption(limitOption())
    .addOption(demoOption())
    .action(
      answering((what: string, old: string | undefined, young: string | undefined, options: DiffOptions) =>
        diff({ what, old, young }, options, world),
      ),
    );
}

interface Asked {
  readonly what: string;
  readonly old: string | undefined;
  readonly young: string | undefined;
}

interface Pair {
  readonly before: AnyTable;
  readonly after: AnyTable;
}

async function diff(asked: Asked, options: DiffOptions, world: World): Promise<Answer> {
  const pairs = await withArchive(world, options, async (archive) => {
    return pairsOf(asked, options, { store: codeSetStore(archive), world });
  });
  const list = Number.POSITIVE_INFINITY;
  const comparisons = pairs.map(({ before, after }) => compareTables(before, after, { list }));
  const touched = await touchedBy(comparisons, options, world);
  return answer(touched, options, world.terminal.paint);
}

interface Sources {
  readonly store: CodeSetStore;
  readonly world: World;
}

function pairsOf(asked: Asked, options: DiffOptions, sources: Sources): Promise<readonly Pair[]> {
  const { what, old, young } = asked;
  if (!isCodeSetName(what)) return pairsOfFile(what, options, sources);
  if (old === undefined || young === undefined)
    throw wrongUse(
      'Name two releases of the set.',
      `For example: claimline codes diff ${what} OLD NEW. See them: claimline codes status`,
    );
  return pairOfReleases(what, [old, young], sources);
}

async function pairOfReleases(
  set: CodeSetName,
  names: readonly [string, string],
  { store }: Sources,
): Promise<readonly Pair[]> {
  const { releases } = await store.newest();
  const ofSet = releases.filter((release) => release.set === set);
  const named = (name: string): StoredRelease => {
    const release = ofSet.find((one) => one.release.toLowerCase() === name.toLowerCase());
    if (release !== undefined) return release;
    const there = ofSet.map((one) => one.release).join(', ') || 'none';
    throw refused(
      `There is no release ${name} of ${set}.`,
      `There are: ${there}. Import it: claimline codes import FILE`,
    );
  };
  const [before, after] = names.map(named);
  if (before === undefined || after === undefined) throw new Defect('two releases were named');
  return [{ before: await openStored(store, before), after: await openStored(store, after) }];
}

/** The file's tables, each against the release that it would follow. */
async function pairsOfFile(
  path: string,
  { set }: DiffOptions,
  { store, world }: Sources,
): Promise<readonly Pair[]> {
  const file = readableFile(world, path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const read = await importFile(name, file.chunks(), {
    importedAt: world.now(),
    ...(set === undefined ? {} : { set }),
  });
  const [problem] = read.problems;
  if (problem !== undefined) {
    const place = problem.line === 0 ? problem.file : `${problem.file}, line ${problem.line}`;
    throw refused(`The file cannot be read. ${place}: ${problem.message}`, 'Fetch the file again.');
  }
  const manifest = await store.newest();
  const pairs: Pair[] = [];
  for (const { release, bytes } of read.tables) {
    const earlier = releaseBefore(manifest, release);
    const after = openTable(bytes);
    if (!after.ok) throw new Defect(after.error.message);
    if (earlier !== undefined) pairs.push({ before: await openStored(store, earlier), after: after.value });
  }
  if (pairs.length > 0) return pairs;
  const sets = [...new Set(read.tables.map(({ release }) => release.set))].join(', ');
  throw refused(
    `No release of ${sets} is there to compare it with.`,
    'Import one first: claimline codes import FILE',
  );
}

function answer(touched: readonly Touched[], options: DiffOptions, paint: Paint): Answer {
  const claims = touched.some((one) => (one.claims?.touched ?? 0) > 0);
  return {
    json: { comparisons: touched.map((one) => documentOf(one, options)) },
    text: () => touched.map((one) => touchedText(one, options, paint)).join('\n\n'),
    code: claims ? 1 : 0,
  };
}

const releaseOf = ({ release, from, to, rows }: Release) => ({ release, from, to, rows });

/** What is listed: our codes where there are claims, unless all are asked for. */
const listOf = ({ comparison, ours }: Touched, { all }: DiffOptions): readonly Difference[] =>
  ours === undefined || all ? comparison.differences : ours;

function documentOf(one: Touched, options: DiffOptions) {
  const { comparison, claims, ours } = one;
  const { before, after, added, removed, changed, billable, columns } = comparison;
  return {
    set: after.set,
    before: releaseOf(before),
    after: releaseOf(after),
    ...{ added, removed, changed, billable, columns },
    ...(claims !== undefined && { claims, ours: ours?.length ?? 0 }),
    differences: upTo(listOf(one, options), options.limit),
  };
}

const columns: readonly Column[] = [{ title: 'Code' }, { title: 'What' }, { title: 'Columns' }];

function touchedText(one: Touched, options: DiffOptions, paint: Paint): string {
  const { comparison, claims } = one;
  const { before, after } = comparison;
  const all = listOf(one, options);
  const shown = upTo(all, options.limit);
  return [
    paint.heading(`${codeSets[after.set].title}: ${before.release} → ${after.release}`),
    countsText(comparison),
    ...(claims === undefined ? ['There are no claims to compare with.'] : [claimsText(one)]),
    ...(shown.length === 0 ? [] : ['', table(columns, shown.map(rowOf), paint)]),
    ...(shown.length < all.length ? [`and ${all.length - shown.length} more: --limit 0 shows all`] : []),
  ].join('\n');
}

const countsText = ({ added, removed, changed, billable }: Comparison): string =>
  `${counted(added, 'code')} added, ${removed} removed, ${changed} changed; ` +
  `${billable.gained} became billable, ${billable.lost} no longer are.`;

function claimsText({ claims, ours, comparison: { after } }: Touched): string {
  if (claims === undefined) return '';
  const { inFlight, using, touched } = claims;
  return (
    `${ours?.length ?? 0} of them are ours: ${using} of ${counted(inFlight, 'claim')} in flight use them, ` +
    `${touched} on days for which ${after.release} decides.`
  );
}

const rowOf = ({ code, kind, columns: changed, billable }: Difference): readonly string[] => [
  code,
  billable === undefined ? kind : `${kind}, billable ${billable}`,
  changed.join(', '),
];
