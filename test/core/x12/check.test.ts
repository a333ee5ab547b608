import { describe, expect, it } from 'vitest';
import { checkX12 } from '../../../core/x12/check.ts';
import { golden } from './p837-cases.ts';

const A = golden('a-837p-one-payer');

describe('a check', () => {
  it('sums up what a file holds', async () => {
    expect(await checkX12([Buffer.from(A)])).toEqual({
      interchanges: 1,
      groups: 1,
      segments: 36,
      transactions: [{ type: '837P', version: '005010X222A1', claims: 1, accepted: true }],
      findings: [],
      findingsLeftOff: 0,
    });
  });

  it('says what is wrong and where', async () => {
    const { transactions, findings } = await checkX12([Buffer.from(A.replace('*Y*A*Y*Y', '*Y*Q*Y*Y'))]);
    expect(transactions.map((set) => set.accepted)).toEqual([false]);
    expect(findings).toEqual([
      {
        level: 2,
        severity: 'error',
        code: 'ELEMENT-CODE',
        message: 'The guide does not allow this code.',
        interchange: 1,
        group: 1,
        set: 1,
        segment: 19,
        segmentId: 'CLM',
        loop: '2300',
        element: 7,
        component: null,
        offset: A.indexOf('CLM*'),
      },
    ]);
  });

  it('lists no more than ten thousand findings', async () => {
    const rotten = A.replace('LX*2', `${'ZZZ*1~\n'.repeat(10_005)}LX*2`);
    const { findings, findingsLeftOff } = await checkX12([Buffer.from(rotten)]);
    expect([findings.length, findingsLeftOff]).toEqual([10_000, 6]);
  });
});
