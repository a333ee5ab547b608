import { parseWith } from '../runtime/batches.ts';
import {
  deployedConfig,
  openArtifacts,
  openClaims,
  openFiles,
  openWork,
  systemClock,
} from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { inputSchema, makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'find-overdue',
  parse: parseWith(inputSchema),
  build: () =>
    makeHandler({
      artifacts: openArtifacts(),
      claims: openClaims(),
      files: openFiles(),
      work: openWork(),
      config: deployedConfig(),
      now: systemClock,
    }),
});
