import { NOTE_KINDS } from '../sets.ts';
import { codeShapes } from '../shapes.ts';
import type { Layout, Sink, XmlReader } from './layout.ts';
import { oneLine, plainCode } from './values.ts';

/** Elements whose `note` children we keep. */
const NOTED: Readonly<Record<string, number>> = {
  excludes1: NOTE_KINDS.excludes1,
  excludes2: NOTE_KINDS.excludes2,
  codeFirst: NOTE_KINDS.codeFirst,
  useAdditionalCode: NOTE_KINDS.useAdditionalCode,
  codeAlso: NOTE_KINDS.codeAlso,
  sevenChrNote: NOTE_KINDS.seventhCharacter,
};

/**
 * `A18.32`, `Z16.-`, `A04.7-`, `Z3A`, `P35-P39`, and as the book varies them `I70.2--I70.7-`, `I01.0 -I01.9`. What
 * follows `with` narrows a reference.
 */
const CODE = '[A-Z][\\dA][\\dAB](?:\\.[0-9A-Z]{1,4})?';
const REFERENCE = new RegExp(
  `\\b(${CODE})(?:\\.?-)?(?:\\s?-\\s?(${CODE})(?:\\.?-)?)?(?![0-9A-Za-z])(\\s+with\\b)?`,
  'g',
);

/** An excludes note that names only some codes below a reference would exclude too many: it is left out. */
const STRICT: ReadonlySet<number> = new Set([NOTE_KINDS.excludes1, NOTE_KINDS.excludes2]);

/**
 * The codes and ranges that a note names in its brackets, without dots and separated by blanks. A reference such as
 * `(T36-T50 with fifth or sixth character 5)` is wider than what it means: it is kept where a code is asked for, and
 * left out where codes are excluded.
 */
export function noteReferences(note: string, kind: number): string {
  const found = new Set<string>();
  for (const [, bracket = ''] of note.matchAll(/[([]([^()[\]]*)/g)) {
    for (const [, first = '', last = '', narrowed = ''] of bracket.matchAll(REFERENCE)) {
      if (narrowed !== '' && STRICT.has(kind)) continue;
      const from = plainCode(first);
      const to = plainCode(last);
      found.add(to === '' || to === from ? from : `${from}-${to}`);
    }
  }
  return [...found].join(' ');
}

/** What a note hangs on: chapter, section or code. Notes hold for everything below it. */
interface Node {
  readonly element: string;
  key: string;
}

/**
 * `icd10cm_tabular_YYYY.xml`: chapters, sections and nested codes with their notes. The characters that a
 * `sevenChrDef` allows come one to a row, the character in `refs`.
 *
 * @see codesets.md 3.1
 */
export function tabularReader(sink: Sink): XmlReader {
  const nodes: Node[] = [];
  const path: string[] = [];
  let text = '';
  let character = '';
  const emit = (kind: number, refs: string, note: string, line: number) => {
    const key = nodes.at(-1)?.key ?? '';
    if (note === '' && refs === '') return;
    if (!codeShapes['icd10cm-notes'].test(key))
      sink.problem(line, 'The note belongs to no chapter, section or code with a name.');
    else sink.row('icd10cm-notes', { code: key, kind, refs, note }, line);
  };
  const closeLeaf = (name: string, line: number) => {
    const parent = path.at(-1) ?? '';
    const node = nodes.at(-1);
    const content = oneLine(text);
    const kind = NOTED[parent];
    if (name === 'name' && node !== undefined && node.element === parent) node.key = nodeKey(parent, content);
    else if (name === 'extension') emit(NOTE_KINDS.seventhCharacter, character, content, line);
    else if (name === 'note' && kind !== undefined) emit(kind, refsOf(content, kind), content, line);
  };
  return {
    open: (name, attributes) => {
      path.push(name);
      text = '';
      if (name === 'extension') character = (attributes.char ?? '').toUpperCase();
      if (name === 'chapter' || name === 'diag') nodes.push({ element: name, key: '' });
      if (name === 'section') nodes.push({ element: name, key: (attributes.id ?? '').toUpperCase() });
    },
    text: (more) => {
      text += more;
    },
    close: (name, line) => {
      path.pop();
      closeLeaf(name, line);
      text = '';
      if (nodes.at(-1)?.element === name) nodes.pop();
    },
  };
}

const nodeKey = (element: string, name: string): string =>
  element === 'chapter' ? `CH${name}` : plainCode(name);

const refsOf = (note: string, kind: number): string =>
  kind === NOTE_KINDS.seventhCharacter ? '' : noteReferences(note, kind);

export const tabularLayout: Layout = {
  title: 'the ICD-10-CM tabular list in XML',
  sets: ['icd10cm-notes'],
  official: /^icd10cm?[-_]tabular.*\.xml$/,
  fit: ({ lines }) => (lines.some((line) => line.includes('<ICD10CM.tabular')) ? 'yes' : 'no'),
  reads: { as: 'xml', reader: tabularReader },
};
