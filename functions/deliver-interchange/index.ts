import { bucketDrop } from '../../transport/bucket-drop.ts';
import { interchangeRef, parseWith } from '../runtime/batches.ts';
import { openArtifacts, openFiles, systemClock } from '../runtime/environment.ts';
import { lambda } from '../runtime/step.ts';
import { makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'deliver-interchange',
  parse: parseWith(interchangeRef),
  build: () => {
    const artifacts = openArtifacts();
    return makeHandler({ artifacts, files: openFiles(), transport: bucketDrop(artifacts), now: systemClock });
  },
});
