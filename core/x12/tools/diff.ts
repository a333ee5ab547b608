import type { ByteSource } from '../engine.ts';
import type { SetType } from '../items.ts';
import { aloneLoop, compareNodes, type NodeDifference } from './diff-nodes.ts';
import { type DiffLoss, type DiffRecord, recordsOf } from './diff-records.ts';
import { type MeantNode, nodeText } from './meaning.ts';

/** Which record differs. */
export interface DiffPlace {
  readonly kind: DiffRecord['kind'];
  /** Null outside of sets. */
  readonly type: SetType | null;
  /** CLM01, CLP01 or TRN02. */
  readonly id: string;
  /** Which of its kind it is in each file, from 1; null where it is not in it. */
  readonly left: number | null;
  readonly right: number | null;
}

/** One difference. Quotes both files: as confidential as they are. */
export type X12Difference = { readonly at: DiffPlace } & (
  | NodeDifference
  /** A whole claim, set or level that only the first (`missing` in the second) or the second file has. */
  | { readonly kind: 'missing' | 'extra'; readonly what: 'record' }
  /** Both have it and it is not the same; they were too far apart in the files to say where. */
  | { readonly kind: 'unlike' }
);

export type DiffItem =
  | { readonly kind: 'difference'; readonly difference: X12Difference }
  /** Bytes of a file that could not be compared. */
  | {
      readonly kind: 'loss';
      readonly side: 'left' | 'right';
      readonly code: string;
      readonly message: string;
    }
  | ({ readonly kind: 'end' } & DiffTotals);

export interface DiffTotals {
  readonly differences: number;
  /** The sets that the claims are of: with an 835 they are payments, with a 270 inquiries. Sorted. */
  readonly types: readonly SetType[];
  readonly claims: {
    readonly same: number;
    readonly changed: number;
    readonly missing: number;
    readonly extra: number;
  };
}

export interface DiffOptions {
  /** Characters of records that may wait for their like before only their digests are kept; 32 million if not given. */
  readonly waitingCharacters?: number;
  /** Records of a file that may wait at all; 500,000 if not given. */
  readonly waitingRecords?: number;
}

const WAITING_CHARACTERS = 33_554_432;

/** Some 200 MB of digests. Files of more records that do not meet are not the same file in another order. */
const WAITING_RECORDS = 500_000;

const UNLIKE = {
  kind: 'loss',
  code: 'TOO-UNLIKE',
  message: 'So much of it is not met in the other file that the rest was not compared.',
} as const;

/**
 * Compares two files by what they say: envelopes, delimiters, line breaks, trailing separators, HL numbers and the
 * way to write a number do not count, nor does the order of claims. Claims belong together by their id, those of
 * one id in their order; sets by their type, in their order. Differences come in the order in which their
 * records are met in both files, those of records without their like last.
 *
 * Both files are read at the same pace, and a record waits until its like comes. Files in the same order hold
 * one record of each; else at most some 64 MB wait, and beyond that only digests (some 200 bytes a record), which
 * tell that a record differs and no longer where. Where too many wait, the comparison ends with a loss.
 *
 * @yields each difference, what could not be compared, and at last the totals
 */
export async function* diffX12(
  left: ByteSource,
  right: ByteSource,
  options: DiffOptions = {},
): AsyncGenerator<DiffItem> {
  const pairing = new Pairing(options);
  const files = [recordsOf(left), recordsOf(right)] as const;
  const ended = [false, false];
  try {
    while ((!ended[0] || !ended[1]) && pairing.full === null) {
      const ending: Side[] = [];
      for (const side of [0, 1] as const) {
        if (ended[side]) continue;
        const next = await files[side].next();
        if (next.done !== true) yield* pairing.take(side, next.value);
        else ending.unshift(side);
      }
      for (const side of ending) {
        ended[side] = true;
        yield* pairing.ended(side);
      }
    }
    if (pairing.full !== null) yield { ...UNLIKE, side: nameOf(pairing.full) };
    yield { kind: 'end', ...pairing.totals };
  } finally {
    for (const file of files) await file.return(undefined);
  }
}

type Side = 0 | 1;

const nameOf = (side: Side): 'left' | 'right' => (side === 0 ? 'left' : 'right');

interface Waiting {
  readonly at: DiffRecord['ordinal'];
  readonly kind: DiffRecord['kind'];
  readonly type: DiffRecord['type'];
  readonly id: string;
  /** Null once only the digest is kept. */
  record: DiffRecord | null;
  digest: number | null;
  /** Characters of its texts; 0 as long as they are not worked out. */
  size: number;
  /** Whether its like has come. */
  met: boolean;
}

/** So many of those that came last are likely to meet their like soon: their texts are not worked out yet. */
const FRESH = 32;

class Pairing {
  readonly #waiting = [new Map<string, Waiting[]>(), new Map<string, Waiting[]>()] as const;
  readonly #done = [false, false];
  /** Levels that were compared: each pair of them is reported once, not for each claim. */
  readonly #compared = new WeakMap<MeantNode, WeakSet<MeantNode>>();
  readonly #most: number;
  readonly #mostRecords: number;
  readonly #fresh: Waiting[] = [];
  #characters = 0;
  #differences = 0;
  readonly #counts: [number, number] = [0, 0];
  readonly #claims = { same: 0, changed: 0, missing: 0, extra: 0 };
  readonly #types = new Set<SetType>();

  constructor({ waitingCharacters = WAITING_CHARACTERS, waitingRecords = WAITING_RECORDS }: DiffOptions) {
    this.#most = waitingCharacters;
    this.#mostRecords = waitingRecords;
  }

  get totals(): DiffTotals {
    return { differences: this.#differences, types: [...this.#types].sort(), claims: this.#claims };
  }

  /** The side of which more records wait than may; null as long as there is none. */
  get full(): Side | null {
    const side = this.#counts[0] >= this.#counts[1] ? 0 : 1;
    return this.#counts[side] > this.#mostRecords ? side : null;
  }

  *take(side: Side, record: DiffRecord | DiffLoss): Generator<DiffItem> {
    if (record.kind === 'loss') {
      yield { ...record, side: nameOf(side) };
      return;
    }
    if (record.kind === 'claim' && record.type !== null) this.#types.add(record.type);
    const other = side === 0 ? 1 : 0;
    const key = `${record.type} ${record.kind} ${record.id}`;
    const like = this.#take(other, key);
    if (like !== undefined) {
      yield* side === 0 ? this.#compare(waitingOf(record), like) : this.#compare(like, waitingOf(record));
    } else if (this.#done[other]) {
      yield* this.#alone(side, waitingOf(record));
    } else {
      this.#wait(side, key, waitingOf(record));
    }
  }

  /** A file has ended: what of the other one waits for it has waited in vain. */
  *ended(side: Side): Generator<DiffItem> {
    this.#done[side] = true;
    const other = side === 0 ? 1 : 0;
    const lonely = [...this.#waiting[other].values()].flat();
    this.#waiting[other].clear();
    this.#counts[other] = 0;
    for (const waiting of lonely) yield* this.#alone(other, waiting);
  }

  #take(side: Side, key: string): Waiting | undefined {
    const queue = this.#waiting[side].get(key);
    const like = queue?.shift();
    if (queue?.length === 0) this.#waiting[side].delete(key);
    if (like === undefined) return undefined;
    like.met = true;
    this.#counts[side] -= 1;
    if (like.record !== null) this.#characters -= like.size;
    return like;
  }

  #wait(side: Side, key: string, waiting: Waiting): void {
    this.#counts[side] += 1;
    const queue = this.#waiting[side].get(key);
    if (queue === undefined) this.#waiting[side].set(key, [waiting]);
    else queue.push(waiting);
    this.#fresh.push(waiting);
    const settled = this.#fresh.length > FRESH ? this.#fresh.shift() : undefined;
    if (settled !== undefined && !settled.met) this.#settle(settled);
  }

  /** Texts take the place of the bytes of the file, which would keep a whole block of it in memory. */
  #settle(waiting: Waiting): void {
    waiting.size = textOf(waiting).length;
    this.#characters += waiting.size;
    if (this.#characters > this.#most) this.#reduce();
  }

  #reduce(): void {
    for (const waiting of this.#waiting.flatMap((side) => [...side.values()].flat())) {
      waiting.digest ??= digestOf(textOf(waiting));
      waiting.record = null;
    }
    this.#characters = 0;
  }

  *#compare(left: Waiting, right: Waiting): Generator<DiffItem> {
    const at = { kind: left.kind, type: left.type, id: left.id, left: left.at, right: right.at };
    const before = this.#differences;
    if (left.record === null || right.record === null) {
      const digest = ({ digest, record }: Waiting) =>
        digest ?? (record === null ? 0 : digestOf(recordText(record)));
      if (digest(left) !== digest(right)) yield this.#found({ at, kind: 'unlike' });
    } else {
      for (const difference of this.#differencesOf(left.record, right.record)) {
        yield this.#found({ at, ...difference });
      }
    }
    if (left.kind === 'claim') this.#claims[this.#differences === before ? 'same' : 'changed'] += 1;
  }

  #differencesOf(left: DiffRecord, right: DiffRecord): readonly NodeDifference[] {
    const found: NodeDifference[] = [];
    for (let i = 0; i < Math.max(left.context.length, right.context.length); i += 1) {
      const [a, b] = [left.context[i], right.context[i]];
      if (a !== undefined && b !== undefined && a.name === b.name) {
        for (const difference of this.#compareLevels(a, b)) found.push(difference);
      } else {
        if (a !== undefined) found.push(aloneLoop('missing', a, a.name));
        if (b !== undefined) found.push(aloneLoop('extra', b, b.name));
      }
    }
    return [...found, ...compareNodes(left.node, right.node, left.node.name)];
  }

  #compareLevels(left: MeantNode, right: MeantNode): readonly NodeDifference[] {
    const seen = this.#compared.get(left) ?? new WeakSet();
    if (seen.has(right)) return [];
    this.#compared.set(left, seen.add(right));
    return compareNodes(left, right, left.name);
  }

  *#alone(side: Side, { kind, type, id, at, record }: Waiting): Generator<DiffItem> {
    if (record !== null && isEmpty(record.node)) return;
    const missing = side === 0;
    if (kind === 'claim') this.#claims[missing ? 'missing' : 'extra'] += 1;
    const place = { kind, type, id, left: missing ? at : null, right: missing ? null : at };
    yield this.#found({ at: place, kind: missing ? 'missing' : 'extra', what: 'record' });
  }

  #found(difference: X12Difference): DiffItem {
    this.#differences += 1;
    return { kind: 'difference', difference };
  }
}

const waitingOf = (record: DiffRecord): Waiting => {
  const { kind, type, id, ordinal } = record;
  return { kind, type, id, at: ordinal, record, digest: null, size: 0, met: false };
};

const isEmpty = ({ segments, loops }: MeantNode): boolean => segments.length === 0 && loops.length === 0;

const recordText = ({ context, node }: DiffRecord): string => [...context, node].map(nodeText).join('\n');
const textOf = ({ record }: Waiting): string => (record === null ? '' : recordText(record));

const PRIME_A = 0x01000193;
const PRIME_B = 0x85ebca6b;
const DIGEST_A = 2_097_152;

/** 53 bits of a text: two multiplicative hashes side by side. Tells records apart, and is no secret. */
function digestOf(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, PRIME_A);
    b = Math.imul(b ^ code, PRIME_B) ^ (b >>> 13);
  }
  return (a >>> 0) * DIGEST_A + ((b >>> 0) % DIGEST_A);
}
