import type { CommandGroup } from '../command.ts';
import { backtest } from './backtest.ts';
import { check } from './check.ts';
import { list } from './list.ts';
import { show } from './show.ts';

/** What claims are tested by, and testing them: files are read, nothing needs to run. */
export const edits: CommandGroup = (group, shell) => {
  for (const command of [check, list, show, backtest]) command(group, shell);
};
