import { Scanner } from '../syntax/scan.ts';
import type { ScanSink } from '../syntax/scan-sink.ts';
import { packed, type Segment } from '../syntax/segment.ts';

const CLM = packed('CLM');
const GS = packed('GS');
const ST = packed('ST');
const GE = packed('GE');

/** What stands at a byte offset of the file. */
interface Named {
  readonly offset: number;
  readonly text: string;
}

/** Claims that are remembered: far more than can be open at once, or start in one chunk of a stream. */
const MOST_CLAIMS = 10_000;
/** Group ends that were asked for are let go in lots of so many, as to do it for each would move all others. */
const LOT = 10_000;
const CHUNK_BYTES = 262_144;

/**
 * What reading a file does not give out, by byte offset: GE01, and CLM01 of every claim, as one that cannot be read
 * still has a number. Must be given each chunk before the reader is.
 */
export class Names implements ScanSink {
  readonly #scanner = new Scanner(this);
  /** The first GE after each GS or ST: others end no group. */
  #groupEnds: Named[] = [];
  /** The first group end that stands where somebody may still ask. */
  #nextEnd = 0;
  #inGroup = false;
  #claims: Named[] = [];

  /** Gives each chunk on once its names are known. */
  async *through(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      for (let from = 0; from < chunk.length; from += CHUNK_BYTES) {
        const part = chunk.subarray(from, from + CHUNK_BYTES);
        this.#scanner.push(part);
        yield part;
      }
    }
    this.#scanner.end();
  }

  segment(segment: Segment): void {
    const { key, offset } = segment;
    if (key === CLM) {
      if (this.#claims.length >= 2 * MOST_CLAIMS) this.#claims = this.#claims.slice(MOST_CLAIMS);
      this.#claims.push({ offset, text: segment.element(1) });
    } else if (key === GS || key === ST) this.#inGroup = true;
    else if (key === GE && this.#inGroup) {
      this.#inGroup = false;
      this.#groupEnds.push({ offset, text: segment.element(1) });
    }
  }

  problem(): void {}

  /** GE01 of the group trailer between two places of the file, where it is a count. Asked for in file order. */
  setCount(from: number, to: number): number | undefined {
    const ends = this.#groupEnds;
    while ((ends[this.#nextEnd]?.offset ?? from) < from) this.#nextEnd += 1;
    const end = ends[this.#nextEnd];
    if (this.#nextEnd >= LOT) {
      this.#groupEnds = ends.slice(this.#nextEnd);
      this.#nextEnd = 0;
    }
    const text = end !== undefined && end.offset < to ? end.text : '';
    return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
  }

  /** CLM01 of the last claim that starts at or before an offset, and not before `from`. */
  claimId(offset: number, from: number): string | undefined {
    let [low, high] = [0, this.#claims.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#claims[middle]?.offset ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const claim = this.#claims[low - 1];
    return claim !== undefined && claim.offset >= from ? claim.text : undefined;
  }
}
