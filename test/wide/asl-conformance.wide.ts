import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import * as z from 'zod';
import { loadDefinition, supportedResources } from '../../embedded/states/definition.ts';
import type { HistoryEvent } from '../../embedded/states/execution.ts';
import { runExecution } from '../../embedded/states/interpreter.ts';

/**
 * Executions that AWS recorded, run by our interpreter. Judged: status, error name, Cause, output, and the
 * sequence of events. The cases are not ours and stay outside of the repository.
 */

const shared = process.env.CLAIMLINE_SHARED;
if (shared === undefined) throw new Error('CLAIMLINE_SHARED must name the folder that holds asl-cases.json');

const detailsShape = z.object({
  output: z.unknown().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
});
const eventShape = z.object({
  type: z.string(),
  executionSucceededEventDetails: detailsShape.optional(),
  executionFailedEventDetails: detailsShape.optional(),
});
const caseShape = z.object({
  id: z.string(),
  match: z.string(),
  definition: z.string(),
  input: z.string(),
  sm: z.string(),
  lambdas: z.array(z.object({ name: z.string(), file: z.string() })),
  expected: z.object({ events: z.array(eventShape) }),
});
type Case = z.infer<typeof caseShape>;

const cases = z
  .array(caseShape)
  .parse(JSON.parse(readFileSync(join(shared, 'asl-cases.json'), 'utf8')))
  .map((recorded, n) => ({ ...recorded, title: `${n} ${recorded.id.split('::').at(-1)} ${recorded.match}` }));

type RawState = {
  readonly QueryLanguage?: string;
  readonly Resource?: string;
  readonly ItemReader?: unknown;
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, RawState>> };
};

function statesOf(
  recorded: Case,
): readonly (RawState & { readonly name: string; readonly language: string })[] {
  const machine: { QueryLanguage?: string; States: Record<string, RawState> } = JSON.parse(
    recorded.definition,
  );
  const walk = (states: Readonly<Record<string, RawState>>): ReturnType<typeof statesOf> =>
    Object.entries(states).flatMap(([name, state]) => [
      { ...state, name, language: state.QueryLanguage ?? machine.QueryLanguage ?? 'JSONPath' },
      ...walk(state.ItemProcessor?.States ?? {}),
    ]);
  return walk(machine.States);
}

const jsonPathStates = (recorded: Case): readonly string[] =>
  statesOf(recorded).flatMap(({ name, language }) => (language === 'JSONPath' ? [name] : []));
const readsItems = (recorded: Case): boolean =>
  statesOf(recorded).some(({ ItemReader }) => ItemReader !== undefined);

const withJsonPath = cases.filter((recorded) => jsonPathStates(recorded).length > 0);
const withItemReader = cases.filter(readsItems);
const toRun = cases.filter((recorded) => !withJsonPath.includes(recorded) && !readsItems(recorded));

/** The recorded functions are Python; the shape of a Cause is the runtime's, and is not judged. */
const functionCause = JSON.stringify({ errorType: 'Exception', errorMessage: 'raised', trace: [] });

class RecordedFailure extends Error {
  constructor(name: string, cause: string) {
    super(name, { cause });
    this.name = name;
  }
}

/** The services as they were when AWS recorded the case. */
const answer = (recorded: Case) => async (resource: string, args: unknown) => {
  if (resource.endsWith(':s3:getObject')) throw new RecordedFailure('S3.NoSuchKeyException', 'no such key');
  if (recorded.lambdas.some(({ file }) => file === 'raise_exception.py')) {
    throw new RecordedFailure('Exception', functionCause);
  }
  if (!resource.endsWith(':lambda:invoke')) return args;
  const { Payload } = z.object({ Payload: z.unknown() }).parse(args);
  return {
    ExecutedVersion: '$LATEST',
    Payload,
    StatusCode: 200,
    SdkHttpMetadata: {},
    SdkResponseMetadata: {},
  };
};

async function run(recorded: Case): Promise<unknown> {
  const used = statesOf(recorded).flatMap(({ Resource }) => (Resource === undefined ? [] : [Resource]));
  const events: HistoryEvent[] = [];
  const ending = await runExecution({
    definition: loadDefinition(recorded.definition, [...supportedResources, ...used]),
    input: JSON.parse(recorded.input),
    name: 'recorded',
    machineArn: recorded.sm,
    invoke: answer(recorded),
    // A second takes ten milliseconds: waits are short, and limits still longer than the tasks.
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms / 100);
        signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
      }),
    random: Math.random,
    now: Date.now,
    onEvent: (event) => events.push(event),
  });
  return masked({ ...ending, events: events.map(({ type }) => type) });
}

function expected({ expected: { events } }: Case): unknown {
  const last = events.at(-1);
  const types = events.map(({ type }) => type.replace('LambdaFunction', 'Task'));
  const succeeded = last?.executionSucceededEventDetails;
  if (succeeded !== undefined) {
    const { output } = succeeded;
    // The history holds an object as it is, and everything else as JSON text.
    return masked({
      status: 'SUCCEEDED',
      output: typeof output === 'string' ? JSON.parse(output) : output,
      events: types,
    });
  }
  const failed = last?.executionFailedEventDetails;
  return masked({ status: 'FAILED', error: failed?.error, cause: failed?.cause, events: types });
}

/** Where a recording holds a placeholder; and what the SDK adds, which is not the interpreter's. */
const volatileMembers = ['SdkHttpMetadata', 'SdkResponseMetadata', 'TimestampValue', 'FunctionName'];

function masked(value: unknown): unknown {
  const text = JSON.stringify(value, (key, member) => {
    if (volatileMembers.includes(key)) return undefined;
    return key === 'Cause' && String(member).includes('"errorType"') ? '<cause of a function>' : member;
  });
  return JSON.parse(text);
}

describe('executions that AWS recorded', () => {
  it('knows which cases it judges', () => {
    const pure = toRun.filter(({ definition }) => JSON.parse(definition).QueryLanguage === 'JSONata');
    expect({
      all: cases.length,
      run: toRun.length,
      pure: pure.length,
      refusedForJsonPath: withJsonPath.length,
      refusedForItemReader: withItemReader.length,
    }).toEqual({ all: 143, run: 121, pure: 73, refusedForJsonPath: 21, refusedForItemReader: 1 });
  });

  test.each(toRun)('$title', async (recorded) => {
    expect(await run(recorded)).toEqual(expected(recorded));
  });

  test.each(withJsonPath)('refuses $title by the names of its JSONPath states', (recorded) => {
    const refusals = jsonPathStates(recorded).map((name) => `state '${name}' is a JSONPath state`);
    for (const refusal of refusals) expect(() => loadDefinition(recorded.definition)).toThrow(refusal);
  });

  test.each(withItemReader)('refuses $title for its ItemReader', ({ definition }) => {
    expect(() => loadDefinition(definition)).toThrow('ItemReader');
  });
});
