import type { Command } from 'commander';
import { type CodeSetStore, codeSetStore, type Manifest } from '../../../store/code-sets.ts';
import { withArchive } from '../../session/archive.ts';
import { demoOption, type LookOptions } from '../../session/look-options.ts';
import { type Answer, refused, wrongUse } from '../../terminal/answer.ts';
import type { World } from '../../world.ts';
import { addCommand, type Shell } from '../command.ts';

export function addRollback(group: Command, { world, answering }: Shell): void {
  addCommand(group, 'rollback [manifest]', {
    summary: 'make the releases decide again that decided before the last import',
    example: 'codes rollback',
    more:
      'Or those of any earlier manifest, by its number; 0 is the starter alone. Nothing is deleted: the choice is\n' +
      'taken again as a new manifest, and a second rollback to the later number takes it back.',
  })
    .addOption(demoOption())
    .action(
      answering((number: string | undefined, options: LookOptions) =>
        withArchive(world, { ...options, writes: true }, (archive) =>
          rollback(codeSetStore(archive), numbered(number), world),
        ),
      ),
    );
}

function numbered(text: string | undefined): number | undefined {
  if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw wrongUse('A manifest is named by its number.', 'See which is active: claimline codes status');
}

async function rollback(store: CodeSetStore, wanted: number | undefined, world: World): Promise<Answer> {
  const current = await store.newest();
  const number = wanted ?? current.number - 1;
  if (number < 0 || number >= current.number)
    throw refused(
      `There is no manifest before ${current.number} of that number.`,
      'See which is active: claimline codes status',
    );
  const earlier = await store.manifest(number);
  const next = await store.switchTo({
    cause: `rollback ${number}`,
    nowEpochMs: world.now(),
    change: async () => earlier.releases,
  });
  return done(next, number);
}

const done = ({ number, releases }: Manifest, earlier: number): Answer => ({
  json: {
    manifest: number,
    as: earlier,
    releases: releases.map(({ set, release }) => ({ set, release })),
  },
  text: () =>
    `Manifest ${number} is active: the releases of manifest ${earlier}. See: claimline codes status`,
});
