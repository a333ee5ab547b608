import { describe, expect, it, test } from 'vitest';
import { classify } from '../../../core/denial/classify.ts';
import { usd } from '../remit/given.ts';

const item = (group: string, carc: string, ...remarks: string[]) => ({
  lineNo: 1,
  group,
  carc,
  amount: usd(100),
  remarks,
});

test.each<[string, string, string[], string, string, string]>([
  ['CO', '16', [], 'technical', 'technical', 'FIX7'],
  ['CO', '16', ['N286'], 'provider-data', 'provider-data', 'FIX7'],
  ['CO', '16', ['MA130'], 'technical', 'technical', 'NEW1'],
  ['CO', '16', ['M76', 'MA130'], 'coding', 'coding', 'NEW1'],
  ['CO', '16', ['M127'], 'documentation', 'documentation', 'DOCS'],
  ['CO', '16', ['M127', 'MA130'], 'documentation', 'documentation', 'NEW1'],
  ['CO', '16', ['ZZZ'], 'technical', 'technical', 'FIX7'],
  ['CO', '97', [], 'bundling', 'bundling', 'FIX7'],
  ['CO', '50', [], 'medical-necessity', 'medical-necessity', 'APPEAL'],
  ['CO', '50', ['N211'], 'medical-necessity', 'medical-necessity', 'PAT'],
  ['CO', '96', ['N425'], 'benefit', 'benefit', 'PAT'],
  ['CO', '18', ['N522'], 'duplicate', 'duplicate', 'INFO'],
  ['CO', '27', [], 'eligibility', 'eligibility', 'ELIG'],
  ['PR', '27', [], 'eligibility', 'registration', 'ELIG'],
  ['CO', '55', ['N83'], 'medical-necessity', 'medical-necessity', 'REPROC'],
  ['OA', '999', [], 'technical', 'technical', 'REPROC'],
])('%s-%s with %j is %s, for %s: %s', (group, carc, remarks, category, queue, action) => {
  const denial = classify(item(group, carc, ...remarks));
  expect([denial.category, denial.queue, denial.action]).toEqual([category, queue, action]);
});

describe('alternatives', () => {
  it('keep the other actions of the table', () => {
    expect(classify(item('CO', '197')).alternatives).toEqual(['FIX7', 'APPEAL']);
  });

  it('keep the usual action where a remark names another', () => {
    expect(classify(item('CO', '16', 'MA130')).alternatives).toEqual(['FIX7']);
  });

  it('have an appeal under PI', () => {
    expect(classify(item('PI', '16')).alternatives).toContain('APPEAL');
    expect(classify(item('CO', '16')).alternatives).not.toContain('APPEAL');
  });

  it('have no appeal where a remark bars it, whoever proposes it', () => {
    const denial = classify(item('PI', '50', 'MA130'));
    expect([denial.action, ...denial.alternatives]).toEqual(['NEW1', 'PAT']);
  });
});

it('keeps the item as it is', () => {
  expect(classify(item('CO', '16', 'N286'))).toMatchObject({
    ...item('CO', '16', 'N286'),
    recovery: 'H',
    scenario: 'S2',
  });
});
