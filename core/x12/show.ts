import { formatDollars, parseAmount } from '../money.ts';
import { isAmount, type SegmentGuide } from './guides/guide.ts';
import { type WalkEvent, Walker } from './guides/walk.ts';
import type { ByteSource } from './read.ts';
import { moduleOf } from './sets/registry.ts';
import { setNameOf, setTypeOf } from './sets/set-type.ts';
import { type EnvelopeEvent, EnvelopeReader } from './syntax/envelope.ts';
import { Scanner } from './syntax/scan.ts';
import type { Segment } from './syntax/segment.ts';
import type { Finding } from './types.ts';

/**
 * A file for people: one line per segment, indented by loop, with our names and amounts in dollars; findings
 * stand where they arise. Shows the data as it is, so the lines are as confidential as the file.
 */
export async function* showX12(source: ByteSource): AsyncGenerator<string> {
  const scanner = new Scanner();
  const envelope = new EnvelopeReader();
  const view = new View();
  for await (const chunk of source) {
    for (const scanned of scanner.push(chunk)) yield* envelope.take(scanned).flatMap((e) => view.linesOf(e));
  }
  for (const scanned of scanner.end()) yield* envelope.take(scanned).flatMap((e) => view.linesOf(e));
  yield* envelope.end().flatMap((e) => view.linesOf(e));
}

const INDENT = '  ';
/** Interchange and group stand outside of a set's segments. */
const SET_DEPTH = 2;

class View {
  #walker: Walker | null = null;
  #depth = 0;

  linesOf(event: EnvelopeEvent): readonly string[] {
    switch (event.kind) {
      case 'interchange': {
        const { controlNo, senderId, receiverId, usage } = event.interchange;
        return [`Interchange ${controlNo}: ${senderId} to ${receiverId}${usage === 'T' ? ', test' : ''}`];
      }
      case 'interchange-segment':
        return [`${INDENT}${segmentLine(event.segment, null)}`];
      case 'group':
        return [
          `${INDENT}Group ${event.group.controlNo}: ${event.group.functionalCode} ${event.group.version}`,
        ];
      case 'set':
        return this.#open(event);
      case 'segment':
        return this.#walk(event.segment);
      case 'set-end':
        return this.#close(event);
      case 'finding':
        return [this.#findingLine(event.finding)];
    }
  }

  #open({ st, context, position }: EnvelopeEvent & { kind: 'set' }): readonly string[] {
    const module = moduleOf(setTypeOf(st.element(1), context.version));
    this.#walker = module === undefined ? null : new Walker(module.guide, st, position);
    this.#depth = SET_DEPTH + 1;
    const name = module === undefined ? '' : `, ${module.guide.name}`;
    return [
      `${INDENT.repeat(SET_DEPTH)}Set ${context.setControlNo}: ${setNameOf(st.element(1), context.version)}${name}`,
    ];
  }

  #close({ segments, complete }: EnvelopeEvent & { kind: 'set-end' }): readonly string[] {
    const rest = complete ? (this.#walker?.end() ?? []) : [];
    const lines = rest.flatMap((event) => this.#walkLines(event));
    this.#walker = null;
    this.#depth = SET_DEPTH;
    return [
      ...lines,
      `${INDENT.repeat(SET_DEPTH)}End of set: ${segments} segments${complete ? '' : ', cut off'}`,
    ];
  }

  #walk(segment: Segment): readonly string[] {
    if (this.#walker === null) return [INDENT.repeat(this.#depth) + segmentLine(segment, null)];
    return this.#walker.next(segment).flatMap((event) => this.#walkLines(event));
  }

  #walkLines(event: WalkEvent): readonly string[] {
    const indent = INDENT.repeat(this.#depth);
    switch (event.kind) {
      case 'open':
        this.#depth += 1;
        return [`${indent}${event.loop.id} ${event.loop.name}`];
      case 'close':
        this.#depth -= 1;
        return [];
      case 'segment':
        return [indent + segmentLine(event.segment, event.guide)];
      case 'finding':
        return [this.#findingLine(event.finding)];
    }
  }

  #findingLine({ severity, code, message, position }: Finding): string {
    const element = position.element === undefined ? '' : String(position.element).padStart(2, '0');
    const where = position.segmentId === undefined ? '' : ` ${position.segmentId}${element}`;
    return `${INDENT.repeat(this.#depth)}! ${severity} ${code}${where}: ${message}`;
  }
}

function segmentLine(segment: Segment, guide: SegmentGuide | null): string {
  const elements: string[] = [];
  for (let n = 1; n <= segment.size; n += 1) {
    const text = segment.element(n);
    const amount = isAmount(guide?.elements[n - 1]) ? parseAmount(text) : null;
    elements.push(amount === null ? text : `$${formatDollars(amount)}`);
  }
  const name = guide === null ? '' : ` ${guide.name}`;
  return `${segment.id}${name}: ${elements.join(' | ')}`;
}
