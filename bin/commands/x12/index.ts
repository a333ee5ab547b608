import type { CommandGroup } from '../command.ts';
import { ack } from './ack.ts';
import { check } from './check.ts';
import { diff } from './diff.ts';
import { json } from './json.ts';
import { mask } from './mask.ts';
import { merge } from './merge.ts';
import { show } from './show.ts';
import { split } from './split.ts';

/** The X12 tools: they read files and need nothing that runs. */
export const x12: CommandGroup = (group, shell) => {
  for (const command of [show, check, json, ack, split, merge, diff, mask]) command(group, shell);
};
