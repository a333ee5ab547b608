import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { MAX_HELD_BYTES } from '../../../../core/x12/guides/tree.ts';
import {
  type DiffItem,
  type DiffOptions,
  type DiffTotals,
  diffX12,
  type X12Difference,
} from '../../../../core/x12/tools/diff.ts';
import { claimFiles, paymentFile, paymentFiles } from './invented-files.ts';
import { goldenX12, textsOf } from './parts-in-memory.ts';

async function itemsOf(left: string, right: string, options?: DiffOptions): Promise<readonly DiffItem[]> {
  const items: DiffItem[] = [];
  for await (const item of diffX12([Buffer.from(left)], [Buffer.from(right)], options)) items.push(item);
  return items;
}

async function differences(left: string, right: string): Promise<readonly X12Difference[]> {
  return (await itemsOf(left, right)).flatMap((item) =>
    item.kind === 'difference' ? [item.difference] : [],
  );
}

async function totals(left: string, right: string): Promise<DiffTotals | undefined> {
  const end = (await itemsOf(left, right)).at(-1);
  return end?.kind === 'end' ? end : undefined;
}

const A = goldenX12('a-837p-one-payer.edi');
const B = goldenX12('b-837p-secondary.edi');
const PAID = goldenX12('r835-denial-interest-recoupment.x12');
const ANSWER = goldenX12('ca277-one-of-two-rejected.x12');

/** The same with other delimiters; ISA11 and ISA16 name them. */
const redelimited = (text: string): string =>
  text.replaceAll('*', '|').replaceAll(':', '>').replaceAll('~', '\u001c').replaceAll('^', '!');
const unwrapped = (text: string): string => text.replaceAll('\n', '');
const wrapped = (text: string): string => text.replaceAll('\n', '\r\n');

describe('files that say the same', () => {
  test.each([
    ['the same bytes', A, A],
    ['other delimiters', A, redelimited(A)],
    ['no line breaks', B, unwrapped(B)],
    ['other line breaks', PAID, wrapped(PAID)],
    [
      'other control numbers and dates of the envelope',
      A,
      A.replaceAll('101', '777').replace('260106*0930*^', '270207*1111*^'),
    ],
    [
      'another set control number',
      ANSWER,
      ANSWER.replace('277*0001*', '277*9999*').replace('SE*35*0001', 'SE*35*9999'),
    ],
    ['amounts written otherwise', A, A.replace('*150*', '*0150.00*').replace('*30*UN*1*', '*30.0*UN*1.*')],
    ['trailing separators', A, A.replace('CI~', 'CI***~').replace('HC:87880:QW*', 'HC:87880:QW::*')],
    [
      'other numbers of levels',
      B,
      B.replace('HL*1*', 'HL*7*').replace('HL*2*1', 'HL*8*7').replace('HL*3*2', 'HL*9*8'),
    ],
    [
      'another order of references',
      PAID,
      PAID.replace('REF*6R*C0002-1-1~\nAMT*B6*120~', 'AMT*B6*120~\nREF*6R*C0002-1-1~'),
    ],
  ])('%s', async (_, left, right) => {
    expect(await differences(left, right)).toEqual([]);
  });

  it('claims in another order', async () => {
    const [first, second] = [PAID.indexOf('CLP*C0001'), PAID.indexOf('CLP*C0002')];
    const third = PAID.indexOf('CLP*C0003');
    const turned =
      PAID.slice(0, first) + PAID.slice(second, third) + PAID.slice(first, second) + PAID.slice(third);
    expect(await itemsOf(PAID, turned)).toEqual([
      { kind: 'end', differences: 0, types: ['835'], claims: { same: 3, changed: 0, missing: 0, extra: 0 } },
    ]);
  });

  it('levels that are repeated for each claim', async () => {
    const one = B.replace(/\nCLM[\s\S]*?SE\*53/, (claim) => {
      const text = claim.replace('SE*53', '').replaceAll('C0002-2', 'C0003-1');
      return `${claim.replace('SE*53', '')}${text.slice(1)}SE*82`;
    });
    const parts = (await textsOf(one, { by: 'claim' })).map((part) =>
      part.slice(part.indexOf('HL*1'), part.indexOf('SE*')),
    );
    const repeated = one.slice(0, one.indexOf('HL*1')) + parts.join('') + one.slice(one.indexOf('SE*'));
    expect(parts).toHaveLength(2);
    expect(await differences(one, repeated)).toEqual([]);
  });
});

describe('one change is one difference', () => {
  const claim = (id: string, n: number, type = '837P') => ({ kind: 'claim', type, id, left: n, right: n });
  test.each([
    [
      'an amount',
      A,
      ['SV1*HC:87880:QW*30', 'SV1*HC:87880:QW*35'],
      {
        at: claim('C0001-1', 1),
        path: '2300/2400[2]',
        segment: 'SV1',
        element: 2,
        component: null,
        left: '30',
        right: '35',
      },
    ],
    [
      'a component',
      A,
      ['HC:99213:25', 'HC:99214:25'],
      {
        at: claim('C0001-1', 1),
        path: '2300/2400[1]',
        segment: 'SV1',
        element: 1,
        component: 2,
        left: '99213',
        right: '99214',
      },
    ],
    [
      'a component that is left out',
      A,
      ['HC:99213:25', 'HC:99213'],
      {
        at: claim('C0001-1', 1),
        path: '2300/2400[1]',
        segment: 'SV1',
        element: 1,
        component: 3,
        left: '25',
        right: '',
      },
    ],
    [
      'the subscriber of a claim',
      A,
      ['MEM0001', 'MEM0009'],
      {
        at: claim('C0001-1', 1),
        path: '2000B/2010BA',
        segment: 'NM1',
        element: 9,
        component: null,
        left: 'MEM0001',
        right: 'MEM0009',
      },
    ],
    [
      'the head of the set',
      A,
      ['PAT JONES', 'PAT DOE'],
      {
        at: { kind: 'set', type: '837P', id: '', left: 1, right: 1 },
        path: '1000A',
        segment: 'PER',
        element: 2,
        component: null,
        left: 'PAT JONES',
        right: 'PAT DOE',
      },
    ],
    [
      'an adjustment of a provider',
      PAID,
      ['*50*L6', '*50.01*L6'],
      {
        at: { kind: 'tail', type: '835', id: '', left: 1, right: 1 },
        path: '',
        segment: 'PLB',
        element: 4,
        component: null,
        left: '50',
        right: '50.01',
      },
    ],
    [
      'a qualifier',
      PAID,
      ['AMT*B6*120', 'AMT*KH*120'],
      {
        at: claim('C0002-1', 2, '835'),
        path: '2100/2110[1]',
        segment: 'AMT',
        element: 1,
        component: null,
        left: 'B6',
        right: 'KH',
      },
    ],
    [
      'a status',
      ANSWER,
      ['A7:164:IL*20260107', 'A7:21:IL*20260107'],
      {
        at: claim('C0009-1', 2, '277CA'),
        path: '2000D/2200D',
        segment: 'STC',
        element: 1,
        component: 2,
        left: '164',
        right: '21',
      },
    ],
  ] as const)('%s', async (_, text, [from, to], expected) => {
    expect(await differences(text, text.replace(from, to))).toEqual([{ kind: 'changed', ...expected }]);
  });

  test.each([
    [
      'a segment',
      'REF*6R*C0001-1-1~\n',
      { what: 'segment', path: '2300/2400[1]', segment: 'REF', text: 'REF*6R*C0001-1-1' },
    ],
    [
      'a loop',
      'NM1*82*1*SMITH*ALAN****XX*1888888884~\nPRV*PE*PXC*207Q00000X~\n',
      { what: 'loop', path: '2300/2310B', segment: 'NM1', text: 'NM1*82*1*SMITH*ALAN****XX*1888888884' },
    ],
  ])('%s that only one file has', async (_, gone, expected) => {
    const at = { kind: 'claim', type: '837P', id: 'C0001-1', left: 1, right: 1 };
    expect(await differences(A, A.replace(gone, ''))).toEqual([{ at, kind: 'missing', ...expected }]);
    expect(await differences(A.replace(gone, ''), A)).toEqual([{ at, kind: 'extra', ...expected }]);
  });

  it('a claim that only one file has', async () => {
    const fewer = PAID.replace(/CLP\*C0002[\s\S]*(?=CLP\*C0003)/, '');
    expect(await itemsOf(PAID, fewer)).toEqual([
      {
        kind: 'difference',
        difference: {
          at: { kind: 'claim', type: '835', id: 'C0002-1', left: 2, right: null },
          kind: 'missing',
          what: 'record',
        },
      },
      { kind: 'end', differences: 1, types: ['835'], claims: { same: 2, changed: 0, missing: 1, extra: 0 } },
    ]);
    expect((await totals(fewer, PAID))?.claims).toEqual({ same: 2, changed: 0, missing: 0, extra: 1 });
  });

  it('one of several alike segments: the equal ones belong together', async () => {
    const more = PAID.replace('CAS*PR*2*24~', 'CAS*CO*253*1~\nCAS*PR*2*24~');
    expect(await differences(PAID, more)).toEqual([
      {
        at: { kind: 'claim', type: '835', id: 'C0002-1', left: 2, right: 2 },
        kind: 'extra',
        what: 'segment',
        path: '2100/2110[1]',
        segment: 'CAS',
        text: 'CAS*CO*253*1',
      },
    ]);
  });
});

describe('claims too far apart to be kept', () => {
  const text = paymentFile([Array.from({ length: 100 }, () => 100)], 0);
  const [first, second] = [text.indexOf('CLP*C0001'), text.indexOf('CLP*C0002')];
  const turned = text.slice(0, first) + text.slice(second).replace('SE*', `${text.slice(first, second)}SE*`);
  const changed = turned.replace('CLP*C0001*1', 'CLP*C0001*2');
  const few = { waitingCharacters: 10 };

  it('are still told to be the same', async () => {
    expect(await itemsOf(text, turned, few)).toEqual([
      {
        kind: 'end',
        differences: 0,
        types: ['835'],
        claims: { same: 100, changed: 0, missing: 0, extra: 0 },
      },
    ]);
  });

  it('are told to differ, and not where; with room for them it is told where', async () => {
    expect(await itemsOf(text, changed, few)).toMatchObject([
      { difference: { kind: 'unlike', at: { id: 'C0001', left: 1, right: 100 } } },
      { kind: 'end', differences: 1, claims: { same: 99, changed: 1 } },
    ]);
    expect(await differences(text, changed)).toMatchObject([
      { kind: 'changed', path: '2100', segment: 'CLP', element: 2, left: '1', right: '2' },
    ]);
  });
});

describe('what has no claims', () => {
  it('is compared segment by segment where the set is not read', async () => {
    const text = A.replaceAll('ST*837', 'ST*834').replaceAll('005010X222A1', '005010X220A1');
    expect(await differences(text, text.replace('*150*', '*150.00*'))).toEqual([
      {
        at: { kind: 'set', type: 'unsupported', id: '', left: 1, right: 1 },
        kind: 'changed',
        path: '',
        segment: 'CLM',
        element: 2,
        component: null,
        left: '150',
        right: '150.00',
      },
    ]);
  });

  it('a TA1 outside of sets', async () => {
    const text = goldenX12('ta1-duplicate.x12');
    expect(await differences(text, text.replace('R*025', 'R*001'))).toMatchObject([
      { at: { kind: 'loose', id: 'TA1' }, segment: 'TA1', element: 5, left: '025', right: '001' },
    ]);
  });

  it('sets of different types belong to no other', async () => {
    expect(await differences(A, PAID)).toHaveLength(2 + 1 + 3 + 1);
  });
});

describe('a damaged file', () => {
  it('is compared as far as it goes, and what is lost is said', async () => {
    expect(await itemsOf(A, A.slice(0, A.indexOf('DTP*472')))).toMatchObject([
      { kind: 'loss', side: 'right', code: 'CUT-OFF' },
      { kind: 'difference', difference: { kind: 'missing', path: '2300/2400[1]', segment: 'DTP' } },
      { kind: 'difference', difference: { kind: 'missing', path: '2300/2400[1]', segment: 'REF' } },
      { kind: 'difference', difference: { kind: 'missing', what: 'loop', path: '2300/2400[2]' } },
      { kind: 'end' },
    ]);
    expect(await itemsOf('HELLO', A)).toMatchObject([
      { kind: 'loss', side: 'left', code: 'TEXT-OUTSIDE-INTERCHANGE' },
      { kind: 'loss', side: 'left', code: 'NO-INTERCHANGE' },
      { kind: 'difference' },
      { kind: 'difference' },
      { kind: 'end', differences: 2 },
    ]);
  });
});

describe('any file', () => {
  const files = fc.oneof(claimFiles, paymentFiles);

  it('equals itself, rewritten with other delimiters and line breaks', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (text) => {
        expect(await differences(text, unwrapped(redelimited(text)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('differs in one place where one element is changed', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.nat(), async (text, pick) => {
        const places = [
          ...text.matchAll(/(?:\nCL[MP]\*C\d{4}\*(?:1\*|22\*)?|\nSV1\*HC:99213\*|\nNM1\*QC\*1\*)([^*~]+)/g),
        ];
        const place = places[pick % places.length];
        const value = place?.[1] ?? '';
        const at = (place?.index ?? 0) + (place?.[0].length ?? 0);
        const changed = `${text.slice(0, at)}9${text.slice(at)}`;
        const said = (shown: string): string => (/^-?[\d.]+$/.test(shown) ? String(Number(shown)) : shown);
        expect(await differences(text, changed)).toMatchObject([
          { kind: 'changed', left: said(value), right: said(`${value}9`) },
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it('turned around says the same the other way', async () => {
    await fc.assert(
      fc.asyncProperty(claimFiles, claimFiles, async (left, right) => {
        const [there, back] = [await totals(left, right), await totals(right, left)];
        expect(there?.differences).toBe(back?.differences);
        expect(there?.claims).toEqual({
          ...back?.claims,
          missing: back?.claims.extra,
          extra: back?.claims.missing,
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('files that have too much to be compared', () => {
  const claims = (name: string): string => {
    const golden = goldenX12('a-837p-one-payer.edi');
    const [start, end] = [golden.indexOf('CLM*'), golden.indexOf('SE*')];
    const claim = golden.slice(start, end);
    const many = Array.from({ length: 1000 }, (_, i) => claim.replace(/CLM\*[^*]*/, `CLM*${name}${i}`));
    return golden.slice(0, start) + many.join('') + golden.slice(end);
  };

  it('are read no further when too many records wait for their like', async () => {
    const taken = [0, 0];
    const source = (side: number, text: string) =>
      (function* () {
        for (let at = 0; at < text.length; at += 1000) {
          taken[side] = at;
          yield Buffer.from(text.slice(at, at + 1000));
        }
      })();
    const [left, right] = [claims('A'), claims('B')];
    const items = await Array.fromAsync(diffX12(source(0, left), source(1, right), { waitingRecords: 50 }));
    expect(items).toMatchObject([
      { kind: 'loss', code: 'TOO-UNLIKE' },
      { kind: 'end', claims: { same: 0 } },
    ]);
    expect(Math.max(...taken)).toBeLessThan(left.length / 2);
    expect(await totals(left, left)).toMatchObject({ differences: 0, claims: { same: 1000 } });
  });

  it('are compared as far as a record is held, and the rest is a loss', async () => {
    const start = [
      'ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260106*0930*^*00501*000000101*0*T*:~',
      'GS*BE*SENDER*RECEIVER*20260106*0930*11*X*005010X220A1~ST*834*0001*005010X220A1~',
    ].join('');
    const line = Buffer.from(`REF*0F*${'A'.repeat(60_000)}~`);
    function* source(): Generator<Buffer> {
      yield Buffer.from(start);
      for (let sent = 0; sent < 1.2 * MAX_HELD_BYTES; sent += line.length) yield line;
      yield Buffer.from('SE*9*0001~GE*1*11~IEA*1*000000101~');
    }
    const items = await Array.fromAsync(diffX12(source(), source()));
    expect(items).toMatchObject([
      { kind: 'loss', side: 'left', code: 'SET-OVERFULL' },
      { kind: 'loss', side: 'right', code: 'SET-OVERFULL' },
      { kind: 'end', differences: 0 },
    ]);
  });
});
