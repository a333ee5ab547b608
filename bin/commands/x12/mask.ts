import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { type MaskOptions, maskX12 } from '../../../core/x12/tools/mask.ts';
import { readWhole, sourceOf } from '../../session/source.ts';
import { type ExitCode, wrongUse } from '../../terminal/answer.ts';
import { addCommand, type CommandGroup, type Shell } from '../command.ts';

interface Options {
  readonly key?: string;
  readonly keyFile?: string;
  readonly keepPayers?: true;
}

export const mask: CommandGroup = (group, shell) => {
  addCommand(group, 'mask <file>', {
    summary: 'copy a file without its names, ids, dates and addresses',
    example: 'x12 mask failing.837 > failing-masked.837',
    more:
      'For sharing a file that does not work. The same value becomes the same everywhere, and in every file masked\n' +
      'with the same key. Amounts, codes, control numbers, lengths and delimiters stay, so what is wrong with the\n' +
      'file is wrong with the copy. Dates all move by the same number of days.\n' +
      'Whoever has the key can undo it: keep it to yourself. Amounts, procedures and diagnoses stay as they are:\n' +
      'a masked file is no longer about named people, but do not publish it. `-` reads standard input.\n' +
      'Ends with 0 whatever the file holds, and with 2 where it cannot be read.',
  })
    .option('--key <secret>', 'mask as other files with this key; else a new key, told on standard error')
    .option(
      '--key-file <file>',
      'the same, with the key in a file, where other users of this machine cannot see it',
    )
    .option('--keep-payers', "keep payers' names, ids and addresses")
    .action(shell.answering((file: string, options: Options) => masked(file, options, shell)));
};

async function masked(file: string, options: Options, { world, json }: Shell): Promise<ExitCode> {
  const given = givenKey(options, world.cwd);
  const key = given ?? randomBytes(16).toString('hex');
  const { out, err } = world.terminal;
  const copy = maskX12(sourceOf(world, file), maskOptions(key, options));
  if (json) {
    for await (const piece of asDocument(copy, given === undefined ? key : undefined)) await out(piece);
    return 0;
  }
  // Bytes, not text: a file may be no UTF-8, and its copy must be as long.
  for await (const chunk of copy) await out(chunk);
  if (given === undefined) err(keyNote(key));
  return 0;
}

/** `{"text": …}`, written as the copy comes. */
async function* asDocument(
  copy: AsyncIterable<Uint8Array>,
  newKey: string | undefined,
): AsyncGenerator<string> {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  let before = '{"text": "';
  for await (const chunk of copy) {
    yield before + JSON.stringify(utf8.decode(chunk, { stream: true })).slice(1, -1);
    before = '';
  }
  const key = newKey === undefined ? '' : `, "newKey": ${JSON.stringify(newKey)}`;
  yield `${JSON.stringify(utf8.decode()).slice(1, -1)}"${key}}\n`;
}

function givenKey({ key, keyFile }: Options, cwd: string): string | undefined {
  if (key !== undefined && keyFile !== undefined) throw wrongUse('Give --key or --key-file, not both.');
  const given = keyFile === undefined ? key : readWhole(cwd, keyFile).toString('utf8').trim();
  if (given === '') throw wrongUse('The key is empty.');
  return given;
}

function maskOptions(key: string, { keepPayers }: Options): MaskOptions {
  const secret = createSecretKey(key, 'utf8');
  return {
    digest: (text) => createHmac('sha256', secret).update(text).digest(),
    keepPayers: keepPayers === true,
  };
}

const keyNote = (key: string): string =>
  `Masked with a new key. For other files that belong to this one: --key ${key}\n` +
  'Whoever has the key can undo the masking: keep it to yourself.\n';
