import type { CommandGroup } from '../command.ts';
import { ack } from './ack.ts';
import { check } from './check.ts';
import { diff } from './diff.ts';
import { json } from './json.ts';
import { mask } from './mask.ts';
import { merge } from './merge.ts';
import { show } from './show.ts';
import { split } from './split.ts';

const exitCodes = `
All end with 0 when all is fine and 2 when a file cannot be read or the command is used wrongly. With 1 end: check and
json where the file has errors, ack where it rejects something, diff where the files differ, split and merge where they
refuse to do it. show and mask take any file. 3 is a fault of ours.`;

/** The X12 tools: they read files and need nothing that runs. */
export const x12: CommandGroup = (group, shell) => {
  for (const command of [show, check, json, ack, split, merge, diff, mask]) command(group, shell);
  group.addHelpText('after', exitCodes);
};
