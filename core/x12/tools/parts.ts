import type { Segment } from '../syntax/segment.ts';
import type { Cut } from './cut.ts';
import { type LevelState, layOut, NO_LEVEL, type Wire } from './levels.ts';
import { checkedControlNo, type EnvelopeSource, GATHERED_BYTES, Part, type PartSink } from './part.ts';
import { Refused, refuseMany } from './refusal.ts';
import { EMPTY, type Run, RunBuilder } from './run.ts';

/** When a part is full. */
export interface PartLimits {
  /** Claims; null for no limit. */
  readonly claims: number | null;
  /** Bytes, envelope included; null for no limit. */
  readonly bytes: number | null;
}

export interface PartsOptions {
  /** `set`: each set is a part. `payer`: a part for each payer. `fill`: parts are filled up to the limits. */
  readonly by: 'set' | 'payer' | 'fill';
  readonly limits: PartLimits;
  /** ISA13 and GS06 of the first part; null keeps those of the source for it, and counts on from there. */
  readonly controlNo: number | null;
  /** Told of each part that is finished. */
  readonly finished?: (parts: number, claims: number) => void;
}

export interface PartTotals {
  parts: number;
  claims: number;
  /** Parts over the limits, since one claim, or what must stay together, is larger. */
  overLimit: number;
}

interface OpenPart {
  readonly part: Part;
  levels: LevelState;
}

/** Written where no payer is named. */
const NO_PAYER = '';

/** The parts of one group that are open, and what goes to which. */
export class Parts {
  readonly totals: PartTotals = { parts: 0, claims: 0, overLimit: 0 };
  readonly #sink: PartSink;
  readonly #options: PartsOptions;
  readonly #open = new Map<string, OpenPart>();
  #from: EnvelopeSource | null = null;
  #acknowledgments: Run = EMPTY;
  #nextNo: number | null;
  /** Since all parts were flushed. */
  #gathered = 0;

  constructor(sink: PartSink, options: PartsOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#nextNo = options.controlNo;
  }

  /** The envelope of the parts that are opened from here on. @param acknowledgments TA1 for the first of them */
  enter(from: EnvelopeSource, acknowledgments: Run): void {
    this.#from = from;
    this.#acknowledgments = acknowledgments;
  }

  async place(st: Segment, cut: Cut, wire: Wire): Promise<void> {
    const key = this.#options.by === 'payer' ? (cut.payer ?? NO_PAYER) : NO_PAYER;
    let open = this.#open.get(key) ?? (await this.#openPart(key));
    let laid = layOutIn(open, st, cut, wire);
    if (!open.part.isEmpty && !this.#takes(open.part, st, cut, laid.run)) {
      await this.#close(key, open);
      open = await this.#openPart(key);
      laid = layOutIn(open, st, cut, wire);
    }
    const { part } = open;
    if (!part.hasOpen(st)) part.openSet(st);
    part.add(laid.run);
    part.claims += cut.claims;
    open.levels = laid.state;
    if (cut.closes) part.closeSet();
    if (part.isDue) await part.flush();
    this.#gathered += laid.run.bytes;
    if (this.#gathered >= GATHERED_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    this.#gathered = 0;
    for (const { part } of this.#open.values()) await part.flush();
  }

  /** A set has ended: so it does in every part. */
  async endSet(): Promise<void> {
    if (this.#options.by === 'set') return this.endGroup();
    for (const { part } of this.#open.values()) part.closeSet();
  }

  async endGroup(): Promise<void> {
    for (const [key, open] of this.#open) await this.#close(key, open);
  }

  /** TA1 segments that stand in an interchange without any set. */
  async endInterchange(): Promise<void> {
    await this.endGroup();
    if (this.#acknowledgments.segments > 0) await this.#close(NO_PAYER, await this.#openPart(NO_PAYER));
  }

  #takes(part: Part, st: Segment, cut: Cut, run: Run): boolean {
    if (cut.goes === undefined) return this.#fits(part, st, cut, run);
    return cut.goes === 'on';
  }

  #fits(part: Part, st: Segment, cut: Cut, run: Run): boolean {
    const { claims, bytes } = this.#options.limits;
    if (part.hasClosed(st)) return false;
    if (claims !== null && part.claims + cut.claims > claims) return false;
    return bytes === null || part.sizeWith(st, run) <= bytes;
  }

  async #openPart(key: string): Promise<OpenPart> {
    if (this.#from === null)
      throw new Refused('NO-GROUP', 'A transaction set stands outside of any group (GS).');
    refuseMany(this.#open.size);
    const info = { ordinal: this.totals.parts + 1, key: key === NO_PAYER ? null : key };
    this.totals.parts += 1;
    const output = await this.#sink.open(info);
    const numbers = { ...this.#numbers(this.#from.isa), acknowledgments: this.#acknowledgments };
    const open = { part: new Part(info, output, this.#from, numbers), levels: NO_LEVEL };
    this.#acknowledgments = EMPTY;
    this.#open.set(key, open);
    return open;
  }

  #numbers(isa: Segment): { readonly interchange: number | null; readonly renumberSets: boolean } {
    const renumberSets = this.#options.controlNo !== null;
    const interchange = this.#nextNo;
    // An ISA13 that is no number counts as 0: what follows the first part begins at 1.
    this.#nextNo = (interchange ?? (Number(isa.element(13)) || 0)) + 1;
    return { interchange: interchange === null ? null : checkedControlNo(interchange), renumberSets };
  }

  async #close(key: string, { part }: OpenPart): Promise<void> {
    this.#open.delete(key);
    await part.close();
    const { claims, bytes } = this.#options.limits;
    this.totals.claims += part.claims;
    if ((claims !== null && part.claims > claims) || (bytes !== null && part.bytes > bytes)) {
      this.totals.overLimit += 1;
    }
    this.#options.finished?.(this.totals.parts, this.totals.claims);
  }
}

/** What a cut adds to a part, with the set's head and levels where they are not there yet. */
function layOutIn(
  { part, levels }: OpenPart,
  st: Segment,
  cut: Cut,
  wire: Wire,
): { readonly run: Run; readonly state: LevelState } {
  if (part.hasOpen(st)) return layOut(levels, cut, wire);
  const { run, state } = layOut(NO_LEVEL, cut, wire);
  if (cut.head.segments === 0) return { run, state };
  const whole = new RunBuilder(wire.end);
  whole.append(cut.head);
  whole.append(run);
  return { run: whole, state };
}
