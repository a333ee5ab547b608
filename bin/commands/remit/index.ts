import type { CommandGroup } from '../command.ts';
import { check } from './check.ts';

/** What payers paid: reading it without posting. */
export const remit: CommandGroup = (group, shell) => {
  for (const command of [check]) command(group, shell);
};
