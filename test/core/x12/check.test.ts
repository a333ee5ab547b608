import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { acknowledge } from '../../../core/x12/acknowledge/acknowledge.ts';
import { checkX12, MAX_FINDINGS } from '../../../core/x12/check.ts';
import { OPTIONS } from './acknowledge/given.ts';
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
    ['another kind', 'GS*HP', ['GROUP-OF-OTHER-SETS'], ['IK5*E*18', 'AK9*E*1*1*1']],
    ['no kind that there is', 'GS*XX', ['GROUP-OF-OTHER-SETS'], ['IK5*E*18', 'AK9*E*1*1*1']],
    ['its own kind', 'GS*HC', [], ['IK5*A', 'AK9*A*1*1*1']],
  ])('takes a set whose group says that it holds %s, as a 999 does', async (_, gs, codes, answer) => {
    const source = [Buffer.from(A.replace('GS*HC', gs))];
    const { transactions, findings } = await checkX12(source);
    expect(findings.map(({ code }) => code)).toEqual(codes);
    expect(transactions).toMatchObject([{ type: '837P', claims: 1, accepted: true }]);
    const answers: string[] = [];
    for await (const item of acknowledge(source, { ...OPTIONS, interchanges: 'none' })) {
      if (item.kind === '999') answers.push(...item.text.split(/~\n?/));
    }
    expect(answers.filter((segment) => /^(IK|AK9)/.test(segment))).toEqual(answer);
  });

  it('says once what readers and rules both look at', async () => {
    const answer = readFileSync(
      new URL('../../golden/x12/a999-one-of-two-rejected.x12', import.meta.url),
      'utf8',
    );
    const wrong = answer.replace('AK9*P*2*2*1', 'AK9*P*3*3*1');
    const { findings } = await checkX12([Buffer.from(wrong)]);
    expect(findings.map(({ code }) => code)).toEqual(['ACK-REJECTED-COUNT']);
  });

  it('lists no more findings than anybody reads, and counts the others', async () => {
    const rotten = A.replace('LX*2', `${'ZZZ*1~\n'.repeat(MAX_FINDINGS + 5)}LX*2`);
    const { findings, findingsLeftOff, errors, warnings } = await checkX12([Buffer.from(rotten)]);
    expect([findings.length, findingsLeftOff]).toEqual([MAX_FINDINGS, 6]);
    expect(errors + warnings).toBe(MAX_FINDINGS + 6);
  });
});
