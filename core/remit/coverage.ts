import { hasFiling, onFiling } from '../claim/filings.ts';
import type { Head } from '../claim/head.ts';
import type { HeldPayment } from '../claim/journal.ts';
import type { Claim } from '../claim/types.ts';
import { parseFilingId } from '../ids.ts';
import { insuranceOpen } from '../ledger/balances.ts';
import type { RemittanceHeader } from '../x12/types.ts';
import { candidatesOf } from './match.ts';

type Coverage = Claim['content']['coverages'][number];

/** Further ids under which a payer's remittances come, by its id on the claim. */
export type PayerAliases = (payerId: string) => readonly string[];
const NO_ALIASES: PayerAliases = () => [];

/**
 * Which filing of a claim a claim payment answers: the payer of the remittance names the coverage (domain.md 5.4).
 * The suffix of CLP01 proves nothing: after a crossover the second payer returns the first one's.
 *
 * Ids differ between clearinghouse and payer. Where none fits, nor the name, a payer that says it decided as a later
 * one is the payer after the one that forwarded the claim; else CLP01 is believed, else the active filing answers.
 *
 * @returns payer sequence; of a coverage that may have no filing yet
 */
export function answeringFiling(
  head: Head,
  claim: Claim,
  { header, payment }: HeldPayment,
  aliases: PayerAliases = NO_ALIASES,
): number {
  const { coverages } = claim.content;
  if (coverages.length === 1 && head.others === undefined) return head.filing;
  const named = namedFiling(head, payment.claimId);
  const fitting = fittingCoverages(coverages, header, aliases).map(({ seq }) => seq);
  const [first] = fitting;
  if (first !== undefined) return fitting.length === 1 ? first : oneOf(fitting, head, { named, payment });
  if (named !== undefined && LATER.has(payment.status) && onFiling(head, named).state === 'FORWARDED')
    return nextCoverage(claim, named) ?? named;
  return named ?? head.filing;
}

/** CLP02 of a payer that was not the first to decide. */
const LATER: ReadonlySet<string> = new Set(['2', '3', '20', '21']);
/** Which payer it was, by CLP02. */
const RANKS: Readonly<Record<string, number>> = { 1: 1, 2: 2, 3: 3, 19: 1, 20: 2, 21: 3 };

/** The filing that CLP01 names, where the claim has it. */
function namedFiling(head: Head, claimId: string): number | undefined {
  for (const { filing } of candidatesOf(claimId)) {
    const parsed = parseFilingId(filing);
    if (parsed?.claimNo === head.claimNo && hasFiling(head, parsed.sequence)) return parsed.sequence;
  }
  return undefined;
}

/** One payer has several coverages: the filing that CLP01 names, unless it is decided and CLP02 says another rank. */
function oneOf(
  fitting: readonly number[],
  head: Head,
  { named, payment }: { readonly named: number | undefined } & Pick<HeldPayment, 'payment'>,
): number {
  const isNamed = named !== undefined && fitting.includes(named);
  if (isNamed && onFiling(head, named).adjudication === undefined) return named;
  const rank = RANKS[payment.status];
  if (rank !== undefined && fitting.includes(rank)) return rank;
  return isNamed ? named : Math.min(...fitting);
}

/** By id, else by name. */
function fittingCoverages(
  coverages: readonly Coverage[],
  header: RemittanceHeader,
  aliases: PayerAliases,
): readonly Coverage[] {
  const said = new Set(idsOf(header));
  const byId = coverages.filter(({ payer: { id, secondaryIds = [] } }) =>
    [id, ...secondaryIds.map(({ value }) => value), ...aliases(id)].some((one) => said.has(bare(one))),
  );
  if (byId.length > 0) return byId;
  const name = letters(header.payer.name);
  return name === '' ? [] : coverages.filter(({ payer }) => letters(payer.name) === name);
}

/** N104, REF*2U and TRN03, which is a tax id after a digit 1. */
function idsOf({ payer, originator }: RemittanceHeader): readonly string[] {
  const found = [payer.id, payer.secondaryId, originator].flatMap((id) => (id === undefined ? [] : bare(id)));
  const taxId = originator === undefined ? undefined : /^1(\d{9})$/.exec(bare(originator))?.[1];
  return [...found, ...(taxId === undefined ? [] : [taxId])].filter((id) => id !== '');
}

const bare = (id: string): string => id.trim().toUpperCase();
/** Letters and digits alone: names are written in many ways. */
export const letters = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** The first coverage after a payer's, among those not known to be inactive; undefined where the patient is next. */
export function nextCoverage({ content }: Claim, sequence: number): number | undefined {
  let next: number | undefined;
  for (const { seq, eligibility } of content.coverages)
    if (seq > sequence && eligibility?.status !== 'inactive' && (next === undefined || seq < next))
      next = seq;
  return next;
}

/** Filings before this one: those of payers that decide first. */
const earlierFilings = (head: Head, filing: number): readonly number[] =>
  [head.filing, ...Object.keys(head.others ?? {}).map(Number)].filter((seq) => seq < filing);

/** Whether we billed an earlier payer: this one then gets what that one left. */
export const followsAnother = (head: Head, filing: number): boolean =>
  earlierFilings(head, filing).length > 0;

/**
 * Whether every earlier payer has decided that we billed, or that another left something to: until then nobody knows
 * what this one owes.
 */
export const earlierPayersDecided = (head: Head, filing: number): boolean => {
  const earlier = earlierFilings(head, filing);
  return (
    earlier.every((seq) => isDecided(onFiling(head, seq))) &&
    !unbilledBetween(earlier, filing).some((seq) => insuranceOpen(head.balances, seq) > 0)
  );
};

const isDecided = ({ state, adjudication }: Head): boolean =>
  adjudication !== undefined || DECIDED.has(state);

/** Payers that we never billed and that never answered. */
function unbilledBetween(earlier: readonly number[], filing: number): readonly number[] {
  const first = Math.min(...earlier);
  const between = Array.from({ length: Math.max(0, filing - first - 1) }, (_, i) => first + 1 + i);
  return between.filter((seq) => !earlier.includes(seq));
}
const DECIDED: ReadonlySet<string> = new Set(['FORWARDED', 'CLOSED']);

/** Accounts of a claim that documents of one payer, and the patient's cash, have touched. */
const PLAIN = /^(1015|1020|1100|1110|2020|4010|4110)/;

/**
 * Whether a payment must be judged by the claim's whole journal: other payers, write-offs or credits of payers stand
 * behind the balances, or charges that a void took back, or a denial that also reduced. Most claims have none.
 */
export const needsJournal = ({ others, coveragesVersion, balances, state, adjudication }: Head): boolean =>
  others !== undefined ||
  coveragesVersion !== undefined ||
  state === 'VOIDED' ||
  touches(balances, (key) => !PLAIN.test(key)) ||
  (adjudication?.whollyDenied === true && touches(balances, (key) => key === '4110'));

const touches = (balances: Head['balances'], wanted: (key: string) => boolean): boolean =>
  Object.values(balances).some((of) => Object.keys(of).some(wanted));
