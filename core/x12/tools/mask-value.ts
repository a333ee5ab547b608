import type { ElementKind } from './element-kinds.ts';
import type { Pseudonyms } from './pseudonym.ts';

const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)$/;
const CLOCK = /^\d{4,8}$/;
const GUIDE_START = /^00\d{4}(?:X\d{3}[AE]?)?/;
const TAXONOMY = /^\d{3}[A-Z0-9]{6}X$/;
/** CPT, CDT, HCPCS, HIPPS and revenue codes hold digits; drugs have eleven. */
const PROCEDURE = /^(?:\d{4}|(?=.*\d.*\d)[A-Z0-9]{5}|\d{5}-?\d{4}-?\d{2})$/i;
/** ICD-10-CM, ICD-10-PCS, ICD-9 and DRG. */
const DIAGNOSIS =
  /^(?:[A-Z]\d[A-Z0-9](?:\.?[A-Z0-9]{1,4})?|(?=.*\d)[0-9B-DF-HX][0-9A-HJ-NP-Z]{6}|\d{3}\.?\d{0,2})$/i;
/** Some parties may not have one as their address: it must still be seen. */
const BOX = /^(?:P\.?\s*O\.?\s*BOX|POST OFFICE BOX|LOCKBOX)/i;
/** What a CTX may be about: an element, or one of these words. */
const CONTEXT = /^(?:[A-Z][A-Z0-9]{1,2}\d{2}|SITUATIONAL|TRIGGER|PATIENT|SUBSCRIBER|NAME|NUMBER)$/;
/** Amounts of unknown segments: enough digits for money, too few for an identifier. */
const POINTED = /^-?\d{0,7}\.\d{1,4}$/;

/** Letters and digits, no longer than a code can be, and no word. */
const isCode = (text: string, length: number): boolean =>
  text.length <= length &&
  /^[A-Za-z0-9]+$/.test(text) &&
  (length <= 3 || text.replace(/\d/g, '').length <= 3);

/** Whether the value is what its kind says, and no data of a person. */
const KEPT: Readonly<Partial<Record<ElementKind, (text: string) => boolean>>> = {
  // Readers take blanks around the values of an envelope as padding.
  code: (text) => isCode(text.trim(), 3),
  code4: (text) => isCode(text, 4),
  code5: (text) => isCode(text, 5),
  code6: (text) => isCode(text, 6),
  proc: (text) => isCode(text, 3) || PROCEDURE.test(text),
  dx: (text) => isCode(text, 3) || DIAGNOSIS.test(text) || PROCEDURE.test(text),
  taxonomy: (text) => TAXONOMY.test(text),
  amount: (text) => NUMBER.test(text),
  number: (text) => NUMBER.test(text.trim()),
  time: (text) => CLOCK.test(text.trim()),
  control: (text) => isCode(text.trim(), 12),
  version: (text) => isCode(text.trim(), 12),
  context: (text) => text.split(' ').every((word) => CONTEXT.test(word)),
  // Two letters may be a name as well as a code.
  auto: (text) => (isCode(text, 3) && /^.$|\d/.test(text)) || POINTED.test(text),
};

/**
 * One value, an element or component, without delimiters. What is not of the kind that its place says is taken
 * for an identifier: better a mistake masked than a name kept.
 *
 * @param format the element or component before it, which names a date's format
 */
export function maskValue(names: Pseudonyms, kind: ElementKind, text: string, format: string): string {
  const bare = text.trimEnd();
  if (bare === '' || KEPT[kind]?.(text)) return text;
  switch (kind) {
    case 'text':
      return names.text(text);
    case 'date':
      return names.date(bare) + text.slice(bare.length);
    case 'date6':
      return names.date6(text);
    case 'period':
      return maskPeriod(names, text, format);
    case 'origin':
      return text.length === 10 ? text.charAt(0) + names.id(text.slice(1)) : names.id(text);
    case 'street': {
      const box = BOX.exec(text)?.[0] ?? '';
      return box + names.text(text.slice(box.length));
    }
    case 'clia': {
      const [, state = '', letter = '', number = ''] = /^(\d{2})([A-Z])(\d{7})$/.exec(text) ?? [];
      return letter === '' ? names.id(text) : names.id(state) + letter + names.id(number);
    }
    case 'taxonomy':
      // By its last letter a taxonomy is seen to be one: a bad one stays bad.
      return /^\d.*[A-Z]$/i.test(text) ? names.id(text.slice(0, -1)) + text.slice(-1) : names.id(text);
    case 'version': {
      // A guide is known by how its identifier begins.
      const known = GUIDE_START.exec(text)?.[0] ?? '';
      return known + names.id(text.slice(known.length));
    }
    default:
      return names.id(text);
  }
}

/** A date or time by its X12 format qualifier (data element 1250); periods have a hyphen between two of them. */
function maskPeriod(names: Pseudonyms, text: string, format: string): string {
  const one = FORMATS[format] ?? (() => undefined);
  return text
    .split('-')
    .map((part) => one(part, names) ?? (/^\d{8}$/.test(part) ? names.date(part) : names.id(part)))
    .join('-');
}

type Format = (text: string, names: Pseudonyms) => string | undefined;

const clock: Format = (text) => (CLOCK.test(text) ? text : undefined);
/** What is no time of day behind the date stays none. */
const dateThenClock: Format = (text, names) =>
  /^\d{9,16}$/.test(text) ? names.date(text.slice(0, 8)) + text.slice(8) : undefined;
const month: Format = (text, names) =>
  /^\d{6}$/.test(text) ? names.date(`${text}15`).slice(0, 6) : undefined;
const year: Format = (text, names) =>
  /^\d{4}$/.test(text) ? names.date(`${text}0701`).slice(0, 4) : undefined;
const american: Format = (text, names) => {
  if (!/^\d{8}$/.test(text)) return undefined;
  const masked = names.date(text.slice(4) + text.slice(0, 4));
  return masked.slice(4) + masked.slice(0, 4);
};

const FORMATS: Readonly<Record<string, Format>> = {
  CM: month,
  CY: year,
  D6: (text, names) => names.date6(text),
  DB: american,
  DT: dateThenClock,
  RD: american,
  RD6: (text, names) => names.date6(text),
  RDM: month,
  RTS: dateThenClock,
  RDT: dateThenClock,
  RTM: clock,
  TM: clock,
  TS: dateThenClock,
};
