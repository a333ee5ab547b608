import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, parseConfig } from '../../core/config.ts';
import { fault } from '../terminal/answer.ts';

const configIn = (dataDir: string): string => join(dataDir, 'claimline.config.json');

/** Keeps what the data are worked on with. */
export function keepConfig(dataDir: string, config: Config): void {
  writeFileSync(configIn(dataDir), JSON.stringify(config, null, 2));
}

/** Whether some system has worked on this folder. */
export const holdsData = (dataDir: string): boolean => existsSync(configIn(dataDir));

/** The configuration that the data were last worked on with. @throws Failure when it cannot be read any more */
export function keptConfig(dataDir: string): Config {
  const read = parseConfig(JSON.parse(readFileSync(configIn(dataDir), 'utf8')));
  if (read.ok) return read.value;
  throw fault(
    `${configIn(dataDir)} was written by another release.`,
    'Name the configuration with --config.',
  );
}
