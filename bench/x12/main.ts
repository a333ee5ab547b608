/**
 * Our X12 engine side by side with others, on the same generated files, in one run.
 *
 *     node bench/x12/main.ts [--rounds 5] [--size 100] [--write-size 10]
 *                            [--only walk|typed|check|write|memory] [--json]
 *
 * Every library and file gets a fresh process, all of them in turn, and all of that in rounds: ratios are taken
 * within a round, and their median counts. Machines are noisy; read the ratios. MB are 10^6 bytes. Time runs from
 * the file to the result (writing: from typed claims in memory to bytes). Small files are done several times in a
 * process: `MB/s` is the median of these, `first` the first of them. RSS is the process's peak. Peers, pyx12 and
 * the generated files are kept in a cache below the folder for temporary files (`CLAIMLINE_BENCH_CACHE` names
 * another).
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchFile, benchFile } from './files.ts';
import { installTools, type Tools } from './install.ts';
import { MEMORY, MEMORY_SIZES, QUESTIONS, type Question, SMALL_HEAP } from './questions.ts';
import { memoryRowsOf, printedMemory, printedRows, rowsOf } from './report.ts';
import { keyOf, type Measured, measure, type Task } from './rounds.ts';

const SMALL_MB = 1;
const PEER_MODES = new Set([
  'node-x12-stream',
  'node-x12-tostring',
  'node-x12-generator',
  'x12-parser',
  'edi-parser',
  'stedi-metadata',
]);

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    size: { type: 'string', default: '100' },
    'write-size': { type: 'string', default: '10' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const cache = process.env.CLAIMLINE_BENCH_CACHE ?? join(tmpdir(), 'claimline-bench-x12');
const rounds = Number(values.rounds);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const progress = (text: string): void => void process.stderr.write(`${text}\n`);

const wanted = (name: string): boolean => values.only === undefined || values.only === name;
const questions = QUESTIONS.filter(({ name }) => wanted(name));

const sizeOf = ({ size }: Question): number => {
  if (size === 'small') return SMALL_MB;
  return Number(size === 'read' ? values.size : values['write-size']);
};

const files = new Map<string, BenchFile>();
function fileOf(kind: '835' | '837', megabytes: number): BenchFile {
  const key = `${kind} ${megabytes}`;
  const file = files.get(key) ?? benchFile(join(cache, 'files'), kind, megabytes);
  files.set(key, file);
  return file;
}

const canRun =
  (tools: Tools) =>
  ({ mode }: Task): boolean => {
    if (mode === 'memchr') return tools.memchr !== null;
    if (mode === 'pyx12') return tools.python !== null;
    return tools.peers || !PEER_MODES.has(mode);
  };

function comparisons(): readonly Task[] {
  return questions.flatMap((question) =>
    question.kinds.flatMap((kind) => {
      const megabytes = sizeOf(question);
      const modes = [question.ours, ...question.than.map(([mode]) => mode)];
      return modes.map((mode): Task => ({ mode, file: fileOf(kind, megabytes), megabytes }));
    }),
  );
}

function memoryRuns(): readonly Task[] {
  if (!wanted('memory')) return [];
  const tasks: Task[] = [];
  for (const { mode } of MEMORY) {
    for (const kind of ['835', '837'] as const) {
      for (const megabytes of MEMORY_SIZES) tasks.push({ mode, file: fileOf(kind, megabytes), megabytes });
      const [megabytes] = MEMORY_SIZES;
      tasks.push({ mode, file: fileOf(kind, megabytes), megabytes, nodeOptions: [SMALL_HEAP] });
    }
  }
  return tasks;
}

const once = (tasks: readonly Task[]): readonly Task[] => [
  ...new Map(tasks.map((task) => [keyOf(task), task])).values(),
];

function report(tools: Tools, measured: Measured, memory: Measured): void {
  const tables = questions.map((question) => rowsOf(question, sizeOf(question), measured));
  const memoryRows = memory.size === 0 ? [] : memoryRowsOf(memory);
  if (values.json) {
    say(JSON.stringify({ rounds, missing: tools.missing, rows: tables.flat(), memory: memoryRows }));
    return;
  }
  for (const rows of tables) for (const line of printedRows(rows)) say(line);
  if (memoryRows.length > 0) for (const line of printedMemory(memoryRows)) say(line);
  for (const what of tools.missing) say(`left out: ${what}`);
}

const tools = { ...(await installTools(cache)), cache };
const tasks = once(comparisons()).filter(canRun(tools));
const measured = await measure(tools, tasks, { rounds, progress });
const memory = await measure(tools, memoryRuns(), { rounds: 1, progress });
report(tools, measured, memory);
