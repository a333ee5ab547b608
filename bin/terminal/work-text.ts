import type { WorkDetail } from '../../core/claim/types.ts';
import type { WorkItem } from '../../store/work.ts';
import { day, dollars, dollarsOrBlank, instant, shortFiles, shortId } from './format.ts';
import type { Paint } from './paint.ts';
import { type Column, sheet, table } from './table.ts';

const columns: readonly Column[] = [
  { title: 'Priority' },
  { title: 'Due' },
  { title: 'Queue' },
  { title: 'Reason' },
  { title: 'Value', align: 'right' },
  { title: 'Taken by' },
  { title: 'Item' },
];

export const workTable = (items: readonly WorkItem[], paint: Paint): string =>
  table(
    columns,
    items.map(({ priority, dueDate, queue, reason, value, assignee, id }) => [
      priority,
      day(dueDate),
      queue,
      reason,
      dollarsOrBlank(value),
      assignee ?? '',
      id,
    ]),
    paint,
  );

/** One item, for people. */
export function workItemText(item: WorkItem, paint: Paint): string {
  const facts = sheet([
    ['Status', item.status],
    ['Priority', `${item.priority}, due ${day(item.dueDate)}`],
    ['Queue', item.queue],
    ['Reason', item.reason],
    ['Proposed', item.action],
    ['Value', item.value === 0 ? undefined : `$${dollars(item.value)}`],
    ['Claim', item.claimNo],
    ['File', item.fileId === undefined ? undefined : shortId(item.fileId)],
    [
      'Taken by',
      item.assignee === undefined
        ? undefined
        : `${item.assignee} until ${instant(item.leaseUntil ?? '')} UTC`,
    ],
    ['Outcome', item.outcome],
  ]);
  const history = item.history.map(
    ({ at, by, did, note }) => `  ${instant(at)}  ${by} ${did}${note === undefined ? '' : `: ${note}`}`,
  );
  return [
    paint.heading(item.id),
    item.summary,
    '',
    facts,
    ...(item.details.length === 0 ? [] : ['', paint.heading('Details'), ...item.details.map(detailLine)]),
    '',
    paint.heading('History (UTC)'),
    ...history,
  ].join('\n');
}

function detailLine({ code, line, position, text, amount }: WorkDetail): string {
  const parts = [
    code,
    line === undefined ? undefined : `line ${line}`,
    position === undefined ? undefined : shortFiles(position),
    amount === undefined ? undefined : `$${dollars(amount)}`,
  ].filter((part) => part !== undefined);
  return `  ${parts.join(', ')}${text === undefined ? '' : `: ${text}`}`;
}
