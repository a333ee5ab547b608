import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Client, Config } from '../../core/config.ts';
import { type CivilDate, civilDate, civilDateOf } from '../../core/dates.ts';
import { Defect } from '../../core/result.ts';
import { inventEncounters } from '../../core/sandbox/encounters.ts';
import type { ScenarioName } from '../../core/sandbox/scenarios.ts';
import { lockFolder } from '../../embedded/folder-lock.ts';
import { sha256 } from '../../store/artifacts.ts';
import { refused, wrongUse } from '../terminal/answer.ts';

/** What makes a demo: the same parameters give the same claims and answers. */
export interface DemoParameters {
  readonly claims: number;
  readonly seed: number;
  /** Hash of the configuration, the scenario in it. */
  readonly configHash: string;
  /** Service dates are counted back from this day. */
  readonly today: CivilDate;
}

const kept = z.object({
  claims: z.number(),
  seed: z.number(),
  configHash: z.string(),
  today: z.string(),
  finished: z.boolean(),
});
type Kept = z.infer<typeof kept>;

const notesFile = (demoFolder: string): string => join(dirname(demoFolder), 'demo.json');

export interface DemoData {
  readonly parameters: DemoParameters;
  /** An unfinished demo of the same parameters goes on where it was cut short. */
  readonly resumed: boolean;
  readonly finish: () => void;
}

/**
 * Makes the demo's folder ready: fresh, or as an unfinished demo of the same parameters left it.
 *
 * @throws Error when a demo is running in it
 */
export function prepareDemo(
  demoFolder: string,
  wanted: Omit<DemoParameters, 'today'>,
  nowEpochMs: number,
): DemoData {
  const file = notesFile(demoFolder);
  const earlier = notes(file);
  const resumed = earlier !== undefined && !earlier.finished && isSame(earlier, wanted);
  const today = resumed ? civilDate(earlier.today) : civilDateOf(nowEpochMs);
  const note = (finished: boolean): void =>
    writeFileSync(file, JSON.stringify({ ...wanted, today, finished } satisfies Kept, null, 2));
  refuseIfRunning(demoFolder);
  if (!resumed) rmSync(demoFolder, { recursive: true, force: true });
  mkdirSync(demoFolder, { recursive: true });
  note(false);
  return { parameters: { ...wanted, today }, resumed, finish: () => note(true) };
}

const isSame = (earlier: Kept, wanted: Omit<DemoParameters, 'today'>): boolean =>
  earlier.claims === wanted.claims &&
  earlier.seed === wanted.seed &&
  earlier.configHash === wanted.configHash;

/** Takes the folder and lets it go: what runs in it must not lose it. */
function refuseIfRunning(demoFolder: string): void {
  try {
    lockFolder(demoFolder)();
  } catch {
    throw refused('A demo is running.', 'Wait until it ends, or set CLAIMLINE_DATA to another folder.');
  }
}

function notes(file: string): Kept | undefined {
  try {
    return kept.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** The configuration with another mix of answers. @throws Failure where nobody in it is a sandbox */
export function demoConfig(config: Config, scenario: ScenarioName | undefined): Config {
  if (!config.partners.some(({ sandbox }) => sandbox))
    throw wrongUse(
      'The demo needs a sandbox partner to answer its claims; this configuration has none.',
      'Run it without --config, or add a partner with "sandbox": true and "usage": "T".',
    );
  if (scenario === undefined) return config;
  const partners = config.partners.map((partner) =>
    partner.sandbox ? { ...partner, sandboxScenario: scenario } : partner,
  );
  return { ...config, partners };
}

/** The practice whose claims are invented: the first that sends to the sandbox. */
export function demoClient({ clients, partners }: Config): Client {
  const sandboxes = new Set(partners.filter(({ sandbox }) => sandbox).map(({ id }) => id));
  const client = clients.find(({ partner }) => sandboxes.has(partner));
  if (client !== undefined) return client;
  throw wrongUse('No client of this configuration sends to a sandbox partner.', 'Let one of them do so.');
}

export interface InventedFile {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** An encounter a line, under its hash. The same parameters give the same bytes, so it may be uploaded twice. */
export function inventFile({ claims, seed, today }: DemoParameters, client: Client): InventedFile {
  const lines: string[] = [];
  for (const encounter of inventEncounters({ count: claims, seed: String(seed), today }))
    lines.push(`${JSON.stringify(encounter)}\n`);
  if (lines.length !== claims) throw new Defect('the invention made another number of encounters');
  const bytes = Buffer.from(lines.join(''));
  return { key: `intake/${client.id}/${sha256(bytes)}.ndjson`, bytes };
}
