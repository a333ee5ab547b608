import { describe, expect, it, test } from 'vitest';
import { cents } from '../../../../core/money.ts';
import type { DentalContent } from '../../../../core/x12/dental-content.ts';
import { problemsIn, textOf, writeD } from '../claim-cases.ts';
import { dentalEveryField } from '../d837-every-field.ts';
import { golden } from '../p837-cases.ts';

const segments = (text: string, start: string): readonly string[] =>
  text.split('~\n').filter((segment) => segment.startsWith(start));
const [line] = dentalEveryField.lines;
if (line === undefined) throw new Error('the example has a line');

describe('an 837D', () => {
  it('is written as by hand, with every loop and field', () => {
    expect(textOf(writeD(dentalEveryField))).toBe(golden('d837-every-field'));
  });

  it('leaves the place of a line out where it is that of the claim', () => {
    const text = textOf(writeD({ ...dentalEveryField, lines: [{ ...line, pos: '11' }] }));
    expect(segments(text, 'SV3')[0]).toMatch(/^SV3\*AD:D2392:22::::NOT LISTED\*210\*\*10:20/);
  });

  it('numbers the lines that have no number of their own', () => {
    const { lineControlNo: _, ...unnumbered } = line;
    const lines = [{ ...line, lineControlNo: 'OURS-7' }, unnumbered];
    const text = textOf(writeD({ ...dentalEveryField, lines }));
    expect(segments(text, 'REF*6R')).toEqual(['REF*6R*OURS-7', 'REF*6R*D0001-1-2']);
  });

  it('has no diagnosis where none is given', () => {
    const { diagnoses: _, ...content } = dentalEveryField;
    const lines = [{ ...line, dx: [] }];
    expect(segments(textOf(writeD({ ...content, lines })), 'HI*')).toEqual([]);
  });

  it('counts a line once where an earlier payer names no count', () => {
    const { units: _, ...once } = line;
    const procedure = { code: 'D2392' };
    const adjudications = [{ payerId: '99002', paidCents: cents(0), procedure, date: '20260210' }];
    const text = textOf(writeD({ ...dentalEveryField, lines: [{ ...once, adjudications }] }));
    expect(segments(text, 'SVD')).toEqual(['SVD*99002*0*AD:D2392**1']);
  });
});

describe('an 837D refuses', () => {
  test.each<[string, Partial<DentalContent>, object]>([
    [
      'a surface that no tooth has',
      { lines: [{ ...line, teeth: [{ tooth: '3', surfaces: ['Q'] }] }] },
      { code: 'GUIDE', segmentId: 'TOO', element: 3, component: 1 },
    ],
    [
      'a state that no tooth has',
      { toothStates: [{ tooth: '3', state: 'X' }] },
      { code: 'GUIDE', segmentId: 'DN2', element: 2 },
    ],
    [
      'five diagnoses',
      { diagnoses: ['K0263', 'K029', 'K030', 'K031', 'K032'] },
      { code: 'GUIDE', segmentId: 'HI', element: 5 },
    ],
    [
      'an attachment of hospitals',
      { attachments: [{ type: 'DS', transmission: 'EL' }] },
      { code: 'GUIDE', segmentId: 'PWK' },
    ],
    ['no place of service', { pos: '' }, { code: 'REQ-01', field: 'pos' }],
    ['a negative payment', { patientPaidCents: cents(-1) }, { code: 'NEG-01', field: 'patientPaidCents' }],
    [
      'a tooth without a number',
      { lines: [{ ...line, teeth: [{ tooth: '' }] }] },
      { code: 'REQ-01', field: 'lines.0.teeth.0.tooth' },
    ],
    ['a coverage that is not there', { destination: 9 }, { code: 'REQ-01', field: 'destination' }],
  ])('%s', (_, change, problem) => {
    expect(problemsIn(writeD({ ...dentalEveryField, ...change }))).toContainEqual(
      expect.objectContaining({ ...problem, filingId: 'D0001-1' }),
    );
  });
});
