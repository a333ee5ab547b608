import type { JournalEvent } from '../../core/claim/journal.ts';
import type { EditFinding, WorkDetail, WorkQueue } from '../../core/claim/types.ts';
import { workItem } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import { catalogedEdits } from '../../core/edits/edit-set.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';
import type { WorkStore } from '../../store/work.ts';
import type { Clock } from '../runtime/environment.ts';

const families: ReadonlyMap<string, string> = new Map(
  catalogedEdits.map(({ edit, family }) => [edit.id, family]),
);
/** What is in no catalogue is a customer's own rule. */
const familyOf = (editId: string): string => families.get(editId) ?? 'rules';

/** The errors that one person mends in one go: of one queue and one family of edits. */
interface Fix {
  /** Deterministic: a repeat on another day opens the same item. */
  readonly id: string;
  readonly queue: WorkQueue;
  readonly findings: readonly EditFinding[];
}

/** What must be mended on a held claim, made from its event alone. */
function fixesOf(event: JournalEvent): readonly Fix[] {
  if (event.state !== 'EDIT_HOLD' || event.facts.kind !== 'assembled') return [];
  const errors = event.facts.findings.filter((f) => f.severity === 'error');
  const groups = Map.groupBy(errors, ({ queue, editId }) => `${queue}\n${familyOf(editId)}`);
  return [...groups].flatMap(([group, findings]) => {
    const queue = findings[0]?.queue;
    const hash = sha256(`EDIT_HOLD\n${event.cause}\n${group}`).slice(0, 16);
    return queue === undefined ? [] : [{ id: `${event.claimNo}-${hash}`, queue, findings }];
  });
}

/** What the items of held claims need. */
export interface Holding {
  readonly claims: ClaimStore;
  readonly work: WorkStore;
  readonly now: Clock;
  readonly fileId: string;
}

/** Opens an item for each fix, so that each person sees the claim once for each thing to do. */
export async function openHeldItems(context: Holding, event: JournalEvent): Promise<void> {
  if (event.facts.kind !== 'assembled') return;
  const { claim } = event.facts;
  const now = context.now();
  for (const { id, queue, findings } of fixesOf(event)) {
    const item = workItem('EDIT_HOLD', {
      id,
      today: civilDateOf(now),
      queue,
      clientId: claim.clientId,
      claimNo: claim.claimNo,
      fileId: context.fileId,
      value: claim.totalCharge,
      details: findings.map(detailOf),
    });
    await context.work.open(item, now);
  }
}

const detailOf = ({ editId, line, field, message, row }: EditFinding): WorkDetail => ({
  code: editId,
  position: field,
  text: row === undefined ? message : `${message} (${row.set} ${row.release}: ${row.row})`,
  ...(line === undefined ? {} : { line }),
});

/**
 * Closes what waited for a content that is no longer in force: the encounter came again, and what is still wrong with
 * it has items of its own.
 */
export async function closeEarlierItems(
  context: Holding,
  event: JournalEvent,
  outcome = REVISED,
): Promise<void> {
  if (event.version === 1) return;
  const earlier = (await context.claims.events(event.claimNo)).filter(
    ({ version }) => version < event.version,
  );
  const actor = { user: 'claimline', nowEpochMs: context.now() };
  for (const { id } of earlier.flatMap(fixesOf)) await context.work.resolve(id, actor, outcome);
}

const REVISED = 'The encounter came again with other content.';
