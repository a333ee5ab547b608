import type { CommandGroup } from '../command.ts';
import { check } from './check.ts';
import { enter } from './enter.ts';
import { match } from './match.ts';
import { recoupments } from './recoupments.ts';
import { suspense } from './suspense.ts';
import { variances } from './variances.ts';

/** What payers paid, and what they took back. */
export const remit: CommandGroup = (group, shell) => {
  for (const command of [check, recoupments, suspense, match, variances, enter]) command(group, shell);
};
