import { type FoundCounts, type RecordPiece, recordPieces } from '../../../core/x12/tools/records.ts';
import { sourceOf } from '../../session/source.ts';
import type { ExitCode } from '../../terminal/answer.ts';
import { counted } from '../../terminal/format.ts';
import { addCommand, type CommandGroup, type Shell } from '../command.ts';
import { GatheredOut } from './gathered-out.ts';

export const json: CommandGroup = (group, shell) => {
  addCommand(group, 'json <file>', {
    summary: 'convert a file to JSON, an object for each claim or payment',
    example: 'x12 json claims.837 | head -1',
    more:
      'One object a line: a claim of an 837; a claim payment of an 835 with what paid it, the last of them with the\n' +
      'provider adjustments; a whole set of any other kind. Of a claim or payment that cannot be read, its place.\n' +
      'With --json one array. Holds the data of the file.\n' +
      'Amounts are cents. Findings are counted on standard error; it ends with 1 when there is an error.\n' +
      '`-` reads standard input.',
  }).action(shell.answering((file: string) => converted(file, shell)));
};

/** Line by line, and long lines as they grow, so that a file of any size is converted in constant memory. */
async function converted(file: string, shell: Shell): Promise<ExitCode> {
  const { err } = shell.world.terminal;
  const out = new GatheredOut(shell.world.terminal.out);
  const found: FoundCounts = { errors: 0, warnings: 0 };
  const lines = new Lines(shell.json);
  for await (const piece of recordPieces(sourceOf(shell.world, file), found)) {
    const slower = out.write(lines.textOf(piece));
    if (slower !== undefined) await slower;
  }
  await out.write(lines.end());
  await out.end();
  if (found.errors + found.warnings > 0) err(findingsNote(found, file));
  return found.errors > 0 ? 1 : 0;
}

/** An object a line, or all of them as one array. */
class Lines {
  readonly #asArray: boolean;
  #isFirst = true;
  #isFirstValue = true;

  constructor(asArray: boolean) {
    this.#asArray = asArray;
  }

  textOf(piece: RecordPiece): string {
    switch (piece.piece) {
      case 'whole':
        return this.#between() + JSON.stringify(piece.record);
      case 'start':
        this.#isFirstValue = true;
        return `${this.#between()}${JSON.stringify(piece.record).slice(0, -1)},"${piece.list}":[`;
      case 'value': {
        const before = this.#isFirstValue ? '' : ',';
        this.#isFirstValue = false;
        return before + JSON.stringify(piece.value);
      }
      case 'end': {
        const rest = JSON.stringify(piece.rest).slice(1);
        return rest === '}' ? ']}' : `],${rest}`;
      }
    }
  }

  end(): string {
    if (this.#asArray) return this.#isFirst ? '[]\n' : '\n]\n';
    return this.#isFirst ? '' : '\n';
  }

  #between(): string {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (isFirst) return this.#asArray ? '[\n' : '';
    return this.#asArray ? ',\n' : '\n';
  }
}

function findingsNote({ errors, warnings }: FoundCounts, file: string): string {
  const counts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  return `${counts.join(' and ')}: claimline x12 check ${file} says what and where.\n`;
}
