import type { Segment } from '../syntax/segment.ts';
import { type Cut, type Cutter, NO_CUTS, NO_LEVELS } from './cut.ts';
import type { Level } from './levels.ts';
import { Outline, type OutlineRule, PATIENT_RANK } from './outline.ts';
import { refuseLarge } from './refusal.ts';
import { EMPTY, type Run, RunBuilder, type SegmentEnd } from './run.ts';

/** What a level takes in memory besides its segments. */
const LEVEL_BYTES = 512;

interface GrowingLevel extends Level {
  readonly body: RunBuilder;
  /** NM109 of the payer named at the level of a subscriber (2010BB). */
  payer: string | null;
  /** Whether something was cut out below it. */
  used: boolean;
}

interface Claim {
  readonly path: readonly GrowingLevel[];
  readonly own: GrowingLevel[];
  readonly body: RunBuilder;
}

/**
 * Divides a set with levels (837; 270, 271, 276, 277) into claims, or the levels of patients. A level without any
 * of them is cut out by itself, so that nothing is lost.
 */
export class LevelCutter implements Cutter {
  readonly #outline: Outline;
  readonly #end: SegmentEnd;
  readonly #head: RunBuilder;
  readonly #levels: GrowingLevel[] = [];
  #claim: Claim | null = null;
  #cuts: Cut[] = [];
  #cutCount = 0;
  readonly #set: number;
  /** Bytes of head, open levels and claim. */
  #held = 0;
  /** The same without the claim. */
  #heldAround = 0;

  /** @param set ordinal of the set in its file, for refusals */
  constructor(rule: OutlineRule, end: SegmentEnd, set: number) {
    this.#outline = new Outline(rule);
    this.#end = end;
    this.#head = new RunBuilder(end);
    this.#set = set;
  }

  take(segment: Segment): readonly Cut[] {
    const role = this.#outline.roleOf(segment);
    switch (role.kind) {
      case 'level':
        this.#finishClaim();
        this.#leave(role.rank);
        this.#levels.push(this.#levelOf(segment, role.rank));
        break;
      case 'claim-start':
        this.#startClaim(segment, role.rank);
        break;
      case 'inner-level':
        this.#claim?.own.push(this.#levelOf(segment, role.rank));
        break;
      default:
        this.#add(segment);
    }
    return this.#drain();
  }

  end(): readonly Cut[] {
    this.#finishClaim();
    this.#leave(0);
    if (this.#cutCount === 0)
      this.#cut({ path: NO_LEVELS, own: NO_LEVELS, body: EMPTY, claims: 0, payer: null });
    return this.#drain();
  }

  #drain(): readonly Cut[] {
    if (this.#cuts.length === 0) return NO_CUTS;
    const cuts = this.#cuts;
    this.#cuts = [];
    return cuts;
  }

  #levelOf(hl: Segment, rank: number): GrowingLevel {
    this.#hold(hl.bytes().length + LEVEL_BYTES);
    return { rank, hl, body: new RunBuilder(this.#end), payer: null, used: false };
  }

  #hold(bytes: number): void {
    this.#held += bytes;
    refuseLarge(this.#held, this.#set);
  }

  #startClaim(segment: Segment, rank: number | null): void {
    this.#finishClaim();
    if (rank !== null) this.#leave(rank);
    this.#heldAround = this.#held;
    const path = [...this.#levels];
    for (const level of path) level.used = true;
    const body = new RunBuilder(this.#end);
    if (rank === null) body.add(segment.bytes());
    this.#claim = { path, own: rank === null ? [] : [this.#levelOf(segment, rank)], body };
  }

  #add(segment: Segment): void {
    const level = this.#claim === null ? this.#levels.at(-1) : this.#claim.own.at(-1);
    const run = level?.body ?? this.#claim?.body ?? this.#head;
    const bytes = segment.bytes();
    run.add(bytes);
    this.#hold(bytes.length);
    if (this.#claim === null && level?.rank === PATIENT_RANK && isPayer(segment))
      level.payer = segment.element(9);
  }

  #finishClaim(): void {
    const claim = this.#claim;
    if (claim === null) return;
    this.#claim = null;
    this.#held = this.#heldAround;
    this.#cut({ ...claim, claims: 1, payer: payerOf(claim.path) });
  }

  /** Ends levels of `rank` and further in. */
  #leave(rank: number): void {
    for (let level = this.#levels.at(-1); level !== undefined; level = this.#levels.at(-1)) {
      if (level.rank < rank) return;
      this.#levels.pop();
      this.#held -=
        LEVEL_BYTES + level.hl.bytes().length + level.body.bytes - level.body.segments * this.#end.length;
      if (level.used) continue;
      const path = [...this.#levels];
      for (const around of path) around.used = true;
      this.#cut({ path, own: [level], body: EMPTY, claims: 0, payer: payerOf([...path, level]) });
    }
  }

  #cut(cut: Omit<Cut, 'head' | 'closes'>): void {
    const head: Run = this.#head;
    this.#cuts.push({ ...cut, head, closes: false });
    this.#cutCount += 1;
  }
}

const isPayer = (segment: Segment): boolean => segment.id === 'NM1' && segment.element(1) === 'PR';

const payerOf = (levels: readonly GrowingLevel[]): string | null =>
  levels.findLast((level) => level.payer !== null)?.payer ?? null;
