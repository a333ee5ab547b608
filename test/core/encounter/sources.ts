import { exampleEncounter } from '../../../core/edits/example.ts';
import { type EncounterItem, readEncounters } from '../../../core/encounter/read-json.ts';

/** An encounter as a practice writes it, told apart by its id. */
export const encounterJson = (encounterId: string): object => ({ ...exampleEncounter, encounterId });

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Cuts bytes at the given sizes, over and over. */
export function* inChunks(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  let from = 0;
  for (let i = 0; from < bytes.length; i += 1) {
    const to = from + (sizes[i % sizes.length] ?? bytes.length);
    yield bytes.slice(from, to);
    from = to;
  }
}

export async function readBytes(
  bytes: Uint8Array,
  sizes: readonly number[] = [65_536],
): Promise<EncounterItem[]> {
  const items: EncounterItem[] = [];
  for await (const item of readEncounters(inChunks(bytes, sizes))) items.push(item);
  return items;
}

export const readText = (text: string, sizes?: readonly number[]): Promise<EncounterItem[]> =>
  readBytes(bytesOf(text), sizes);

/** Ids of encounters read, and the code of the first problem where one could not be. */
export const summary = (items: readonly EncounterItem[]): readonly string[] =>
  items.map((item) =>
    item.kind === 'encounter' ? (item.encounter.encounterId ?? '?') : `!${item.problems[0]?.code}`,
  );
