import { describe, expect, it, test } from 'vitest';
import { readUpload, type UploadItem } from '../../../functions/receive-file/read-upload.ts';
import { golden } from '../../core/x12/p837-cases.ts';

async function itemsOf(text: string): Promise<readonly UploadItem[]> {
  const chunks = (async function* () {
    yield Buffer.from(text);
  })();
  return Array.fromAsync(readUpload(chunks, '837'));
}

const told = (items: readonly UploadItem[]) =>
  items.map((item) => (item.kind === 'problem' ? [item.problem.code, item.lost] : item.encounter.claimNo));

describe.each([
  ['837I', golden('i837-every-field')],
  ['837D', golden('d837-every-field')],
])('an %s', (type, text) => {
  it('is refused as a whole, and told by its type and place', async () => {
    const items = await itemsOf(text);
    expect(told(items)).toEqual([['SET_NOT_SUPPORTED', false]]);
    expect(items[0]).toMatchObject({
      problem: {
        text: expect.stringContaining(`of type ${type}`),
        position: expect.stringContaining('set 1, segment 1 (ST)'),
      },
    });
  });

  test.each<[string, string | RegExp, string]>([
    ['a code that its guide does not know', /CLM\*(.*?)\*\*\*1/, 'CLM*$1***Z1'],
    ['an unknown segment', 'LX*2', 'ZZZ*1'],
    ['levels that are numbered wrongly', 'HL*2*1*', 'HL*7*5*'],
    ['an amount that is none', /AMT\*D\*\d+/, 'AMT*D*X'],
  ])('with %s is refused for its type alone', async (_, from, to) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(told(await itemsOf(changed))).toEqual([['SET_NOT_SUPPORTED', false]]);
  });

  it('that breaks off is told to be cut too', async () => {
    expect(told(await itemsOf(text.slice(0, text.indexOf('LX*2'))))).toEqual([
      ['SET_NOT_SUPPORTED', false],
      ['SE-MISSING', false],
      ['CLAIM_CUT_OFF', true],
      ['GE-MISSING', false],
      ['IEA-MISSING', false],
    ]);
  });

  it('leaves the professional claims beside it as they are', async () => {
    const set = text
      .slice(text.indexOf('ST*'), text.indexOf('GE*'))
      .replace('*0001*', '*0002*')
      .replace('*0001~', '*0002~');
    const both = golden('a-837p-one-payer').replace('GE*1*', `${set}GE*2*`);
    expect(told(await itemsOf(both))).toEqual(['C0001-1', ['SET_NOT_SUPPORTED', false]]);
  });
});
