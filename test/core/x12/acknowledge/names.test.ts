import { describe, expect, it } from 'vitest';
import { Names } from '../../../../core/x12/acknowledge/names.ts';
import { bytes, FILE } from './given.ts';

async function namesOf(file: Buffer): Promise<Names> {
  const names = new Names();
  const chunks = await Array.fromAsync(names.through([file]));
  expect(Buffer.concat(chunks).equals(file)).toBe(true);
  return names;
}

describe('the names in a file', () => {
  const file = bytes(FILE);
  const at = (segment: string): number => file.indexOf(segment);

  it('are the count of its group', async () => {
    const names = await namesOf(file);
    expect(names.setCount(at('GS*HC'), file.length)).toBe(2);
    expect(names.setCount(0, at('GE*2'))).toBeUndefined();
  });

  it('are no counts that stand behind no group', async () => {
    const stray = bytes([...FILE.slice(0, -1), 'GE*7*110', 'GE*8*110']);
    const names = await namesOf(stray);
    expect(names.setCount(stray.indexOf('GE*7'), stray.length)).toBeUndefined();
  });

  it('tell of any place which claim it stands in, and of none before the first', async () => {
    const names = await namesOf(file);
    const [first, second] = [at('CLM*C0001-1'), at('CLM*C0002-1')];
    expect(names.claimId(first - 1, 0)).toBeUndefined();
    expect([first, first + 1, second - 1].map((offset) => names.claimId(offset, 0))).toEqual([
      'C0001-1',
      'C0001-1',
      'C0001-1',
    ]);
    expect(names.claimId(second, 0)).toBe('C0002-1');
    expect(names.claimId(second - 1, at('ST*837*0002'))).toBeUndefined();
  });

  it('forget the claims of long ago', async () => {
    const many = Array.from({ length: 30_000 }, (_, i) => `CLM*${i}`);
    const long = bytes([...FILE.slice(0, 3), ...many]);
    const names = await namesOf(long);
    expect(names.claimId(long.indexOf('CLM*5~'), 0)).toBeUndefined();
    expect(names.claimId(long.indexOf('CLM*29999~'), 0)).toBe('29999');
    expect(names.claimId(long.indexOf('CLM*20001~'), 0)).toBe('20001');
  });
});
