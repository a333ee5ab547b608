import type { Command } from 'commander';
import { type CodeSetName, codeSetNames, codeSets, type Release } from '../../../core/codes/sets.ts';
import { STARTER, starterSets } from '../../../core/codes/starter/index.ts';
import { epochToIso } from '../../../core/dates.ts';
import { codeSetStore, type Manifest, type StoredRelease } from '../../../store/code-sets.ts';
import { withArchive } from '../../session/archive.ts';
import { demoOption, type LookOptions } from '../../session/look-options.ts';
import type { Answer } from '../../terminal/answer.ts';
import { instant } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { type Column, table } from '../../terminal/table.ts';
import { wrapped } from '../../terminal/wrapped.ts';
import { addCommand, type Shell } from '../command.ts';
import { daysText } from './options.ts';

export function addStatus(group: Command, { world, answering }: Shell): void {
  addCommand(group, 'status', {
    summary: 'list the code sets: which releases decide, for which days, and what is not loaded',
    example: 'codes status',
    more: 'A set that was never imported is served by the starter where it has one.',
  })
    .addOption(demoOption())
    .action(
      answering((options: LookOptions) =>
        withArchive(world, options, async (archive) => {
          const manifest = await codeSetStore(archive).newest();
          return status(manifest, world.terminal.paint);
        }),
      ),
    );
}

interface SetStatus {
  readonly set: CodeSetName;
  readonly title: string;
  readonly loaded: boolean;
  readonly starter: boolean;
  readonly releases: readonly (Release | StoredRelease)[];
}

function status(manifest: Manifest, paint: Paint): Answer {
  const starters = starterSets().releases;
  const sets = codeSetNames.map((set): SetStatus => {
    const imported = manifest.releases.filter((release) => release.set === set);
    const releases = imported.length > 0 ? imported : starters.filter((release) => release.set === set);
    const { title } = codeSets[set];
    return {
      set,
      title,
      loaded: releases.length > 0,
      starter: releases.some(({ release }) => release === STARTER),
      releases,
    };
  });
  const { number, at, cause } = manifest;
  return {
    json: { manifest: number, ...(number === 0 ? {} : { at, cause }), sets: sets.map(documentOf) },
    text: () => statusText(manifest, sets, paint),
  };
}

/** Where a table lies is ours. */
const documentOf = ({ releases, ...rest }: SetStatus) => ({
  ...rest,
  releases: releases.map((one) => ({
    release: one.release,
    from: one.from,
    to: one.to,
    complete: one.complete,
    rows: one.rows,
    source: one.source,
    importedAt: one.importedAt === 0 ? null : epochToIso(one.importedAt),
    ...('parts' in one && { parts: one.parts?.map(({ part, of }) => ({ part, of })) }),
  })),
});

const columns: readonly Column[] = [
  { title: 'Set' },
  { title: 'Release' },
  { title: 'Days' },
  { title: 'Rows', align: 'right' },
  { title: 'Source' },
  { title: 'Loaded' },
];
const HASH_SHOWN = 8;
const DAY_LENGTH = 10;

function statusText({ number, at }: Manifest, sets: readonly SetStatus[], paint: Paint): string {
  const rows = sets.flatMap(({ set, releases }) => releases.map((release) => row(set, release)));
  const missing = sets.filter(({ loaded }) => !loaded).map(({ set }) => set);
  const parts = sets.flatMap(({ releases }) => releases.filter(isPartial));
  return [
    table(columns, rows, paint),
    '',
    number === 0 ? 'Nothing was imported yet.' : `Manifest ${number}, active since ${instant(at)} UTC.`,
    ...(sets.some(({ starter }) => starter) ? [STARTER_NOTE] : []),
    ...parts.map(({ set, release, source }) => `${set} ${release} has ${source.name}: import the others.`),
    ...(missing.length === 0
      ? []
      : ['', paint.heading('Not loaded'), ...wrapped('  ', missing), MISSING_NOTE]),
  ].join('\n');
}

const row = (set: CodeSetName, release: Release): readonly string[] => [
  set,
  release.complete ? release.release : `${release.release} *`,
  daysText(release),
  String(release.rows),
  release.source.sha256.slice(0, HASH_SHOWN),
  release.importedAt === 0 ? '' : epochToIso(release.importedAt).slice(0, DAY_LENGTH),
];

const isPartial = (release: Release): boolean => !release.complete && 'parts' in release;

const STARTER_NOTE =
  '* A starter is a small selection for trying out: a code that is not in it is not judged.\n' +
  '  Import the official files: claimline codes import FILE';
const MISSING_NOTE =
  'Edits that need these are left out, and every file says so. Import: claimline codes import FILE';
