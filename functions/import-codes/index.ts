import { parseWith } from '../runtime/batches.ts';
import { openArtifacts, openCodeSetStore, openFiles, openWork, systemClock } from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { inputSchema, makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'import-codes',
  parse: parseWith(inputSchema),
  build: () => {
    const artifacts = openArtifacts();
    const codeSets = openCodeSetStore(artifacts);
    return makeHandler({ artifacts, codeSets, files: openFiles(), work: openWork(), now: systemClock });
  },
});
