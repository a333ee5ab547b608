import {
  type CheckedDifference,
  type CheckedRemittance,
  checkRemittances,
  type RemittanceCheck,
} from '../../../core/remit/check.ts';
import { watched } from '../../session/watched.ts';
import type { Answer } from '../../terminal/answer.ts';
import { counted, day, dollars, dollarsOrBlank } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { table } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import { addCommand, type CommandGroup } from '../command.ts';

export const check: CommandGroup = (group, { world, answering }) => {
  addCommand(group, 'check <file>', {
    summary: 'say whether each payment of an 835 balances, without posting it',
    example: 'remit check payments.835',
    more:
      'Tests in exact cents: each line (SVC02 - CAS = SVC03), each claim (CLP03 - CAS = CLP04, and its lines\n' +
      'together) and each payment (claims - PLB = BPR02). Ends with 1 where one does not come out. `-` reads\n' +
      'standard input.',
  }).action(answering((file: string) => checked(file, world)));
};

async function checked(file: string, world: World): Promise<Answer> {
  const result = await checkRemittances(watched(file, world));
  return {
    json: result,
    text: () => text(result, world.terminal.paint),
    code: result.balanced ? 0 : 1,
  };
}

const columns = [
  { title: 'Trace' },
  { title: 'Date' },
  { title: 'Claims', align: 'right' },
  { title: 'Claims paid', align: 'right' },
  { title: 'Provider adj.', align: 'right' },
  { title: 'Payment', align: 'right' },
  { title: 'Verdict' },
] as const;

function text({ transactions, notRead }: RemittanceCheck, paint: Paint): string {
  const left = notRead.map((sentence) => `${paint.bad('not read')}  ${sentence}`);
  if (transactions.length === 0)
    return [paint.bad('The file holds no payment (835) that can be read.'), ...left].join('\n');
  const rows = transactions.map((one) => [
    one.trace,
    day(one.date),
    String(one.claims),
    dollars(one.claimsPaidCents),
    dollarsOrBlank(one.providerAdjustedCents),
    dollars(one.paidCents),
    verdict(one, paint),
  ]);
  const below = transactions.flatMap((one) => details(one, paint));
  return [table(columns, rows, paint), ...below, ...(left.length === 0 ? [] : ['', ...left])].join('\n');
}

function verdict({ balanced, readable }: CheckedRemittance, paint: Paint): string {
  if (!readable) return paint.bad('not read whole');
  return balanced ? paint.good('balanced') : paint.bad('does not balance');
}

/** What a person asks the payer about: each difference with its place. */
function details(one: CheckedRemittance, paint: Paint): readonly string[] {
  if (one.balanced) return [];
  const left = one.differencesLeftOff;
  return [
    '',
    paint.heading(`Payment ${one.trace}`),
    ...one.problems.map((code) => `  ${paint.bad(code)}  see: claimline x12 check FILE`),
    ...one.differences.map((difference) => `  ${described(difference)}`),
    ...(left > 0 ? [`  and ${counted(left, 'difference')} more`] : []),
  ];
}

const EQUATIONS: Readonly<Record<CheckedDifference['level'], string>> = {
  line: 'line: charge less adjustments is not what was paid',
  lines: 'claim: its lines together are not its charge',
  claim: 'claim: charge less adjustments is not what was paid',
  transaction: 'payment: claims less provider adjustments are not the payment',
};

function described({ level, position, cents }: CheckedDifference): string {
  const { segmentId, segment, claim, offset } = position;
  const place = [
    ...(claim === null ? [] : [`claim ${claim}`]),
    `${segmentId ?? 'segment'} ${segment}`,
    `byte ${offset}`,
  ];
  return `${dollars(cents).padStart(12)}  ${EQUATIONS[level]} (${place.join(', ')})`;
}
