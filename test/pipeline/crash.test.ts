/** A process that is killed three times on its way comes to the same claims and books. `bench/crash.ts` does it at length. */
import { afterAll, expect, it } from 'vitest';
import { crashGround, differences } from '../support/crash.ts';

const ground = crashGround(60);
afterAll(() => ground.remove());

it('killed three times and started again, it ends as if nothing had happened', async () => {
  const undisturbed = await ground.run([]);
  expect(Object.keys(undisturbed.outcome.claims)).toHaveLength(60);
  expect(undisturbed.outcome.balanced).toBe(true);

  const killed = await ground.run([
    { lines: 3, thenMs: 10 },
    { lines: 12, thenMs: 25 },
    { lines: 20, thenMs: 0 },
  ]);

  expect(killed.kills).toBe(3);
  expect(differences(undisturbed.outcome, killed.outcome)).toEqual([]);
}, 120_000);
