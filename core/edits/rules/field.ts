import type { Coverage } from '../../encounter/model.ts';
import type { ValueClass } from '../edit.ts';
import type { ClaimFacts, LineFacts } from '../facts.ts';

/** What a field holds: a `code` compares by codes, ranges and beginnings, a `word` as a whole, the others by size. */
export type FieldKind = 'code' | 'word' | 'number' | 'day';

interface FieldBasics {
  /** As rules name it: `line.code`. */
  readonly name: string;
  /** For the manual: what it is. */
  readonly about: string;
  /** Of the claim, or of each line. */
  readonly of: 'claim' | 'line';
  readonly value: ValueClass;
  /** Path in the model of the claim. */
  readonly path: (claim: ClaimFacts, line?: LineFacts) => string;
}

/** A field of text, which may have several values. */
export interface TextField extends FieldBasics {
  readonly kind: 'code' | 'word';
  /** Whether one of its values passes. */
  readonly some: (claim: ClaimFacts, line: LineFacts | undefined, test: (text: string) => boolean) => boolean;
}

/** A field that has a size; NaN where it has none. Days are CCYYMMDD. */
export interface NumberField extends FieldBasics {
  readonly kind: 'number' | 'day';
  readonly number: (claim: ClaimFacts, line: LineFacts | undefined) => number;
}

export type RuleField = TextField | NumberField;

/** `coverages[1]`: where the coverage stands that the claim goes to. */
export function coveragePath({ content, coverage }: ClaimFacts): string {
  const all: readonly Coverage[] = content.coverages;
  return `coverages[${coverage === undefined ? 0 : all.indexOf(coverage)}]`;
}

type Get<T> = (claim: ClaimFacts) => T | undefined;
type GetOfLine<T> = (line: LineFacts) => T | undefined;

const claimPath = (name: string) => {
  const path = name.replace(/^claim\./, '');
  return () => path;
};

const linePath = (name: string) => {
  const path = name.replace(/^line\./, '');
  return (_: ClaimFacts, line?: LineFacts) => `${line?.field ?? 'lines'}.${path}`;
};

const passes = (value: string | readonly string[] | undefined, test: (text: string) => boolean): boolean => {
  if (value === undefined || value === '') return false;
  return typeof value === 'string' ? test(value) : value.some(test);
};

type Texts = string | readonly string[];

const claimText =
  (kind: TextField['kind']) =>
  (name: string, value: ValueClass, about: string, get: Get<Texts>): TextField => ({
    ...{ name, about, value, kind, of: 'claim', path: claimPath(name) },
    some: (claim, _, test) => passes(get(claim), test),
  });

const lineText =
  (kind: TextField['kind']) =>
  (name: string, value: ValueClass, about: string, get: GetOfLine<Texts>): TextField => ({
    ...{ name, about, value, kind, of: 'line', path: linePath(name) },
    some: (_, line, test) => line !== undefined && passes(get(line), test),
  });

const claimSize =
  (kind: NumberField['kind']) =>
  (name: string, value: ValueClass, about: string, get: Get<number>): NumberField => ({
    ...{ name, about, value, kind, of: 'claim', path: claimPath(name) },
    number: (claim) => sizeOf(kind, get(claim)),
  });

const lineSize =
  (kind: NumberField['kind']) =>
  (name: string, value: ValueClass, about: string, get: GetOfLine<number>): NumberField => ({
    ...{ name, about, value, kind, of: 'line', path: linePath(name) },
    number: (_, line) => sizeOf(kind, line === undefined ? undefined : get(line)),
  });

/** A day 0 is none. */
const sizeOf = (kind: NumberField['kind'], size: number | undefined): number =>
  size === undefined || (kind === 'day' && size === 0) ? Number.NaN : size;

/** Makers of the claim's fields and the lines', by kind: name, value class, description, how to read it. */
export const ofClaim = {
  code: claimText('code'),
  word: claimText('word'),
  number: claimSize('number'),
  day: claimSize('day'),
} as const;
export const ofLine = {
  code: lineText('code'),
  word: lineText('word'),
  number: lineSize('number'),
  day: lineSize('day'),
} as const;

/** A field that stands elsewhere in the model than its name says. */
export const at = <F extends RuleField>(path: string | ((claim: ClaimFacts) => string), field: F): F => ({
  ...field,
  path: typeof path === 'function' ? path : field.of === 'line' ? linePath(path) : () => path,
});

/** A field of the coverage that the claim goes to. */
export const atCoverage = <F extends RuleField>(path: string, field: F): F =>
  at((claim) => `${coveragePath(claim)}.${path}`, field);
