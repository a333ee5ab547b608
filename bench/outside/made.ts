import { readdirSync, readFileSync } from 'node:fs';
import { encounterSchema } from '../../core/encounter/schema.ts';
import { type Draw, drawFrom } from '../../core/sandbox/random.ts';
import type { DentalContent } from '../../core/x12/dental-content.ts';
import type { InstitutionalContent } from '../../core/x12/institutional-content.ts';
import { readX12 } from '../../core/x12/read.ts';
import { writeD, writeI } from '../../test/core/x12/claim-cases.ts';
import { dentalEveryField } from '../../test/core/x12/d837-every-field.ts';
import { everyField } from '../../test/core/x12/every-field.ts';
import { institutionalEveryField } from '../../test/core/x12/i837-every-field.ts';
import { filed, write } from '../../test/core/x12/p837-cases.ts';

/** A file that our writers make, or that the specification gives as an example of what they must make. */
export interface Made {
  readonly name: string;
  readonly text: string;
}

const GOLDEN = new URL('../../test/golden/x12/', import.meta.url);

export const goldens = (): readonly Made[] =>
  readdirSync(GOLDEN)
    .filter((file) => /\.(x12|edi)$/.test(file))
    .sort()
    .map((file) => ({ name: file, text: readFileSync(new URL(file, GOLDEN), 'utf8') }));

/** Every place in a value that could be left out. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, n) => [n, item])
    : Object.entries(value);
  return entries.flatMap(([key, inner]) => [[...path, key], ...placesIn(inner, [...path, key])]);
}

/** A copy without what stands at a path. */
function without(value: unknown, [key, ...rest]: readonly (string | number)[]): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return rest.length === 0
      ? value.filter((_, n) => n !== key)
      : value.map((item, n) => (n === key ? without(item, rest) : item));
  }
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    if (name !== key) return [[name, inner]];
    return rest.length === 0 ? [] : [[name, without(inner, rest)]];
  });
  return Object.fromEntries(entries);
}

/** A kind of claim: one with every field that it can have, and how claims like it are written. */
interface Kind {
  readonly name: string;
  readonly full: unknown;
  /** @returns null where the claims cannot be written */
  readonly write: (claims: readonly unknown[]) => string | null;
}
type Result = ReturnType<typeof write>;
const textOf = (result: Result): string | null => (result.ok ? result.value.text : null);

const KINDS: readonly Kind[] = [
  {
    name: '837p',
    full: everyField,
    write: (claims) => {
      const contents = claims.map((claim) => encounterSchema.safeParse(claim));
      if (!contents.every(({ success }) => success)) return null;
      return textOf(write(contents.flatMap(({ data }, n) => (data ? [filed(data, `GEN${n}-1`)] : []))));
    },
  },
  {
    name: '837i',
    full: institutionalEveryField,
    write: (claims) => textOf(writeI(...(claims as readonly InstitutionalContent[]))),
  },
  {
    name: '837d',
    full: dentalEveryField,
    write: (claims) => textOf(writeD(...(claims as readonly DentalContent[]))),
  },
];

/** Whether a claim can be sent. A field that the writer takes for granted may be gone: then it cannot. */
async function isWritten(kind: Kind, content: unknown): Promise<boolean> {
  let text: string | null;
  try {
    text = kind.write([content]);
  } catch {
    return false;
  }
  if (text === null) return false;
  for await (const item of readX12([Buffer.from(text)])) {
    if (item.kind === 'finding' && item.finding.severity === 'error') return false;
  }
  return true;
}

/** A claim with some of the fields that its kind has: they are left out as long as it can be sent. */
async function thinned(kind: Kind, draw: Draw): Promise<unknown> {
  let content = kind.full;
  const attempts = draw.pick([5, 20, 60, 200]);
  for (let n = 0; n < attempts; n += 1) {
    const thinner = without(content, draw.pick(placesIn(content)));
    if (await isWritten(kind, thinner)) content = thinner;
  }
  return content;
}

const CLAIMS_PER_FILE = 25;

/**
 * Claims of every kind with optional loops and elements in many combinations; the same for the same seed.
 *
 * @param count of all kinds together
 */
export async function generatedClaims(count: number, seed: string): Promise<readonly Made[]> {
  const files: Made[] = [];
  const each = Math.ceil(count / KINDS.length);
  for (const kind of KINDS) {
    for (let first = 0; first < each; first += CLAIMS_PER_FILE) {
      const claims: unknown[] = [];
      for (let n = first; n < Math.min(each, first + CLAIMS_PER_FILE); n += 1) {
        claims.push(await thinned(kind, drawFrom('outside', seed, kind.name, String(n))));
      }
      const text = kind.write(claims);
      if (text === null)
        throw new Error(`the claims of ${kind.name} from ${first} on cannot be written together`);
      files.push({ name: `generated-${kind.name}-${first}.edi`, text });
    }
  }
  return files;
}
