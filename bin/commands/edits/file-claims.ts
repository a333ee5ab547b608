import { readEncounters } from '../../../core/encounter/read-json.ts';
import type { ClaimContent } from '../../../core/x12/claim-content.ts';
import { itemsOf } from '../../../core/x12/read.ts';
import type { Finding, Position } from '../../../core/x12/types.ts';
import { kindOf } from '../../../functions/runtime/content.ts';
import { wrongUse } from '../../terminal/answer.ts';

/** Where something stands in a file; what does not apply to the kind of file is null. */
export interface FilePlace {
  /** Line of the text, in JSON. */
  readonly line: number | null;
  readonly interchange: number | null;
  readonly set: number | null;
  /** In its set, ST is 1. */
  readonly segment: number | null;
  readonly byte: number;
}

/** A claim of a file, or what the reader says of a place that it could not read. */
export type FileItem =
  | {
      readonly kind: 'claim';
      readonly claim: number;
      readonly content: ClaimContent;
      readonly place: FilePlace;
    }
  | {
      readonly kind: 'problem';
      readonly claim: number | null;
      readonly code: string;
      readonly message: string;
      readonly field: string | null;
      readonly place: FilePlace;
    };

const START_BYTES = 8192;

/**
 * Encounters of JSON or NDJSON, or claims of an 837, as the file's start says. Claims are counted from 1, those that
 * could not be read too where the file tells how many there are.
 *
 * @throws Failure where the file is neither
 */
export async function* fileClaims(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly FileItem[]> {
  const { start, whole } = await begun(bytes);
  const kind = kindOf(start);
  if (kind === 'encounters') yield* ofJson(whole);
  else if (kind === '837') yield* of837(whole);
  else throw wrongUse('The file holds neither encounters nor an 837.', 'See examples/ for both.');
}

/** The first bytes, and all of them. */
async function begun(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < START_BYTES) {
    const { done, value } = await iterator.next();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield* chunks;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { start: Buffer.concat(chunks).subarray(0, START_BYTES), whole: whole() };
}

const BATCH = 256;

async function* ofJson(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly FileItem[]> {
  let batch: FileItem[] = [];
  for await (const item of readEncounters(bytes)) {
    const { ordinal: claim, position } = item;
    const place = { line: position.line, interchange: null, set: null, segment: null, byte: position.byte };
    if (item.kind === 'encounter') batch.push({ kind: 'claim', claim, content: item.encounter, place });
    else {
      for (const { path, code, problem } of item.problems) {
        const message = path === '' ? `The encounter ${problem}.` : `The field ${problem}.`;
        const field = path === '' ? null : path;
        batch.push({ kind: 'problem', claim, code, message, field, place });
      }
    }
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

async function* of837(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly FileItem[]> {
  let claim = 0;
  for await (const items of itemsOf(bytes)) {
    const batch: FileItem[] = [];
    for (const item of items) {
      if (item.kind === 'claim') {
        claim += 1;
        const { content, position } = item.claim;
        batch.push({ kind: 'claim', claim, content, place: placeOf(position) });
      } else if (item.kind === 'finding' && hidesClaims(item.finding)) {
        batch.push(problemOf(item.finding));
      }
    }
    if (batch.length > 0) yield batch;
  }
}

/** A set that is not read may hold claims: what was not tested is not clean. */
const hidesClaims = ({ severity, code }: Finding): boolean =>
  severity === 'error' || code === 'SET-NOT-SUPPORTED';

const problemOf = ({ code, message, position }: Finding): FileItem => ({
  kind: 'problem',
  claim: null,
  code,
  message,
  field: position.segmentId === undefined ? null : elementOf(position),
  place: placeOf(position),
});

/** `NM109`, `CLM05-1`. */
const elementOf = ({ segmentId = '', element, component }: Position): string =>
  `${segmentId}${element === undefined ? '' : String(element).padStart(2, '0')}${component === undefined ? '' : `-${component}`}`;

const placeOf = ({ interchange, set, segment, offset }: Position): FilePlace => ({
  line: null,
  interchange,
  set: set ?? null,
  segment,
  byte: offset,
});
