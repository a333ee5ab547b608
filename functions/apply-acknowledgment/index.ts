import { parseWith, partnerBatch } from '../runtime/batches.ts';
import { openArtifacts, openClaims, openFiles, openWork, systemClock } from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'apply-acknowledgment',
  parse: parseWith(partnerBatch),
  build: () =>
    makeHandler({
      artifacts: openArtifacts(),
      claims: openClaims(),
      files: openFiles(),
      work: openWork(),
      now: systemClock,
    }),
});
