import type { CommandGroup } from '../command.ts';
import { aging } from './aging.ts';
import { kpis } from './kpis.ts';

/** What is owed and for how long, and how the practice does. */
export const report: CommandGroup = (group, shell) => {
  for (const command of [aging, kpis]) command(group, shell);
};
