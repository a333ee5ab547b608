import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { type CodedError, coded, stackFrames } from './errors.ts';

/** What a step tells its log and metrics: outcome words, counts and references. */
export interface StepLog {
  /** One line about this invocation. Values are codes, counts and references. */
  readonly note: (message: string, facts?: Readonly<Record<string, string | number>>) => void;
  readonly count: (metric: string, value: number) => void;
}

/** A handler as our factories make it: parsed input in, one small answer out. */
export type Handle<Input, Output> = (input: Input, log: StepLog) => Promise<Output>;

export interface StepOptions<Input, Output> {
  readonly name: string;
  /** Parses the raw event; throws a coded error when it is not ours. */
  readonly parse: (event: unknown) => Input;
  /** Builds the handler with its clients; called once, at the first invocation. */
  readonly build: () => Handle<Input, Output>;
}

/**
 * Wires a step for Lambda: one logger, one set of metrics, and an outermost middleware that lets only coded errors
 * out. Nothing of the event is logged.
 */
export function lambda<Input, Output>(options: StepOptions<Input, Output>) {
  const logger = new Logger({ serviceName: options.name });
  const metrics = new Metrics({ namespace: 'Claimline', serviceName: options.name });
  const log: StepLog = {
    note: (message, facts) => logger.info(message, { ...facts }),
    count: (metric, value) => metrics.addMetric(metric, MetricUnit.Count, value),
  };
  let handle: Handle<Input, Output> | undefined;
  return middy()
    .use({
      // Replaced, not thrown: middy would hang the original, with its message, on an error thrown here.
      onError: (request) => {
        request.error = report(logger, coded(request.error, options.name), request.error);
      },
    })
    .handler(async (event: unknown, context: Context): Promise<Output> => {
      logger.appendKeys({ requestId: context.awsRequestId });
      handle ??= options.build();
      try {
        return await handle(options.parse(event), log);
      } finally {
        metrics.publishStoredMetrics();
      }
    });
}

function report(logger: Logger, error: CodedError, thrown: unknown): CodedError {
  logger.error(error.name, { ...error.facts, frames: [...stackFrames(thrown)] });
  // The runtime prints a stack of its own: ours would still hold the original message.
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
