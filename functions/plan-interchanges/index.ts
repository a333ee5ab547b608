import { parseWith } from '../runtime/batches.ts';
import { deployedConfig, openArtifacts, openClaims, openFiles, systemClock } from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { inputSchema, makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'plan-interchanges',
  parse: parseWith(inputSchema),
  build: () =>
    makeHandler({
      artifacts: openArtifacts(),
      claims: openClaims(),
      files: openFiles(),
      config: deployedConfig(),
      now: systemClock,
    }),
});
