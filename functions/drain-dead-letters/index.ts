import { deployedConfig, openArtifacts, openClaims, openWork, systemClock } from '../runtime/environment.ts';
import { parseQueueEvent } from '../runtime/queue.ts';
import { lambda } from '../runtime/step.ts';
import { makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'drain-dead-letters',
  parse: parseQueueEvent,
  build: () =>
    makeHandler({
      artifacts: openArtifacts(),
      claims: openClaims(),
      work: openWork(),
      config: deployedConfig(),
      now: systemClock,
    }),
});
