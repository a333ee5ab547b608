import { describe, expect, it } from 'vitest';
import { checkX12 } from '../../../core/x12/check.ts';
import { diffX12 } from '../../../core/x12/tools/diff.ts';
import { acknowledged, bytes, FILE, GS, ISA, replaced } from './acknowledge/given.ts';

/**
 * Files that say one thing over and over. No program means that, and none of these tests is about what is found: time
 * must grow with the file and no faster. What grew with its square took a minute for each of these files.
 */
const times = (n: number, segments: (i: number) => readonly string[]): readonly string[] =>
  Array.from({ length: n }, (_, i) => segments(i)).flat();

const PAYERS = 30_000;
const payer = (i: number): readonly string[] => ['SBR*S*18*******CI', 'AMT*D*1', `NM1*PR*2*P*****PI*${i}`];

/** What is found in the invented file of two claims with segments put in before its first `before`. */
async function errorsWith(before: string, more: readonly string[]): Promise<number> {
  const file = bytes(replaced(FILE, before, [...more, before]));
  return (await checkX12([file])).errors;
}

describe('time grows with the file alone', { timeout: 15_000 }, () => {
  it('for contacts of a submitter', async () => {
    expect(
      await errorsWith(
        'NM1*40*2*CLEAR HOUSE*****46*CLEARHOUSE01',
        times(80_000, () => ['PER*IC**TE*1']),
      ),
    ).toBeGreaterThan(70_000);
  });

  it('for other payers of a claim', async () => {
    expect(await errorsWith('LX*1', times(PAYERS, payer))).toBeGreaterThan(PAYERS);
  });

  it('for lines that other payers paid with another', async () => {
    const line = (i: number): readonly string[] => [`LX*${i + 1}`, 'SVD*0*1*HC:1**1*0'];
    expect(await errorsWith('LX*1', [...payer(0), ...times(PAYERS, line)])).toBeGreaterThan(PAYERS);
  });

  it('for groups that are answered', async () => {
    const group = (i: number): readonly string[] => [GS.replace('*110*', `*${i + 1}*`), `GE*0*${i + 1}`];
    const answers = await acknowledged(bytes([ISA, ...times(30_000, group), 'IEA*30000*000000777']));
    expect(answers.map(({ kind }) => kind)).toEqual(['TA1', '999', 'end']);
  });

  it('for segments of a set that differ', async () => {
    const setOf = (name: string): Buffer =>
      bytes([
        ISA,
        GS,
        'ST*834*0001',
        ...times(40_000, (i) => [`INS*${name}${i}`]),
        'SE*40002*0001',
        'GE*1*110',
        'IEA*1*000000777',
      ]);
    let differences = 0;
    for await (const item of diffX12([setOf('A')], [setOf('B')]))
      if (item.kind === 'difference') differences += 1;
    expect(differences).toBe(40_000);
  });
});
