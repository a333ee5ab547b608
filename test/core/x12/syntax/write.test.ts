import { describe, expect, it } from 'vitest';
import { type SegmentSink, writeInterchange } from '../../../../core/x12/syntax/write.ts';
import { envelope } from '../p837-cases.ts';

const setOf = (write: (sink: SegmentSink) => void) =>
  writeInterchange(envelope, {
    group: { functionalCode: 'HC', version: 'V', sets: [{ setId: '837', controlNo: '0001', write }] },
  });

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

  it('pads the ISA to its width', () => {
    const result = setOf((sink) => sink.segment('BHT', '0019'));
    const [isa] = (result.ok ? result.value.text : '').split('\n');
    expect(isa).toHaveLength(106);
  });
});
