import { BYTE, joinBytes } from './json-bytes.ts';
import { Cursor, type CutProblem, type Cutter, type JsonSlice, MAX_ITEM_BYTES } from './json-cursor.ts';
import { type JsonLayout, recognizeLayout } from './json-layout.ts';
import { LineCutter } from './json-lines.ts';
import { NestingCutter } from './json-nesting.ts';

const NO_BYTES = new Uint8Array(0);
/** For a first line longer than any item may be. */
const AS_LINES: JsonLayout = { kind: 'lines', from: 0 };

/**
 * Cuts a file of JSON into the bytes of its items, in constant memory for NDJSON and lists.
 *
 * Looks only at brackets, strings and line ends: whether an item is JSON is for its reader to say. Chunk
 * boundaries may fall anywhere. Never throws on data.
 */
export async function* cutJson(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<JsonSlice> {
  let head: Uint8Array = NO_BYTES;
  let cutter: Cutter | null = null;
  for await (const chunk of source) {
    if (cutter !== null) {
      yield* cutter.take(chunk);
      continue;
    }
    head = joinBytes([head, chunk]);
    const layout = recognizeLayout(head, false) ?? (head.length > MAX_ITEM_BYTES ? AS_LINES : null);
    if (layout === null) continue;
    cutter = cutterFor(layout, head);
    yield* cutter.take(head.subarray(layoutStart(layout)));
  }
  if (cutter === null) {
    const layout = recognizeLayout(head, true) ?? AS_LINES;
    cutter = cutterFor(layout, head);
    yield* cutter.take(head.subarray(layoutStart(layout)));
  }
  yield* cutter.end();
}

const layoutStart = (layout: JsonLayout): number => ('from' in layout ? layout.from : 0);

function cutterFor(layout: JsonLayout, head: Uint8Array): Cutter {
  const from = layoutStart(layout);
  const cursor = new Cursor({ line: 1 + countLineFeeds(head.subarray(0, from)), byte: from });
  switch (layout.kind) {
    case 'lines':
      return new LineCutter(cursor);
    case 'objects':
      return new NestingCutter(cursor, 'objects');
    case 'list':
      return new NestingCutter(cursor, layout.wrapped ? 'wrapped-list' : 'list');
    case 'empty':
      return refusal('empty-file');
    case 'foreign':
      return refusal('not-json-file');
  }
}

const refusal = (problem: CutProblem): Cutter => ({
  take: () => [],
  end: () => [{ position: { line: 1, byte: 0 }, bytes: NO_BYTES, problem }],
});

function countLineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === BYTE.lineFeed) count += 1;
  return count;
}
