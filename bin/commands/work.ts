import { type WorkQueue, workQueues } from '../../core/claim/types.ts';
import { unreachable } from '../../core/result.ts';
import {
  isRefusal,
  type WorkItem,
  type WorkRefusal,
  type WorkStatus,
  type WorkStore,
} from '../../store/work.ts';
import { demoOption, type LookOptions, lookAt } from '../session/look.ts';
import { type Answer, type Failure, refused } from '../terminal/answer.ts';
import { counted } from '../terminal/format.ts';
import { workItemText, workTable } from '../terminal/work-text.ts';
import type { World } from '../world.ts';
import { addCommand, type CommandGroup, limitOption, oneOf, upTo } from './command.ts';

interface ListOptions extends LookOptions {
  readonly queue?: WorkQueue;
  readonly status: WorkStatus;
  readonly limit: number;
}
interface ActOptions extends LookOptions {
  readonly user?: string;
}

/** How long a taken item is nobody else's, minutes. */
const LEASE_MINUTES = 30;
const statuses: readonly WorkStatus[] = ['OPEN', 'TAKEN', 'RESOLVED'];
const USER = 'who you are, if not the user of this machine';

export const work: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'list', {
    summary: 'list what waits for people, the most urgent first',
    example: 'work list --queue registration',
  })
    .option('--queue <queue>', `one of ${workQueues.join(', ')}`, oneOf(workQueues))
    .option('--status <status>', 'OPEN, TAKEN or RESOLVED', oneOf(statuses), 'OPEN')
    .addOption(limitOption())
    .addOption(demoOption())
    .action(answering((options: ListOptions) => list(options, world)));
  addCommand(group, 'show <id>', {
    summary: 'show one item: what happened, where, what to do, and its history',
    example: 'work show RVB2M4KQ7XA3TZ5N-0f3c9a7be1d24c58',
  })
    .addOption(demoOption())
    .action(answering((id: string, options: LookOptions) => show(id, options, world)));
  addCommand(group, 'take <id>', {
    summary: `take an item: it is yours for ${LEASE_MINUTES} minutes`,
    example: 'work take RVB2M4KQ7XA3TZ5N-0f3c9a7be1d24c58',
  })
    .option('--user <name>', USER)
    .addOption(demoOption())
    .action(
      answering((id: string, options: ActOptions) =>
        change(options, world, (store, actor) => store.take(id, actor, LEASE_MINUTES)),
      ),
    );
  addCommand(group, 'note <id> <text>', {
    summary: 'write a note on an item',
    example: 'work note RVB2M4KQ7XA3TZ5N-0f3c9a7be1d24c58 "Called the payer, waiting for a reply"',
  })
    .option('--user <name>', USER)
    .addOption(demoOption())
    .action(
      answering((id: string, text: string, options: ActOptions) =>
        change(options, world, (store, actor) => store.note(id, actor, text)),
      ),
    );
  addCommand(group, 'resolve <id> <outcome>', {
    summary: 'close an item with its outcome',
    example: 'work resolve RVB2M4KQ7XA3TZ5N-0f3c9a7be1d24c58 corrected',
  })
    .option('--user <name>', USER)
    .addOption(demoOption())
    .action(
      answering((id: string, outcome: string, options: ActOptions) =>
        change(options, world, (store, actor) => store.resolve(id, actor, outcome)),
      ),
    );
};

const list = (options: ListOptions, world: World): Promise<Answer> =>
  lookAt(world, options, async ({ stores }) => {
    const { queue, status, limit } = options;
    const all = await stores.work.list({ status, ...(queue === undefined ? {} : { queue }) });
    const shown = upTo(all, limit);
    const more = all.length > shown.length ? `, ${shown.length} of them shown: --limit 0 shows all` : '';
    const total = `${counted(all.length, 'item')} ${status}${more}`;
    return {
      json: { total: all.length, items: shown },
      text: () => `${workTable(shown, world.terminal.paint)}\n\n${total}`,
    };
  });

const show = (id: string, options: LookOptions, world: World): Promise<Answer> =>
  lookAt(world, options, async ({ stores }) => {
    const item = await stores.work.get(id);
    if (item === null) throw refusal({ kind: 'not-found' });
    return told(item, world);
  });

type Change = (
  store: WorkStore,
  actor: { readonly user: string; readonly nowEpochMs: number },
) => Promise<WorkItem | WorkRefusal>;

const change = (options: ActOptions, world: World, act: Change): Promise<Answer> =>
  lookAt(world, options, async ({ stores }) => {
    const actor = { user: options.user ?? world.user(), nowEpochMs: world.now() };
    const changed = await act(stores.work, actor);
    if (isRefusal(changed)) throw refusal(changed);
    return told(changed, world);
  });

const told = (item: WorkItem, { terminal: { paint } }: World): Answer => ({
  json: item,
  text: () => workItemText(item, paint),
});

function refusal(why: WorkRefusal): Failure {
  switch (why.kind) {
    case 'not-found':
      return refused('There is no work item of that id.', 'See them: claimline work list');
    case 'taken':
      return refused(`${why.by} has taken this item until ${why.until}.`, 'Ask them, or take another one.');
    case 'not-resolved':
      return refused('This item is open.', 'See it: claimline work show ID');
    case 'already-resolved':
      return refused('This item is resolved already.', 'See how: claimline work show ID');
    default:
      return unreachable(why);
  }
}
