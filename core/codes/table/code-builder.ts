import { Defect } from '../../result.ts';
import { type CodeSetName, type Columns, codeSets, type Release } from '../sets.ts';
import { type Numbers, writeContainer } from './container.ts';
import { columnArrays, fitting, type Growing, growing, type NumberType, narrowed } from './growing.ts';
import { isKey, writeKeys } from './keys.ts';
import { textPool } from './texts.ts';

/** A row of any set: what its columns say is tested when it is added. */
export type AnyRow = Readonly<Record<string, string | number>>;

/** Takes the rows of one table in any order. */
export interface Builder {
  /** @throws Defect when a value does not fit its column. */
  readonly add: (row: AnyRow) => void;
  /** The bytes. `rows` of the release is what the table holds: a row that stood twice counts once. */
  readonly finish: (release: Release) => Uint8Array;
}

interface Column {
  readonly name: string;
  readonly type: 'text' | NumberType;
  /** Numbers as they are (a negative one as its 32 bits), or ids of texts. */
  readonly values: Growing;
}

/** Rows of a generic table: a column is a growing array, a code or a text is a number from the start. */
export function codeBuilder(set: CodeSetName): Builder {
  const spec: Columns = codeSets[set].columns;
  const columns = Object.entries(spec).map(([name, type]): Column => ({ name, type, values: growing() }));
  const codes = new Map<string, number>();
  const codeIds = growing();
  const texts = textPool();
  return {
    add: (row) => {
      const code = row.code;
      if (typeof code !== 'string' || !isKey(code)) throw new Defect(`a code of ${set} has no form of one`);
      const id = codes.get(code) ?? codes.size;
      if (id === codes.size) codes.set(code, id);
      for (const { name, type, values } of columns) {
        const value = row[name];
        if (type !== 'text') values.push(fitting(value, type));
        else if (typeof value === 'string') values.push(texts.idOf(value));
        else throw new Defect(`a row of ${set} lacks its text ${name}`);
      }
      codeIds.push(id);
    },
    finish: (release) => {
      const sorted = [...codes.keys()].sort((a, b) => (a < b ? -1 : 1));
      const places = new Uint32Array(sorted.length);
      for (const [place, code] of sorted.entries()) places[codes.get(code) as number] = place;
      const written = texts.write();
      const ranked = columns.map(({ name, type, values }) => ({
        name,
        type,
        values: type === 'text' ? values.all().map((id) => written.places[id] as number) : values.all(),
      }));
      const codePlaces = codeIds.all().map((id) => places[id] as number);
      const rows = inOrder(codePlaces, ranked);
      const sections = new Map<string, Numbers>(writeKeys(sorted));
      if (rows.length > sorted.length) sections.set('rows', firstRows(rows, codePlaces, sorted.length));
      for (const column of ranked) sections.set(`column.${column.name}`, columnOf(column, rows));
      if (ranked.some(({ type }) => type === 'text')) {
        for (const [name, numbers] of written.sections) sections.set(name, numbers);
      }
      return writeContainer({ release: { ...release, rows: rows.length }, layout: 'codes', sections });
    },
  };
}

interface Ranked {
  readonly name: string;
  readonly type: 'text' | NumberType;
  readonly values: Uint32Array;
}

/** Days come first behind the code, so that the rows of a code stand as they came into force. */
const byDaysFirst = (columns: readonly Ranked[]): readonly Ranked[] => [
  ...columns.filter(({ type }) => type === 'day'),
  ...columns.filter(({ type }) => type !== 'day'),
];

/** Numbers of the rows, sorted by code, days and all else; of equal rows one. */
function inOrder(codes: Uint32Array, columns: readonly Ranked[]): Uint32Array {
  const keys = [codes, ...byDaysFirst(columns).map(({ values }) => values)];
  const compare = (a: number, b: number): number => {
    for (const key of keys) {
      const difference = (key[a] as number) - (key[b] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const order = Uint32Array.from(codes, (_, i) => i).sort(compare);
  return order.filter((row, i) => i === 0 || compare(row, order[i - 1] as number) !== 0);
}

/** First row of each code, and the count of all behind them. */
function firstRows(rows: Uint32Array, codes: Uint32Array, count: number): Uint32Array {
  const first = new Uint32Array(count + 1);
  for (const row of rows) {
    const after = (codes[row] as number) + 1;
    first[after] = (first[after] as number) + 1;
  }
  for (let i = 1; i <= count; i += 1) first[i] = (first[i] as number) + (first[i - 1] as number);
  return first;
}

function columnOf({ type, values }: Ranked, rows: Uint32Array): Numbers {
  const ordered = rows.map((row) => values[row] as number);
  return type === 'text' ? narrowed(ordered) : new columnArrays[type](ordered);
}
