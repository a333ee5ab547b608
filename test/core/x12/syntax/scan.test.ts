import { describe, expect, it, test } from 'vitest';
import type { Separators } from '../../../../core/x12/syntax/block.ts';
import type { FindingKind } from '../../../../core/x12/syntax/finding.ts';
import { MAX_SEGMENT_BYTES } from '../../../../core/x12/syntax/meanings.ts';
import { Scanner } from '../../../../core/x12/syntax/scan.ts';
import type { Segment } from '../../../../core/x12/syntax/segment.ts';
import { golden } from '../p837-cases.ts';

const A = golden('a-837p-one-payer');

type Scanned =
  | { readonly kind: 'segment'; readonly segment: Segment; readonly header: Separators | null }
  | { readonly kind: 'problem'; readonly problem: FindingKind; readonly offset: number };

function scan(chunks: readonly (string | Uint8Array)[]): readonly Scanned[] {
  const found: Scanned[] = [];
  const scanner = new Scanner({
    segment: (segment, header) => found.push({ kind: 'segment', segment, header }),
    problem: (problem, offset) => found.push({ kind: 'problem', problem, offset }),
  });
  for (const chunk of chunks) scanner.push(Buffer.from(chunk));
  scanner.end();
  return found;
}
const ids = (found: readonly Scanned[]): string =>
  found.map((s) => (s.kind === 'segment' ? s.segment.id : `!${s.problem.code}`)).join(' ');
const problems = (found: readonly Scanned[]): readonly string[] =>
  found.flatMap((s) => (s.kind === 'problem' ? [s.problem.code] : []));
const texts = (found: readonly Scanned[]): readonly string[] =>
  found.flatMap((s) =>
    s.kind === 'segment'
      ? [Array.from({ length: s.segment.size + 1 }, (_, n) => s.segment.element(n)).join('*')]
      : [],
  );
const expected = A.split('~\n').slice(0, -1);

describe('segments are found', () => {
  test.each<[string, string]>([
    ['without line ends', A.replaceAll('\n', '')],
    ['with CR LF', A.replaceAll('\n', '\r\n')],
    ['with CR', A.replaceAll('\n', '\r')],
    ['with blanks and indents', A.replaceAll('\n', ' \n   ')],
    ['with LF as terminator', A.replaceAll('~\n', '\n')],
    ['with CR as terminator', A.replaceAll('~\n', '\r')],
    ['with CR LF as terminator', A.replaceAll('~\n', '\r\n')],
    ['behind a byte order mark', `\ufeff${A}`],
    ['behind blank lines', `\n\n  ${A}`],
    ['before padding', `${A}\0\0\u001a`],
    ['with other delimiters', A.replaceAll('*', '|').replaceAll('~', "'")],
  ])('%s', (_, text) => {
    const found = scan([text]);
    expect(problems(found)).toEqual([]);
    expect(texts(found)).toEqual(expected);
  });

  it('in text that is wrapped at eighty columns', () => {
    const flat = A.replaceAll('\n', '');
    const wrapped = flat.slice(0, 106) + (flat.slice(106).match(/.{1,80}/g) ?? []).join('\r\n');
    const found = scan([wrapped]);
    expect(problems(found)).toEqual([]);
    expect(texts(found)).toEqual(expected);
  });

  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
  ])('in two interchanges that are wrapped by %s at any width, within their headers too', (_, end) => {
    const flat = A.replaceAll('\n', '');
    for (let width = 40; width <= 170; width += 1) {
      const wrapped = ((flat + flat).match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(end);
      const found = scan([wrapped]);
      expect([width, ...problems(found)]).toEqual([width]);
      expect(texts(found)).toEqual([...expected, ...expected]);
      const [first] = found;
      expect(first?.kind === 'segment' && first.header).toMatchObject({ repetition: '^', component: ':' });
      expect(texts(scan([...Buffer.from(wrapped)].map((byte) => Uint8Array.of(byte))))).toEqual(texts(found));
    }
  });

  it('in lines that are indented by tabs, where LF ends them', () => {
    const found = scan([A.replaceAll('~\n', '\n\t')]);
    expect(problems(found)).toEqual([]);
    expect(texts(found)).toEqual(expected);
  });

  it('when each chunk comes in the same buffer', () => {
    const segments: string[] = [];
    const scanner = new Scanner({
      segment: (segment) => segments.push(segment.bytes().toString()),
      problem: ({ code }) => segments.push(code),
    });
    const bytes = Buffer.from(A);
    const buffer = Buffer.alloc(100);
    for (let from = 0; from < bytes.length; from += buffer.length) {
      const size = bytes.copy(buffer, 0, from);
      scanner.push(buffer.subarray(0, size));
      buffer.fill('?');
    }
    scanner.end();
    expect(segments).toEqual(expected);
  });

  it('wherever the chunks are cut', () => {
    const bytes = Buffer.from(A);
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(texts(scan([bytes.subarray(0, at), bytes.subarray(at)]))).toEqual(expected);
    }
    expect(texts(scan([...bytes].map((byte) => Uint8Array.of(byte))))).toEqual(expected);
  });

  it('across the blocks of a large file, with their offsets', () => {
    const many = A.repeat(200);
    const found = scan([many]);
    expect(found).toHaveLength(expected.length * 200);
    for (const item of found) {
      if (item.kind !== 'segment') continue;
      const { offset, id, ordinal } = item.segment;
      expect(many.slice(offset, offset + id.length)).toBe(id);
      expect(ordinal).toBe(found.indexOf(item) + 1);
    }
  });
});

describe('a segment knows where the one before it stands', () => {
  test.each([
    ['kept', false],
    ['moving', true],
  ])('when segments are %s, wherever the chunks are cut', (_, reuse) => {
    const text = `\n${A.repeat(2)}${'X'.repeat(40)}\n\n${A.replaceAll('\n', '\n  ').repeat(30)}`;
    for (const size of [1, 7, 1000, 40_000, text.length]) {
      const offsets: number[] = [];
      const before: number[] = [];
      const scanner = new Scanner({
        segment: (segment) => {
          offsets.push(segment.offset);
          before.push(segment.offsetBefore);
        },
        problem: (_kind, _offset, ordinal) => expect(ordinal).toBe(offsets.length),
      });
      scanner.reuse = reuse;
      for (let at = 0; at < text.length; at += size) scanner.push(Buffer.from(text.slice(at, at + size)));
      expect(before).toEqual([0, ...offsets.slice(0, -1)]);
      scanner.end();
      expect(scanner.last).toEqual({ ordinal: offsets.length, offset: offsets.at(-1) });
    }
  });
});

describe('delimiters', () => {
  const delimitersOf = (text: string) => {
    const [first] = scan([text]).filter((s) => s.kind === 'segment');
    return first?.header;
  };

  test.each([
    ['^', '00501', '^'],
    ['!', '00501', '!'],
    ['U', '00401', null],
    ['U', '00501', null],
    ['^', '00401', null],
  ])('ISA11 %s in version %s separates repetitions: %s', (isa11, version, repetition) => {
    expect(delimitersOf(A.replace('*^*00501*', `*${isa11}*${version}*`))?.repetition).toBe(repetition);
  });

  test.each<[string, string]>([
    ['no ISA16, lines', A.replace('*T*:~', '*T*~')],
    ['no ISA16, no line ends', A.replaceAll('\n', '').replace('*T*:~', '*T*~')],
    ['no ISA16 and no separator before it', A.replace('*T*:~', '*T~')],
    ['neither, and no line ends', A.replaceAll('\n', '').replace('*T*:~', '*T~')],
    ['no ISA16, and a field that is too narrow', A.replace('*T*:~', '*T*~').replace('01    *', '01  *')],
    ['a letter as ISA16', A.replace('*T*:~', '*T*X~')],
    ['a blank as ISA16', A.replace('*T*:~', '*T* ~')],
  ])('are the usual ones with %s', (_, text) => {
    expect(delimitersOf(text)).toMatchObject({ element: '*', repetition: '^', component: ':', segment: '~' });
    expect(texts(scan([text])).slice(1)).toEqual(expected.slice(1));
    for (const size of [1, 50, 107, 200]) {
      const bytes = Buffer.from(text);
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
        bytes.subarray(n * size, n * size + size),
      );
      expect(texts(scan(chunks))).toEqual(texts(scan([text])));
    }
  });

  test.each<[string, string, string]>([
    ['LF', A.replaceAll('~\n', '\n').replace('*T*:\n', '*T*\n'), '\n'],
    ['CR LF', A.replaceAll('~\n', '\r\n').replace('*T*:\r\n', '*T*\r\n'), '\r'],
  ])('are found without ISA16 where %s ends segments', (_, text, segment) => {
    expect(delimitersOf(text)).toMatchObject({ component: ':', segment });
    expect(texts(scan([text])).slice(1)).toEqual(expected.slice(1));
  });

  it.each([
    ['a TA1', 'TA1*000000001*260101*0930*A*000~\nIEA*0*000000101~\n'],
    ['an IEA', 'IEA*0*000000101~\n'],
  ])('are found where %s follows, and not ISA16', (_, rest) => {
    const isa = A.slice(0, A.indexOf('\n') + 1);
    for (const short of [
      isa.replace('*T*:~', '*T*~'),
      isa.replace('*T*:~', '*T~'),
      isa.replace(':~\n', ':'),
    ]) {
      expect(delimitersOf(short + rest)).toMatchObject({ element: '*', component: ':', segment: '~' });
      expect(texts(scan([short + rest])).at(-1)).toBe('IEA*0*000000101');
    }
  });

  it('name no component separator that separates something else already', () => {
    const text = A.replaceAll('*', ':').replace(':^:', ':>:').replace(':T::~', ':T:~');
    expect(delimitersOf(text)).toMatchObject({ element: ':', repetition: '>', component: '<', segment: '~' });
  });

  it('come from the ISA alone', () => {
    const other = A.replaceAll(':', '>').replaceAll('*', '\u007c').replace('|^|', '|!|').replaceAll('~', '#');
    expect(delimitersOf(other)).toMatchObject({
      element: '|',
      repetition: '!',
      component: '>',
      segment: '#',
    });
  });

  it('may differ between the interchanges of a file', () => {
    expect(ids(scan([A, A.replaceAll('*', '|'), A.replaceAll('~\n', '\n')]))).toBe(
      [...expected, ...expected, ...expected].map((s) => s.split('*')[0]).join(' '),
    );
  });
});

describe('what is wrong is said, and reading goes on', () => {
  test.each<[string, string, readonly string[], number]>([
    ['text before', `Dear payer,\n${A}`, ['TEXT-OUTSIDE-INTERCHANGE'], 36],
    ['text between', `${A}see the ISACS report\n${A}`, ['TEXT-OUTSIDE-INTERCHANGE'], 72],
    ['no X12 at all', '<html></html>', ['TEXT-OUTSIDE-INTERCHANGE', 'NO-INTERCHANGE'], 0],
    ['nothing', '', ['NO-INTERCHANGE'], 0],
    ['fields without their widths', A.replace('SUBMITTER01    *', 'SUBMITTER01*'), [], 36],
    ['a separator within a field', A.replace('SUBMITTER01    *', 'SUBMITTER01*   *'), ['ISA-SEPARATOR'], 36],
    ['a separator behind ISA16', A.replace(':~', ':*~'), ['ISA-SEPARATOR'], 36],
    ['separators behind ISA16', A.replace(':~', ':***~'), ['ISA-SEPARATOR'], 36],
    [
      'separators behind ISA16 of fields without their widths',
      A.replace('SUBMITTER01    *', 'SUBMITTER01\n*').replace(':~', ':**~'),
      ['ISA-SEPARATOR'],
      36,
    ],
    ['no terminator after ISA16', A.replace(':~\n', ':'), ['ISA-TERMINATOR'], 36],
    ['no terminator at the end', A.slice(0, -2), ['LAST-TERMINATOR-MISSING'], 36],
    ['no terminator before the next ISA', A.slice(0, -2) + A, ['LAST-TERMINATOR-MISSING'], 72],
    ['a line end alone before it', `${A.slice(0, -2)}\r\n\ufeff${A}`, ['LAST-TERMINATOR-MISSING'], 72],
    [
      'another terminator behind it',
      A.slice(0, -2) + A.replaceAll('~\n', '\n'),
      ['LAST-TERMINATOR-MISSING'],
      72,
    ],
    ['an IEA that names an ISA', A.slice(0, -2).concat('*ISA*1~\n', A), [], 72],
    ['a terminator more at the end', `${A.trimEnd()}~\n`, ['SEGMENT-EMPTY'], 36],
    ['terminators more between', `${A}~\n~${A}`, ['SEGMENT-EMPTY', 'SEGMENT-EMPTY'], 72],
    ['an empty segment', A.replace('~\nSE', '~\n~\nSE'), ['SEGMENT-EMPTY'], 36],
    ['a file cut off', A.slice(0, 405), ['FILE-CUT-OFF'], 9],
  ])('%s', (_, text, codes, count) => {
    const found = scan([text]);
    expect(problems(found)).toEqual(codes);
    expect(found.filter((s) => s.kind === 'segment')).toHaveLength(count);
  });

  it('at the segment that it is about', () => {
    const found: (readonly [string, number])[] = [];
    const scanner = new Scanner({
      segment: () => undefined,
      problem: ({ code }, _, ordinal) => found.push([code, ordinal]),
    });
    scanner.push(Buffer.from(A.slice(0, -2)));
    scanner.end();
    expect(found).toEqual([['LAST-TERMINATOR-MISSING', expected.length]]);
  });

  it.each(['', '\n', '\r\n \u0000'])('an IEA that ends without a terminator has no blanks: %j', (blanks) => {
    const found = scan([A.slice(0, -2) + blanks + A, A.slice(0, -2) + blanks]);
    const ends = texts(found).filter((text) => text.startsWith('IEA'));
    expect(ends).toEqual(Array.from({ length: 3 }, () => 'IEA*1*000000101'));
  });

  it('an IEA without a terminator and the ISA behind it may be cut anywhere', () => {
    const joined = A.slice(0, -2) + A;
    for (let at = A.length - 20; at < A.length + 110; at += 1)
      expect(ids(scan([joined.slice(0, at), joined.slice(at)]))).toBe(ids(scan([joined])));
  });

  it('a terminator guessed wrong: the rest is skipped up to the next ISA', () => {
    const broken = A.replace(':~\n', ':#') + 'BIN*0~\n'.repeat(MAX_SEGMENT_BYTES / 7);
    const found = scan([broken, A]);
    expect(problems(found)).toEqual(['SEGMENT-TOO-LONG']);
    expect(texts(found).slice(-expected.length)).toEqual(expected);
  });
});
