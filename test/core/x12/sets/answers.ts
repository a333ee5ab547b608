import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { cents } from '../../../../core/money.ts';
import type { X12Item } from '../../../../core/x12/items.ts';
import { readX12 } from '../../../../core/x12/read.ts';
import type { Written } from '../../../../core/x12/sets/answer-write.ts';
import type { EnvelopeSpec } from '../../../../core/x12/types.ts';

/** What the tests of answers (835, 999, 277CA, TA1) share. */

export const golden = (name: string): string =>
  readFileSync(new URL(`../../../golden/x12/${name}.x12`, import.meta.url), 'utf8');

export async function itemsOf(text: string): Promise<readonly X12Item[]> {
  const items: X12Item[] = [];
  for await (const item of readX12([Buffer.from(text)])) items.push(item);
  return items;
}

type Kind = X12Item['kind'];
type Of<K extends Kind> = Extract<X12Item, { readonly kind: K }>;

export const only = <K extends Kind>(items: readonly X12Item[], kind: K): readonly Of<K>[] =>
  items.filter((item): item is Of<K> => item.kind === kind);

export const codesOf = (items: readonly X12Item[]): readonly string[] =>
  only(items, 'finding').map(({ finding }) => finding.code);

/** The value without positions, contexts and ordinals: what a writer was given. */
export function written<T>(value: T): Written<T>;
export function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => written(item));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !['position', 'context', 'ordinal'].includes(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, written(inner)]));
}

/** The envelope of the golden files. */
export const envelope = (controlNo: number, date: string, time: string): EnvelopeSpec => ({
  sender: { qualifier: 'ZZ', id: 'CLEARHOUSE01' },
  receiver: { qualifier: 'ZZ', id: 'SUBMITTER01' },
  applicationSender: 'CLEARHOUSE01',
  applicationReceiver: 'SUBMITTER01',
  interchangeControlNo: controlNo,
  groupControlNo: controlNo % 1000,
  date,
  time,
  usage: 'T',
  acknowledgmentRequested: false,
  newlines: true,
});

// ── arbitraries ───────────────────────────────────────────────────────────────────────────────────────

/** Letters and digits only, so that nothing is cleaned on the way. */
export const word = (min: number, max: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'),
    minLength: min,
    maxLength: max,
  });

export const amount = (max = 1_000_000) => fc.integer({ min: -max, max }).map(cents);
export const positiveAmount = fc.integer({ min: 1, max: 1_000_000 }).map(cents);
export const day = fc.integer({ min: 1, max: 28 }).map((d) => `202601${String(d).padStart(2, '0')}`);
export const npi = fc.constantFrom('1999999992', '1888888884', '1777777776');

/** Objects with optional fields left out, as our types have them. */
export const sparse = <Model, Required extends keyof Model>(
  fields: { [K in keyof Model]: fc.Arbitrary<Model[K]> },
  requiredKeys: Required[],
) => fc.record(fields, { requiredKeys });

/** A golden file with one element of one segment replaced; `nth` is the 0-based ordinal among its id. */
export function withElement(
  text: string,
  at: { readonly id: string; readonly nth?: number; readonly element: number },
  value: string,
): string {
  let seen = -1;
  return text.replaceAll(/[^~\n]+(?=~)/g, (segment) => {
    const elements = segment.split('*');
    if (elements[0] === at.id) seen += 1;
    if (elements[0] !== at.id || seen !== (at.nth ?? 0)) return segment;
    elements[at.element] = value;
    return Array.from(elements, (element) => element ?? '').join('*');
  });
}
