import {
  deployedConfig,
  env,
  openArtifacts,
  openFiles,
  openQueues,
  systemClock,
} from '../runtime/environment.ts';
import { parseQueueEvent } from '../runtime/queue.ts';
import { lambda } from '../runtime/step.ts';
import { makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'answer-interchange',
  parse: parseQueueEvent,
  build: () =>
    makeHandler({
      artifacts: openArtifacts(),
      files: openFiles(),
      queues: openQueues(),
      sandboxQueueUrl: env('SANDBOX_QUEUE_URL'),
      config: deployedConfig(),
      now: systemClock,
    }),
});
