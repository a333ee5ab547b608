import { describe, expect, it } from 'vitest';
import { showX12 } from '../../../core/x12/show.ts';
import { golden } from './p837-cases.ts';

const A = golden('a-837p-one-payer');
const shown = async (text: string): Promise<readonly string[]> =>
  Array.fromAsync(showX12([Buffer.from(text)]));

describe('a file for people', () => {
  it('is indented by loop, with our names and amounts in dollars', async () => {
    const lines = await shown(A);
    expect(lines.slice(0, 7)).toEqual([
      'Interchange 000000101: SUBMITTER01 to CLEARHOUSE01, test',
      '  Group 101: HC 005010X222A1',
      '    Set 0001: 837P, professional claims',
      '      BHT start of the batch: 0019 | 00 | B20260106001 | 20260106 | 0930 | CH',
      '      1000A submitter',
      '        NM1 submitter: 41 | 2 | RIVERBEND BILLING |  |  |  |  | 46 | SUBMITTER01',
      '        PER submitter contact: IC | PAT JONES | TE | 5555550100',
    ]);
    expect(lines).toContain('            CLM claim: C0001-1 | $150.00 |  |  | 11:B:1 | Y | A | Y | Y');
    expect(lines).toContain('              SV1 service: HC:99213:25 | $120.00 | UN | 1 |  |  | 1:2');
    expect(lines.at(-1)).toBe('    End of set: 32 segments');
  });

  it('has its findings where they arise', async () => {
    const lines = await shown(A.replace('*Y*A*Y*Y', '*Y*Q*Y*Y'));
    const at = lines.findIndex((line) => line.includes('! error'));
    expect(lines[at]?.trim()).toBe('! error ELEMENT-CODE CLM07: The guide does not allow this code.');
    expect(lines[at - 1]).toContain('CLM claim');
  });

  it('shows sets that we do not read, segment by segment', async () => {
    const lines = await shown(A.replaceAll('005010X222A1', '005010X223A2'));
    expect(lines).toContain('    Set 0001: 837I');
    expect(lines).toContain('      CLM: C0001-1 | 150 |  |  | 11:B:1 | Y | A | Y | Y');
  });

  it('comes to an end with a file that is cut off', async () => {
    expect((await shown(A.slice(0, 700))).join('\n')).toContain('segments, cut off');
  });
});
