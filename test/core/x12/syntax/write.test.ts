import { describe, expect, it } from 'vitest';
import { type SegmentSink, writeInterchange } from '../../../../core/x12/syntax/write.ts';
import type { EnvelopeSpec } from '../../../../core/x12/types.ts';
import { envelope } from '../p837-cases.ts';

const setOf = (write: (sink: SegmentSink) => void) =>
  writeInterchange(envelope, {
    group: { functionalCode: 'HC', version: 'V', sets: [{ setId: '837', controlNo: '0001', write }] },
  });

const problemsOf = (spec: EnvelopeSpec, ...controlNos: readonly string[]) => {
  const sets = controlNos.map((controlNo) => ({ setId: '837', controlNo, write: () => undefined }));
  const result = writeInterchange(spec, { group: { functionalCode: 'HC', version: 'V', sets } });
  return result.ok ? [] : result.error;
};

describe('the writer', () => {
  it('drops trailing empty elements and components, keeps those between, and writes no empty segment', () => {
    const result = setOf((sink) => {
      sink.segment('SBR', 'P', undefined, 'GRP', '', undefined);
      sink.segment('SV1', ['HC', '99213', undefined, '', '25', undefined], '120', ['', undefined]);
      sink.segment('N3', undefined, '');
    });
    const text = result.ok ? result.value.text : '';
    expect(text).toContain(
      'ST*837*0001~\nSBR*P**GRP~\nSV1*HC:99213:::25*120~\nSE*4*0001~\nGE*1*101~\nIEA*1*',
    );
  });

  it('refuses delimiters and control characters, and says where without the value', () => {
    const result = setOf((sink) => {
      sink.segment('NM1', '85', 'A*B');
      sink.segment('SV1', ['HC', '9~9'], 'a\nb', 'x^y', ['a:b']);
    });
    expect(result.ok ? [] : result.error).toEqual([
      { code: 'CHR-02', segmentId: 'NM1', element: 2 },
      { code: 'CHR-02', segmentId: 'SV1', element: 1, component: 2 },
      { code: 'CHR-02', segmentId: 'SV1', element: 2 },
      { code: 'CHR-02', segmentId: 'SV1', element: 3 },
      { code: 'CHR-02', segmentId: 'SV1', element: 4, component: 1 },
    ]);
  });

  it('writes an interchange of TA1 alone', () => {
    const result = writeInterchange(envelope, {
      acknowledgments: [['000000101', '260106', '0930', 'A', '000']],
    });
    const text = result.ok ? result.value.text : '';
    expect(text.split('\n').slice(1)).toEqual(['TA1*000000101*260106*0930*A*000~', 'IEA*0*000000101~', '']);
  });

  it.each([
    ['a sender qualifier that there is not', { sender: { qualifier: '02', id: 'A' } }, 'ISA', [5]],
    ['a receiver too long', { receiver: { qualifier: 'ZZ', id: 'A'.repeat(16) } }, 'ISA', [8]],
    ['no application sender', { applicationSender: '' }, 'GS', [2]],
    ['an application receiver too long', { applicationReceiver: 'A'.repeat(16) }, 'GS', [3]],
    ['a control number of ten digits', { interchangeControlNo: 1_000_000_000 }, 'ISA', [13]],
    ['no group number', { groupControlNo: 0 }, 'GS', [6]],
  ])('refuses %s, as reading does', (_, wrong, segmentId, elements) => {
    expect(problemsOf({ ...envelope, ...wrong }, '0001')).toEqual(
      elements.map((element) => ({ code: 'ENVELOPE', segmentId, element })),
    );
  });

  it('refuses a date and a time that there are not, wherever they stand', () => {
    expect(problemsOf({ ...envelope, date: '20260230', time: '2400' }, '0001')).toEqual([
      { code: 'ENVELOPE', segmentId: 'ISA', element: 9 },
      { code: 'ENVELOPE', segmentId: 'ISA', element: 10 },
      { code: 'ENVELOPE', segmentId: 'GS', element: 4 },
      { code: 'ENVELOPE', segmentId: 'GS', element: 5 },
    ]);
  });

  it.each([
    ['too short', ['001']],
    ['too long', ['0000000001']],
    ['of two sets alike', ['0001', '0002', '0001']],
  ])('refuses control numbers of sets that are %s', (_, controlNos) => {
    expect(problemsOf(envelope, ...controlNos)).toEqual([{ code: 'ENVELOPE', segmentId: 'ST', element: 2 }]);
  });

  it('pads the ISA to its width', () => {
    const result = setOf((sink) => sink.segment('BHT', '0019'));
    const [isa] = (result.ok ? result.value.text : '').split('\n');
    expect(isa).toHaveLength(106);
  });
});
