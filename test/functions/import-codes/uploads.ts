import { openTable } from '../../../core/codes/open.ts';
import type { CodeRow, CodeSetName } from '../../../core/codes/sets.ts';
import {
  type ImportAsked,
  type ImportReport,
  importFile,
} from '../../../functions/import-codes/open-file.ts';

/** 22 November 2026. */
export const NOW = Date.UTC(2026, 10, 22, 12);

export async function* inChunks(bytes: Uint8Array | string, size = 64): AsyncGenerator<Uint8Array> {
  const all = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
}

export const importText = (
  name: string,
  bytes: Uint8Array | string,
  asked: Partial<ImportAsked> = {},
  size = 64,
): Promise<ImportReport> => importFile(name, inChunks(bytes, size), { importedAt: NOW, ...asked });

/** The rows of a report's table of a set, as they can be read back. */
export function rowsIn<S extends CodeSetName>(report: ImportReport, set: S): readonly CodeRow<S>[] {
  const table = report.tables.find(({ release }) => release.set === set);
  if (table === undefined) throw new Error(`no table of ${set}: ${JSON.stringify(report.problems)}`);
  const opened = openTable(table.bytes);
  if (!opened.ok) throw new Error('a table that cannot be opened');
  if ('entries' in opened.value) return [...opened.value.entries()] as unknown as readonly CodeRow<S>[];
  const { value } = opened;
  return Array.from({ length: value.size }, (_, row) => value.rowAt(row) as CodeRow<S>);
}
