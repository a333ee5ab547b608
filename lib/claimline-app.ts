import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, ServerlessChecks } from 'cdk-nag';
import type { Config } from '../core/config.ts';
import { bundleFunctions } from './bundles.ts';
import { DataStack } from './data-stack.ts';
import { PhiChecks } from './phi-pack.ts';
import { PipelineStack } from './pipeline-stack.ts';

export interface ClaimlineProps {
  readonly config: Config;
  /** Holds `{step}/index.ts`. Default: the repository's own. */
  readonly functionsFolder?: string;
}

export interface Claimline {
  readonly data: DataStack;
  readonly pipeline: PipelineStack;
}

const FUNCTIONS_FOLDER = fileURLToPath(new URL('../functions', import.meta.url));

/** Flags are set here and not in cdk.json, so that a direct run and the CLI synthesise alike. */
const FLAGS = {
  '@aws-cdk/aws-events:eventsTargetQueueSameAccount': true,
  // What others refer to cannot leave the data stack.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
};

/** An app without what would differ from one synthesis to the next. */
export const newApp = (outdir?: string): App =>
  new App({
    analyticsReporting: false,
    postCliContext: FLAGS,
    ...(outdir === undefined ? {} : { outdir }),
  });

/** Puts both stacks into the app, and the checks that stop a synthesis with an open finding. */
export function addClaimline(
  app: App,
  { config, functionsFolder = FUNCTIONS_FOLDER }: ClaimlineProps,
): Claimline {
  // CDK copies the assets while the stacks are built; after that nobody needs the bundles.
  const bundlesFolder = mkdtempSync(join(tmpdir(), 'claimline-bundles-'));
  try {
    bundleFunctions({ functionsFolder, outFolder: bundlesFolder, config });
    const data = new DataStack(app, 'ClaimlineData', { retentionYears: config.retentionYears });
    const pipeline = new PipelineStack(app, 'ClaimlinePipeline', { data, config, bundlesFolder });
    Validations.of(app).addPlugins(
      new AwsSolutionsChecks(app),
      new HIPAASecurityChecks(app),
      new ServerlessChecks(app),
      new PhiChecks(app, { dataWords: dataWords(config) }),
    );
    return { data, pipeline };
  } finally {
    rmSync(bundlesFolder, { recursive: true });
  }
}

/** What a resource's name must not hold: who the practices are. */
const dataWords = ({ clients }: Config): readonly string[] =>
  clients.flatMap(({ id, name, billingNpis = [] }) => [id, name, ...billingNpis]);
