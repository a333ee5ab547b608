import { parseWith, partnerBatch } from '../runtime/batches.ts';
import {
  deployedConfig,
  env,
  openArtifacts,
  openClaims,
  openCodeLoader,
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
  build: () => {
    const artifacts = openArtifacts();
    return makeHandler({
      artifacts,
      claims: openClaims(),
      files: openFiles(),
      work: openWork(),
      queues: openQueues(),
      denialsQueueUrl: env('DENIALS_QUEUE_URL'),
      config: deployedConfig(),
      codeLoader: openCodeLoader(artifacts),
      now: systemClock,
    });
  },
});
