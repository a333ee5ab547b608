import type { CodeTable } from '../codes/code-sets.ts';
import { NOTE_KINDS } from '../codes/sets.ts';
import type { ClaimFacts } from './facts.ts';

export type IcdNotes = CodeTable<'icd10cm-notes'>;

/** Codes from one to another, both with all that begin so. A single code is a span of itself. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

const isWithinSpan = (code: string, { from, to }: Span): boolean =>
  code >= from && (code < to || code.startsWith(to));

/** The notes of one kind at one code, section or chapter. */
export interface NoteGroup {
  /** Where they stand: `E11`, `A00-A09`, `CH9`. */
  readonly key: string;
  readonly items: readonly NoteItem[];
  /** Some name no code ("underlying disease, such as"): others than those named serve too. */
  readonly isOpen: boolean;
  /** They hold only where the fact is there and known: if applicable, any associated. */
  readonly isConditional: boolean;
  /** They ask for the disease below, without which there is no such condition. */
  readonly isUnderlying: boolean;
}
interface NoteItem {
  readonly spans: readonly Span[];
  /** It asks for what every patient with the condition has: a stage, a severity, an outcome. */
  readonly isAlwaysThere: boolean;
}

export const namesCode = ({ spans }: NoteItem, code: string): boolean => {
  for (const span of spans) if (isWithinSpan(code, span)) return true;
  return false;
};

export const groupNames = ({ items }: NoteGroup, code: string): boolean => {
  for (const item of items) if (namesCode(item, code)) return true;
  return false;
};

const CONDITIONAL = /\b(?:if|any|when)\b/i;
const UNDERLYING = /\bunderlying\b/i;
const ALWAYS_THERE =
  /\b(?:stage of|type of heart failure|severity of|site of|outcome of delivery|percentage of)\b/i;

interface Read {
  readonly refs: string;
  readonly text: string;
}

const groupOf = (key: string, notes: readonly Read[]): NoteGroup => ({
  key,
  items: notes.map(({ refs, text }) => ({
    spans: refs === '' ? [] : refs.split(' ').map(spanOf),
    isAlwaysThere: ALWAYS_THERE.test(text) && !CONDITIONAL.test(text),
  })),
  isOpen: notes.some(({ refs }) => refs === ''),
  isConditional: notes.some(({ text }) => CONDITIONAL.test(text)),
  isUnderlying: notes.some(({ text }) => UNDERLYING.test(text)),
});

/** First and last category of each chapter of ICD-10-CM, by its number. */
const CHAPTERS: readonly Span[] = (
  'A00-B99 C00-D49 D50-D89 E00-E89 F01-F99 G00-G99 H00-H59 H60-H95 I00-I99 J00-J99 K00-K95 L00-L99 M00-M99 ' +
  'N00-N99 O00-O9A P00-P96 Q00-QA0 R00-R99 S00-T88 V00-Y99 Z00-Z99 U00-U85'
)
  .split(' ')
  .map(spanOf);

function spanOf(ref: string): Span {
  const [from = '', to = ''] = ref.split('-');
  return { from, to: to === '' ? from : to };
}

/** The notes that hold for a code, its own first. */
export interface CodeNotes {
  readonly excludes1: readonly NoteGroup[];
  readonly codeFirst: readonly NoteGroup[];
  readonly useAdditionalCode: readonly NoteGroup[];
}

interface KindOfNotes {
  readonly byKey: ReadonlyMap<string, NoteGroup>;
  readonly sections: readonly { readonly span: Span; readonly group: NoteGroup }[];
}

interface Parsed {
  readonly kinds: Readonly<Record<keyof CodeNotes, KindOfNotes>>;
  /** Made when a code is first asked for. */
  readonly byCode: Map<string, CodeNotes>;
}

const parsed = new WeakMap<IcdNotes, Parsed>();
const NO_GROUPS: readonly NoteGroup[] = [];
/** Codes in use are few; what a file of nonsense asks for must not fill the memory. */
const MOST_CODES = 50_000;

/** Two edits look at the same claim one after the other: what the first found serves the other. */
interface Looked {
  readonly claim: ClaimFacts;
  readonly table: IcdNotes;
  readonly notes: readonly CodeNotes[];
}
let looked: Looked | undefined;

/** The notes that hold for each diagnosis of a claim, in their order. */
export function notesOfClaim(claim: ClaimFacts, table: IcdNotes): readonly CodeNotes[] {
  if (looked?.claim === claim && looked.table === table) return looked.notes;
  const notes = claim.diagnoses.map(({ code }) => notesOf(table, code));
  looked = { claim, table, notes };
  return notes;
}

/**
 * The notes that hold for a code: its own and those it inherits from the codes above it, its section and its chapter.
 * Parsed once for each table.
 *
 * @see ICD-10-CM Official Guidelines I.A.7
 */
function notesOf(table: IcdNotes, code: string): CodeNotes {
  let all = parsed.get(table);
  if (all === undefined) {
    const kinds = {
      excludes1: parse(table, NOTE_KINDS.excludes1),
      codeFirst: parse(table, NOTE_KINDS.codeFirst),
      useAdditionalCode: parse(table, NOTE_KINDS.useAdditionalCode),
    };
    all = { kinds, byCode: new Map() };
    parsed.set(table, all);
  }
  const known = all.byCode.get(code);
  if (known !== undefined) return known;
  if (all.byCode.size >= MOST_CODES) all.byCode.clear();
  const { excludes1, codeFirst, useAdditionalCode } = all.kinds;
  const notes = {
    excludes1: gather(excludes1, code),
    codeFirst: gather(codeFirst, code),
    useAdditionalCode: gather(useAdditionalCode, code),
  };
  all.byCode.set(code, notes);
  return notes;
}

function parse(table: IcdNotes, kind: number): KindOfNotes {
  const read = new Map<string, Read[]>();
  for (let row = 0; row < table.size; row += 1) {
    if (table.number(row, 'kind') !== kind) continue;
    const key = table.codeAt(row);
    const note = { refs: table.text(row, 'refs'), text: table.text(row, 'note') };
    const there = read.get(key);
    if (there === undefined) read.set(key, [note]);
    else there.push(note);
  }
  const byKey = new Map([...read].map(([key, notes]) => [key, groupOf(key, notes)]));
  const sections = [...byKey.values()]
    .filter(({ key }) => key.includes('-'))
    .map((group) => ({ span: spanOf(group.key), group }));
  return { byKey, sections };
}

function gather({ byKey, sections }: KindOfNotes, code: string): readonly NoteGroup[] {
  const groups: NoteGroup[] = [];
  for (let length = code.length; length >= 3; length -= 1) {
    const own = byKey.get(code.slice(0, length));
    if (own !== undefined) groups.push(own);
  }
  for (const { span, group } of sections) if (isWithinSpan(code, span)) groups.push(group);
  const chapter = byKey.get(`CH${CHAPTERS.findIndex((span) => isWithinSpan(code, span)) + 1}`);
  if (chapter !== undefined) groups.push(chapter);
  return groups.length === 0 ? NO_GROUPS : groups;
}
