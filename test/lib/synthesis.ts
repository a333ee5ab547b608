import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import { afterAll } from 'vitest';
import { type Config, parseConfig } from '../../core/config.ts';
import { addClaimline, newApp } from '../../lib/claimline-app.ts';
import { stepNames } from '../../lib/steps.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A new folder that goes when the tests of the file are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'claimline-test-'));
  folders.push(folder);
  return folder;
}

/** A folder of functions that do nothing, so that these tests ask only what the stacks make of them. */
export function stubFunctions(
  source = 'export const handler = async () => ({ outcome: "done" });\n',
): string {
  const folder = temporaryFolder();
  for (const step of stepNames) {
    mkdirSync(join(folder, step));
    writeFileSync(join(folder, step, 'index.ts'), source);
  }
  return folder;
}

/** The example configuration, changed before it is read. */
export function exampleConfig(change: (json: ConfigJson) => unknown = (json) => json): Config {
  const file = new URL('../../examples/claimline.config.json', import.meta.url);
  const read = parseConfig(change(JSON.parse(readFileSync(file, 'utf8'))));
  if (!read.ok) throw new Error(`not a configuration: ${read.error.map(({ path }) => path).join(', ')}`);
  return read.value;
}

export interface ConfigJson {
  readonly clients: readonly object[];
  readonly partners: readonly object[];
}

/** The example with a real partner beside the sandbox, and a second client that sends there by schedule. */
export const twoPartners = (): Config =>
  exampleConfig((json) => {
    const [sandbox = {}] = json.partners;
    const { sandboxSeed, sandboxScenario, ...real }: Record<string, unknown> = { ...sandbox };
    const clearinghouse = {
      ...real,
      id: 'clearinghouse',
      sandbox: false,
      usage: 'P',
      receiver: { qualifier: 'ZZ', id: 'CLEARINGHOUSE' },
    };
    const hillside = {
      id: 'hillside',
      code: 'HSD',
      name: 'Hillside Pediatrics',
      partner: 'clearinghouse',
      submission: 'scheduled',
    };
    return { ...json, clients: [...json.clients, hillside], partners: [sandbox, clearinghouse] };
  });

export interface Synthesis {
  readonly app: App;
  readonly outdir: string;
  readonly data: Template;
  readonly pipeline: Template;
}

/** Both stacks as `bin/app.ts` makes them. Throws when a check finds something. */
export function synthesise(config: Config = exampleConfig()): Synthesis {
  const app = newApp(temporaryFolder());
  const stacks = addClaimline(app, { config, functionsFolder: stubFunctions() });
  return {
    app,
    outdir: app.outdir,
    data: Template.fromStack(stacks.data),
    pipeline: Template.fromStack(stacks.pipeline),
  };
}

export interface Finding {
  readonly rule: string;
  readonly at: readonly string[];
}

export interface Report {
  readonly open: readonly Finding[];
  readonly suppressed: readonly (Finding & {
    readonly acknowledgedId: string;
    readonly acknowledgedAt: string;
    readonly reason: string;
  })[];
}

interface ReportedViolation {
  readonly ruleName: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
  readonly acknowledgedId: string;
  readonly acknowledgedAt: string;
  readonly reason: string;
}

/** What the checks of a synthesis said, as the report in the assembly holds it. */
export function reportOf(outdir: string): Report {
  const {
    pluginReports,
  }: { readonly pluginReports: readonly Readonly<Record<string, readonly ReportedViolation[]>>[] } =
    JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  const all = (kind: string) =>
    pluginReports.flatMap((report) =>
      (report[kind] ?? []).map(({ ruleName, violatingConstructs, ...rest }) => ({
        rule: ruleName,
        at: violatingConstructs.map(({ constructPath }) => constructPath),
        ...rest,
      })),
    );
  return { open: all('violations'), suppressed: all('suppressedViolations') };
}

/** Every acknowledgment in the tree: where it sits, the finding it accepts and the reason. */
export const acknowledgments = (root: IConstruct) =>
  root.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) =>
        Object.entries(Object(data)).map(([id, reason]) => ({
          id,
          reason: String(reason),
          at: construct.node.path,
        })),
      ),
  );
