import { parseWith } from '../runtime/batches.ts';
import { deployedConfig, openArtifacts, openFiles, openWork, systemClock } from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { inputSchema, makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'read-response',
  parse: parseWith(inputSchema),
  build: () =>
    makeHandler({
      artifacts: openArtifacts(),
      files: openFiles(),
      work: openWork(),
      config: deployedConfig(),
      now: systemClock,
    }),
});
