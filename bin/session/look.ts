import type { Config } from '../../core/config.ts';
import { wrongUse } from '../terminal/answer.ts';
import type { World } from '../world.ts';
import { runningSystem } from './endpoint.ts';
import { type Folders, foldersOf } from './folders.ts';
import { holdsData, keptConfig } from './kept-config.ts';
import type { LookOptions } from './look-options.ts';
import { openStores, type Stores } from './stores.ts';
import { startSystem } from './system.ts';

export { demoOption, type LookOptions } from './look-options.ts';

/** What a look is given. */
export interface Sight {
  readonly stores: Stores;
  readonly config: Config;
  /** Whether `claimline up` is at work on what is stored. */
  readonly running: boolean;
}

/**
 * Opens the data for the time of one look: through a running `up` where there is one, else in a system of our own.
 *
 * @throws Failure where there are no data yet
 */
export async function lookAt<T>(
  world: World,
  { demo }: LookOptions,
  look: (sight: Sight) => Promise<T>,
): Promise<T> {
  const folders = foldersOf(world);
  const running = demo ? undefined : await runningSystem(folders.endpoint);
  if (running !== undefined) {
    const stores = openStores(running);
    return look({ stores, config: running.config, running: true }).finally(stores.close);
  }
  const dataDir = demo ? folders.demo : folders.data;
  if (!holdsData(dataDir)) throw noData(folders, demo === true);
  const config = keptConfig(dataDir);
  const system = await startSystem({ config, dataDir }, world);
  return look({ stores: system.stores, config, running: false }).finally(system.stop);
}

function noData(folders: Folders, demo: boolean): Error {
  if (demo) return wrongUse('There is no demo to look at yet.', 'Run one: claimline demo');
  const advice = 'Run the loop on a file: claimline run FILE. Or try it on invented ones: claimline demo';
  const left = holdsData(folders.demo) ? '\nThe last demo is still there: add --demo to look at it.' : '';
  return wrongUse(`There are no data in ${folders.data} yet.`, advice + left);
}
