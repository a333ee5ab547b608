import { expect, it, test } from 'vitest';
import { kindOf, measure } from '../../../functions/runtime/content.ts';
import { sha256 } from '../../../store/artifacts.ts';
import { startServices, stopServicesAfterEach } from '../../support/services.ts';

stopServicesAfterEach();

test.each([
  ['JSON of one', '{"claimType":"P"}', 'encounters'],
  ['JSON of many', ' \n[{"claimType":"P"}]', 'encounters'],
  ['JSON after a byte-order mark', '\uFEFF{"a":1}', 'encounters'],
  ['claims', 'ISA*00*GS*HC*A~', '837'],
  ['claims with another separator', '\r\nISA|00|GS|HC|A~', '837'],
  ['a remittance', 'ISA*00*GS*HP*A~', 'remittance'],
  ['an acknowledgment', 'ISA*00*GS*FA*A~', 'response'],
  ['an envelope of something else', 'ISA*00*GS*HB*A~', 'unknown'],
  ['text', 'Dear provider', 'unknown'],
  ['nothing', '', 'unknown'],
])('a file is what its bytes say: %s', (_, text, kind) => {
  expect(kindOf(Buffer.from(text))).toBe(kind);
});

it('measures a file of any size by reading it once', async () => {
  const { artifacts } = await startServices();
  const text = `[${' '.repeat(300_000)}]`;
  await artifacts.create('intake/a', text);
  expect(await measure(artifacts, { key: 'intake/a' })).toEqual({
    fileId: sha256(text),
    bytes: 300_002,
    kind: 'encounters',
  });
});
