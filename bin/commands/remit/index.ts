import type { CommandGroup } from '../command.ts';
import { check } from './check.ts';
import { recoupments } from './recoupments.ts';

/** What payers paid, and what they took back. */
export const remit: CommandGroup = (group, shell) => {
  for (const command of [check, recoupments]) command(group, shell);
};
