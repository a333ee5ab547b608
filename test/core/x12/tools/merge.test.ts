import { describe, expect, it, test } from 'vitest';
import { type MergeOptions, mergeX12 } from '../../../../core/x12/tools/merge.ts';
import { goldenX12, memorySink, textsOf } from './parts-in-memory.ts';

async function merge(texts: readonly string[], options: MergeOptions = { onDifferent: 'refuse' }) {
  const { sink, parts } = memorySink();
  const result = await mergeX12(
    texts.map((text) => [Buffer.from(text, 'latin1')]),
    options,
    sink,
  );
  return { parts, result };
}

const [A, B, C] = ['a-837p-one-payer.edi', 'b-837p-secondary.edi', 'c-837p-replacement.edi'].map(goldenX12);
const bodyOf = (text = ''): string => text.slice(text.indexOf('BHT'), text.indexOf('SE*'));

describe('merging', () => {
  it('joins the sets of files in one interchange and numbers them from 0001', async () => {
    const { parts, result } = await merge([A ?? '', B ?? '', C ?? '']);
    expect(parts.map((part) => part.text)).toEqual([
      [
        'ISA*00*          *00*          *ZZ*SUBMITTER01    *ZZ*CLEARHOUSE01   *260106*0930*^*00501*000000101*0*T*:~\n',
        'GS*HC*SUBMITTER01*CLEARHOUSE01*20260106*0930*101*X*005010X222A1~\n',
        `ST*837*0001*005010X222A1~\n${bodyOf(A)}SE*32*0001~\n`,
        `ST*837*0002*005010X222A1~\n${bodyOf(B)}SE*53*0002~\n`,
        `ST*837*0003*005010X222A1~\n${bodyOf(C)}SE*35*0003~\n`,
        'GE*3*101~\n',
        'IEA*1*000000101~\n',
      ].join(''),
    ]);
    expect(result).toEqual({ ok: true, value: { sources: 3, parts: 1, sets: 3, claims: 3 } });
  });

  it('gives the number that is asked for', async () => {
    const { parts } = await merge([A ?? ''], { onDifferent: 'refuse', controlNo: 77 });
    expect(parts[0]?.text).toBe(
      (A ?? '')
        .replaceAll('000000101', '000000077')
        .replace('*101*X', '*77*X')
        .replace('GE*1*101', 'GE*1*77'),
    );
  });

  it('takes several interchanges of one file', async () => {
    const { parts } = await merge([`${A}${B}`]);
    expect(parts[0]?.text).toContain('GE*2*101~\n');
  });

  it('undoes a split by set', async () => {
    const text = goldenX12('r835-two-payers.x12');
    const { parts } = await merge(await textsOf(text, { by: 'set' }));
    expect(parts.map((part) => part.text)).toEqual([text]);
  });
});

describe('files that differ', () => {
  const other = {
    sender: (B ?? '').replace('ZZ*SUBMITTER01    ', 'ZZ*ANOTHER01      '),
    usage: (B ?? '').replace('*T*:~', '*P*:~'),
    guide: (B ?? '').replaceAll('005010X222A1', '005010X222'),
    delimiters: (B ?? '').replaceAll(':', '>'),
    remittance: goldenX12('r835-zero-pay.x12'),
  };
  test.each([
    ['the sender', other.sender, 'sender (ISA05, ISA06)'],
    ['test and production', other.usage, 'usage, test or production (ISA15)'],
    ['the guide', other.guide, 'guide (GS08)'],
    ['delimiters', other.delimiters, 'delimiters'],
  ])('are refused for %s, which is named', async (_, text, named) => {
    const { result } = await merge([A ?? '', text]);
    expect(result).toEqual({
      ok: false,
      error: {
        code: 'DIFFERENT',
        message: `The files cannot stand in one interchange; they differ in ${named}.`,
      },
    });
  });

  it('or are grouped into an interchange for each kind, numbered one after the other', async () => {
    const { parts, result } = await merge([A ?? '', other.remittance, B ?? ''], {
      onDifferent: 'group',
      controlNo: 7,
    });
    expect(parts.map(({ text }) => text.match(/^(?:GS\*..|GE.*|IEA.*)/gm))).toEqual([
      ['GS*HC', 'GE*2*7~', 'IEA*1*000000007~'],
      ['GS*HP', 'GE*1*8~', 'IEA*1*000000008~'],
    ]);
    expect(result).toMatchObject({ ok: true, value: { parts: 2, sets: 3, claims: 4 } });
  });

  test.each([
    ['a TA1', goldenX12('ta1-with-999.x12'), 'ACKNOWLEDGMENT'],
    ['a file that breaks off', (A ?? '').slice(0, 700), 'FILE-CUT-OFF'],
  ])('%s is refused', async (_, text, code) => {
    expect((await merge([text])).result).toMatchObject({ ok: false, error: { code } });
  });
});
