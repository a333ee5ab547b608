import type { JournalEvent } from '../../core/claim/journal.ts';
import { type CivilDate, civilDate } from '../../core/dates.ts';
import {
  type AnswerToAttempt,
  attemptsSent,
  type TimelyProof,
  timelyProof,
} from '../../core/denial/timely-proof.ts';
import type { ServiceLine } from '../../core/encounter/model.ts';
import type { FileStore } from '../../store/files.ts';

/** First day of service: what a payer's limit counts from. */
export const firstDay = (lines: readonly Pick<ServiceLine, 'from'>[]): CivilDate =>
  civilDate(lines.map(({ from }) => from).toSorted()[0] ?? '');

/**
 * The proof that a filing went out in time, with what its interchanges met: TA1 and 999 are on record with them, not
 * in the claims' journals.
 *
 * @param journal the claim's journal up to the denial
 */
export async function proofOfFiling(
  files: Pick<FileStore, 'interchange' | 'file'>,
  journal: readonly JournalEvent[],
  given: {
    readonly filing: number;
    /** First day of service. */
    readonly serviceDate: CivilDate;
    readonly limitDays?: number | undefined;
  },
): Promise<TimelyProof> {
  const answers: AnswerToAttempt[] = [];
  for (const { attempt, partner, controlNo, setControlNo } of attemptsSent(journal, given.filing)) {
    const interchange = await files.interchange(partner, controlNo);
    const { ta1, ta1FileId, acceptances = [] } = interchange ?? {};
    const came = [
      ...(ta1FileId === undefined || ta1 === 'R' ? [] : [{ document: 'TA1' as const, fileId: ta1FileId }]),
      ...acceptances
        .filter((one) => one.setControlNo === setControlNo)
        .map(({ fileId }) => ({ document: '999' as const, fileId })),
    ];
    for (const { document, fileId } of came) {
      const file = await files.file(fileId);
      if (file !== null)
        answers.push({ attempt, document, fileId, on: file.receivedAt.slice(0, 10).replaceAll('-', '') });
    }
  }
  return timelyProof(journal, { ...given, answers });
}
