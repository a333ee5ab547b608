import { Defect } from '../../result.ts';
import type { Numbers, Sections } from './container.ts';
import { needed } from './keys.ts';

/** Texts of all columns of a table: each distinct one is kept once, in order, as UTF-8 behind the one before. */

/** Takes texts as they come and numbers them. */
export interface TextPool {
  /** @throws Defect for a text that is no Unicode, which would not read back as it was. */
  readonly idOf: (text: string) => number;
  /** The sections, and the place in order of each number that `idOf` gave. */
  readonly write: () => { readonly sections: ReadonlyMap<string, Numbers>; readonly places: Uint32Array };
}

export function textPool(): TextPool {
  const ids = new Map<string, number>();
  return {
    idOf: (text) => {
      const known = ids.get(text);
      if (known !== undefined) return known;
      if (!text.isWellFormed()) throw new Defect('a text of a code table is no Unicode');
      ids.set(text, ids.size);
      return ids.size - 1;
    },
    write: () => {
      const sorted = [...ids.keys()].sort((a, b) => (a < b ? -1 : 1));
      const places = new Uint32Array(sorted.length);
      const encoded = sorted.map((text) => new TextEncoder().encode(text));
      const offsets = new Uint32Array(sorted.length + 1);
      for (const [place, text] of sorted.entries()) {
        places[ids.get(text) as number] = place;
        offsets[place + 1] = (offsets[place] as number) + (encoded[place]?.length ?? 0);
      }
      const bytes = new Uint8Array(offsets.at(-1) ?? 0);
      for (const [place, text] of encoded.entries()) bytes.set(text, offsets[place] as number);
      return {
        sections: new Map<string, Numbers>([
          ['texts', offsets],
          ['texts.bytes', bytes],
        ]),
        places,
      };
    },
  };
}

/** Short texts are indicators that edits ask for again and again; long ones are titles, and asked for by people. */
const SHORT = 12;

/** Gives the text at a place. */
export function openTexts(sections: Sections): (place: number) => string {
  const offsets = needed(sections, 'texts');
  const bytes = needed(sections, 'texts.bytes');
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const known = new Map<number, string>();
  return (place) => {
    const before = known.get(place);
    if (before !== undefined) return before;
    const [from, to] = [offsets[place], offsets[place + 1]];
    if (from === undefined || to === undefined) throw new Defect('a text is asked for that is not there');
    const text = decoder.decode(bytes.subarray(from, to));
    if (to - from <= SHORT) known.set(place, text);
    return text;
  };
}
