import { cents } from '../../core/money.ts';
import { sumRecoupments } from '../../core/remit/recoupments.ts';
import type { FileStore } from '../../store/files.ts';
import { shortHash } from '../../store/hash.ts';
import type { RecoupmentRecord } from '../../store/remittances.ts';
import type { WorkActor, WorkStore } from '../../store/work.ts';

/** Of a remittance and what it takes back: its question has one name, so that whatever explains it finds it. */
export const unexplainedItemId = (remittanceId: string, recoupment: string): string =>
  `recoupment-unexplained-${remittanceId}-${shortHash(recoupment)}`;

/**
 * What is taken under a reference of a payer and explained by nothing, in cents; 0 when all is.
 *
 * @param recoupment sub-account of 2050 (`recoupmentKey`)
 */
export async function unexplained(files: Pick<FileStore, 'recoupment'>, recoupment: string) {
  const [all] = sumRecoupments(await files.recoupment(recoupment));
  return all?.unexplainedCents ?? cents(0);
}

const EXPLAINED = 'What was taken is explained.';

interface Asking {
  readonly files: Pick<FileStore, 'recoupment'>;
  readonly work: WorkStore;
}

/** Closes the questions why a payer took money, once the whole of it is explained. A repeat closes nothing twice. */
export async function closeExplained(
  { files, work }: Asking,
  recoupment: string,
  actor: WorkActor,
): Promise<void> {
  const movements = await files.recoupment(recoupment);
  const [all] = sumRecoupments(movements);
  if (all === undefined || all.unexplainedCents > 0) return;
  for (const id of questionsOf(movements)) await work.resolve(id, actor, EXPLAINED);
}

/** Opens those questions again after what had explained it was undone: once for that. */
export async function askAgain(
  { files, work }: Asking,
  recoupment: string,
  { actor, cause }: { readonly actor: WorkActor; readonly cause: string },
): Promise<void> {
  const movements = await files.recoupment(recoupment);
  const [all] = sumRecoupments(movements);
  if (all === undefined || all.unexplainedCents <= 0) return;
  for (const id of questionsOf(movements)) {
    const item = await work.get(id);
    if (item?.outcome === EXPLAINED)
      await work.reopen(id, actor, { cause, note: 'What explained it was undone.' });
  }
}

/** One for each payment that took something. */
const questionsOf = (movements: readonly RecoupmentRecord[]): readonly string[] =>
  movements.flatMap(({ amountCents, undoes, remittanceId, key }) =>
    amountCents > 0 && undoes !== true ? [unexplainedItemId(remittanceId, key)] : [],
  );
