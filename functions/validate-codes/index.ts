import { clientBatch, parseWith } from '../runtime/batches.ts';
import { deployedConfig, openArtifacts, systemClock } from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'validate-codes',
  parse: parseWith(clientBatch),
  build: () => makeHandler({ artifacts: openArtifacts(), config: deployedConfig(), now: systemClock }),
});
