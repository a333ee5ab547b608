import { eventsOf, type X12Event } from './events.ts';
import type { LoopGuide, SegmentGuide } from './guides/guide.ts';
import type { ByteSource, ReadOptions } from './read.ts';
import { setNameOf } from './sets/set-type.ts';
import { interchangeAcknowledgmentOf } from './sets/ta1-read.ts';
import type { Segment } from './syntax/segment.ts';
import { nameOfCode } from './tools/code-names.ts';
import { type RuleFinding, RuleRunner } from './tools/show-rules.ts';
import { clock, day, printable, valuesOf } from './tools/show-segment.ts';
import { SEGMENT_NAMES, SET_PURPOSES } from './tools/show-words.ts';
import type { Finding, Group, Interchange } from './types.ts';

/** Colours by meaning; each gives its text back in a colour, or as it is. */
export interface ShowPaint {
  readonly heading: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly quiet: (text: string) => string;
}

const plain = (text: string): string => text;
const PLAIN: ShowPaint = { heading: plain, bad: plain, quiet: plain };

/** Lines are no longer than this where nobody asks for another width. */
const WIDTH = 100;
const INDENT = '  ';
/** Interchange and group stand outside of a set's segments. */
const SET_DEPTH = 2;
const SEPARATOR = ' · ';

export interface ShowOptions extends ReadOptions {
  readonly paint?: ShowPaint;
  /** Characters that a line may have, a single long word aside; 100 if not given. */
  readonly width?: number;
}

/**
 * A file for people: segments indented by loop, with our names for segments and codes, amounts in dollars and
 * dates with hyphens. Findings stand where they arise, those about a loop at its end. Absent elements are left
 * out. Shows the data as they are, so the lines are as confidential as the file. Never throws on data.
 */
export async function* showX12(
  source: ByteSource,
  { paint = PLAIN, width = WIDTH, ...options }: ShowOptions = {},
): AsyncGenerator<string> {
  const view = new View(paint, width, options);
  for await (const events of eventsOf(source, options)) {
    for (const event of events) yield* view.linesOf(event);
  }
  yield* view.last();
}

class View {
  readonly #paint: ShowPaint;
  readonly #width: number;
  readonly #options: ReadOptions;
  readonly #rules = new RuleRunner();
  #depth = 0;
  #findings = 0;
  #started = false;

  constructor(paint: ShowPaint, width: number, options: ReadOptions) {
    this.#paint = paint;
    this.#width = width;
    this.#options = options;
  }

  linesOf(event: X12Event): readonly string[] {
    const found = this.#rules.take(event).map((finding) => this.#rule(finding));
    return found.length === 0 ? this.#shown(event) : [...found.flat(), ...this.#shown(event)];
  }

  #shown(event: X12Event): readonly string[] {
    switch (event.kind) {
      case 'interchange':
        return this.#interchange(event.interchange);
      case 'acknowledgment':
        return this.#acknowledgment(event);
      case 'group':
        return this.#group(event.group);
      case 'set':
        return this.#set(event);
      case 'open':
        return this.#open(event.loop);
      case 'segment':
        return this.#segment(event.segment, event.guide);
      case 'close':
        this.#depth -= 1;
        return [];
      case 'set-end':
        return this.#setEnd(event);
      case 'group-end':
      case 'interchange-end':
        return [];
      case 'stray':
        return this.#segment(event.segment, null);
      case 'finding':
        return this.#finding(event.finding);
    }
  }

  /** How much was found, at the end where it is seen. */
  last(): readonly string[] {
    if (this.#findings === 0) return [];
    const findings = this.#findings === 1 ? '1 finding' : `${this.#findings} findings`;
    return ['', this.#paint.bad(`${findings}, marked by ! above.`)];
  }

  #interchange({ controlNo, senderId, receiverId, date, time, usage }: Interchange): readonly string[] {
    const when = `${day(`20${date}`)} ${clock(time)}`;
    const test = usage === 'T' ? ', test' : '';
    const line = `Interchange ${controlNo}: ${senderId} to ${receiverId}, ${when}${test}`;
    const gap = this.#started ? [''] : [];
    this.#started = true;
    this.#depth = 1;
    return [...gap, this.#heading(0, line)];
  }

  #acknowledgment(event: X12Event & { readonly kind: 'acknowledgment' }): readonly string[] {
    const items = interchangeAcknowledgmentOf(event);
    const findings = items.flatMap((item) => (item.kind === 'finding' ? this.#finding(item.finding) : []));
    return [...this.#segment(event.segment, null), ...findings];
  }

  #group({ controlNo, functionalCode, version, date, time }: Group): readonly string[] {
    this.#depth = SET_DEPTH;
    const name = nameOfCode('GS01', functionalCode);
    const kind = name === undefined ? functionalCode : `${functionalCode} (${name})`;
    const parts = [kind, version, `${day(date)} ${clock(time)}`.trim()].filter((part) => part !== '');
    return [
      this.#heading(1, parts.length === 0 ? 'Group without GS' : `Group ${controlNo}: ${parts.join(', ')}`),
    ];
  }

  #set({ segment, context }: X12Event & { readonly kind: 'set' }): readonly string[] {
    this.#depth = SET_DEPTH + 1;
    const type = setNameOf(segment.element(1), context.version, this.#options.guides);
    const purpose = SET_PURPOSES.get(type);
    const name = purpose === undefined ? type : `${type}, ${purpose}`;
    return [this.#heading(SET_DEPTH, `Set ${context.setControlNo}: ${name}`)];
  }

  #heading(depth: number, text: string): string {
    return INDENT.repeat(depth) + this.#paint.heading(printable(text));
  }

  #setEnd({ context, segments, complete }: X12Event & { readonly kind: 'set-end' }): readonly string[] {
    this.#depth = SET_DEPTH;
    const cut = complete ? '' : ', cut off';
    const text = `End of set ${context.setControlNo}: ${segments} segments${cut}`;
    return [INDENT.repeat(SET_DEPTH) + this.#paint.quiet(printable(text))];
  }

  #open({ id, name }: LoopGuide): readonly string[] {
    const indent = INDENT.repeat(this.#depth);
    this.#depth += 1;
    return [indent + this.#paint.heading(`${id} ${name}`)];
  }

  #segment(segment: Segment, guide: SegmentGuide | null): readonly string[] {
    const name = guide?.name ?? SEGMENT_NAMES.get(segment.id) ?? 'unknown segment';
    const start = `${printable(segment.id).padEnd(3)} ${name}`;
    const values = valuesOf(segment, guide, name);
    const indent = INDENT.repeat(this.#depth);
    const text = values.length === 0 ? start : `${start}: ${values.join(SEPARATOR)}`;
    const hanging = `${indent}${INDENT.repeat(3)}`;
    return wrapped(text, { indent, hanging, width: this.#width }).map((line, i) =>
      this.#painted(line, i === 0),
    );
  }

  /** Our words about codes stand back behind the data. */
  #painted(line: string, first: boolean): string {
    const { quiet, heading } = this.#paint;
    const text = line.replaceAll(/\([^()]*\)/g, (words) => quiet(words));
    return first ? text.replace(/^( *)(\S+)/, (_, indent, id) => indent + heading(id)) : text;
  }

  #finding({ position, ...kind }: Finding): readonly string[] {
    return this.#rule({ ...position, segmentId: position.segmentId ?? '', kind });
  }

  #rule({
    kind: { severity, code, message },
    segmentId,
    element,
    component,
  }: RuleFinding): readonly string[] {
    this.#findings += 1;
    const at = element === undefined ? '' : String(element).padStart(2, '0');
    const part = component === undefined ? '' : `-${component}`;
    const where = segmentId === '' ? '' : ` ${printable(segmentId)}${at}${part}`;
    const indent = INDENT.repeat(this.#depth);
    const layout = { indent, hanging: indent + INDENT, width: this.#width };
    const lines = wrapped(`! ${severity} ${code}${where}: ${message}`, layout);
    return severity === 'error' ? lines.map(this.#paint.bad) : lines;
  }
}

interface Layout {
  readonly indent: string;
  /** Before all lines but the first. */
  readonly hanging: string;
  readonly width: number;
}

/** Breaks a text between values, and within one that is longer than a line; a word stays whole. */
function wrapped(text: string, { indent, hanging, width }: Layout): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  const put = (part: string, glue: string): void => {
    if (line.trim() === '') line += part;
    else if (line.length + glue.length + part.length <= width) line += glue + part;
    else {
      lines.push(line.trimEnd());
      line = hanging + part;
    }
  };
  for (const value of text.split(SEPARATOR)) {
    const [first = '', ...more] = hanging.length + value.length <= width ? [value] : value.split(' ');
    put(first, line === indent ? '' : SEPARATOR);
    for (const word of more) put(word, ' ');
  }
  return [...lines, line];
}
