import { parseWith } from '../runtime/batches.ts';
import { openArtifacts, openClaims, openFiles, openWork, systemClock } from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { inputSchema, makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'reconcile-remittance',
  parse: parseWith(inputSchema),
  build: () =>
    makeHandler({
      artifacts: openArtifacts(),
      claims: openClaims(),
      files: openFiles(),
      work: openWork(),
      now: systemClock,
    }),
});
