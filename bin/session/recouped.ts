import { epochToIso } from '../../core/dates.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { cents } from '../../core/money.ts';
import { creditTakenByPayer, recoupedCause } from '../../core/patient/recouped.ts';
import { closeExplained, unexplained } from '../../functions/reconcile-remittance/explained.ts';
import type { RecoupmentRecord } from '../../store/remittances.ts';
import { type Acted, type Acting, act } from './patient-money.ts';

export interface TakenByPayer {
  /** Payer sequence. */
  readonly payer: number;
  /** The payer's reference of the recoupment, as `remit recoupments` shows it. */
  readonly reference: string;
}

/**
 * J18b: what a payer has to the good on a claim explains what it took under a reference. Done again it makes up for
 * what a cut-off run left undone.
 *
 * @returns null where no payer took anything under that reference, or several payers did
 */
export async function explainByCredit(
  acting: Acting,
  claimNo: ClaimNo,
  { payer, reference }: TakenByPayer,
): Promise<Acted | null> {
  const { files, work, user, now } = acting;
  const all = (await files.listRecoupments()).filter(
    (one) => one.kind === 'WO' && one.reference === reference,
  );
  const [first] = all;
  if (first === undefined || all.some(({ key }) => key !== first.key)) return null;
  const recoupment = first.key;
  const left = await unexplained(files, recoupment);
  const done = await act(acting, {
    claimNo,
    cause: () => recoupedCause(recoupment),
    decide: (head, its, journal) =>
      creditTakenByPayer(head, { ...its, payer, recoupment, unexplained: left }, journal),
    isSame: () => false,
  });
  if (done.outcome === 'refused' || done.event.facts.kind !== 'credit-recouped') return done;
  await files.putRecoupment(explanation(first, claimNo, done));
  await closeExplained({ files, work }, recoupment, { user, nowEpochMs: now() });
  return done;
}

/** Stands among what payments did under the reference: the claim's credit takes from what is unexplained. */
function explanation(
  { key, payerName, reference }: RecoupmentRecord,
  claimNo: ClaimNo,
  { event }: Extract<Acted, { readonly outcome: 'done' | 'already' }>,
): RecoupmentRecord {
  const amount = event.facts.kind === 'credit-recouped' ? event.facts.amountCents : 0;
  const day = event.entries[0]?.date ?? event.at.slice(0, 10).replaceAll('-', '');
  return {
    ...{ key, payerName, kind: 'WO', trace: claimNo, remittanceId: `credit-${claimNo}` },
    ...(reference === undefined ? {} : { reference }),
    paymentDate: day,
    amountCents: cents(-amount),
    receivedAt: epochToIso(Date.parse(event.at)),
  };
}
