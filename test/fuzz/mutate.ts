import type { Draw } from '../../core/sandbox/random.ts';
import type { Seed } from './seeds.ts';

/** A file as Latin-1 text, one character a byte, with the delimiters that its first ISA names. */
interface Draft {
  text: string;
  element: string;
  component: string;
  segment: string;
}
type Mutation = (draft: Draft, draw: Draw, seeds: readonly Seed[]) => void;

/** Beyond this a mutant is cut: repeated doubling would make mutants slow and no more telling. */
const MAX_BYTES = 8192;

function draftOf({ bytes }: Seed): Draft {
  const text = bytes.toString('latin1');
  const at = Math.max(0, text.indexOf('ISA'));
  return {
    text,
    element: text[at + 3] ?? '*',
    component: text[at + 104] ?? ':',
    segment: text[at + 105] ?? '~',
  };
}

/** What readers stumble over: empty and huge numbers, wrong dates, words that mean something elsewhere. */
const ODD_VALUES: readonly string[] = [
  '',
  ' ',
  '0',
  '-0',
  '00',
  '-',
  '.',
  '-.5',
  '1.005',
  '1e9',
  '+1',
  '99999999999999999999',
  '0.000000000000001',
  'ISA',
  'IEA',
  'SE',
  'BIN',
  '20260230',
  '00000000',
  '99999999',
  '20260105-20260104',
  '2400',
  'U',
  '^',
  ':',
  '>',
  'XX',
  '22',
  '18',
  'HC',
  '\u00c5\u00d6',
  '\u00ef\u00bb\u00bf',
  '\u0000',
  '\u001a',
  '\r\n',
  '\t',
  'x'.repeat(300),
];
const SEPARATORS = [...'*:^~|!>+\\`#$@%&=;?_{}[]\u001c\u001d\u001e\u001f'];
/** Line breaks may end segments; they never separate elements. */
const TERMINATORS = [...SEPARATORS, '\n', '\r'];

const pieces = (draft: Draft): string[] => draft.text.split(draft.segment);
const joined = (draft: Draft, segments: readonly string[]): void => {
  draft.text = segments.join(draft.segment);
};
/** A place in the text and a short length. */
const range = ({ text }: Draft, draw: Draw): readonly [from: number, to: number] => {
  const from = draw.below(text.length + 1);
  return [from, Math.min(text.length, from + draw.below(draw.pick([2, 8, 64, 512])))];
};

function changeSegment(draft: Draft, draw: Draw, change: (elements: string[]) => void): void {
  const segments = pieces(draft);
  const n = draw.below(segments.length);
  const elements = (segments[n] ?? '').split(draft.element);
  change(elements);
  segments[n] = elements.join(draft.element);
  joined(draft, segments);
}

const swap = (list: string[], a: number, b: number): void => {
  [list[a], list[b]] = [list[b] ?? '', list[a] ?? ''];
};

function shuffle(list: string[], draw: Draw): void {
  for (let i = list.length - 1; i > 0; i -= 1) swap(list, i, draw.below(i + 1));
}

const bytes: Readonly<Record<string, Mutation>> = {
  flip: (draft, draw) => {
    const at = draw.below(Math.max(1, draft.text.length));
    const flipped = (draft.text.charCodeAt(at) || 0) ^ (1 << draw.below(8));
    draft.text = draft.text.slice(0, at) + String.fromCharCode(flipped) + draft.text.slice(at + 1);
  },
  delimiter: (draft, draw) => {
    const [from, to] = range(draft, draw);
    const put = draw.pick([draft.element, draft.component, draft.segment, '^', '\n', '\r']);
    draft.text = draft.text.slice(0, from) + put + draft.text.slice(draw.pick([from, to]));
  },
  cut: (draft, draw) => {
    const [from, to] = range(draft, draw);
    draft.text = draft.text.slice(0, from) + draft.text.slice(to);
  },
  double: (draft, draw) => {
    const [from, to] = range(draft, draw);
    draft.text = draft.text.slice(0, to) + draft.text.slice(from);
  },
  noise: (draft, draw) => {
    const [from] = range(draft, draw);
    const noise = Array.from({ length: draw.below(40) }, () => String.fromCharCode(draw.below(256))).join('');
    draft.text = draft.text.slice(0, from) + noise + draft.text.slice(from);
  },
  truncate: (draft, draw) => {
    draft.text = draft.text.slice(0, draw.below(draft.text.length + 1));
  },
  behead: (draft, draw) => {
    draft.text = draft.text.slice(draw.below(draft.text.length + 1));
  },
  wrap: (draft, draw) => {
    const columns = draw.between(1, 100);
    const lines = draft.text.match(new RegExp(`[^]{1,${columns}}`, 'g')) ?? [];
    draft.text = lines.join(draw.pick(['\n', '\r\n', '\r', ' ']));
  },
  smallLetters: (draft, draw) => {
    const [from, to] = range(draft, draw);
    draft.text = draft.text.slice(0, from) + draft.text.slice(from, to).toLowerCase() + draft.text.slice(to);
  },
};

const segments: Readonly<Record<string, Mutation>> = {
  removeSegment: (draft, draw) => {
    const all = pieces(draft);
    all.splice(draw.below(all.length), draw.pick([1, 1, 2, 5]));
    joined(draft, all);
  },
  repeatSegment: (draft, draw) => {
    const all = pieces(draft);
    const n = draw.below(all.length);
    all.splice(n, 0, ...Array.from({ length: draw.pick([1, 1, 3, 60]) }, () => all[n] ?? ''));
    joined(draft, all);
  },
  repeatLoop: (draft, draw) => {
    const all = pieces(draft);
    const from = draw.below(all.length);
    const loop = all.slice(from, from + draw.between(1, 12));
    all.splice(from, 0, ...loop);
    joined(draft, all);
  },
  moveSegment: (draft, draw) => {
    const all = pieces(draft);
    const moved = all.splice(draw.below(all.length), 1);
    all.splice(draw.below(all.length + 1), 0, ...moved);
    joined(draft, all);
  },
  shuffleSegments: (draft, draw) => {
    const all = pieces(draft);
    const from = draw.below(all.length);
    const some = all.slice(from, from + draw.between(2, 10));
    shuffle(some, draw);
    all.splice(from, some.length, ...some);
    joined(draft, all);
  },
  foreignSegments: (draft, draw, seeds) => {
    const other = draftOf(draw.pick(seeds));
    const theirs = pieces(other);
    const from = draw.below(theirs.length);
    const all = pieces(draft);
    const some = theirs.slice(from, from + draw.between(1, 8));
    const ours = some.map((segment) => segment.split(other.element).join(draft.element));
    all.splice(draw.below(all.length + 1), 0, ...ours);
    joined(draft, all);
  },
  binary: (draft, draw) => {
    const content = draft.text.slice(...range(draft, draw));
    const length = draw.pick([content.length, content.length, draw.below(100), 70_000]);
    const all = pieces(draft);
    const { element } = draft;
    all.splice(draw.below(all.length + 1), 0, `BIN${element}${length}${element}${content}`);
    joined(draft, all);
  },
  append: (draft, draw, seeds) => {
    draft.text += draw.pick(['', '\n', 'see ISA below ']) + draftOf(draw.pick(seeds)).text;
  },
};

const elements: Readonly<Record<string, Mutation>> = {
  swapElements: (draft, draw) =>
    changeSegment(draft, draw, (all) => swap(all, draw.below(all.length), draw.below(all.length))),
  removeElement: (draft, draw) =>
    changeSegment(draft, draw, (all) => void all.splice(draw.below(all.length), draw.pick([1, 1, 3]))),
  blankElement: (draft, draw) =>
    changeSegment(draft, draw, (all) => void all.splice(draw.below(all.length), 1, '')),
  oddElement: (draft, draw) =>
    changeSegment(draft, draw, (all) => void all.splice(draw.below(all.length), 1, draw.pick(ODD_VALUES))),
  moreElements: (draft, draw) =>
    changeSegment(draft, draw, (all) => void all.push(...Array.from({ length: draw.below(30) }, () => 'X'))),
  moreComponents: (draft, draw) =>
    changeSegment(draft, draw, (all) => {
      const n = draw.below(all.length);
      all[n] = [all[n] ?? '', ...Array.from({ length: draw.below(9) }, () => draw.pick(ODD_VALUES))].join(
        draw.pick([draft.component, '^']),
      );
    }),
  foreignElement: (draft, draw, seeds) => {
    const other = draftOf(draw.pick(seeds));
    const theirs = draw.pick(pieces(other)).split(other.element);
    changeSegment(draft, draw, (all) => void all.splice(draw.below(all.length), 1, draw.pick(theirs)));
  },
};

/** Changes delimiters everywhere: what is read must not depend on which they are. */
const redelimit: Mutation = (draft, draw) => {
  const isFresh = (character: string): boolean => !draft.text.includes(character);
  const fresh = SEPARATORS.filter(isFresh);
  const [element, component] = [draw.pick(fresh), draw.pick(fresh)];
  const segment = draw.pick(TERMINATORS.filter(isFresh));
  if (new Set([element, component, segment]).size < 3) return;
  draft.text = draft.text
    .split(draft.segment)
    .map((s) => s.split(draft.element).join(element).split(draft.component).join(component))
    .join(segment);
  Object.assign(draft, { element, component, segment });
};

const MUTATIONS: readonly Mutation[] = [
  ...Object.values(bytes),
  ...Object.values(segments),
  ...Object.values(elements),
  redelimit,
];

/** A mutant of one of the seeds, small and the same for the same draws. */
export function mutantOf(seeds: readonly Seed[], draw: Draw): Buffer {
  const draft = draftOf(draw.pick(seeds));
  const times = draw.pick([0, 1, 1, 2, 3, 6, 12]);
  for (let n = 0; n < times; n += 1) {
    draw.pick(MUTATIONS)(draft, draw, seeds);
    draft.text = draft.text.slice(0, MAX_BYTES);
  }
  return Buffer.from(draft.text, 'latin1');
}

/** Several hundred kilobytes of mutants one after the other, now and then with an endless segment between them. */
export function largeMutantOf(seeds: readonly Seed[], draw: Draw): Buffer {
  const parts: Buffer[] = [];
  let size = 0;
  const wanted = draw.pick([100_000, 300_000, 600_000]);
  while (size < wanted) {
    const part =
      draw.below(40) === 0 ? Buffer.alloc(draw.pick([65_537, 70_000, 300_000]), 'X') : mutantOf(seeds, draw);
    parts.push(part);
    size += part.length;
  }
  return Buffer.concat(parts);
}
