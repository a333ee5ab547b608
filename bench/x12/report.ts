import type { FileKind } from './content.ts';
import { MEMORY, MEMORY_SIZES, type Question, SMALL_HEAP } from './questions.ts';
import { type Measured, median, type Sample } from './rounds.ts';

/** One line of a table, also given as JSON. */
export interface Row {
  readonly question: string;
  readonly mode: string;
  readonly kind: FileKind['name'];
  readonly megabytes: number;
  readonly mbPerSecond: number | null;
  /** First iteration. */
  readonly coldMbPerSecond: number | null;
  readonly rssMb: number | null;
  /** How many times as fast ours is: the median over rounds of the ratio within a round. */
  readonly ratio: number | null;
  readonly atLeast: number | null;
  readonly note: string;
}

export interface MemoryRow {
  readonly mode: string;
  readonly kind: FileKind['name'];
  readonly megabytes: number;
  readonly smallHeap: boolean;
  readonly rssMb: number | null;
  readonly atMostMb: number | null;
}

type Samples = readonly (Sample | null)[];
const sound = (samples: Samples): readonly Sample[] => samples.filter((sample) => sample !== null);
const middle = (samples: Samples, of: (sample: Sample) => number): number | null => {
  const values = sound(samples).map(of);
  return values.length === 0 ? null : median(values);
};

function ratioOf(ours: Samples, theirs: Samples): number | null {
  const ratios = ours.flatMap((mine, round) => {
    const other = theirs[round];
    if (mine === null || !other) return [];
    return [mine.bytes / mine.seconds / (other.bytes / other.seconds)];
  });
  return ratios.length === 0 ? null : median(ratios);
}

export function rowsOf(question: Question, megabytes: number, measured: Measured): readonly Row[] {
  const samplesOf = (mode: string, kind: string): Samples =>
    measured.get(`${mode} ${kind} ${megabytes}`) ?? [];
  return question.kinds.flatMap((kind) => {
    const ours = samplesOf(question.ours, kind);
    const all = [[question.ours, null], ...question.than] as const;
    return all.map(([mode, atLeast]): Row => {
      const samples = samplesOf(mode, kind);
      const wrong = sound(samples).find((sample) => sample.wrong !== '')?.wrong;
      return {
        question: question.title,
        mode,
        kind,
        megabytes,
        mbPerSecond: middle(samples, ({ bytes, seconds }) => bytes / seconds / 1e6),
        coldMbPerSecond: middle(samples, ({ bytes, coldSeconds }) => bytes / coldSeconds / 1e6),
        rssMb: middle(samples, ({ rssBytes }) => rssBytes / 1e6),
        ratio: mode === question.ours ? null : ratioOf(ours, samples),
        atLeast,
        note: samples.length === 0 ? 'left out' : wrong === undefined ? '' : `counts other ${wrong}`,
      };
    });
  });
}

export function memoryRowsOf(measured: Measured): readonly MemoryRow[] {
  const rows: MemoryRow[] = [];
  for (const { mode, atMostMb } of MEMORY) {
    for (const kind of ['835', '837'] as const) {
      const add = (megabytes: number, smallHeap: boolean): void => {
        const key = `${mode} ${kind} ${megabytes}${smallHeap ? ` ${SMALL_HEAP}` : ''}`;
        const rssMb = middle(measured.get(key) ?? [], ({ rssBytes }) => rssBytes / 1e6);
        rows.push({ mode, kind, megabytes, smallHeap, rssMb, atMostMb: smallHeap ? null : atMostMb });
      };
      for (const megabytes of MEMORY_SIZES) add(megabytes, false);
      add(MEMORY_SIZES[0], true);
    }
  }
  return rows;
}

const fixed = (n: number | null, digits = 0): string => {
  if (n === null || !Number.isFinite(n)) return '-';
  const scale = 10 ** digits;
  return (Math.round(n * scale) / scale).toLocaleString('en-US', {
    minimumFractionDigits: digits,
    useGrouping: false,
  });
};

function verdict({ ratio, atLeast }: Row): string {
  if (atLeast === null) return '';
  const target = `>= ${atLeast}x`;
  return ratio === null ? target : `${target.padEnd(9)} ${ratio >= atLeast ? 'met' : 'NOT MET'}`;
}

const share = ({ mode, ratio }: Row): string =>
  ratio === null ? '-' : mode === 'memchr' ? `${fixed(ratio, 3)} of it` : `${fixed(ratio, 2)}x`;

/** A table: one line a library and kind of file. */
export function printedRows(rows: readonly Row[]): readonly string[] {
  const head = rows[0];
  if (head === undefined) return [];
  return [
    '',
    `${head.question} (${head.megabytes} MB)`,
    lineOf(['file', 'library', 'MB/s', 'first', 'RSS MB'], 'ours is', 'target'),
    ...rows.map((row) => {
      const { kind, mode, mbPerSecond, coldMbPerSecond, rssMb, note } = row;
      const cells = [kind, mode, fixed(mbPerSecond, 1), fixed(coldMbPerSecond, 1), fixed(rssMb)];
      return lineOf(cells, share(row), `${verdict(row)}${note}`);
    }),
  ];
}

/** Widths of the cells; the first two are words. */
const WIDTHS = [5, 20, 8, 8, 8];

function lineOf(cells: readonly string[], ratio: string, last: string): string {
  const columns = cells.map((cell, i) => {
    const width = WIDTHS[i] ?? 0;
    return i < 2 ? cell.padEnd(width) : cell.padStart(width);
  });
  return `  ${columns.join('')}  ${ratio.padEnd(12)}${last}`.trimEnd();
}

export function printedMemory(rows: readonly MemoryRow[]): readonly string[] {
  return [
    '',
    'Peak memory, the same at every size',
    `  ${'file'.padEnd(5)}${'mode'.padEnd(8)}${'size MB'.padStart(8)}${'RSS MB'.padStart(8)}  target`,
    ...rows.map(({ kind, mode, megabytes, rssMb, atMostMb, smallHeap }) => {
      const target = smallHeap ? `ends with ${SMALL_HEAP}` : `<= ${atMostMb} MB`;
      const met = rssMb !== null && (atMostMb === null || rssMb <= atMostMb);
      const size = String(megabytes).padStart(8);
      const cells = `${kind.padEnd(5)}${mode.padEnd(8)}${size}${fixed(rssMb).padStart(8)}`;
      return `  ${cells}  ${target}  ${met ? 'met' : 'NOT MET'}`;
    }),
  ];
}
