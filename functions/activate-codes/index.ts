import { parseWith } from '../runtime/batches.ts';
import { openArtifacts, openCodeSetStore, systemClock } from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { inputSchema, makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'activate-codes',
  parse: parseWith(inputSchema),
  build: () => {
    const artifacts = openArtifacts();
    return makeHandler({ artifacts, codeSets: openCodeSetStore(artifacts), now: systemClock });
  },
});
