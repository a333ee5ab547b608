import { type EditFamily, editFamilies, tablesOf } from '../../../core/edits/edit.ts';
import { type CatalogedEdit, catalogedEdits } from '../../../core/edits/edit-set.ts';
import { EDIT_SET_VERSION } from '../../../core/edits/engine.ts';
import type { Answer } from '../../terminal/answer.ts';
import { foldedTable } from '../../terminal/fold.ts';
import { counted } from '../../terminal/format.ts';
import type { Terminal } from '../../world.ts';
import { addCommand, type CommandGroup, oneOf } from '../command.ts';

interface ListOptions {
  readonly family?: EditFamily;
}

export const list: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'list', {
    summary: 'list the edits that claims are tested by before they leave',
    example: 'edits list --family modifiers',
  })
    .option('--family <name>', 'only the edits of one family', oneOf(editFamilies))
    .action(answering(async ({ family }: ListOptions) => listed(world.terminal, family)));
};

function listed({ paint, columns: width }: Terminal, family: EditFamily | undefined): Answer {
  const all = catalogedEdits.filter((of) => family === undefined || of.family === family).map(rowOf);
  const columns = ['Edit', 'Claims', 'Severity', 'Queue', 'What must hold'].map((title) => ({ title }));
  const rows = all.map(({ id, types, severity, queue, cause }) => [
    id,
    types.join(''),
    severity,
    queue,
    cause,
  ]);
  return {
    json: { version: EDIT_SET_VERSION, edits: all },
    text: () =>
      [
        foldedTable(columns, rows, { paint, width }),
        '',
        `${counted(all.length, 'edit')}, edit set ${EDIT_SET_VERSION}.`,
        'Claims: P professional, I institutional, D dental.',
        'More of one: claimline edits show ID. All of them: docs/edits.md',
      ].join('\n'),
  };
}

/** What is said of an edit wherever it is listed. */
export function rowOf({ edit, family }: CatalogedEdit) {
  const { id, level, types, severity, queue, value, cause, remedy, source } = edit;
  const needs = [...new Set(types.flatMap((type) => tablesOf(edit, type)))];
  return { id, family, level, types, severity, queue, value, needs, cause, remedy, source };
}
