import { formatDollars, parseAmount } from '../../money.ts';
import type { SegmentGuide } from '../guides/guide.ts';
import type { Segment } from '../syntax/segment.ts';
import { nameOfCode } from './code-names.ts';
import { type ElementKind, type ElementShape, shapesOf } from './element-kinds.ts';
import { LABELS } from './show-words.ts';

/** Elements that belong to the one before them: the amount of a reason, the number of a kind. */
const JOINED: ReadonlySet<string> = new Set(
  [
    'CAS03 CAS04 CAS06 CAS07 CAS09 CAS10 CAS12 CAS13 CAS15 CAS16 CAS18 CAS19 PLB04 PLB06 PLB08 PLB10 PLB12 PLB14',
    'NM104 NM105 NM107 NM109 N104 REF02 PER04 PER06 PER08 AMT02 QTY02 SV104 SV205 SV504 CTP05 SBR10 N402 N403',
    'DTP03 DTM02 LQ02 BHT05 GS05 RMR02 PRV03 HSD02 EB10 CR102 CR106 NTE02 CUR02 AK403',
  ].flatMap((row) => row.split(' ')),
);
/** Qualifiers that only say of what kind the value is that they stand before. */
const FORMATS: ReadonlySet<string> = new Set('D8 RD8 DT TM TS D6 RD DB RDT RTS'.split(' '));
const AUTO: ElementShape = 'auto';

/**
 * The values of a segment as people read them: one text for each thing that is told. Absent ones are left out.
 *
 * @param name what the segment is called
 */
export function valuesOf(segment: Segment, guide: SegmentGuide | null, name: string): readonly string[] {
  const values: string[] = [];
  const shapes = shapesOf(segment.id, segment.element(1));
  const named = guide?.qualifier;
  for (let n = 1; n <= segment.size; n += 1) {
    const shape = shapes[n - 1] ?? AUTO;
    if (segment.isEmpty(n) || announces(segment, n, shapes[n])) continue;
    const place = segment.id + String(n).padStart(2, '0');
    // Where the guide goes by this element, the segment's name says already what its code means.
    const isNamed = n === 1 && named?.element === 1 && named.component === undefined;
    const texts = segment.repeats(n).map((text) => shownValue({ segment, place, n, isNamed }, shape, text));
    const label = LABELS[place];
    const text = printable(texts.join(', '));
    const value = label === undefined || label === name ? text : `${label} ${text}`;
    if (JOINED.has(place) && values.length > 0) values.push(`${values.pop()} ${value}`);
    else values.push(value);
  }
  return values;
}

interface Place {
  readonly segment: Segment;
  /** `CLP02`. */
  readonly place: string;
  readonly n: number;
  readonly isNamed: boolean;
}

function shownValue({ segment, place, n, isNamed }: Place, shape: ElementShape, text: string): string {
  if (typeof shape === 'string') {
    const name = isNamed ? undefined : nameOf(segment, place, text);
    return withName(simpleValue(shape, text, n === 1 ? '' : segment.element(n - 1)), name);
  }
  const components = segment.split(text);
  const values = components.map((value, i) => {
    const kind = shape[i] ?? 'auto';
    if (value === '' || (shape[i + 1] === 'period' && FORMATS.has(value))) return '';
    const named =
      components.length === 1 ? (nameOfCode(place, value) ?? nameOfCode(`${place}-1`, value)) : undefined;
    return withName(
      simpleValue(kind, value, components[i - 1] ?? ''),
      named ?? (isTypeOfBill(place, i, components) ? undefined : nameOfCode(`${place}-${i + 1}`, value)),
    );
  });
  // Procedures with their modifiers, and pointers, are known by how they are written.
  const asWritten = !values.some((value) => value.endsWith(')')) && !shape.includes('period');
  return asWritten ? components.join(':') : values.filter((value) => value !== '').join(' ');
}

/** CLM05-1 is a place of service, or the start of a type of bill: the same digits with another meaning. */
const isTypeOfBill = (place: string, component: number, [, codeSet]: readonly string[]): boolean =>
  place === 'CLM05' && component === 0 && codeSet === 'A';

const withName = (value: string, name: string | undefined): string =>
  name === undefined ? value : `${value} (${name})`;

/** Remark codes and form numbers share an element; only the first have names. */
const nameOf = (segment: Segment, place: string, code: string): string | undefined =>
  place === 'LQ02' && segment.element(1) !== 'HE' ? undefined : nameOfCode(place, code);

/** Whether an element says nothing but how the date after it is written. */
const announces = (segment: Segment, n: number, next: ElementShape | undefined): boolean =>
  next === 'period' && !segment.isEmpty(n + 1) && FORMATS.has(segment.element(n));

function simpleValue(kind: ElementKind, text: string, before: string): string {
  switch (kind) {
    case 'amount': {
      const amount = parseAmount(text);
      return amount === null ? text : dollars(formatDollars(amount));
    }
    case 'date':
      return day(text);
    case 'date6':
      return /^\d{6}$/.test(text) ? day(`20${text}`) : text;
    case 'time':
      return clock(text);
    case 'period':
      return before === 'TM' ? clock(text) : text.split('-').map(dayAndTime).join(' to ');
    default:
      return text;
  }
}

/** `-1234.50` as `-$1,234.50`. */
const dollars = (amount: string): string => amount.replace(/\B(?=(\d{3})+\.)/g, ',').replace(/^(-?)/, '$1$');

/** `20260105` as `2026-01-05`; anything else as it is. */
export const day = (text: string): string => text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
/** `0930` as `09:30`. */
export const clock = (text: string): string =>
  text.replace(/^(\d{2})(\d{2})(\d{2})?(\d{0,2})$/, (_, hours, minutes, seconds) =>
    [hours, minutes, seconds].filter((part) => part !== undefined).join(':'),
  );
const dayAndTime = (text: string): string =>
  /^\d{12,14}$/.test(text) ? `${day(text.slice(0, 8))} ${clock(text.slice(8))}` : day(text);

/** Without characters that would steer a terminal. */
export const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, '?');
