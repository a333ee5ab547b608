import { Acceptor, type State } from '../guides/acceptor.ts';
import type { SetGuide } from '../guides/guide.ts';
import type { ElementValue } from '../syntax/write.ts';
import type { Part } from './claim-tree.ts';
import { FieldWriter, type WriteReport } from './field-writer.ts';

export interface CheckedWriterSpec {
  readonly report: WriteReport;
  readonly newlines: boolean;
  /** Whether the guide is followed at all. */
  readonly verify: boolean;
  /** The loop that is written, by the loops around it; none for what stands before the first level. */
  readonly path: readonly string[];
  /** HL03 of the segment that opens the loop, where it is an HL: it is written later. */
  readonly level?: string;
}

/** Writes one kind of loop, again and again, and follows the guide on the way. */
export class CheckedWriter {
  readonly fields: FieldWriter;
  readonly #acceptor: Acceptor | null;
  readonly #start: State | null;
  /** Null where the guide may have something against what was written. */
  #state: State | null = null;
  #from = 0;
  #countBefore = 0;

  constructor(guide: SetGuide, { report, newlines, verify, path, level }: CheckedWriterSpec) {
    const acceptor = verify ? Acceptor.of(guide) : null;
    const before = acceptor?.start(...path) ?? null;
    this.#acceptor = acceptor;
    this.#start =
      before !== null && level !== undefined ? (acceptor?.follow(before, 'HL', level) ?? null) : before;
    this.fields = new FieldWriter(
      report,
      newlines,
      acceptor === null ? null : this.#follow.bind(this, acceptor),
    );
  }

  /** Forgets all that was written, and keeps its memory. */
  clear(): void {
    this.fields.bytes.cutTo({ length: 0, count: 0 });
  }

  /** Another of these loops begins. */
  begin(): void {
    const { bytes } = this.fields;
    this.#state = this.#start;
    this.#from = bytes.length;
    this.#countBefore = bytes.count;
  }

  /** What was written since the beginning. */
  part(): Part {
    const { bytes } = this.fields;
    return { bytes, start: this.#from, end: bytes.length, count: bytes.count - this.#countBefore };
  }

  /** Whether a segment may follow and nothing is missing before it. @param code its qualifier */
  leadsTo(id: string, code: string): boolean {
    if (this.#acceptor === null) return true;
    return this.#state !== null && this.#acceptor.canFollow(this.#state, id, code);
  }

  /** Whether the loop may end here. */
  isWhole(): boolean {
    if (this.#acceptor === null) return true;
    return this.#state !== null && this.#acceptor.canEnd(this.#state);
  }

  #follow(acceptor: Acceptor, id: string, elements: readonly ElementValue[]): void {
    if (this.#state !== null) this.#state = acceptor.take(this.#state, id, elements);
  }
}
