import { clientBatch, parseWith } from '../runtime/batches.ts';
import { deployedConfig, openArtifacts, openClaims, openWork, systemClock } from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'assemble-claims',
  parse: parseWith(clientBatch),
  build: () =>
    makeHandler({
      artifacts: openArtifacts(),
      claims: openClaims(),
      work: openWork(),
      config: deployedConfig(),
      now: systemClock,
    }),
});
