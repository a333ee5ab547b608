import type { SetType, X12Item } from '../items.ts';
import { type ByteSource, itemsOf, type ReadOptions } from '../read.ts';
import { error, findingAt } from '../syntax/finding.ts';
import type { Finding, Group, Interchange, Position, SetContext } from '../types.ts';
import { Names } from './names.ts';
import {
  type GroupReceipt,
  type InterchangeReceipt,
  type NotedFinding,
  rejects,
  type SetReceipt,
} from './receipt.ts';

/** A 999 has no use for more: who gets a hundred errors of one set corrects the program, not the claims. */
const MOST_OF_SET = 100;
/** Beyond this many of one group, each further set keeps the first of each class only. */
const MOST_OF_GROUP = 10_000;
/** Of one envelope. A TA1 reports one, a group answer five. */
const MOST_OF_ENVELOPE = 100;
/**
 * Groups and sets of one interchange, up to 400 MB with what is wrong with them: its 999 lists them all, and may not be
 * written before the interchange has ended well. A file of 100 MB with one claim a set has some 80,000.
 */
export const MOST_OF_INTERCHANGE = 200_000;

const OVERFULL = error(
  1,
  'INTERCHANGE-OVERFULL',
  'The interchange holds more groups and sets than one acknowledgment can answer; divide it.',
  ['TA105', '024'],
);

/** What is found of a claim stands in a loop of it: 2300 to 2440 in every 837. */
const CLAIM_LOOP = /^2[34]/;

interface OpenSet {
  readonly type: SetType;
  readonly context: SetContext;
  readonly position: Position;
  readonly noted: NotedFinding[];
  rejecting: number;
  others: number;
}
interface OpenGroup {
  readonly group: Group;
  readonly offset: number;
  /** Whether it is kept for the interchange's receipt. */
  readonly isHeld: boolean;
  readonly findings: Finding[];
  readonly sets: SetReceipt[];
  noted: number;
}
interface OpenInterchange {
  readonly interchange: Interchange;
  readonly findings: Finding[];
  readonly groups: GroupReceipt[];
  acknowledges: boolean;
  /** How many groups and sets stand in it. */
  parts: number;
}

/** What reading a file for its acknowledgments gives. */
export type Receiving =
  /** An interchange has ended. */
  | { readonly kind: 'interchange'; readonly receipt: InterchangeReceipt }
  /** A set has ended. It is in the receipt of its interchange too, which may still be refused as a whole. */
  | { readonly kind: 'set'; readonly receipt: SetReceipt }
  /** An item of the file, before what it ends. */
  | { readonly kind: 'item'; readonly item: X12Item }
  /** The file's end, with what is wrong outside of any interchange. */
  | { readonly kind: 'end'; readonly findings: readonly Finding[] };

/**
 * Reads a file of any size into receipts. Of an interchange the control numbers of its sets are held, and a
 * bounded number of findings of each; one of more sets than a limit is refused as a whole.
 */
export async function* receive(source: ByteSource, options: ReadOptions = {}): AsyncGenerator<Receiving> {
  const names = new Names();
  const receipts = new Receipts(names);
  for await (const items of itemsOf(names.through(source), options)) {
    for (const item of items) {
      yield { kind: 'item', item };
      yield* receipts.take(item);
    }
  }
}

const NOTHING: readonly Receiving[] = [];

class Receipts {
  readonly #names: Names;
  /** Outside of any interchange. */
  readonly #strays: Finding[] = [];
  #ordinal = 0;
  #interchange: OpenInterchange | null = null;
  #group: OpenGroup | null = null;
  #set: OpenSet | null = null;

  constructor(names: Names) {
    this.#names = names;
  }

  take(item: X12Item): readonly Receiving[] {
    switch (item.kind) {
      case 'interchange':
        return this.#open(item.interchange, item.position);
      case 'interchange-acknowledgment':
        if (this.#interchange !== null) this.#interchange.acknowledges = true;
        return NOTHING;
      case 'group':
        this.#openGroup(item.group, item.position);
        return NOTHING;
      case 'set':
        this.#openSet(item.type, item.context, item.position);
        return NOTHING;
      case 'set-end':
        return this.#closeSet();
      case 'finding':
        this.#note(item.finding);
        return NOTHING;
      case 'end':
        return [...this.#close(Number.POSITIVE_INFINITY), { kind: 'end', findings: this.#strays }];
      default:
        return NOTHING;
    }
  }

  #open(interchange: Interchange, { offset }: Position): readonly Receiving[] {
    const ended = this.#close(offset);
    this.#ordinal += 1;
    this.#interchange = { interchange, findings: [], groups: [], acknowledges: false, parts: 0 };
    return ended;
  }

  /** @param offset where the next interchange starts */
  #close(offset: number): readonly Receiving[] {
    this.#closeGroup(offset);
    const open = this.#interchange;
    this.#interchange = null;
    if (open === null) return NOTHING;
    const { interchange, findings, groups, acknowledges } = open;
    const receipt = { interchange, ordinal: this.#ordinal, findings, groups, acknowledges };
    return [{ kind: 'interchange', receipt }];
  }

  #openGroup(group: Group, position: Position): void {
    this.#closeGroup(position.offset);
    const isHeld = this.#holds(position);
    this.#group = { group, offset: position.offset, isHeld, findings: [], sets: [], noted: 0 };
  }

  /** @param end where the next group or interchange starts */
  #closeGroup(end: number): void {
    const open = this.#group;
    this.#group = null;
    if (open === null) return;
    const { group, offset, isHeld, findings, sets } = open;
    const stated = this.#names.setCount(offset, end) ?? sets.length;
    if (isHeld) this.#interchange?.groups.push({ group, stated, findings, sets });
  }

  /** Whether there is room for another group or set; else the interchange will be refused. */
  #holds(position: Position): boolean {
    const open = this.#interchange;
    if (open === null) return false;
    open.parts += 1;
    if (open.parts === MOST_OF_INTERCHANGE + 1) open.findings.push(findingAt(OVERFULL, position));
    return open.parts <= MOST_OF_INTERCHANGE;
  }

  #openSet(type: SetType, context: SetContext, position: Position): void {
    this.#set = { type, context, position, noted: [], rejecting: 0, others: 0 };
  }

  #closeSet(): readonly Receiving[] {
    const set = this.#set;
    this.#set = null;
    if (set === null) return NOTHING;
    const { type, context, position, noted } = set;
    const receipt = { type, context, findings: noted };
    if (this.#holds(position)) this.#group?.sets.push(receipt);
    return [{ kind: 'set', receipt }];
  }

  #note(finding: Finding): void {
    const element = finding.acknowledgmentCode?.element;
    if (this.#interchange === null) keep(this.#strays, finding);
    else if (element === 'AK905' && this.#group !== null) keep(this.#group.findings, finding);
    else if (this.#set !== null && element !== 'TA105' && !isOfHeader(finding))
      this.#noteInSet(this.#set, finding);
    else keep(this.#interchange.findings, finding);
  }

  #noteInSet(set: OpenSet, finding: Finding): void {
    if (finding.severity !== 'error') return;
    const group = this.#group;
    const most = (group?.noted ?? 0) < MOST_OF_GROUP ? MOST_OF_SET : 1;
    const kind = rejects(finding) ? 'rejecting' : 'others';
    if (set[kind] >= most) return;
    set[kind] += 1;
    const { loop = '', offset } = finding.position;
    const claimId = CLAIM_LOOP.test(loop) ? this.#names.claimId(offset, set.position.offset) : undefined;
    set.noted.push({ finding, ...(claimId !== undefined && { claimId }) });
    if (group !== null) group.noted += 1;
  }
}

const isOfHeader = ({ code }: Finding): boolean => code.startsWith('ISA-');

const keep = (findings: Finding[], finding: Finding): void => {
  if (findings.length < MOST_OF_ENVELOPE) findings.push(finding);
};
