import { expect, test } from 'vitest';
import { sniffInbound } from '../../../functions/route-upload/sniff.ts';

const isa = (separator: string) => `ISA${separator}00${separator}x~`;

test.each([
  ['a remittance', `${isa('*')}GS*HP*A*B~`, 'remittance'],
  ['a 999', `${isa('*')}GS*FA*A*B~`, 'response'],
  ['a 277CA', `${isa('*')}GS*HN*A*B~`, 'response'],
  ['a TA1 without a group', `${isa('*')}TA1*000000001~IEA*0*1~`, 'response'],
  ['a remittance after a byte-order mark and blanks', `\uFEFF  \r\n${isa('*')}\r\nGS*HP*A~`, 'remittance'],
  ['a remittance with another separator', `${isa('|')}GS|HP|A|B~`, 'remittance'],
  ['a claim file', `${isa('*')}GS*HC*A*B~`, 'unknown'],
  ['an envelope that ends too soon', 'ISA', 'unknown'],
  ['an envelope with nothing in it', isa('*'), 'unknown'],
  ['a picture', '\u0089PNG GS*HP*', 'unknown'],
  ['nothing', '', 'unknown'],
])('an inbound file is told by its first group: %s', (_, text, kind) => {
  expect(sniffInbound(Buffer.from(text))).toBe(kind);
});
