import { deployedConfig, openClaims, openFiles, openWork, systemClock } from '../runtime/environment.ts';
import { parseQueueEvent } from '../runtime/queue.ts';
import { lambda } from '../runtime/step.ts';
import { makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'work-denials',
  parse: parseQueueEvent,
  build: () =>
    makeHandler({
      claims: openClaims(),
      files: openFiles(),
      work: openWork(),
      config: deployedConfig(),
      now: systemClock,
    }),
});
