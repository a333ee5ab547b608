import { describe, expect, it } from 'vitest';
import { checkX12, MAX_FINDINGS } from '../../../core/x12/check.ts';
import { golden } from './p837-cases.ts';

const A = golden('a-837p-one-payer');

describe('a check', () => {
  it('sums up what a file holds', async () => {
    expect(await checkX12([Buffer.from(A)])).toEqual({
      interchanges: 1,
      groups: 1,
      segments: 36,
      transactions: [{ type: '837P', name: '837P', version: '005010X222A1', claims: 1, accepted: true }],
      errors: 0,
      warnings: 0,
      findings: [],
      findingsLeftOff: 0,
    });
  });

  it('says what is wrong and where', async () => {
    const wrong = A.replace('*Y*A*Y*Y', '*Y*Q*Y*Y');
    const { transactions, findings, errors } = await checkX12([Buffer.from(wrong)]);
    expect(transactions.map((set) => set.accepted)).toEqual([false]);
    expect(errors).toBe(1);
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

  it.each([
    ['837', '005010X291', '837 professional predetermination, version 5010'],
    ['834', '005010X220A1', '834 enrollment, version 5010'],
    ['DOE', '005010X999', 'unknown'],
  ])('names sets that are not read by their number and guide: %s', async (setId, version, name) => {
    const other = A.replaceAll('005010X222A1', version).replace('ST*837', `ST*${setId}`);
    const { transactions, warnings } = await checkX12([Buffer.from(other)]);
    expect(transactions).toEqual([{ type: 'unsupported', name, version, claims: 1, accepted: false }]);
    expect(warnings).toBe(1);
  });

  it.each([
    ['another kind', 'GS*HP', ['GROUP-OF-OTHER-SETS']],
    ['no kind that there is', 'GS*XX', ['GROUP-OF-OTHER-SETS']],
    ['its own kind', 'GS*HC', []],
  ])('warns of a set whose group says that it holds %s, and takes it', async (_, gs, codes) => {
    const { transactions, findings } = await checkX12([Buffer.from(A.replace('GS*HC', gs))]);
    expect(findings.map(({ code }) => code)).toEqual(codes);
    expect(transactions.map(({ accepted }) => accepted)).toEqual([true]);
  });

  it('lists no more findings than anybody reads, and counts the others', async () => {
    const rotten = A.replace('LX*2', `${'ZZZ*1~\n'.repeat(MAX_FINDINGS + 5)}LX*2`);
    const { findings, findingsLeftOff, errors, warnings } = await checkX12([Buffer.from(rotten)]);
    expect([findings.length, findingsLeftOff]).toEqual([MAX_FINDINGS, 6]);
    expect(errors + warnings).toBe(MAX_FINDINGS + 6);
  });
});
