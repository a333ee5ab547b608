import type { Adjustment, Encounter, ServiceLine } from '../../encounter/model.ts';
import type { LoopGuide } from '../guides/guide.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';

/**
 * Segments that claims and service lines of all three 837 sets have alike. What was not sent is absent, and lists
 * are absent rather than empty. The walk has already reported what breaks the guide.
 */

type Mutable<V> = V extends readonly (infer E)[] ? E[] : V;
/** A value while it is read. */
export type Growing<T> = { -readonly [K in keyof T]: Mutable<T[K]> };

/** Sets what was found, unless something was found before. */
export function put<T, K extends keyof T>(into: T, key: K, value: T[K] | null | undefined): void {
  if (value !== undefined && value !== null) into[key] ??= value;
}

export type Dated = NonNullable<Encounter['dates']>[number];
type Attachment = NonNullable<Encounter['attachments']>[number];
type Condition = NonNullable<Encounter['conditions']>[number];
type Ambulance = NonNullable<Encounter['ambulance']>;
type Contract = NonNullable<Encounter['contract']>;
type Note = NonNullable<Encounter['note']>;
export type Reference = NonNullable<Encounter['references']>[number];
export type Procedure = NonNullable<ServiceLine['adjudications']>[number]['procedure'];

/** The value where it is one of the codes that the model knows. */
export function oneOf<T extends string>(codes: readonly T[], text: string): T | undefined {
  for (const code of codes) if (code === text) return code;
  return undefined;
}

const RD8 = packed('RD8');
const DT = packed('DT');

/** A DTP in the format that DTP02 names: one day, a period, or a day with a time. Null where it is empty. */
export function datedOf(dtp: Segment): Dated | null {
  const text = dtp.element(3);
  if (text === '') return null;
  const dated: Dated = { qualifier: dtp.element(1), from: text };
  const format = dtp.code(2);
  if (format === RD8) {
    const dash = text.indexOf('-');
    if (dash === -1) return dated;
    dated.from = text.slice(0, dash);
    dated.to = text.slice(dash + 1);
  } else if (format === DT) {
    dated.from = text.slice(0, 8);
    const time = text.slice(8, 12);
    if (time !== '') dated.time = time;
  }
  return dated;
}

const PAYER = packed('2U');

/** REF with a value; REF04 `2U` names the payer whose number it is. */
export function referenceOf(ref: Segment): Reference | null {
  const value = ref.element(2);
  if (value === '') return null;
  const reference: Reference = { qualifier: ref.element(1), value };
  if (ref.size >= 4 && ref.componentCode(4, 1) === PAYER) {
    const payerId = ref.component(4, 2);
    if (payerId !== '') reference.payerId = payerId;
  }
  return reference;
}

/** Adds to a list that is absent until it has something. */
export function added<T>(list: T[] | undefined, item: T | null | undefined): T[] | undefined {
  if (item === null || item === undefined) return list;
  if (list === undefined) return [item];
  list.push(item);
  return list;
}

export function attachmentOf(pwk: Segment): Attachment {
  const attachment: Attachment = { type: pwk.element(1), transmission: pwk.element(2) };
  const controlNo = pwk.element(6);
  if (controlNo !== '') attachment.controlNo = controlNo;
  return attachment;
}

const YES = packed('Y');

export function conditionOf(crc: Segment): Condition {
  const codes: string[] = [];
  for (let n = 3; n <= 7; n += 1) if (!crc.isEmpty(n)) codes.push(crc.element(n));
  return { category: crc.element(1), applies: crc.code(2) === YES, codes };
}

export const isYes = (segment: Segment, n: number): boolean => segment.code(n) === YES;

/** NTE with a text. */
export function noteOf(nte: Segment): Note | null {
  const text = nte.element(2);
  return text === '' ? null : { type: nte.element(1), text };
}

export function contractOf(cn1: Segment, values: AnswerValues, loop: LoopGuide): Contract | undefined {
  const type = cn1.element(1);
  if (type === '') return undefined;
  const contract: Contract = { type };
  const amountCents = values.amount(cn1, 2, loop);
  const percent = cn1.element(3);
  const code = cn1.element(4);
  const discountPercent = cn1.element(5);
  const version = cn1.element(6);
  if (amountCents !== undefined) contract.amountCents = amountCents;
  if (percent !== '') contract.percent = percent;
  if (code !== '') contract.code = code;
  if (discountPercent !== '') contract.discountPercent = discountPercent;
  if (version !== '') contract.version = version;
  return contract;
}

export function ambulanceOf(cr1: Segment): Ambulance | undefined {
  const reason = cr1.element(4);
  const miles = cr1.element(6);
  if (reason === '' || miles === '') return undefined;
  const ambulance: Ambulance = { reason, miles };
  const weightPounds = cr1.element(2);
  const roundTripPurpose = cr1.element(9);
  const stretcherPurpose = cr1.element(10);
  if (weightPounds !== '') ambulance.weightPounds = weightPounds;
  if (roundTripPurpose !== '') ambulance.roundTripPurpose = roundTripPurpose;
  if (stretcherPurpose !== '') ambulance.stretcherPurpose = stretcherPurpose;
  return ambulance;
}

/** All elements as they are: HCP, MIA and MOA are carried, not understood. */
export function elementsOf(segment: Segment): string[] | undefined {
  if (segment.size === 0) return undefined;
  const elements: string[] = [];
  for (let n = 1; n <= segment.size; n += 1) elements.push(segment.element(n));
  return elements;
}

/** CAS: up to six triplets of reason, amount and quantity behind one group code, added to those before it. */
export function adjustmentsOf(
  cas: Segment,
  values: AnswerValues,
  loop: LoopGuide,
  before: Adjustment[] | undefined,
): Adjustment[] | undefined {
  const group = cas.element(1);
  let adjustments = before;
  for (let n = 2; n <= cas.size; n += 3) {
    const carc = cas.element(n);
    const amountCents = values.amount(cas, n + 1, loop);
    if (carc === '' || amountCents === undefined) continue;
    const adjustment: Adjustment = { group, carc, amountCents };
    const quantity = cas.element(n + 2);
    if (quantity !== '') adjustment.quantity = quantity;
    adjustments = added(adjustments, adjustment);
  }
  return adjustments;
}

/** What a procedure composite says, with its description where it has one. */
export interface FoundProcedure extends Procedure {
  description?: string;
}

/** Qualifiers of procedures: HCPCS, and the dental code list. */
export const HC = packed('HC');
export const AD = packed('AD');

const CODE = 2;
const DESCRIPTION = 7;

/** Where a procedure composite is read into. */
interface Coded {
  code: string;
  modifiers?: string[] | undefined;
  description?: string | undefined;
}

/** What stands for the qualifier of a procedure that has no code. */
export const NO_PROCEDURE = -2;

/**
 * Code, modifiers and description of a procedure composite, in one pass over its bytes.
 *
 * @returns its qualifier as a packed code; `NO_PROCEDURE` where it has no code: nothing is read then
 */
export function readProcedure(into: Coded, segment: Segment, n: number): number {
  if (segment.isEmpty(n)) return NO_PROCEDURE;
  const { bytes } = segment.block;
  const { componentByte, repetitionByte } = segment.separators;
  const from = segment.start(n);
  const end = segment.repeated ? endIn(bytes, from, segment.end(n), repetitionByte) : segment.end(n);
  const code = endIn(bytes, from, end, componentByte) + 1;
  const to = endIn(bytes, code, end, componentByte);
  if (to <= code) return NO_PROCEDURE;
  into.code = segment.slice(code, to);
  if (to < end) readModifiers(into, segment, { from: to + 1, end });
  return segment.packed(from, code - 1);
}

/** The index of a byte, or the end where it does not stand before that. */
function endIn(bytes: Uint8Array, from: number, end: number, byte: number): number {
  let at = from;
  while (at < end && bytes[at] !== byte) at += 1;
  return at;
}

function readModifiers(
  into: Coded,
  segment: Segment,
  { from, end }: { readonly from: number; readonly end: number },
): void {
  const { bytes } = segment.block;
  const { componentByte } = segment.separators;
  let modifiers: string[] | undefined;
  let at = from;
  for (let c = CODE + 1; c <= DESCRIPTION && at < end; c += 1) {
    const to = endIn(bytes, at, end, componentByte);
    if (to > at) {
      const text = segment.slice(at, to);
      // Not by `added`, which sees lists of all kinds: nearly each line comes by here.
      if (c === DESCRIPTION) into.description = text;
      else if (modifiers === undefined) modifiers = [text];
      else modifiers.push(text);
    }
    at = to + 1;
  }
  if (modifiers !== undefined) into.modifiers = modifiers;
}

/**
 * A procedure composite; null where it has no code.
 *
 * @param usual the qualifier that is left out
 */
export function procedureOf(segment: Segment, n: number, usual: number): FoundProcedure | null {
  const procedure: FoundProcedure = { code: '' };
  const qualifier = readProcedure(procedure, segment, n);
  if (qualifier === NO_PROCEDURE) return null;
  if (qualifier !== usual) put(procedure, 'qualifier', segment.component(n, 1) || undefined);
  return procedure;
}

const ZERO = '0'.charCodeAt(0);
/** No claim has a hundred diagnoses. */
const POINTER_LIMIT = 100;
const NO_POINTER = -1;

/** Diagnosis pointers of SV107 and SV311: whole numbers of up to two digits; others are passed over. */
export function pointersOf(segment: Segment, n: number): number[] | undefined {
  if (segment.isEmpty(n)) return undefined;
  const { bytes } = segment.block;
  const { componentByte } = segment.separators;
  const from = segment.start(n);
  const end = segment.end(n);
  // Most lines have one or two, of a digit each. An array that is made with them holds no spare room.
  const first = (bytes[from] as number) - ZERO;
  if (first >= 0 && first <= 9) {
    if (end - from === 1) return [first];
    if (end - from === 3 && bytes[from + 1] === componentByte) {
      const second = (bytes[end - 1] as number) - ZERO;
      if (second >= 0 && second <= 9) return [first, second];
    }
  }
  return manyPointers(segment, n);
}

function manyPointers(segment: Segment, n: number): number[] | undefined {
  const { bytes } = segment.block;
  const { componentByte } = segment.separators;
  const end = segment.end(n);
  let pointers: number[] | undefined;
  for (let from = segment.start(n); from < end; ) {
    const to = endIn(bytes, from, end, componentByte);
    const pointer = pointerIn(bytes, from, to);
    if (pointer !== NO_POINTER) pointers = added(pointers, pointer);
    from = to + 1;
  }
  return pointers;
}

function pointerIn(bytes: Uint8Array, from: number, to: number): number {
  let pointer = from === to ? NO_POINTER : 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9 || pointer >= POINTER_LIMIT) return NO_POINTER;
    pointer = (pointer * 10 + digit) | 0;
  }
  return pointer < POINTER_LIMIT ? pointer : NO_POINTER;
}
