/** What the tasks of a state machine may call, and how each answers and fails. */
import * as z from 'zod';
import type { EventBus } from '../events/bus.ts';
import { jsonCall, ServiceError } from '../json-call.ts';
import type { LambdaPool } from '../lambda/pool.ts';

export interface TaskServices {
  readonly lambda: Pick<LambdaPool, 'invoke'>;
  readonly dynamodbEndpoint: string;
  readonly sqsEndpoint: string;
  readonly bus: Pick<EventBus, 'publish'>;
  /** @throws ServiceError as StartExecution does */
  readonly start: (request: StartRequest) => { readonly executionArn: string; readonly startMs: number };
}

export interface StartRequest {
  readonly machineArn: string;
  /** A random one if not given. */
  readonly name: string | undefined;
  /** JSON text. */
  readonly input: string;
}

/** The answer of a `Resource` to the evaluated arguments of a task. */
export type Task = (args: unknown) => Promise<unknown>;

const invocationShape = z.object({ FunctionName: z.string(), Payload: z.unknown().default({}) });
const messageShape = z.looseObject({ QueueUrl: z.string(), MessageBody: z.unknown() });
const startShape = z.object({
  StateMachineArn: z.string(),
  Name: z.string().optional(),
  Input: z.unknown().default({}),
});
const entriesShape = z.object({
  Entries: z.array(
    z.object({
      Source: z.string(),
      DetailType: z.string(),
      Detail: z.unknown(),
      Resources: z.array(z.string()).default([]),
    }),
  ),
});

/** Every resource that is answered here, by its ARN. Failures carry AWS's error names. */
export function tasksOf(services: TaskServices): Readonly<Record<string, Task>> {
  const dynamodb = (operation: string): Task =>
    named('DynamoDb', (args) =>
      jsonCall(services.dynamodbEndpoint, `DynamoDB_20120810.${operation}`, z.looseObject({}).parse(args)),
    );
  return {
    'arn:aws:states:::lambda:invoke': (args) => invoke(services, args),
    'arn:aws:states:::sqs:sendMessage': named('SQS', (args) => {
      const message = messageShape.parse(args);
      return jsonCall(services.sqsEndpoint, 'AmazonSQS.SendMessage', {
        ...message,
        MessageBody: textOf(message.MessageBody),
      });
    }),
    'arn:aws:states:::states:startExecution': named('StepFunctions', async (args) => {
      const { StateMachineArn, Name, Input } = startShape.parse(args);
      const request = { machineArn: StateMachineArn, name: Name, input: textOf(Input) };
      const { executionArn, startMs } = services.start(request);
      return { ExecutionArn: executionArn, StartDate: new Date(startMs).toISOString() };
    }),
    'arn:aws:states:::events:putEvents': async (args) => {
      const { Entries } = entriesShape.parse(args);
      for (const { Source, DetailType, Detail, Resources } of Entries) {
        const detail: unknown = typeof Detail === 'string' ? JSON.parse(Detail) : Detail;
        services.bus.publish(
          { source: Source, detailType: DetailType, detail, resources: Resources },
          () => {},
        );
      }
      return { Entries: Entries.map(() => ({})), FailedEntryCount: 0 };
    },
    'arn:aws:states:::aws-sdk:dynamodb:getItem': dynamodb('GetItem'),
    'arn:aws:states:::aws-sdk:dynamodb:putItem': dynamodb('PutItem'),
    'arn:aws:states:::aws-sdk:dynamodb:updateItem': dynamodb('UpdateItem'),
  };
}

async function invoke({ lambda }: TaskServices, args: unknown): Promise<unknown> {
  const { FunctionName, Payload } = invocationShape.parse(args);
  const outcome = await lambda.invoke(FunctionName, Payload);
  if (!outcome.ok) throw taskFailure(outcome.error.errorType, JSON.stringify(outcome.error));
  return { ExecutedVersion: '$LATEST', Payload: outcome.payload, StatusCode: 200 };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Names what a service refuses as Step Functions does: `DynamoDb.ConditionalCheckFailedException`. */
function named(service: string, task: Task): Task {
  return async (args) => {
    try {
      return await task(args);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const code = error.code.endsWith('Exception') ? error.code : `${error.code}Exception`;
      throw taskFailure(`${service}.${code}`, error.message);
    }
  };
}

/** The interpreter takes the error name and the Cause from an Error's own fields. */
function taskFailure(name: string, cause: string): Error {
  return Object.assign(new Error(name, { cause }), { name });
}
