import type { FileKind } from './content.ts';

/** Our mode against others on the same files. Targets are from the issue; `null` is for information. */
export interface Question {
  readonly name: string;
  readonly title: string;
  readonly ours: string;
  readonly size: 'read' | 'write' | 'small';
  readonly kinds: readonly FileKind['name'][];
  /** How many times as fast as each other one ours must be. */
  readonly than: readonly (readonly [mode: string, atLeast: number | null])[];
}

export const QUESTIONS: readonly Question[] = [
  {
    name: 'walk',
    title: 'Walk all segments and sum the money',
    ours: 'walk',
    size: 'read',
    kinds: ['835', '837'],
    than: [
      ['node-x12-stream', 10],
      ['split', 4.5],
      ['x12-parser', null],
      ['edi-parser', null],
      ['stedi-metadata', null],
      ['memchr', null],
    ],
  },
  {
    name: 'typed',
    title: 'Read typed claims, streamed',
    ours: 'typed',
    size: 'read',
    kinds: ['835', '837'],
    than: [
      ['node-x12-stream', 3.5],
      ['split', 1.6],
      ['x12-parser', null],
      ['edi-parser', null],
      ['memchr', null],
    ],
  },
  {
    name: 'check',
    title: 'Check everything',
    ours: 'check',
    size: 'read',
    kinds: ['835', '837'],
    than: [
      ['node-x12-stream', 1],
      ['memchr', null],
    ],
  },
  {
    name: 'check',
    title: 'Check everything, a small file',
    ours: 'check',
    size: 'small',
    kinds: ['835', '837'],
    than: [['pyx12', 60]],
  },
  {
    name: 'write',
    title: 'Write an 837P from typed claims, checked against the guide',
    ours: 'write',
    size: 'write',
    kinds: ['837'],
    than: [
      ['node-x12-generator', 7],
      // No generator: it joins the strings of a tree that is there already.
      ['node-x12-tostring', null],
      ['memchr', null],
    ],
  },
  {
    name: 'write',
    title: 'Write an 837P from typed claims, fields checked and structure not',
    ours: 'write-unverified',
    size: 'write',
    kinds: ['837'],
    than: [
      ['node-x12-generator', 7],
      // No generator: it joins the strings of a tree that is there already.
      ['node-x12-tostring', null],
    ],
  },
];

/** Peak memory: the same whatever the size. */
export interface MemoryQuestion {
  readonly mode: string;
  readonly atMostMb: number;
}
export const MEMORY: readonly MemoryQuestion[] = [
  { mode: 'walk', atMostMb: 80 },
  { mode: 'typed', atMostMb: 200 },
];
/** Sizes in MB at which memory is looked at. */
export const MEMORY_SIZES = [100, 1000] as const;
/** And a heap this small must do for the first of them. */
export const SMALL_HEAP = '--max-old-space-size=64';
