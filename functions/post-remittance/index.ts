import { parseWith, partnerBatch } from '../runtime/batches.ts';
import {
  env,
  openArtifacts,
  openClaims,
  openFiles,
  openQueues,
  openWork,
  systemClock,
} from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'post-remittance',
  parse: parseWith(partnerBatch),
  build: () =>
    makeHandler({
      artifacts: openArtifacts(),
      claims: openClaims(),
      files: openFiles(),
      work: openWork(),
      queues: openQueues(),
      denialsQueueUrl: env('DENIALS_QUEUE_URL'),
      now: systemClock,
    }),
});
