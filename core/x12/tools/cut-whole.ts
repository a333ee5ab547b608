import type { Segment } from '../syntax/segment.ts';
import { type Cut, type Cutter, NO_CUTS, NO_LEVELS } from './cut.ts';
import { Outline, type OutlineRule } from './outline.ts';
import { MOST_TOGETHER_BYTES } from './refusal.ts';
import { EMPTY, RunBuilder, type SegmentEnd } from './run.ts';

/** Bytes of a set that are copied at a time. */
const COPY_BYTES = 65_536;

/**
 * How much of a set must be known before any of it is written: `nothing`, its `head` (it names the payer of an
 * 835), or `all` of it (its size decides where it goes, up to what is held).
 */
export type Holding = 'nothing' | 'head' | 'all';

/** Copies a set as it is. */
export class WholeCutter implements Cutter {
  readonly #outline: Outline;
  readonly #end: SegmentEnd;
  #holding: Holding;
  #run: RunBuilder;
  #claims = 0;
  #goes: Cut['goes'] = undefined;
  #payer = new PayerName();

  constructor(rule: OutlineRule, end: SegmentEnd, holding: Holding) {
    this.#outline = new Outline(rule);
    this.#end = end;
    this.#holding = holding;
    this.#run = new RunBuilder(end);
  }

  take(segment: Segment): readonly Cut[] {
    const { kind } = this.#outline.roleOf(segment);
    if (kind === 'head') this.#payer.take(segment);
    else if (this.#holding === 'head') this.#holding = 'nothing';
    this.#run.add(segment.bytes());
    if (this.#holding !== 'nothing' && this.#run.bytes >= MOST_TOGETHER_BYTES) {
      if (this.#holding === 'all') this.#goes = 'to a new part';
      this.#holding = 'nothing';
    }
    if (kind === 'claim-start') this.#claims += 1;
    return this.#holding === 'nothing' && this.#run.bytes >= COPY_BYTES ? [this.#cut(false)] : NO_CUTS;
  }

  end(): readonly Cut[] {
    return [this.#cut(true)];
  }

  #cut(closes: boolean): Cut {
    const body = this.#run;
    const claims = this.#claims;
    this.#run = new RunBuilder(this.#end);
    this.#claims = 0;
    const goes = this.#goes;
    if (goes !== undefined) this.#goes = 'on';
    return {
      head: EMPTY,
      path: NO_LEVELS,
      own: NO_LEVELS,
      body,
      claims,
      payer: this.#payer.id,
      closes,
      ...(goes !== undefined && { goes }),
    };
  }
}

/** The payer of an 835: N104 of loop 1000A, its REF*2U, or TRN03, in this order (domain.md 1.5). */
class PayerName {
  #name = '';
  #reference = '';
  #originator = '';
  #inPayer = false;

  get id(): string | null {
    return this.#name || this.#reference || this.#originator || null;
  }

  take(segment: Segment): void {
    if (segment.id === 'N1') {
      this.#inPayer = segment.element(1) === 'PR';
      if (this.#inPayer) this.#name = segment.element(4);
    } else if (segment.id === 'TRN') {
      this.#originator = segment.element(3);
    } else if (this.#inPayer && segment.id === 'REF' && segment.element(1) === '2U') {
      this.#reference = segment.element(2);
    }
  }
}
