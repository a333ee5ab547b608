/** Step Functions over HTTP: start, describe, list, history. Any other operation is refused by name. */
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { type FrontDeps, listen, mountFront, targetOf } from '../front.ts';
import { ServiceError } from '../json-call.ts';
import type { HistoryEvent } from '../states/execution.ts';
import type { Execution, Executions } from './executions.ts';

export interface StatesServer {
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

export async function startStatesServer(executions: Executions, front: FrontDeps): Promise<StatesServer> {
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(executions, request);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(body));
  });
  const close = mountFront({ name: 'states', server, operationOf: targetOf }, front);
  return { endpoint: await listen(server), close };
}

async function answer(
  executions: Executions,
  request: IncomingMessage,
): Promise<{ readonly status: number; readonly body: object }> {
  try {
    const operation = operations[targetOf(request)];
    if (operation === undefined) {
      throw new ServiceError('UnknownOperationException', `the embedded AWS has no ${targetOf(request)}`);
    }
    return { status: 200, body: operation(executions, JSON.parse(await text(request))) };
  } catch (error) {
    if (error instanceof ServiceError) {
      return { status: 400, body: { __type: error.code, message: error.message } };
    }
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return {
        status: 400,
        body: { __type: 'ValidationException', message: 'the request is not understood' },
      };
    }
    return { status: 500, body: { __type: 'InternalFailure', message: String(error) } };
  }
}

type Operation = (executions: Executions, request: unknown) => object;

const startShape = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().default('{}'),
});
const oneShape = z.object({ executionArn: z.string() });
const historyShape = oneShape.extend({ reverseOrder: z.boolean().default(false) });
const listShape = z.object({ stateMachineArn: z.string().optional(), statusFilter: z.string().optional() });

const operations: Readonly<Record<string, Operation>> = {
  StartExecution: (executions, request) => {
    const { stateMachineArn: machineArn, name, input } = startShape.parse(request);
    const { executionArn, startMs } = executions.start({ machineArn, name, input });
    return { executionArn, startDate: startMs / 1000 };
  },
  DescribeExecution: (executions, request) => {
    const execution = existing(executions, oneShape.parse(request).executionArn);
    const { output, error, cause } = execution.ending ?? {};
    return { ...summary(execution), input: execution.input, output, error, cause };
  },
  ListExecutions: (executions, request) => {
    const { stateMachineArn, statusFilter } = listShape.parse(request);
    const wanted = executions
      .list()
      .filter(({ machineArn }) => stateMachineArn === undefined || machineArn === stateMachineArn)
      .map(summary)
      .filter(({ status }) => statusFilter === undefined || status === statusFilter);
    return { executions: wanted };
  },
  GetExecutionHistory: (executions, request) => {
    const { executionArn, reverseOrder } = historyShape.parse(request);
    const { name, history } = existing(executions, executionArn);
    const events = history.filter(({ execution }) => execution === name).map(historyEvent);
    return { events: reverseOrder ? events.reverse() : events };
  },
};

function existing(executions: Executions, arn: string): Execution {
  const execution = executions.find(arn);
  if (execution === undefined) throw new ServiceError('ExecutionDoesNotExist', `no execution ${arn}`);
  return execution;
}

const summary = ({ executionArn, machineArn, name, startMs, ending }: Execution) => ({
  executionArn,
  stateMachineArn: machineArn,
  name,
  status: ending?.status ?? 'RUNNING',
  startDate: startMs / 1000,
  ...(ending && { stopDate: ending.stopMs / 1000 }),
});

/** AWS names an event's details after its type; those of entering and leaving are alike for every state. */
function historyEvent({
  id,
  type,
  atEpochMs,
  execution: _,
  state,
  input,
  output,
  ...rest
}: HistoryEvent): object {
  const name = type.replace(/^.*(State(?:Entered|Exited))$/, '$1');
  const details = { name: state, input: json(input), output: json(output), ...rest };
  return {
    id,
    previousEventId: id - 1,
    timestamp: atEpochMs / 1000,
    type,
    [`${name.charAt(0).toLowerCase()}${name.slice(1)}EventDetails`]: details,
  };
}

const json = (value: unknown): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value);
