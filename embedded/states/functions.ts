import { createHash, randomUUID } from 'node:crypto';

/** The functions that Step Functions adds to JSONata 2.0.6, by name without the `$`. */
export type Functions = Readonly<Record<string, (...args: never[]) => unknown>>;

/** AWS refuses to make a longer array with `$range`. */
const LONGEST_RANGE = 1_000;

const hashAlgorithms: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** @param random  a number in [0, 1), used by `$random()` without a seed */
export const stepFunctionsFunctions = (random: () => number): Functions => ({
  partition,
  range,
  hash,
  parse,
  random: (seed?: number) => (seed === undefined ? random() : seededRandom(seed)),
  uuid: () => randomUUID(),
});

function partition(values: unknown, size: number): unknown {
  if (values === undefined) return undefined;
  if (!Number.isInteger(size) || size < 1) throw new Error('$partition needs a chunk size of 1 or more');
  const all = Array.isArray(values) ? values : [values];
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

function range(first: number, last: number, step: number): unknown {
  if (![first, last, step].every(Number.isFinite)) throw new Error('$range needs three numbers');
  if (step === 0) throw new Error('$range needs a step other than 0');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > LONGEST_RANGE) throw new Error(`$range would make more than ${LONGEST_RANGE} elements`);
  return sequence(Array.from({ length }, (_, n) => first + n * step));
}

/** AWS returns a JSONata sequence here: a single element collapses into itself unless `[]` keeps it. */
const sequence = (values: number[]): number[] => Object.defineProperty(values, 'sequence', { value: true });

function hash(data: unknown, algorithm: string): string {
  const known = hashAlgorithms[algorithm];
  if (known === undefined) throw new Error(`$hash knows ${Object.keys(hashAlgorithms).join(', ')}`);
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return createHash(known).update(text).digest('hex');
}

const parse = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));

/** The same seed always gives the same number, in [0, 1). AWS does not publish its generator. */
function seededRandom(seed: number): number {
  return createHash('sha256').update(String(seed)).digest().readUInt32BE() / 2 ** 32;
}
