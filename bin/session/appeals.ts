import { onFiling } from '../../core/claim/filings.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import { workItem } from '../../core/claim/work.ts';
import { payerProfile } from '../../core/config.ts';
import { addDays, type CivilDate, civilDate, civilDateOf } from '../../core/dates.ts';
import {
  type Appealing,
  type AppealRefusal,
  appealDraft,
  deniesAsLate,
  type UpheldRefusal,
  upheldDraft,
} from '../../core/denial/appeal.ts';
import type { TimelyProof } from '../../core/denial/timely-proof.ts';
import { filingId } from '../../core/ids.ts';
import { cents } from '../../core/money.ts';
import { type ConfirmRefusal, confirmedVoid } from '../../core/remit/confirmed-void.ts';
import { allInForce } from '../../core/remit/in-force.ts';
import { claimWorkId } from '../../functions/post-remittance/posting.ts';
import { closeItems } from '../../functions/work-denials/close-denials.ts';
import { firstDay, proofOfFiling } from '../../functions/work-denials/filing-proof.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { Acting } from './send-again.ts';
import { type FilingRef, type Seen, type Told, tell } from './tell.ts';

export interface AppealRequest extends FilingRef {
  readonly level: number;
  readonly sentOn: CivilDate;
  /** How the practice or the payer names the appeal. */
  readonly reference: string;
}

/** An appeal was sent: the filing waits for its decision (row 42). */
export async function appeal(acting: Acting, request: AppealRequest): Promise<Told<AppealRefusal>> {
  const { level, sentOn, reference } = request;
  const { user } = acting;
  const { filingCode, proof } = await coverageOf(acting, request);
  return tell(acting, request, {
    causeOf: ({ head }) =>
      `appeal/${filingId(head.claimNo, head.filing)}/${level}/${sentOn}/${sha256(reference).slice(0, 16)}`,
    decide: (seen) =>
      appealDraft(appealing(acting, seen, filingCode), { user, level, sentOn, reference, proof }),
  });
}

/** A letter stands by the decision (row 44): a person decides on the next level, before its deadline. */
export async function uphold(
  acting: Acting,
  request: FilingRef & { readonly decidedOn: CivilDate },
): Promise<Told<UpheldRefusal>> {
  const { decidedOn } = request;
  const { user } = acting;
  const { filingCode } = await coverageOf(acting, request);
  const told = await tell(acting, request, {
    causeOf: ({ head }) => `appeal-refused/${filingId(head.claimNo, head.filing)}/${decidedOn}`,
    decide: (seen) => upheldDraft(appealing(acting, seen, filingCode), { user, decidedOn }),
  });
  if (told.outcome !== 'refused') await openUpheld(acting, told);
  return told;
}

/** A person confirms a void that the payer never answered (row 41). */
export async function confirmVoid(acting: Acting, ref: FilingRef): Promise<Told<ConfirmRefusal>> {
  const today = civilDateOf(acting.now());
  const told = await tell(acting, ref, {
    causeOf: ({ head }) => `void-confirmed/${filingId(head.claimNo, head.filing)}/${head.attempt}`,
    decide: ({ head, journal }, cause) => confirmedVoid(head, journal, { user: acting.user, today, cause }),
  });
  if (told.outcome !== 'refused')
    for (const denial of allInForce(told.journal))
      if (denial.filing === told.event.filing) await closeItems(acting, denial, 'void');
  return told;
}

/** SBR09 of the coverage that the filing goes to; the proof of timely filing, where it was denied as late. */
async function coverageOf(
  { claims, files, config }: Acting,
  { claimNo, filing }: FilingRef,
): Promise<{ readonly filingCode: string | undefined; readonly proof: TimelyProof | undefined }> {
  const stored = await claims.headNow(claimNo);
  const head = stored === null ? null : onFiling(stored, filing ?? stored.filing);
  const claim = head === null ? undefined : (await claims.contents([head])).get(claimNo);
  if (head === null || claim === undefined) return { filingCode: undefined, proof: undefined };
  const { coverages, lines } = claim.content;
  const filingCode = coverages.find(({ seq }) => seq === head.filing)?.filingCode;
  const journal = await claims.events(claimNo);
  if (!deniesAsLate(journal, head.filing)) return { filingCode, proof: undefined };
  const { timelyFilingDays } = payerProfile(config, head.payerId);
  const given = { filing: head.filing, serviceDate: firstDay(lines), limitDays: timelyFilingDays };
  return { filingCode, proof: await proofOfFiling(files, journal, given) };
}

const appealing = (
  { config }: Acting,
  { head, journal }: Seen,
  filingCode: string | undefined,
): Appealing => ({
  ...{ head, journal, filingCode },
  terms: payerProfile(config, head.payerId),
});

/** Working time before the next level's deadline (domain.md 6.1). */
const MARGIN_DAYS = 10;

/** What is due before the next level ends, under an id that the letter makes. */
async function openUpheld(
  { work, now }: Acting,
  { head, event }: Seen & { readonly event: JournalEvent },
): Promise<void> {
  const { facts, cause } = event;
  if (facts.kind !== 'appeal-refused') return;
  const today = civilDateOf(now());
  const item = workItem('APPEAL_UPHELD', {
    id: claimWorkId(head, 'APPEAL_UPHELD', cause),
    today,
    clientId: head.clientId,
    partnerId: head.partnerId,
    claimNo: head.claimNo,
    value: cents(head.chargeCents),
    details: [
      facts.nextDeadline === undefined
        ? { code: 'LAST_LEVEL', text: 'There is no further level: propose a write-off.' }
        : { code: `LEVEL ${facts.level + 1}`, text: `may be sent until ${facts.nextDeadline}` },
    ],
  });
  const { nextDeadline } = facts;
  if (nextDeadline === undefined) {
    await work.open({ ...item, action: 'WO' }, now());
    return;
  }
  const latest = addDays(civilDate(nextDeadline), -MARGIN_DAYS);
  const dueDate = latest < today ? today : latest < item.dueDate ? latest : item.dueDate;
  await work.open({ ...item, dueDate }, now());
}
