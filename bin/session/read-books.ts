import { counted } from '../terminal/format.ts';
import { progressView } from '../terminal/progress-bar.ts';
import type { World } from '../world.ts';
import { type Journal, journals } from './journals.ts';
import type { Stores } from './stores.ts';

/** What is fed with every journal. */
export interface BookReader {
  readonly claim: (events: Extract<Journal, { kind: 'claim' }>['events']) => unknown;
  readonly unclaimed: (entries: Extract<Journal, { kind: 'unclaimed' }>['money']['entries']) => void;
}

/** Reads every journal once, one claim at a time, with a bar for people. */
export async function readBooks(
  stores: Pick<Stores, 'claims' | 'files'>,
  { claim, unclaimed }: BookReader,
  { terminal, now }: Pick<World, 'terminal' | 'now'>,
): Promise<void> {
  const view = progressView(terminal, now);
  // An encounter becomes a claim, or a few: the bar ends near its end.
  const files = await stores.files.listFiles();
  const expected = files.reduce((sum, { counts }) => sum + (counts.encounters ?? 0), 0);
  let read = 0;
  for await (const journal of journals(stores)) {
    if (journal.kind === 'unclaimed') {
      unclaimed(journal.money.entries);
      continue;
    }
    claim(journal.events);
    read += 1;
    view.show({ fraction: expected === 0 ? 0 : read / expected, text: `${counted(read, 'claim')} read` });
  }
  view.end();
}
