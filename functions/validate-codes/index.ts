import { clientBatch, parseWith } from '../runtime/batches.ts';
import {
  deployedConfig,
  openArtifacts,
  openCodeLoader,
  openFiles,
  systemClock,
} from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'validate-codes',
  parse: parseWith(clientBatch),
  build: () => {
    const artifacts = openArtifacts();
    return makeHandler({
      artifacts,
      files: openFiles(),
      codeLoader: openCodeLoader(artifacts),
      config: deployedConfig(),
      now: systemClock,
    });
  },
});
