import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PartInfo, PartSink } from '../../../core/x12/tools/part.ts';
import type { ToolRefusal } from '../../../core/x12/tools/refusal.ts';
import { type Failure, refused, wrongUse } from '../../terminal/answer.ts';

export interface PartFiles {
  readonly sink: PartSink;
  readonly written: readonly PartFile[];
  /** Removes what was written: parts of a file that was refused half-way must not be taken for all of it. */
  readonly discard: () => Promise<void>;
}

export interface PartFile {
  readonly path: string;
  /** The payer's id, where parts are made by payer. */
  readonly payer: string | null;
}

/**
 * Writes parts as files. No file stays open between two writes, so that there may be any number of parts.
 *
 * @throws Failure where a file exists already or cannot be written
 */
export function partFiles(pathOf: (part: PartInfo) => string): PartFiles {
  const written: PartFile[] = [];
  const sink: PartSink = {
    open: async (part) => {
      const path = pathOf(part);
      await orFailure(path, async () => {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, '', { flag: 'wx' });
      });
      written.push({ path, payer: part.key });
      return { write: (bytes) => orFailure(path, () => appendFile(path, bytes)), close: () => {} };
    },
  };
  const discard = async () => {
    for (const { path } of written) await rm(path, { force: true });
  };
  return { sink, written, discard };
}

const ORDINAL_DIGITS = 4;
const KEY_CHARACTERS = 20;

/** `0003-99001.x12`: an ordinal, and a payer's id as far as a file name can hold it. No patient's data. */
export const partPath =
  (folder: string) =>
  ({ ordinal, key }: PartInfo): string => {
    const name = key === null ? '' : `-${key.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, KEY_CHARACTERS)}`;
    return join(folder, `${String(ordinal).padStart(ORDINAL_DIGITS, '0')}${name}.x12`);
  };

async function orFailure(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    if (error.code === 'EEXIST') {
      const what = error.syscall === 'mkdir' ? `${dirname(path)} is a file.` : `${path} exists already.`;
      throw wrongUse(what, 'Name another place, or remove it first.');
    }
    throw wrongUse(`${path} cannot be written (${error.code}).`, 'Check the path and who may write there.');
  }
}

const ADVICE: Readonly<Partial<Record<string, string>>> = {
  'NOT-BY-CLAIM': 'Take whole sets: --by set',
  'NOT-BY-PAYER': 'Take whole sets: --by set',
  'CONTROL-NO': 'Begin with a smaller --control-no, or make larger parts.',
  'PAYMENT-BALANCE': 'Take whole sets: --by set. What is wrong with it: claimline x12 check FILE',
  'PAYMENT-NEGATIVE': 'Take whole sets: --by set',
  'PAYMENT-DEBIT': 'Take whole sets: --by set',
  'TOO-LARGE': 'Take whole sets: --by set',
  'TOO-MANY': 'Take whole sets: --by set. Or merge fewer files at a time.',
  DIFFERENT: 'Give a folder for an interchange of each kind: --to DIR',
  ACKNOWLEDGMENT: 'Leave that file out, or split its sets off first: claimline x12 split FILE --by set',
};

export function refusal({ code, message, set }: ToolRefusal): Failure {
  const where = set === undefined ? '' : ` (set ${set} of the file)`;
  return refused(`${message}${where}`, ADVICE[code] ?? 'See what is wrong: claimline x12 check FILE');
}
