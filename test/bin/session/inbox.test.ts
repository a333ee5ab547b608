import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Arrival, openInbox } from '../../../bin/session/inbox.ts';
import { parseConfig } from '../../../core/config.ts';
import exampleConfig from '../../../examples/claimline.config.json' with { type: 'json' };
import { temporaryFolder } from '../temporary-folder.ts';

function inboxIn(folder: string, take?: (arrival: Arrival) => Promise<void>) {
  const config = parseConfig(exampleConfig);
  if (!config.ok) throw new Error('the example is no configuration');
  const arrived: string[] = [];
  const inbox = openInbox({
    folder,
    clients: config.value.clients,
    take: take ?? (async ({ client, file }) => void arrived.push(`${client.id} ${file.kind} ${file.side}`)),
  });
  return { inbox, arrived };
}

it('takes a file once it has stopped growing, and moves it away', async () => {
  const folder = temporaryFolder();
  const { inbox, arrived } = inboxIn(folder);
  const file = join(folder, 'riverbend/a.json');
  writeFileSync(file, '[');
  await inbox.look();
  appendFileSync(file, ']');
  await inbox.look();
  expect(arrived).toEqual([]);
  await inbox.look();
  expect(arrived).toEqual(['riverbend encounters intake']);
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(join(folder, 'taken'))).toEqual(['a.json']);
});

it('keeps both of two files of one name', async () => {
  const folder = temporaryFolder();
  const { inbox, arrived } = inboxIn(folder);
  for (const content of ['[1]', '[22]']) {
    writeFileSync(join(folder, 'riverbend/a.json'), content);
    await inbox.look();
    await inbox.look();
  }
  expect(arrived).toHaveLength(2);
  expect(readdirSync(join(folder, 'taken'))).toHaveLength(2);
});

it('leaves alone what is hidden, what is a folder and what is of nobody', async () => {
  const folder = temporaryFolder();
  const { inbox, arrived } = inboxIn(folder);
  writeFileSync(join(folder, 'riverbend/.half'), '[');
  mkdirSync(join(folder, 'riverbend/folder'));
  writeFileSync(join(folder, 'stray.json'), '[]');
  for (let looks = 0; looks < 3; looks += 1) await inbox.look();
  expect(arrived).toEqual([]);
});

it('leaves a file where it is when it could not be uploaded', async () => {
  const folder = temporaryFolder();
  const { inbox } = inboxIn(folder, () => Promise.reject(new Error('no')));
  const file = join(folder, 'riverbend/a.json');
  writeFileSync(file, '[]');
  await inbox.look();
  await expect(inbox.look()).rejects.toThrow('no');
  expect(existsSync(file)).toBe(true);
});
