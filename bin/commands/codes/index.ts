import type { CommandGroup } from '../command.ts';
import { addDiff } from './diff.ts';
import { addImport } from './import.ts';
import { addLookup } from './lookup.ts';
import { addRollback } from './rollback.ts';
import { addStatus } from './status.ts';

export const codes: CommandGroup = (group, shell) => {
  for (const add of [addImport, addStatus, addLookup, addDiff, addRollback]) add(group, shell);
};
