import { type CodeSetName, codeSets } from '../sets.ts';

type AnyRow = Readonly<Record<string, string | number>>;

/**
 * What two rows of a set must have in common to be about the same thing; then they must say the same. Columns beside
 * the code.
 */
const KEYS: Readonly<Partial<Record<CodeSetName, readonly string[]>>> = {
  'icd10cm-notes': ['kind', 'refs', 'note'],
  'ptp-practitioner': ['other', 'from', 'to'],
  'ptp-hospital': ['other', 'from', 'to'],
  'add-on': ['primary', 'from'],
  mce: ['list', 'procedure'],
  mpfs: ['modifier'],
  fees: ['modifier', 'payer', 'from'],
};

const keyColumns = (set: CodeSetName): readonly string[] =>
  KEYS[set] ?? (codeSets[set].dated === 'rows' ? ['from'] : []);

/** What becomes of a row: new, said before, or other than what the row of that line said. */
export type Seen = 'new' | 'again' | { readonly otherThan: number };

/** The FNV-1a hash over UTF-16 units, from any start. */
function hash(text: string, start: number): number {
  let h = start;
  for (let i = 0; i < text.length; i += 1) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  return h >>> 0;
}

const FIRST_SIZE = 1 << 16;

/**
 * Remembers rows by hashes alone, 53 bits for what a row is about and 32 for what it says: 16 bytes a row, as a PTP
 * file has more than half a million. Two rows in a thousand such files may be taken for each other.
 */
export function seenRows(set: CodeSetName): (row: AnyRow, line: number) => Seen {
  const keys = keyColumns(set);
  const others = Object.keys(codeSets[set].columns).filter((column) => !keys.includes(column));
  let about = new Float64Array(FIRST_SIZE);
  let says = new Uint32Array(FIRST_SIZE);
  let lines = new Uint32Array(FIRST_SIZE);
  let size = 0;
  const place = (table: Float64Array, key: number): number => {
    const mask = table.length - 1;
    let at = Math.imul(key % 4_294_967_296, 0x9e3779b1) & mask;
    while (table[at] !== 0 && table[at] !== key) at = (at + 1) & mask;
    return at;
  };
  const grow = () => {
    const [oldAbout, oldSays, oldLines] = [about, says, lines];
    about = new Float64Array(oldAbout.length * 2);
    says = new Uint32Array(about.length);
    lines = new Uint32Array(about.length);
    for (const [i, key] of oldAbout.entries()) {
      if (key === 0) continue;
      const at = place(about, key);
      about[at] = key;
      says[at] = oldSays[i] ?? 0;
      lines[at] = oldLines[i] ?? 0;
    }
  };
  return (row, line) => {
    const what = keys.reduce((text, column) => `${text}\u0000${row[column]}`, String(row.code));
    const content = hash(others.map((column) => row[column]).join('\u0000'), 0x811c9dc5);
    const key = (hash(what, 0x811c9dc5) & 0x1fffff) * 4_294_967_296 + hash(what, 0x2f0b4c47) + 1;
    const at = place(about, key);
    if (about[at] === key) return says[at] === content ? 'again' : { otherThan: lines[at] ?? 0 };
    about[at] = key;
    says[at] = content;
    lines[at] = line;
    size += 1;
    if (size * 2 > about.length) grow();
    return 'new';
  };
}
