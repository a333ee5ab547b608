import { type CatalogedEdit, catalogedEdits } from '../../core/edits/edit-set.ts';
import { EDIT_SET_VERSION } from '../../core/edits/engine.ts';
import type { Answer } from '../terminal/answer.ts';
import type { Paint } from '../terminal/paint.ts';
import { table } from '../terminal/table.ts';
import { addCommand, type CommandGroup } from './command.ts';

export const edits: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'list', {
    summary: 'list the edits that claims are tested by before they leave',
    example: 'edits list',
  }).action(answering(async () => listed(world.terminal.paint)));
};

function listed(paint: Paint): Answer {
  const all = catalogedEdits.map(rowOf);
  const columns = ['Edit', 'Family', 'Severity', 'Queue', 'What must hold'].map((title) => ({ title }));
  const rows = all.map(({ id, family, severity, queue, cause }) => [id, family, severity, queue, cause]);
  return {
    json: { version: EDIT_SET_VERSION, edits: all },
    text: () => `${table(columns, rows, paint)}\n\nEdit set ${EDIT_SET_VERSION}. More of each: docs/edits.md`,
  };
}

function rowOf({ edit, family }: CatalogedEdit) {
  const { id, level, severity, queue, cause, remedy, source } = edit;
  return { id, family, level, severity, queue, cause, remedy, source };
}
