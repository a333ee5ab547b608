import { env, openArtifacts, openFiles, openWorkflows } from '../runtime/environment.ts';
import { parseQueueEvent } from '../runtime/queue.ts';
import { lambda } from '../runtime/step.ts';
import { makeHandler } from './handler.ts';

export const handler = lambda({
  name: 'route-upload',
  parse: parseQueueEvent,
  build: () =>
    makeHandler({
      artifacts: openArtifacts(),
      files: openFiles(),
      workflows: openWorkflows(),
      machines: {
        intake: env('INTAKE_MACHINE_ARN'),
        acknowledgment: env('ACKNOWLEDGMENT_MACHINE_ARN'),
        remittance: env('REMITTANCE_MACHINE_ARN'),
        codesets: env('CODESETS_MACHINE_ARN'),
      },
    }),
});
