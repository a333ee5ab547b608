import { describe, expect, it, test } from 'vitest';
import { cents } from '../../../../core/money.ts';
import type { InstitutionalContent } from '../../../../core/x12/institutional-content.ts';
import { problemsIn, textOf, writeI } from '../claim-cases.ts';
import { institutionalEveryField } from '../i837-every-field.ts';
import { golden } from '../p837-cases.ts';

const segments = (text: string, start: string): readonly string[] =>
  text.split('~\n').filter((segment) => segment.startsWith(start));
const [line] = institutionalEveryField.lines;
const own = institutionalEveryField.coverages[1];
if (line === undefined || own === undefined) throw new Error('the example has a line and its payer');

describe('an 837I', () => {
  it('is written as by hand, with every loop and field', () => {
    expect(textOf(writeI(institutionalEveryField))).toBe(golden('i837-every-field'));
  });

  it('shares its levels among claims of the same patient', () => {
    const text = textOf(writeI(institutionalEveryField, institutionalEveryField));
    expect(segments(text, 'HL*')).toEqual(['HL*1**20*1', 'HL*2*1*22*1', 'HL*3*2*23*0']);
    expect(segments(text, 'CLM*').map((clm) => clm.slice(0, 11))).toEqual(['CLM*H0001-1', 'CLM*H0002-1']);
  });

  it('numbers the lines that have no number of their own', () => {
    const { lineControlNo: _, ...unnumbered } = line;
    const lines = [unnumbered, { ...line, lineControlNo: 'OURS-7' }];
    const text = textOf(writeI({ ...institutionalEveryField, lines }));
    expect(segments(text, 'REF*6R')).toEqual(['REF*6R*H0001-1-1', 'REF*6R*OURS-7']);
  });

  it('sums up its lines where no total is given', () => {
    const { totalChargeCents: _, ...content } = institutionalEveryField;
    expect(segments(textOf(writeI(content)), 'CLM*')[0]).toMatch(/^CLM\*H0001-1\*8500\*/);
  });

  it('spreads thirteen codes over two segments, without dots', () => {
    const otherDiagnoses = Array.from({ length: 13 }, (_, i) => ({ code: `E11.${10 + i}`, poa: 'Y' }));
    const his = segments(textOf(writeI({ ...institutionalEveryField, otherDiagnoses })), 'HI*ABF');
    expect(his).toHaveLength(2);
    expect(his[0]?.split('*')).toHaveLength(13);
    expect(his[1]).toBe('HI*ABF:E1122:::::::Y');
  });

  it('names ICD-9 codes by their own qualifiers', () => {
    const text = textOf(
      writeI({
        ...institutionalEveryField,
        diagnosisVersion: '9',
        principalDiagnosis: { code: '366.9' },
        principalProcedure: { code: '47.01', date: '20260111' },
      }),
    );
    expect(segments(text, 'HI*BK')).toEqual(['HI*BK:3669']);
    expect(segments(text, 'HI*BJ')).toEqual(['HI*BJ:R1031']);
    expect(segments(text, 'HI*BR')).toEqual(['HI*BR:4701:D8:20260111']);
  });

  it('takes the revenue code of its line for an adjudication that names none', () => {
    const adjudications = [{ payerId: '99001', paidCents: cents(100), date: '20260118' }];
    const text = textOf(writeI({ ...institutionalEveryField, lines: [{ ...line, adjudications }] }));
    expect(segments(text, 'SVD')).toEqual(['SVD*99001*1**0450*2']);
  });
});

describe('an 837I refuses', () => {
  const payer = (change: object): Partial<InstitutionalContent> => ({
    coverages: institutionalEveryField.coverages.map((c) => (c === own ? { ...c, ...change } : c)),
  });

  test.each<[string, Partial<InstitutionalContent>, object]>([
    [
      'a date of death, which its guide has no place for',
      { patient: { ...institutionalEveryField.patient, deathDate: '20260113' } },
      { code: 'GUIDE', segmentId: 'PAT' },
    ],
    [
      'a reason why Medicare pays second',
      payer({ insuranceType: '12' }),
      { code: 'GUIDE', segmentId: 'SBR', element: 5 },
    ],
    [
      'a person who bills',
      { billing: { ...institutionalEveryField.billing, entityType: '1', last: 'X' } },
      { code: 'GUIDE', segmentId: 'NM1', element: 2 },
    ],
    ['a claim without lines', { lines: [] }, { code: 'GUIDE', segmentId: 'LX' }],
    [
      'a negative value',
      { values: [{ code: 'A2', amountCents: cents(-1) }] },
      { code: 'NEG-01', field: 'values.0.amountCents' },
    ],
    [
      'a negative charge',
      { lines: [{ ...line, chargeCents: cents(-1) }] },
      { code: 'NEG-01', field: 'lines.0.chargeCents' },
    ],
    ['no type of bill', { typeOfBill: '' }, { code: 'REQ-01', field: 'typeOfBill' }],
    ['a type of bill with its zero', { typeOfBill: '011' }, { code: 'LEN-02', field: 'typeOfBill' }],
    ['a delimiter in a code', { drg: '3*9' }, { code: 'CHR-02', field: 'drg' }],
    [
      'a mark of presence that is none',
      { principalDiagnosis: { code: 'K3580', poa: 'X' } },
      { code: 'GUIDE', segmentId: 'HI', element: 1, component: 9 },
    ],
  ])('%s', (_, change, problem) => {
    expect(problemsIn(writeI({ ...institutionalEveryField, ...change }))).toContainEqual(
      expect.objectContaining({ ...problem, filingId: 'H0001-1' }),
    );
  });
});
