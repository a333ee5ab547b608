import { isRefusedSet } from '../../core/claim/answers.ts';
import { workItem } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import { interchangeControlText } from '../../core/submission/plan.ts';
import type { AnswerBatch, AnsweredSet } from '../read-response/answer-batch.ts';
import type { Applying } from './deps.ts';

/** TA1 and 999 as they concern whole interchanges and sets: one write each, however many claims stand behind. */
export async function applyInterchangeAnswers(
  context: Applying,
  { interchanges, sets }: Extract<AnswerBatch, { kind: 'interchanges' }>,
): Promise<void> {
  for (const { controlNo, code, note } of interchanges) {
    const known = await context.files.interchange(context.partner, controlNo);
    const duplicateSent = code === 'R' && note === '025' && known?.ta1 !== undefined && known.ta1 !== 'R';
    const { partner, fileId } = context;
    if (!duplicateSent) await context.files.markInterchangeAnswered(partner, controlNo, { code, fileId });
    if (code === 'E') await warn(context, 'TA1_WARNING', `${interchangeControlText(controlNo)}`, note);
  }
  for (const [controlNo, accepted] of Map.groupBy(
    sets.filter((set) => !isRefusedSet(set)),
    (set) => set.controlNo,
  )) {
    await context.files.markSetsAccepted(context.partner, controlNo, {
      setControlNos: accepted.map((set) => set.setControlNo),
      fileId: context.fileId,
      nowEpochMs: context.now(),
    });
  }
  for (const set of sets.filter((s) => s.setCode === 'E')) {
    await warn(
      context,
      '999_WARNING',
      `${interchangeControlText(set.controlNo)}-${set.setControlNo}`,
      firstCode(set),
    );
  }
}

const firstCode = (set: AnsweredSet): string => set.errors[0]?.code ?? 'E';

async function warn(
  context: Applying,
  reason: 'TA1_WARNING' | '999_WARNING',
  place: string,
  code: string,
): Promise<void> {
  const now = context.now();
  const item = workItem(reason, {
    id: `${reason.toLowerCase().replace('_', '-')}-${context.partner}-${place}`,
    today: civilDateOf(now),
    partnerId: context.partner,
    fileId: context.fileId,
    details: [{ code, position: place }],
  });
  await context.work.open(item, now);
}
