import { expect, it } from 'vitest';
import { edits } from '../../../../bin/commands/edits/index.ts';
import { catalogedEdits } from '../../../../core/edits/edit-set.ts';
import { runCommand } from '../x12/run-command.ts';

it('lists every edit, in the width of the terminal', async () => {
  const { code, out } = await runCommand(edits, 'list');
  expect(code).toBe(0);
  for (const { edit } of catalogedEdits) expect(out).toContain(`\n${edit.id} `);
  expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

it('lists those of a family', async () => {
  const { out } = await runCommand(edits, 'list --family dates --json');
  const listed = JSON.parse(out).edits;
  expect(listed.map(({ family }: { family: string }) => family)).toEqual(listed.map(() => 'dates'));
  expect(listed.length).toBeGreaterThan(3);
});

it('shows one with its reason, its remedy and its examples', async () => {
  const { out } = await runCommand(edits, 'show npi-01');
  expect(out).toContain('45 CFR 162.406');
  expect(out).toContain('billing.npi: "1234567890"');
  expect(JSON.parse((await runCommand(edits, 'show NPI-01 --json')).out)).toMatchObject({
    id: 'NPI-01',
    family: 'identifiers',
    examples: { fails: { changes: { 'billing.npi': '1234567890' } } },
  });
});

it('does not know an edit that there is not', async () => {
  expect((await runCommand(edits, 'show NPI-99')).code).toBe(2);
});
