import type { JournalEvent } from '../../core/claim/journal.ts';
import { epochToIso } from '../../core/dates.ts';
import { cents } from '../../core/money.ts';
import { recoupedCause } from '../../core/patient/recouped.ts';
import { askAgain } from '../../functions/reconcile-remittance/explained.ts';
import type { RecoupmentRecord } from '../../store/remittances.ts';
import type { Acting } from './patient-money.ts';

/**
 * After a recoupment's explanation was undone: what was taken is unexplained again, and somebody asks. A repeat makes
 * up for what a cut-off run left undone.
 *
 * @param undone the event that took the explanation back
 */
export async function explainNoMore(
  { claims, files, work, user, now }: Acting,
  undone: JournalEvent,
): Promise<void> {
  const { facts, claimNo, cause } = undone;
  if (facts.kind !== 'act-undone' || facts.undid !== 'credit-recouped') return;
  const said = (await claims.events(claimNo)).find((event) => event.cause === facts.reverses);
  if (said?.facts.kind !== 'credit-recouped') return;
  const { recoupment } = said.facts;
  const [first] = (await files.recoupment(recoupment)).filter(({ undoes }) => undoes !== true);
  if (first === undefined) return;
  const explained = explanation(first, said);
  // It may have been cut off before it said so.
  await files.putRecoupment(explained);
  await files.putRecoupment({
    ...explained,
    remittanceId: `${explained.remittanceId}-undone`,
    paymentDate: dayOfEvent(undone),
    amountCents: cents(-explained.amountCents),
    receivedAt: epochToIso(Date.parse(undone.at)),
    undoes: true,
  });
  await askAgain({ files, work }, recoupment, { actor: { user, nowEpochMs: now() }, cause });
}

/** Stands among what payments did under the reference: the claim's credit takes from what is unexplained. */
export function explanation(
  { key, payerName, reference }: RecoupmentRecord,
  event: JournalEvent,
): RecoupmentRecord {
  const { facts, claimNo, cause, version } = event;
  const amount = facts.kind === 'credit-recouped' ? facts.amountCents : 0;
  const isFirst = cause === recoupedCause(key, []);
  return {
    ...{ key, payerName, kind: 'WO', trace: claimNo },
    remittanceId: isFirst ? `credit-${claimNo}` : `credit-${claimNo}-${version}`,
    ...(reference === undefined ? {} : { reference }),
    paymentDate: dayOfEvent(event),
    amountCents: cents(-amount),
    receivedAt: epochToIso(Date.parse(event.at)),
  };
}

const dayOfEvent = ({ entries, at }: JournalEvent): string =>
  entries[0]?.date ?? at.slice(0, 10).replaceAll('-', '');
