/** The properties that are read of each resource type. Others are of no meaning on one machine. */
import * as z from 'zod';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

export const bucketShape = z.object({
  BucketName: z.string().optional(),
  VersioningConfiguration: z.object({ Status: z.string() }).optional(),
  NotificationConfiguration: z.object({ EventBridgeConfiguration: z.unknown().optional() }).optional(),
});

export const tableShape = z.object({
  AttributeDefinitions: z.array(z.unknown()),
  KeySchema: z.array(z.unknown()),
  GlobalSecondaryIndexes: z
    .array(z.object({ IndexName: z.string(), KeySchema: z.array(z.unknown()), Projection: z.unknown() }))
    .optional(),
});

export const queueShape = z.object({
  VisibilityTimeout: text.optional(),
  DelaySeconds: text.optional(),
  MessageRetentionPeriod: text.optional(),
  ReceiveMessageWaitTimeSeconds: text.optional(),
  FifoQueue: z.never('the embedded AWS has no FIFO queues').optional(),
  RedrivePolicy: z
    .looseObject({})
    .transform((policy) => JSON.stringify(policy))
    .optional(),
});

export const functionShape = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), text) }).optional(),
});

export const machineShape = z.object({
  DefinitionString: z.string(),
  DefinitionSubstitutions: z.record(z.string(), text).default({}),
});

export const ruleShape = z.object({
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Targets: z
    .array(
      z.object({
        Arn: z.string(),
        Input: z.string().optional(),
        InputPath: z.never('the embedded AWS gives a target the whole event: InputPath').optional(),
        InputTransformer: z
          .never('the embedded AWS gives a target the whole event: InputTransformer')
          .optional(),
      }),
    )
    .default([]),
});

export const mappingShape = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.coerce.number().default(10),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z.never('the embedded AWS hands over every message: FilterCriteria').optional(),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number() }).optional(),
});
