import type { CodeSetName } from '../../../core/codes/sets.ts';
import { catalogedEdits } from '../../../core/edits/edit-set.ts';
import type { RuleReport } from '../../../core/edits/rules/backtest.ts';
import { type CompiledRules, compileRules } from '../../../core/edits/rules/compile.ts';
import { MAX_RULES_BYTES, parseRules } from '../../../core/edits/rules/parse.ts';
import { tablesWanted } from '../../../core/edits/tables.ts';
import { rulesOf } from '../../../functions/runtime/judging.ts';
import { codeSetStore } from '../../../store/code-sets.ts';
import { openReleases } from '../../../store/loaded-codes.ts';
import { problemLine } from '../../session/config-file.ts';
import { lookAt } from '../../session/look.ts';
import { readWhole } from '../../session/source.ts';
import { type Answer, refused, wrongUse } from '../../terminal/answer.ts';
import { counted, day, dollarsOrBlank } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { progressView } from '../../terminal/progress-bar.ts';
import { type Column, table } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import type { BacktestOptions } from './backtest.ts';
import { type BacktestAsked, type Backtested, countAsked, backtest as run } from './backtest-run.ts';

/** What edits of professional claims look into: only such are stored. */
const WANTED: ReadonlySet<CodeSetName> = new Set(
  tablesWanted(
    catalogedEdits.map(({ edit }) => edit),
    'P',
  ),
);

/** Replays a document of rules over the stored claims and says what it would have done. */
export async function backtested(file: string, options: BacktestOptions, world: World): Promise<Answer> {
  const { since, client, payer } = options;
  const rules = rulesIn(world, file);
  const done = await lookAt(world, options, async ({ stores: { claims, artifacts }, config }) => {
    const inForce = rulesOf(config);
    const asked: BacktestAsked = {
      rules,
      profileOf: (clientId, payerId) => inForce.for(clientId, payerId).payer,
      codes: await openReleases(codeSetStore(artifacts), (set) => WANTED.has(set)),
      since,
      ...(client !== undefined && { client }),
      ...(payer !== undefined && { payer }),
    };
    const all = await countAsked(claims, asked);
    const view = progressView(world.terminal, world.now);
    const show = (looked: number): void =>
      view.show({ fraction: all === 0 ? 1 : looked / all, text: `${looked} of ${counted(all, 'claim')}` });
    return run(claims, asked, show).finally(view.end);
  });
  return answerOf(done, since, world);
}

/** What the rules would have done, for programs and for people. */
export const answerOf = (done: Backtested, since: string, { terminal }: Pick<World, 'terminal'>): Answer => ({
  json: { since, claims: done.claims, rules: done.reports },
  text: () => textOf(done, since, terminal.paint),
});

/** @throws Failure that lists what is wrong with the document */
function rulesIn({ cwd }: World, file: string): CompiledRules {
  const bytes = readWhole(cwd, file);
  if (bytes.length > MAX_RULES_BYTES) throw wrongUse(`${file} is larger than ${MAX_RULES_BYTES} bytes.`);
  const read = parseRules(jsonIn(bytes.toString('utf8'), file));
  if (read.ok) return compileRules(read.value);
  throw refused(
    [`${file} holds no rules:`, ...read.error.map(problemLine)].join('\n'),
    'How rules are written: docs/rules.md',
  );
}

/** Rules hold no patient's data, so the parser's message may show. */
function jsonIn(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'no JSON';
    throw refused(`${file} is no JSON: ${why}`, 'How rules are written: docs/rules.md');
  }
}

const columns: readonly Column[] = [
  { title: 'Rule' },
  { title: 'Caught', align: 'right' },
  { title: 'Denied $', align: 'right' },
  { title: 'Wrongly', align: 'right' },
  { title: 'Paid $', align: 'right' },
  { title: 'Open', align: 'right' },
  { title: 'Reasons' },
];

/** So that the table fits 80 columns. */
const REASONS_SHOWN = 2;
const ID_SHOWN = 22;
const NAMED_SHOWN = 3;

function textOf({ claims, reports }: Backtested, since: string, paint: Paint): string {
  const tested = `${counted(claims, 'claim')} of services since ${day(since)} tested.`;
  if (reports.length === 0) return `Nothing would have changed. ${tested}`;
  return [
    table(columns, reports.map(rowOf), paint),
    '',
    tested,
    'Caught: later denied (the amount denied) or rejected (the charge).',
    'Wrongly: paid without a denial (payment and patient’s share). Open: not decided.',
    ...reports.flatMap(wronglyLine),
  ].join('\n');
}

const rowOf = ({ id, denied, rejected, paid, undecided, reasons }: RuleReport): readonly string[] => [
  id.length > ID_SHOWN ? `${id.slice(0, ID_SHOWN - 1)}…` : id,
  String(denied.claims + rejected.claims),
  dollarsOrBlank(denied.cents + rejected.cents),
  String(paid.claims),
  dollarsOrBlank(paid.cents),
  String(undecided.claims),
  reasons
    .slice(0, REASONS_SHOWN)
    .map(({ code }) => code)
    .join(' '),
];

const wronglyLine = ({ id, wrongly }: RuleReport): readonly string[] =>
  wrongly.length === 0 ? [] : [`Wrongly by ${id}: ${wrongly.slice(0, NAMED_SHOWN).join(' ')}`];
