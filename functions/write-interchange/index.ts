import { interchangeRef, parseWith } from '../runtime/batches.ts';
import {
  deployedConfig,
  openArtifacts,
  openClaims,
  openFiles,
  openWork,
  systemClock,
} from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'write-interchange',
  parse: parseWith(interchangeRef),
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
