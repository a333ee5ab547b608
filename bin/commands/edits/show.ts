import { claimsOf, exampleText } from '../../../core/edits/catalogue.ts';
import type { Example } from '../../../core/edits/edit.ts';
import { type CatalogedEdit, catalogedEdits } from '../../../core/edits/edit-set.ts';
import { type Answer, wrongUse } from '../../terminal/answer.ts';
import { fold } from '../../terminal/fold.ts';
import { sheet } from '../../terminal/table.ts';
import type { Terminal } from '../../world.ts';
import { addCommand, type CommandGroup } from '../command.ts';
import { rowOf } from './list.ts';

export const show: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'show <id>', {
    summary: 'say what an edit wants, why, and what to do about its findings',
    example: 'edits show NPI-01',
  }).action(answering(async (id: string) => shown(id, world.terminal)));
};

function shown(id: string, terminal: Terminal): Answer {
  const found = catalogedEdits.find(({ edit }) => edit.id === id.toUpperCase());
  if (found === undefined) {
    throw wrongUse('There is no edit of that id.', 'They are listed by: claimline edits list');
  }
  return { json: { ...rowOf(found), examples: found.edit.examples }, text: () => textOf(found, terminal) };
}

const NAME_WIDTH = 14;

function textOf(cataloged: CatalogedEdit, { paint, columns }: Terminal): string {
  const { edit } = cataloged;
  const { id, family, level, severity, queue, value, needs } = rowOf(cataloged);
  const facts = sheet([
    ['Severity', severity],
    ['Family', family],
    ['Tests', `${claimsOf(edit)}, ${value}, level ${level}`],
    ['Needs', needs.length === 0 ? undefined : needs.join(', ')],
    ['Queue', queue],
    ['Source', edit.source],
  ]);
  const { fails, passes } = edit.examples;
  return [
    paint.heading(id),
    ...fold(edit.cause, columns),
    '',
    facts,
    '',
    paint.heading('What to do'),
    ...fold(edit.remedy, columns),
    '',
    paint.heading('Examples'),
    exampleLine('fails', fails),
    exampleLine('passes', passes),
  ].join('\n');
}

const NAMES = { P: 'encounter', I: 'hospital bill', D: 'dental claim' } as const;

const exampleLine = (what: string, example: Example): string =>
  `${what.padEnd(NAME_WIDTH - 6)}${NAMES[example.of ?? 'P']}, ${exampleText(example).replaceAll('`', '')}`;
