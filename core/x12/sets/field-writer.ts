import type { Cents } from '../../money.ts';
import { type Cleaning, cleanIdentifier, cleanText, isClean } from '../syntax/clean.ts';
import { type FaultyPlace, SegmentBytes } from '../syntax/segment-bytes.ts';
import type { ElementValue, SegmentSink, WriteProblem } from '../syntax/write.ts';

/** What cleaning changed: CHR-01 letters or characters replaced, LEN-01 text cut or left out. Never the value. */
export interface CleaningNote {
  readonly code: 'CHR-01' | 'LEN-01';
  /** `info` where letters were only respelled. */
  readonly severity: 'info' | 'warning';
  readonly filingId?: string;
  readonly field: string;
}

/** Whose fields are written, and where what is said about them goes. */
export interface WriteReport {
  filingId?: string | undefined;
  readonly cleaning: Cleaning;
  readonly notes: CleaningNote[];
  readonly problems: WriteProblem[];
}

/** Sees each segment that is written. */
export type SegmentWatch = (id: string, elements: readonly ElementValue[]) => void;

/**
 * Writes the segments of one loop or claim and cleans each field on its way (domain.md 3.3). Field paths are
 * those of the encounter, such as `lines.0.description`.
 */
export class FieldWriter implements SegmentSink {
  readonly bytes: SegmentBytes;
  readonly #report: WriteReport;
  readonly #watch: SegmentWatch | null;

  /** @param watch told of each segment with an element */
  constructor(report: WriteReport, newlines: boolean, watch: SegmentWatch | null = null) {
    this.#report = report;
    this.#watch = watch;
    this.bytes = new SegmentBytes(newlines, (place) => this.#refuse(place));
  }

  segment(id: string, ...elements: readonly ElementValue[]): void {
    if (this.bytes.put(id, elements) > 0 && this.#watch !== null) this.#watch(id, elements);
  }

  /** Names, addresses, notes: cleaned and cut. */
  text(field: string, raw: string | undefined, max: number): string | undefined {
    if (raw === undefined) return undefined;
    const { cleaning } = this.#report;
    if (raw.length > 0 && raw.length <= max && isClean(raw, cleaning.upperCase)) return raw;
    const { value, changed, cut } = cleanText(raw, max, cleaning);
    if (changed !== 'no') this.#note('CHR-01', changed === 'spelled' ? 'info' : 'warning', field);
    if (cut) this.#note('LEN-01', 'warning', field);
    return value === '' ? undefined : value;
  }

  /** As `text`, for an element that must be there. */
  requiredText(field: string, raw: string | undefined, max: number): string | undefined {
    const value = this.text(field, raw, max);
    if (value === undefined) this.problem(raw === undefined ? 'REQ-01' : 'CHR-01', field);
    return value;
  }

  /** Identifiers and codes: written as they are, or refused. */
  id(field: string, raw: string | undefined, max: number): string | undefined {
    if (raw === undefined) return undefined;
    const { cleaning } = this.#report;
    if (raw.length > 0 && raw.length <= max && isClean(raw, cleaning.upperCase)) return raw;
    const { value, problem } = cleanIdentifier(raw, max, cleaning);
    if (problem !== null) this.problem(problem, field);
    if (problem === 'CHR-02') return cleanText(value, value.length, cleaning).value || 'X';
    return value === '' ? undefined : value;
  }

  requiredId(field: string, raw: string | undefined, max: number): string | undefined {
    const value = this.id(field, raw, max);
    if (value === undefined) this.problem('REQ-01', field);
    return value;
  }

  /** Charges and payments: never negative in an 837 (RFI 2499). */
  amount(field: string, amount: Cents | undefined): Cents | undefined {
    if (amount !== undefined && amount < 0) this.problem('NEG-01', field);
    return amount;
  }

  /** A decimal as X12 writes it: no leading or trailing zeros, no bare point. */
  decimal(field: string, raw: string | undefined): string | undefined {
    if (raw === undefined || isShortWhole(raw)) return raw;
    if (!/^(?:\d+\.?\d*|\.\d+)$/.test(raw)) return this.id(field, raw, 15);
    const [whole = '', fraction = ''] = raw.split('.');
    const kept = fraction.replace(/0+$/, '');
    const text = whole.replace(/^0+/, '') + (kept === '' ? '' : `.${kept}`);
    return text === '' ? '0' : text;
  }

  /** A list that has no room for all its items is refused at the first that would be lost. */
  most(field: string, items: readonly unknown[], max: number): void {
    if (items.length > max) this.problem('LEN-02', `${field}.${max}`);
  }

  /** A field that is left out for want of room, or of a place for it. */
  cut(field: string): void {
    this.#note('LEN-01', 'warning', field);
  }

  problem(code: WriteProblem['code'], field: string): void {
    const { filingId } = this.#report;
    this.#report.problems.push({ code, ...(filingId !== undefined && { filingId }), field });
  }

  #refuse(place: FaultyPlace): void {
    const { filingId, problems } = this.#report;
    problems.push({ code: 'CHR-02', ...(filingId !== undefined && { filingId }), ...place });
  }

  #note(code: CleaningNote['code'], severity: CleaningNote['severity'], field: string): void {
    const { filingId } = this.#report;
    this.#report.notes.push({ code, severity, ...(filingId !== undefined && { filingId }), field });
  }
}

/** A whole number as it is to be sent: one to four digits that do not begin with a zero. */
function isShortWhole(text: string): boolean {
  if (text.length === 0 || text.length > 4 || text.charCodeAt(0) === 0x30) return false;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return true;
}

/** A country is sent for addresses outside of the United States only. */
const isDomestic = (country: string | undefined): boolean =>
  country === undefined || /^(?:US|USA)$/i.test(country.trim());

/** ZIP+4 is sent without its hyphen. */
const zipOf = (zip: string | undefined): string | undefined =>
  zip?.length === 10 ? zip.replace(/^(\d{5})-(\d{4})$/, '$1$2') : zip;

interface Address {
  readonly address1?: string | undefined;
  readonly address2?: string | undefined;
  readonly city?: string | undefined;
  readonly state?: string | undefined;
  readonly zip?: string | undefined;
  readonly country?: string | undefined;
  readonly countrySubdivision?: string | undefined;
}

/** N3 and N4. ZIP codes lose their hyphen. */
export function writeAddress(w: FieldWriter, at: string, address: Address): void {
  w.segment(
    'N3',
    w.text(`${at}.address1`, address.address1, 55),
    w.text(`${at}.address2`, address.address2, 55),
  );
  const zip = w.id(`${at}.zip`, address.zip, 15);
  const domestic = isDomestic(address.country);
  w.segment(
    'N4',
    w.text(`${at}.city`, address.city, 30),
    w.id(`${at}.state`, address.state, 2),
    domestic ? zipOf(zip) : zip,
    domestic ? undefined : w.id(`${at}.country`, address.country, 3),
    undefined,
    undefined,
    w.id(`${at}.countrySubdivision`, address.countrySubdivision, 3),
  );
}

export interface Named {
  readonly entityType?: '1' | '2' | undefined;
  readonly name?: string | undefined;
  readonly last?: string | undefined;
  readonly first?: string | undefined;
  readonly middle?: string | undefined;
  readonly suffix?: string | undefined;
}

export interface PartyId {
  readonly qualifier: string;
  readonly value: string | undefined;
}

/** NM1 of a person or an organization. @param code NM101 */
export function writeParty(
  w: FieldWriter,
  at: string,
  { code, party, id }: { code: string; party: Named; id?: PartyId },
): void {
  const entityType = party.entityType ?? (party.name === undefined ? '1' : '2');
  const isPerson = entityType === '1';
  const named = isPerson ? (party.last ?? party.name) : (party.name ?? party.last);
  const identified = id?.value !== undefined;
  w.segment(
    'NM1',
    code,
    entityType,
    w.requiredText(isPerson ? `${at}.last` : `${at}.name`, named, 60),
    isPerson ? w.text(`${at}.first`, party.first, 35) : undefined,
    isPerson ? w.text(`${at}.middle`, party.middle, 25) : undefined,
    undefined,
    isPerson ? w.text(`${at}.suffix`, party.suffix, 10) : undefined,
    identified ? id.qualifier : undefined,
    identified ? id.value : undefined,
  );
}

export interface Contact {
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly extension?: string | undefined;
  readonly fax?: string | undefined;
  readonly email?: string | undefined;
}

/** Telephone numbers are ten digits; others are sent as they are. */
function phone(w: FieldWriter, field: string, raw: string | undefined): string | undefined {
  const digits = raw?.replace(/[\s().+-]/g, '').replace(/^1(?=\d{10}$)/, '');
  return digits !== undefined && /^\d{10}$/.test(digits) ? digits : w.id(field, raw, 256);
}

const MOST_NUMBERS = 3;

/** PER: name and up to three numbers, the mail address left out first; an extension follows its telephone. */
export function writeContact(w: FieldWriter, at: string, contact: Contact | undefined): void {
  if (contact === undefined) return;
  const numbers = [
    ['TE', phone(w, `${at}.phone`, contact.phone)],
    ['EX', contact.phone === undefined ? undefined : w.id(`${at}.extension`, contact.extension, 256)],
    ['FX', phone(w, `${at}.fax`, contact.fax)],
    ['EM', w.text(`${at}.email`, contact.email, 256)],
  ].filter(([, value]) => value !== undefined);
  if (numbers.length > MOST_NUMBERS) w.cut(`${at}.email`);
  w.segment('PER', 'IC', w.text(`${at}.name`, contact.name, 60), ...numbers.slice(0, MOST_NUMBERS).flat());
}

/** PER of a loop whose guide knows telephones alone; what else reaches a person is left out, and said to be. */
export function writePhone(w: FieldWriter, at: string, contact: Contact | undefined): void {
  if (contact === undefined) return;
  const { name, phone: number, extension, fax, email } = contact;
  if (fax !== undefined) w.cut(`${at}.fax`);
  if (email !== undefined) w.cut(`${at}.email`);
  if (number !== undefined) writeContact(w, at, { name, phone: number, extension });
}

export interface Reference {
  readonly qualifier: string;
  readonly value: string;
  readonly payerId?: string | undefined;
}

/** REF, with the payer whose number it is where given. */
export function writeReference(w: FieldWriter, at: string, reference: Reference): void {
  const { qualifier, value, payerId } = reference;
  const payer = payerId === undefined ? undefined : ['2U', w.id(`${at}.payerId`, payerId, 50)];
  w.segment('REF', w.id(`${at}.qualifier`, qualifier, 3), w.id(`${at}.value`, value, 50), undefined, payer);
}

/** Sorted as the template orders them; what it does not know comes last. Stable. */
export const inOrder = <T>(
  items: readonly T[],
  order: readonly string[],
  keyOf: (item: T) => string,
): readonly T[] => {
  if (items.length < 2) return items;
  const rank = (item: T): number => {
    const at = order.indexOf(keyOf(item));
    return at === -1 ? order.length : at;
  };
  return items.toSorted((a, b) => rank(a) - rank(b));
};
