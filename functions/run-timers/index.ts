import { parseWith } from '../runtime/batches.ts';
import {
  deployedConfig,
  openArtifacts,
  openClaims,
  openCodeLoader,
  openFiles,
  openWork,
  systemClock,
} from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { inputSchema, makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'run-timers',
  parse: parseWith(inputSchema),
  build: () => {
    const artifacts = openArtifacts();
    return makeHandler({
      artifacts,
      claims: openClaims(),
      files: openFiles(),
      work: openWork(),
      codeLoader: openCodeLoader(artifacts),
      config: deployedConfig(),
      now: systemClock,
    });
  },
});
