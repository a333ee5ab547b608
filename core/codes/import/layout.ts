import type { CodeRow, CodeSetName } from '../sets.ts';

/** Where a layout puts what it reads. Lines are counted from 1. */
export interface Sink {
  readonly row: <S extends CodeSetName>(set: S, row: CodeRow<S>, line: number) => void;
  /** What cannot be read: nothing of the file is imported then. A sentence. */
  readonly problem: (line: number, message: string) => void;
  /** What the user should know and is no error. A sentence. */
  readonly note: (message: string) => void;
}

/** Takes a file's lines in their order, without their ends. */
export interface LineReader {
  readonly line: (text: string, number: number) => void;
  /** After the last line; its number. */
  readonly end: (number: number) => void;
}

/** Takes what a SAX parser says of an XML file. */
export interface XmlReader {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string, line: number) => void;
}

/** What is known of a file before it is read: enough to tell what it is. */
export interface Opening {
  /** Its own name and, where it came in a zip, the zip's: the inner first. Without folders, lower case. */
  readonly names: readonly string[];
  /** Its first lines. */
  readonly lines: readonly string[];
}

/**
 * `yes`: content and name say it. `shape`: the content fits, but the name does not say which of several sets it is.
 */
export type Fit = 'yes' | 'shape' | 'no';

/** One official layout of a file: which sets it fills and how it is read. */
export interface Layout {
  /** For sentences: `an ICD-10-CM order file`. */
  readonly title: string;
  readonly sets: readonly CodeSetName[];
  /** The file's official name, in lower case: a file called so is read so, that its problems be told line by line. */
  readonly official?: RegExp;
  readonly fit: (opening: Opening) => Fit;
  /** Among files of one zip that fill the same set, the lower is taken: 0 where nothing is said. */
  readonly rank?: number;
  /** Why a code that is not in the file may still exist; the table is marked incomplete then. */
  readonly incomplete?: string;
  readonly reads:
    | { readonly as: 'lines'; readonly reader: (sink: Sink, opening: Opening) => LineReader }
    | { readonly as: 'xml'; readonly reader: (sink: Sink) => XmlReader };
}

/** Whether any of a file's names matches. */
export const named = ({ names }: Opening, pattern: RegExp): boolean =>
  names.some((name) => pattern.test(name));

/** How many lines a preamble may have before a file is given up as another one. */
export const MAX_PREAMBLE = 100;
