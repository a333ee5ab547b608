import type { ProviderAt } from '../../encounter/model.ts';
import { type Cents, exactSum } from '../../money.ts';
import type { ClaimBasics } from '../claim-content.ts';
import { type FieldWriter, inOrder, type Reference, writeAddress, writeParty } from './field-writer.ts';
import { npiOf, writeReferences } from './p837-write-parties.ts';

/** Segments and loops of 2300 that several kinds of claims have alike. */

/** CLM02: the total that the claim states, else the sum of its lines. One that cannot be told exactly is a problem. */
export function totalCharge(
  w: FieldWriter,
  {
    totalChargeCents,
    lines,
  }: { readonly totalChargeCents?: Cents | undefined; readonly lines: readonly Charged[] },
): Cents | undefined {
  const total = totalChargeCents ?? exactSum(lines.map(({ chargeCents }) => chargeCents));
  if (total === null) w.problem('LEN-02', 'totalChargeCents');
  return total === null ? undefined : w.amount('totalChargeCents', total);
}

interface Charged {
  readonly chargeCents: Cents;
}

/** A number of the claim: REF01, the field it comes from, the number. */
export type OwnNumber = readonly [qualifier: string, field: string, value: string | undefined];

/** REF of 2300: numbers with a field of their own, and `references`, in `order`. */
export function writeNumbers(
  w: FieldWriter,
  own: readonly OwnNumber[],
  references: readonly Reference[] | undefined,
  order: readonly string[],
): void {
  const all: OwnNumber[] = own.filter(([, , value]) => value !== undefined);
  references?.forEach(({ qualifier, value }, i) => {
    all.push([qualifier, `references.${i}.value`, value]);
  });
  for (const [qualifier, field, value] of inOrder(all, order, ([code]) => code)) {
    const number = w.id(field, value, 50);
    if (number !== undefined) w.segment('REF', w.id(`${field}.qualifier`, qualifier, 3), number);
  }
}

/** Those that every claim may have. */
export const commonNumbers = (content: ClaimBasics): readonly OwnNumber[] => [
  ['4N', 'serviceAuthException', content.serviceAuthException],
  ['9F', 'referralNo', content.referralNo],
  ['G1', 'priorAuthNo', content.priorAuthNo],
  ['F8', 'payerClaimControlNo', content.payerClaimControlNo],
  ['D9', 'clearinghouseTraceNo', content.clearinghouseTraceNo],
];

/** NTE in the order of `order`; others first. */
export function writeNotes(w: FieldWriter, at: string, notes: ClaimBasics['notes'], last = ''): void {
  if (notes === undefined) return;
  const ordered = last === '' ? notes : notes.toSorted((a, b) => rankOf(a.type, last) - rankOf(b.type, last));
  for (const { type, text } of ordered)
    w.segment('NTE', w.id(`${at}notes.type`, type, 3), w.text(`${at}notes`, text, 80));
}

const rankOf = (type: string, last: string): number => (type === last ? 1 : 0);

export interface ProviderKind {
  /** NM101. */
  readonly code: string;
  /** PRV01 where the loop has a specialty. */
  readonly specialty?: 'AS' | 'AT' | 'PE' | 'RF';
  /** Whether the loop has an address. */
  readonly located?: boolean;
}

/** A provider of 2310 or 2420, where there is one. A specialty is sent where its loop has a place for it. */
export function writeClaimProvider(
  w: FieldWriter,
  at: string,
  { code, specialty, located = false }: ProviderKind,
  provider: ProviderAt | undefined,
): void {
  if (provider === undefined) return;
  writeParty(w, at, { code, party: provider, id: npiOf(w, at, provider.npi) });
  const taxonomy = specialty === undefined ? undefined : w.id(`${at}.taxonomy`, provider.taxonomy, 50);
  if (taxonomy !== undefined) w.segment('PRV', specialty, 'PXC', taxonomy);
  if (located) writeAddress(w, at, provider);
  writeReferences(w, `${at}.secondaryIds`, provider.secondaryIds);
}

/** `AMT` where there is an amount. */
export function writeAmount(
  w: FieldWriter,
  kind: string,
  field: string,
  amount: Parameters<FieldWriter['amount']>[1],
): void {
  if (amount !== undefined) w.segment('AMT', kind, w.amount(field, amount));
}
