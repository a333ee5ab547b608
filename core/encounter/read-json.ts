import { cutJson } from './cut-json.ts';
import { describeIssues, type FieldProblem } from './field-problems.ts';
import type { CutProblem, FilePosition, JsonSlice } from './json-cursor.ts';
import type { Encounter } from './model.ts';
import { encounterSchema } from './schema.ts';

/**
 * One encounter of a file, or the place where one could not be read and why. `ordinal` counts both from 1.
 */
export type EncounterItem =
  | {
      readonly kind: 'encounter';
      readonly encounter: Encounter;
      readonly ordinal: number;
      readonly position: FilePosition;
    }
  | {
      readonly kind: 'unreadable';
      readonly ordinal: number;
      readonly position: FilePosition;
      readonly problems: readonly FieldProblem[];
    };

/**
 * Reads encounters from JSON (one object, an array, `{ "encounters": [...] }`) or NDJSON, whichever the
 * content is.
 *
 * Never throws on data, and never says a value or an unknown key: both may be a patient's. A broken item
 * among good ones loses only itself. Streams NDJSON and arrays. A last item tells when the file is cut off.
 */
export async function* readEncounters(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<EncounterItem> {
  let ordinal = 0;
  for await (const slice of cutJson(source)) {
    ordinal += 1;
    yield { ordinal, position: slice.position, ...readSlice(slice) };
  }
}

type Reading =
  | { readonly kind: 'encounter'; readonly encounter: Encounter }
  | { readonly kind: 'unreadable'; readonly problems: readonly FieldProblem[] };

const unreadable = (problems: readonly FieldProblem[]): Reading => ({ kind: 'unreadable', problems });

function readSlice(slice: JsonSlice): Reading {
  if (slice.problem !== undefined) return unreadable([cutProblems[slice.problem]]);
  const json = parseBytes(slice.bytes);
  if (json === NOT_JSON) return unreadable([notJson]);
  const read = encounterSchema.safeParse(json);
  if (!read.success) return unreadable(describeIssues(read.error.issues, json));
  if (read.data.encounterId === undefined && read.data.claimNo === undefined) return unreadable([unnamed]);
  return { kind: 'encounter', encounter: read.data };
}

const NOT_JSON = Symbol('not JSON');
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

function parseBytes(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    // The error quotes its input: it must go no further.
    return NOT_JSON;
  }
}

const wholeItem = (code: string, problem: string): FieldProblem => ({ path: '', code, problem });

const notJson = wholeItem('not-json', 'is not valid JSON in UTF-8');
const unnamed = wholeItem('unnamed', 'needs an encounterId or a claimNo');

const cutProblems: Readonly<Record<CutProblem, FieldProblem>> = {
  'cut-off': wholeItem('cut-off', 'ends in the middle: the file is incomplete'),
  'too-large': wholeItem('too-large', 'is larger than 4 MB'),
  'text-after-list': wholeItem('text-after-list', 'stands behind the end of the list'),
  'empty-file': wholeItem('empty-file', 'the file is empty'),
  'not-json-file': wholeItem('not-json-file', 'the file does not begin like JSON'),
};
