import { type CheckedFinding, checkX12, type X12Check } from '../../core/x12/check.ts';
import { readX12 } from '../../core/x12/read.ts';
import { showX12 } from '../../core/x12/show.ts';
import { sourceOf } from '../session/source.ts';
import type { Answer, ExitCode } from '../terminal/answer.ts';
import { counted } from '../terminal/format.ts';
import { table } from '../terminal/table.ts';
import type { World } from '../world.ts';
import { addCommand, type CommandGroup, type Shell } from './command.ts';

export const x12: CommandGroup = (group, shell) => {
  const { world, answering } = shell;
  addCommand(group, 'show <file>', {
    summary: 'show a file segment by segment, with names and amounts',
    example: 'x12 show remittance.835',
    more: 'Shows the data as they are: what you see is as confidential as the file. `-` reads standard input.',
  }).action(answering((file: string) => show(file, shell)));
  addCommand(group, 'check <file>', {
    summary: 'check a file and say what is wrong with it, and where',
    example: 'x12 check claims.837',
    more: 'Findings name codes and places, never values. Ends with 1 when there is an error.',
  }).action(answering((file: string) => check(file, world)));
  addCommand(group, 'json <file>', {
    summary: 'convert a file to JSON, an object for each thing in it',
    example: 'x12 json claims.837 | head',
    more: 'One object a line; with --json one array. Holds the data of the file.',
  }).action(answering((file: string) => convert(file, shell)));
};

async function show(file: string, { world, json }: Shell): Promise<Answer | ExitCode> {
  const lines = showX12(sourceOf(world, file));
  if (json) return { json: { lines: await Array.fromAsync(lines) }, text: () => '' };
  for await (const line of lines) world.terminal.out(`${line}\n`);
  return 0;
}

async function check(file: string, world: World): Promise<Answer> {
  const checked = await checkX12(sourceOf(world, file));
  const wrong = checked.findingsLeftOff > 0 || checked.findings.some(({ severity }) => severity === 'error');
  return { json: checked, text: () => checkText(checked, world), code: wrong ? 1 : 0 };
}

function checkText({ transactions, findings, findingsLeftOff, ...totals }: X12Check, world: World): string {
  const { paint } = world.terminal;
  const { interchanges, groups, segments } = totals;
  const sizes = [
    counted(interchanges, 'interchange'),
    counted(groups, 'group'),
    counted(segments, 'segment'),
  ];
  const sets = transactions.map(({ type, version, claims, accepted }) => [
    type,
    version,
    String(claims),
    accepted ? paint.good('accepted') : paint.bad('rejected'),
  ]);
  const left = findingsLeftOff > 0 ? [`and ${findingsLeftOff} more`] : [];
  return [
    sizes.join(', '),
    ...(sets.length === 0 ? [] : [table(setColumns, sets, paint)]),
    '',
    findings.length === 0 ? paint.good('Nothing found.') : `${counted(findings.length, 'finding')}:`,
    ...findings.map(findingLine),
    ...left,
  ].join('\n');
}

const setColumns = [
  { title: 'Set' },
  { title: 'Version' },
  { title: 'Claims', align: 'right' },
  { title: 'Verdict' },
] as const;

function findingLine({ severity, code, message, ...at }: CheckedFinding): string {
  const element = at.element === null ? '' : String(at.element).padStart(2, '0');
  const component = at.component === null ? '' : `-${at.component}`;
  const place = [
    `interchange ${at.interchange}`,
    ...(at.set === null ? [] : [`set ${at.set}`]),
    `segment ${at.segment}`,
    ...(at.segmentId === null ? [] : [`${at.segmentId}${element}${component}`]),
    ...(at.loop === null ? [] : [`loop ${at.loop}`]),
  ];
  return `  ${severity} ${code} at ${place.join(', ')}: ${message}`;
}

/** Line by line, so that a file of any size is converted in constant memory. */
async function convert(file: string, { world, json }: Shell): Promise<ExitCode> {
  const { out } = world.terminal;
  let before = json ? '[\n' : '';
  for await (const item of readX12(sourceOf(world, file))) {
    out(before + JSON.stringify(item));
    before = json ? ',\n' : '\n';
  }
  out(json ? '\n]\n' : '\n');
  return 0;
}
