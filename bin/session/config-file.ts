import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Client, type Config, type ConfigProblem, parseConfig } from '../../core/config.ts';
import { noRules, parseRules } from '../../core/edits/rules/parse.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { wrongUse } from '../terminal/answer.ts';
import type { World } from '../world.ts';
import { sourceFolder } from './folders.ts';
import { readWhole } from './source.ts';

const exampleFile = join(sourceFolder, 'examples/claimline.config.json');

/** The file that holds the configuration: as named, as the environment says, the usual one here, the example. */
export function configFile({ cwd, env }: Pick<World, 'cwd' | 'env'>, named: string | undefined): string {
  const asked = named ?? env.CLAIMLINE_CONFIG ?? '';
  if (asked !== '') return resolve(cwd, asked);
  const usual = join(cwd, 'claimline.config.json');
  return existsSync(usual) ? usual : exampleFile;
}

/**
 * Reads a configuration, or lists what is wrong with it. It holds no patient data, so the parser's message may show.
 *
 * @throws Failure where the file cannot be read
 */
export function checkConfigFile(file: string): Result<Config, readonly ConfigProblem[]> {
  const text = readWhole('', file).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return err([{ path: '', message: error instanceof Error ? error.message : 'is no JSON' }]);
  }
  const read = parseConfig(json);
  const rules = read.ok ? parseRules(read.value.rules ?? noRules) : ok(noRules);
  if (rules.ok) return read;
  return err(rules.error.map(({ path, message }) => ({ path: `rules.${path}`, message })));
}

/** @throws Failure that lists what is wrong with the configuration */
export function readConfigFile(world: World, named: string | undefined): Config {
  const file = configFile(world, named);
  const read = checkConfigFile(file);
  if (read.ok) return read.value;
  throw wrongUse(
    [`${file} is no configuration:`, ...read.error.map(problemLine)].join('\n'),
    `Start from ${exampleFile}.`,
  );
}

export const problemLine = ({ path, message }: ConfigProblem): string =>
  path === '' ? `  ${message}` : `  ${path}: ${message}`;

/**
 * The client that a file belongs to.
 *
 * @param id the first client if not given
 * @throws Failure where there is none of that name
 */
export function clientOf({ clients }: Config, id: string | undefined): Client {
  const client = id === undefined ? clients[0] : clients.find((candidate) => candidate.id === id);
  if (client !== undefined) return client;
  const known = clients.map((candidate) => candidate.id).join(', ');
  throw wrongUse(`There is no client ${id}.`, `The configuration has ${known}.`);
}
