import type { ClaimNo } from '../../core/ids.ts';
import { creditTakenByPayer, recoupedCause } from '../../core/patient/recouped.ts';
import { closeCredits, creditOutcomes } from '../../functions/post-remittance/payer-credits.ts';
import { closeExplained, unexplained } from '../../functions/reconcile-remittance/explained.ts';
import { type Acted, type Acting, act } from './patient-money.ts';
import { explanation } from './recoupment-records.ts';

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
  const cause = recoupedCause(recoupment, await acting.claims.events(claimNo));
  const done = await act(acting, {
    claimNo,
    cause: () => cause,
    decide: (head, its, journal) =>
      creditTakenByPayer(head, { ...its, payer, recoupment, unexplained: left }, journal),
    isSame: () => false,
  });
  if (done.outcome === 'refused') return done;
  const { event } = done;
  const actor = { user, nowEpochMs: now() };
  await files.putRecoupment(explanation(first, event));
  await closeExplained({ files, work }, recoupment, actor);
  await closeCredits(acting, event, { actor, outcome: creditOutcomes.recouped });
  return done;
}
