import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { starterSets } from '../../../core/codes/starter/index.ts';
import { civilDate } from '../../../core/dates.ts';
import { runEdits } from '../../../core/edits/engine.ts';
import type { EncounterItem } from '../../../core/encounter/read-json.ts';
import { readBytes } from './sources.ts';

const context = { today: civilDate('20260201'), payer: { id: '*' }, codes: starterSets(), history: [] };

/** What comes of each encounter of an example file: its findings or its problems. */
async function outcomesOf(file: string): Promise<readonly string[]> {
  const items = await readBytes(readFileSync(new URL(`../../../examples/${file}`, import.meta.url)));
  return items.map(outcomeOf);
}

function outcomeOf(item: EncounterItem): string {
  if (item.kind === 'unreadable') return item.problems.map(({ path, code }) => `${path}: ${code}`).join(', ');
  const findings = runEdits(item.encounter, context, 'both').map(({ editId }) => editId);
  return findings.length === 0 ? 'clean' : findings.join(', ');
}

test.each([
  ['clinic-day.json', 3],
  ['clinic-week.ndjson', 10],
])('every encounter of %s is clean', async (file, encounters) => {
  expect(await outcomesOf(file)).toEqual(Array.from({ length: encounters }, () => 'clean'));
});

test('the mistakes of with-mistakes.ndjson are found, and its good encounters go on', async () => {
  expect(await outcomesOf('with-mistakes.ndjson')).toEqual([
    'clean',
    'NPI-01',
    'PTR-01',
    'DUP-01',
    'patient: unrecognized-key',
    'lines[0].chargeCents: missing',
    ': not-json',
    'clean',
  ]);
});
