import * as z from 'zod';
import { BadExpression, compileTemplate } from './expressions.ts';

/**
 * The fields that each kind of state may have, named as in Amazon States Language. Strict: a field that AWS
 * would honour and we would ignore has to be refused. Reading a state compiles its expressions.
 */

const name = z.string().min(1).max(80);
const Comment = z.string().optional();

const variables = z.record(z.string().regex(/^(?!states$)[A-Za-z_]\w{0,79}$/), z.unknown());
const expression = z.string().startsWith('{%', 'must be a number or an expression');
const count = z.union([z.int().min(0), expression]);
const positive = z.union([z.int().min(1), expression]);
const percentage = z.union([z.number().min(0).max(100), expression]);

/** A field that may hold expressions; `field` is how a failure names it. */
const compiled = (schema: z.ZodType, field: string) =>
  schema.transform((value, context) => {
    try {
      return compileTemplate(value, field);
    } catch (error) {
      if (!(error instanceof BadExpression)) throw error;
      context.addIssue(error.message);
      return z.NEVER;
    }
  });
const template = (field: string) => compiled(z.unknown(), field).optional();

/** How a state is left: its output, the variables it sets, and the next state (none ends the graph). */
const leaving = {
  Output: template('Output'),
  Assign: compiled(variables, 'Assign').optional(),
};
const onward = { ...leaving, Next: name.optional(), End: z.literal(true).optional() };

const ErrorEquals = z
  .array(name)
  .min(1)
  .refine((errors) => errors.length === 1 || !errors.includes('States.ALL'), 'States.ALL stands alone');
const retrier = z.strictObject({
  Comment,
  ErrorEquals,
  IntervalSeconds: z.int().min(1).default(1),
  BackoffRate: z.number().min(1).default(2),
  MaxAttempts: z.int().min(0).default(3),
  MaxDelaySeconds: z.int().min(1).default(Number.MAX_SAFE_INTEGER),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
});
const catcher = z.strictObject({ Comment, ErrorEquals, ...leaving, Next: name });
const recovery = { Retry: z.array(retrier).default([]), Catch: z.array(catcher).default([]) };

const graph = { Comment, StartAt: name, States: z.record(name, z.unknown()) };
const processor = z.strictObject({
  ...graph,
  ProcessorConfig: z
    .discriminatedUnion('Mode', [
      z.strictObject({ Mode: z.literal('INLINE') }),
      z.strictObject({ Mode: z.literal('DISTRIBUTED'), ExecutionType: z.enum(['STANDARD', 'EXPRESS']) }),
    ])
    .default({ Mode: 'INLINE' }),
});

const stateOf = <Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) =>
  z.strictObject({
    Type: z.literal(type),
    Comment,
    QueryLanguage: z.literal('JSONata').optional(),
    ...fields,
  });

const anyState = z.discriminatedUnion('Type', [
  stateOf('Pass', onward),
  stateOf('Succeed', { Output: leaving.Output }),
  stateOf('Fail', {
    Error: compiled(z.string(), 'Error').optional(),
    Cause: compiled(z.string(), 'Cause').optional(),
  }),
  stateOf('Wait', {
    ...onward,
    Seconds: compiled(count, 'Seconds').optional(),
    Timestamp: compiled(z.string(), 'Timestamp').optional(),
  }),
  stateOf('Choice', {
    ...leaving,
    Choices: z
      .array(
        z.strictObject({
          Comment,
          ...leaving,
          Condition: compiled(z.union([z.boolean(), expression]), 'Condition'),
          Next: name,
        }),
      )
      .min(1),
    Default: name.optional(),
  }),
  stateOf('Task', {
    ...onward,
    ...recovery,
    Resource: z.string(),
    Arguments: template('Arguments'),
    TimeoutSeconds: compiled(positive, 'TimeoutSeconds').optional(),
    HeartbeatSeconds: compiled(positive, 'HeartbeatSeconds').optional(),
  }),
  stateOf('Parallel', {
    ...onward,
    ...recovery,
    Branches: z.array(z.strictObject(graph)).min(1),
    Arguments: template('Arguments'),
  }),
  stateOf('Map', {
    ...onward,
    ...recovery,
    ItemProcessor: processor,
    Items: template('Items'),
    ItemSelector: template('ItemSelector'),
    ItemBatcher: z
      .strictObject({
        MaxItemsPerBatch: compiled(positive, 'ItemBatcher/MaxItemsPerBatch'),
        BatchInput: template('ItemBatcher/BatchInput'),
      })
      .optional(),
    MaxConcurrency: compiled(count, 'MaxConcurrency').optional(),
    ToleratedFailureCount: compiled(count, 'ToleratedFailureCount').optional(),
    ToleratedFailurePercentage: compiled(percentage, 'ToleratedFailurePercentage').optional(),
    Label: z.string().max(40).optional(),
  }),
]);

export const machineShape = z.strictObject({
  ...graph,
  QueryLanguage: z.enum(['JSONata', 'JSONPath']).default('JSONPath'),
  TimeoutSeconds: z.int().min(1).optional(),
  Version: z.literal('1.0').optional(),
});

export const stateShape = anyState
  .refine(leadsSomewhere, 'needs either Next or End')
  .refine(waitsOneWay, 'needs either Seconds or Timestamp')
  .refine(batchesChildren, 'has an ItemBatcher, which only a DISTRIBUTED Map can have');

export type GraphShape = { readonly StartAt: string; readonly States: Readonly<Record<string, unknown>> };
export type StateShape = z.infer<typeof anyState>;
export type Retrier = z.infer<typeof retrier>;
export type Catcher = z.infer<typeof catcher>;
export type Exit = Pick<Catcher, 'Output' | 'Assign'> & { readonly Next?: string | undefined };

function leadsSomewhere(state: StateShape): boolean {
  if (state.Type === 'Choice' || state.Type === 'Succeed' || state.Type === 'Fail') return true;
  return (state.Next === undefined) !== (state.End === undefined);
}

function waitsOneWay(state: StateShape): boolean {
  return state.Type !== 'Wait' || (state.Seconds === undefined) !== (state.Timestamp === undefined);
}

function batchesChildren(state: StateShape): boolean {
  if (state.Type !== 'Map' || state.ItemBatcher === undefined) return true;
  return state.ItemProcessor.ProcessorConfig.Mode === 'DISTRIBUTED';
}
