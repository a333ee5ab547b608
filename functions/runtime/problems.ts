import type { WorkDetail } from '../../core/claim/types.ts';
import { workItem } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import type { Finding } from '../../core/x12/types.ts';
import type { Artifacts } from '../../store/artifacts.ts';
import type { WorkStore } from '../../store/work.ts';
import type { Clock } from './environment.ts';

/** What could not be read, and where. No values. */
export interface Problem {
  /** Upper-case code, e.g. `FIELD_INVALID`, `SE-COUNT`. */
  readonly code: string;
  /** For people: `encounter 3, line 3, field billing.npi`. */
  readonly position: string;
  /** A sentence a biller understands. */
  readonly text?: string;
}

export interface ProblemReport {
  readonly fileId: string;
  readonly clientId?: string;
  readonly partnerId?: string;
  readonly problems: readonly Problem[];
}

/** Details a work item shows; the whole list lies in quarantine. */
const DETAILS_SHOWN = 20;

export const detailOf = ({ code, position, text }: Problem): WorkDetail => ({
  code,
  position,
  ...(text === undefined ? {} : { text }),
});

/** Keeps the problems of a file beside its bytes and opens one work item for them. */
export async function openProblems(
  deps: { readonly artifacts: Artifacts; readonly work: WorkStore; readonly now: Clock },
  { fileId, clientId, partnerId, problems }: ProblemReport,
): Promise<void> {
  await deps.artifacts.replace(`quarantine/${fileId}.json`, JSON.stringify(problems, null, 1));
  const now = deps.now();
  const item = workItem('UNREADABLE_FILE', {
    id: `unreadable-${fileId.slice(0, 32)}`,
    today: civilDateOf(now),
    fileId,
    details: problems.slice(0, DETAILS_SHOWN).map(detailOf),
    ...(clientId === undefined ? {} : { clientId }),
    ...(partnerId === undefined ? {} : { partnerId }),
  });
  await deps.work.open(item, now);
}

/** An X12 finding as a problem: its place by segment, loop and element. */
export function problemOf({ code, message, position: at }: Finding): Problem {
  const place = [
    at.set === undefined ? `interchange ${at.interchange}` : `set ${at.set}`,
    `segment ${at.segment}${at.segmentId === undefined ? '' : ` (${at.segmentId})`}`,
    ...(at.loop === undefined ? [] : [`loop ${at.loop}`]),
    ...(at.element === undefined ? [] : [`element ${at.element}`]),
    `byte ${at.offset}`,
  ];
  return { code, position: place.join(', '), text: message };
}
