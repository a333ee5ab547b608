import type { WorkReason } from '../claim/work.ts';
import type { AccountCode } from '../ledger/accounts.ts';
import {
  type EntryOrigin,
  type JournalEntry,
  providerAdjusted,
  providerLevelMoved,
  withheldForOthers,
} from '../ledger/entries.ts';
import { add, type Cents, subtract, ZERO } from '../money.ts';
import type { ProviderAdjustment, RemittanceHeader } from '../x12/types.ts';
import { recoupmentKey } from './keys.ts';
import type { PaymentFacts } from './posting.ts';

export interface ProviderPostingRequest {
  readonly header: RemittanceHeader;
  readonly adjustments: readonly ProviderAdjustment[];
  readonly remittance: PaymentFacts;
  /** Entry ids begin with it. */
  readonly cause: string;
  /**
   * What of a recoupment is neutralised and not yet taken, before this document: the credit of 2050 under its
   * `recoupmentKey`, cents.
   */
  readonly neutralised: (key: string) => Cents;
}

export interface ProviderPosting {
  readonly entries: readonly JournalEntry[];
  /** With the money at stake and the position of the PLB in the set. */
  readonly work: readonly {
    readonly reason: WorkReason;
    readonly amount: Cents;
    readonly code: string;
    readonly segment: number;
    /** Sub-account of 2050, where the question is about one. */
    readonly recoupment?: string;
  }[];
  /** What each recoupment gains (positive: taken from us) by this document. */
  readonly recoupments: ReadonlyMap<string, Cents>;
}

/** Codes that have an account (domain.md 5.7). Whatever is not here waits in 2060 for a person. */
const ACCOUNTS: Readonly<Record<string, AccountCode>> = {
  IS: '2060',
  PI: '2060',
  PL: '2060',
  LS: '2060',
  AP: '2070',
  BN: '4920',
  CT: '4920',
  '50': '6110',
  '51': '6110',
  L3: '6110',
};

/**
 * Posts the provider-level adjustments of one ST: interest (J7), recoupments, forwarding balances and returned checks
 * (J8a to J8e), withholdings (J8f) and the rest (J8g). A recoupment that nothing neutralised before is J18, and a
 * person asks why. Amounts of 0 are skipped.
 *
 * @see domain.md 5.7, 5.8
 */
export function postProviderAdjustments(request: ProviderPostingRequest): ProviderPosting {
  const entries: JournalEntry[] = [];
  const work: ProviderPosting['work'][number][] = [];
  const recoupments = new Map<string, Cents>();
  const given = givenBack(request);
  const taken = new Map<string, Cents>();
  for (const [i, adjustment] of request.adjustments.entries()) {
    const { code, amount, position } = adjustment;
    if (amount === 0) continue;
    const key = recoupmentKey(request.header, adjustment);
    const before = add(request.neutralised(key), given.get(key) ?? ZERO);
    const open = subtract(before, taken.get(key) ?? ZERO);
    const posted = post(adjustment, { ...originOf(request, i), reference: key }, open);
    entries.push(posted.entry);
    if (amount > 0) taken.set(key, add(taken.get(key) ?? ZERO, amount));
    if (posted.entry.reference !== undefined) recoupments.set(key, add(recoupments.get(key) ?? ZERO, amount));
    if (posted.reason !== undefined)
      ask(work, { ...posted, key }, { amount, code, segment: position.segment });
  }
  return { entries, work, recoupments };
}

type Question = ProviderPosting['work'][number];

/** One question for each recoupment, however often the document takes under it. */
function ask(
  work: Question[],
  { reason, key, entry }: Posted & { readonly key: string },
  about: Pick<Question, 'amount' | 'code' | 'segment'>,
): void {
  if (reason === undefined) return;
  if (entry.reference === undefined) return void work.push({ ...about, reason });
  const at = work.findIndex(({ recoupment }) => recoupment === key);
  const before = work[at];
  if (before === undefined) work.push({ ...about, reason, recoupment: key });
  else work[at] = { ...before, amount: add(before.amount, about.amount) };
}

/** What the document itself gives back or neutralises, by recoupment: it explains what it takes, in any order. */
function givenBack({ header, adjustments }: ProviderPostingRequest): ReadonlyMap<string, Cents> {
  const given = new Map<string, Cents>();
  for (const adjustment of adjustments) {
    if (adjustment.amount >= 0) continue;
    const key = recoupmentKey(header, adjustment);
    given.set(key, subtract(given.get(key) ?? ZERO, adjustment.amount));
  }
  return given;
}

const originOf = ({ remittance, cause }: ProviderPostingRequest, i: number): EntryOrigin => ({
  entryId: `${cause}/${i + 1}`,
  cause,
  date: remittance.date,
  trace: remittance.trace,
});

interface Posted {
  readonly entry: JournalEntry;
  readonly reason?: WorkReason;
}

/** @param open the credit of 2050 under this reference: what the recoupment may take without a question */
function post({ code, amount }: ProviderAdjustment, origin: EntryOrigin, open: Cents): Posted {
  const { reference: _, ...plain } = origin;
  switch (code) {
    case 'L6':
      return { entry: providerAdjusted('J7', plain, amount) };
    case 'WO':
      if (amount < 0) return { entry: providerAdjusted('J8b', origin, amount) };
      return amount <= open
        ? { entry: providerAdjusted('J8a', origin, amount) }
        : { entry: providerAdjusted('J18', origin, amount), reason: 'RECOUPMENT_UNEXPLAINED' };
    case 'FB':
      return { entry: providerAdjusted(amount < 0 ? 'J8c' : 'J8d', origin, amount) };
    case '72':
      return { entry: providerAdjusted('J8e', origin, amount) };
    case 'IR':
      return { entry: withheldForOthers(plain, amount) };
    case 'LE':
      return { entry: withheldForOthers(plain, amount), reason: 'LEVY' };
    default:
      return elsewhere(code, plain, amount);
  }
}

function elsewhere(code: string, origin: EntryOrigin, amount: Cents): Posted {
  const account = ACCOUNTS[code];
  const entry = providerLevelMoved(origin, account ?? '2060', amount);
  return account === undefined ? { entry, reason: 'PROVIDER_ADJUSTMENT_TO_CLASSIFY' } : { entry };
}
