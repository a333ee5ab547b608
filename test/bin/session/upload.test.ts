import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { readLocalFile, uploadKey } from '../../../bin/session/upload.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const isa =
  'ISA*00*          *00*          *ZZ*A              *ZZ*B              *260714*1200*^*00501*000000001*0*T*:~';
const owner = { id: 'riverbend', partner: 'sandbox' };

test.each([
  ['[{}]', 'encounters', 'intake/riverbend/', 'json'],
  ['{"a":1}\n{"a":2}', 'encounters', 'intake/riverbend/', 'json'],
  [`${isa}GS*HC*A*B*20260714*1200*1*X*005010X222A1~`, '837', 'intake/riverbend/', '837'],
  [`${isa}GS*HP*A*B*20260714*1200*1*X*005010X221A1~`, 'remittance', 'inbound/sandbox/', '835'],
  [`${isa}GS*FA*A*B*20260714*1200*1*X*005010X231A1~`, 'response', 'inbound/sandbox/', 'edi'],
  [`${isa}TA1*000000001*260714*1200*A*000~`, 'response', 'inbound/sandbox/', 'edi'],
  ['hello', 'unknown', 'intake/riverbend/', 'bin'],
])('%s is %s and goes to %s as .%s', (content, kind, prefix, extension) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'Doe, Jane.txt'), content);
  const file = readLocalFile(folder, 'Doe, Jane.txt');
  expect(file.kind).toBe(kind);
  expect(uploadKey(file, owner)).toBe(`${prefix}${file.fileId}.${extension}`);
});

it('says which file cannot be read', () => {
  expect(() => readLocalFile(temporaryFolder(), 'none.837')).toThrow('none.837 cannot be read (ENOENT).');
});
