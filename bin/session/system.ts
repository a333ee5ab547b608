import type { Config } from '../../core/config.ts';
import { type Embedded, type LogText, startEmbedded } from '../../embedded/index.ts';
import { refused } from '../terminal/answer.ts';
import type { World } from '../world.ts';
import { keepConfig } from './kept-config.ts';
import { openStores, type Stores } from './stores.ts';
import { assemblyFor } from './synthesis.ts';

/** An embedded system of our own process. */
export interface System {
  readonly embedded: Embedded;
  readonly stores: Stores;
  readonly config: Config;
  /** Resolves once nothing is left to do. */
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** A loop over a large file takes its time; only a standstill lasts this long. */
const SETTLE_MS = 12 * 3_600_000;

/** Sandboxes alive at once. Each costs some 50 MB, and two processors keep no more of them busy. */
const WORKERS_MAX = 4;

export interface SystemOptions {
  readonly config: Config;
  /** In memory if not given. */
  readonly dataDir?: string | undefined;
  readonly logs?: (text: LogText) => void;
}

/**
 * Starts the embedded AWS with what this configuration deploys. What an earlier process left unfinished goes on.
 *
 * @throws Failure where another process holds the data
 */
export async function startSystem(options: SystemOptions, world: World): Promise<System> {
  const { config, dataDir, logs } = options;
  const cdkOut = await assemblyFor(config, world);
  const embedded = await start({
    cdkOut,
    maxWorkers: WORKERS_MAX,
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(logs === undefined ? {} : { logs }),
  });
  if (dataDir !== undefined) keepConfig(dataDir, config);
  const stores = openStores(embedded);
  return {
    embedded,
    stores,
    config,
    settled: () => embedded.settled(SETTLE_MS),
    stop: async () => {
      stores.close();
      await embedded.stop();
    },
  };
}

async function start(options: Parameters<typeof startEmbedded>[0]): Promise<Embedded> {
  try {
    return await startEmbedded(options);
  } catch (error) {
    if (error instanceof Error && error.message.includes('is in use by process'))
      throw refused(error.message, IN_USE_ADVICE);
    throw error;
  }
}

const IN_USE_ADVICE =
  'Wait until it ends, or stop it. Or work on data elsewhere: set CLAIMLINE_DATA to another folder.';
