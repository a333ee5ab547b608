import type { ClaimContent } from '../x12/claim-content.ts';
import type { Hit } from './edit.ts';

/** What X12 cannot take of a text as it is. */
export type Oddity = 'delimiter' | 'unsendable' | 'too long';

/** A text of a claim that cannot be sent as it is, and where. */
export interface OddText extends Pick<Hit, 'field' | 'line'> {
  /** The field's name, without what leads to it. */
  readonly key: string;
  readonly oddity: Oddity;
}

/**
 * Fields of plain text, which the writer may clean, with the most characters that X12 has for each. All others are
 * identifiers and codes, which it may not.
 */
export const TEXT_FIELDS: ReadonlyMap<string, number> = new Map([
  ['name', 60],
  ['last', 60],
  ['first', 35],
  ['middle', 25],
  ['suffix', 10],
  ['address1', 55],
  ['address2', 55],
  ['city', 30],
  ['groupName', 60],
  ['text', 80],
  ['description', 80],
  ['descriptions', 80],
  ['roundTripPurpose', 80],
  ['stretcherPurpose', 80],
  ['fixedFormats', 80],
  ['answers', 80],
  ['email', 256],
]);

/** The most characters of identifiers: REF02 and what else is not 80, NM109 and PWK06 are. */
const IDENTIFIERS: ReadonlyMap<string, number> = new Map([
  ['memberId', 80],
  ['npi', 80],
  ['id', 80],
  ['payerId', 80],
  ['controlNo', 80],
  ['claimNo', 38],
  ['code', 48],
  ['phone', 256],
  ['fax', 256],
  ['extension', 256],
]);
const LONGEST_IDENTIFIER = 50;

/** The practice's own numbers of a professional encounter, which never go out. */
const NOT_SENT: ReadonlySet<string> = new Set(['encounterId', 'claimNo', 'lineControlNo']);

const SENDABLE = 1;
const DELIMITER = 2;
/** By character code: what can be sent as it is, what separates, 0 for all others. */
const KINDS = new Uint8Array(128).map((_, code) => {
  const letter = String.fromCharCode(code);
  if ('*~:^'.includes(letter)) return DELIMITER;
  return code >= 32 && code < 127 ? SENDABLE : 0;
});

function oddityOf(text: string, isText: boolean, key: string): Oddity | undefined {
  let odd: Oddity | undefined;
  for (let i = 0; i < text.length; i += 1) {
    const kind = KINDS[text.charCodeAt(i)];
    if (kind === SENDABLE) continue;
    if (kind === DELIMITER) return 'delimiter';
    odd = 'unsendable';
  }
  return odd ?? (text.length > 10 && text.length > longest(isText, key) ? 'too long' : undefined);
}

const longest = (isText: boolean, key: string): number =>
  (isText ? TEXT_FIELDS.get(key) : IDENTIFIERS.get(key)) ?? LONGEST_IDENTIFIER;

const found = new WeakMap<ClaimContent, readonly OddText[]>();
const NONE: readonly OddText[] = [];

/** Every such text of a claim, in the order of its fields. One walk serves all edits that ask. */
export function oddTexts(content: ClaimContent): readonly OddText[] {
  const known = found.get(content);
  if (known !== undefined) return known;
  const walk = new Walk(content.claimType === 'P');
  walk.visit(content, '');
  const all = walk.found ?? NONE;
  found.set(content, all);
  return all;
}

/** Paths are made only for what is found, as most claims have nothing. */
class Walk {
  found: OddText[] | undefined;
  readonly #steps: (string | number)[] = [];
  readonly #isEncounter: boolean;

  constructor(isEncounter: boolean) {
    this.#isEncounter = isEncounter;
  }

  visit(value: unknown, key: string): void {
    if (typeof value === 'string') this.#look(value, key);
    else if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i += 1) this.#visitAt(i, value[i], key);
    } else if (isHolder(value)) {
      for (const name in value) this.#visitAt(name, value[name], name);
    }
  }

  #visitAt(step: string | number, value: unknown, key: string): void {
    if (typeof value === 'number' || typeof value === 'boolean') return;
    this.#steps.push(step);
    this.visit(value, key);
    this.#steps.pop();
  }

  #look(text: string, key: string): void {
    const isText = TEXT_FIELDS.has(key);
    const oddity = oddityOf(text, isText, key);
    if (oddity === undefined || (this.#isEncounter && NOT_SENT.has(key))) return;
    this.found ??= [];
    this.found.push({ ...whereOf(this.#steps), key, oddity });
  }
}

const isHolder = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** `['lines', 0, 'dx']` → `lines[0].dx`. */
function whereOf(steps: readonly (string | number)[]): Pick<Hit, 'field' | 'line'> {
  const field = steps.map((step, i) =>
    typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`,
  );
  const [list, index] = steps;
  const path = field.join('');
  return list === 'lines' && typeof index === 'number' ? { field: path, line: index + 1 } : { field: path };
}
