import { parseWith, partnerBatch } from '../runtime/batches.ts';
import {
  deployedConfig,
  openArtifacts,
  openClaims,
  openCodeLoader,
  openWork,
  systemClock,
} from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'bill-next-payer',
  parse: parseWith(partnerBatch),
  build: () => {
    const artifacts = openArtifacts();
    return makeHandler({
      artifacts,
      claims: openClaims(),
      work: openWork(),
      codeLoader: openCodeLoader(artifacts),
      config: deployedConfig(),
      now: systemClock,
    });
  },
});
