import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type StatusInquirySet, writeStatusInquiries } from '../../../../core/x12/sets/s276-write.ts';
import { referenceOf } from '../../../../core/x12/sets/status-types.ts';
import { codesOf, day, golden, itemsOf, only, positiveAmount, sparse, word, written } from './answers.ts';
import { outgoing, textOf, withSegments } from './inquiries.ts';
import { clinic, date, party, payer, person, procedure, reference, some } from './inquiry-arbitraries.ts';
import { asRead, everyLoop, oneClaim } from './s276-expected.ts';

const inquiriesIn = async (text: string) =>
  only(await itemsOf(text), 'status-inquiry').map((item) => written(item.inquiry));
const spec = outgoing(302, '20260205', '0900');
const cases = [
  ['of one claim', 's276-one-claim', oneClaim, spec],
  ['with every loop', 's276-every-loop', everyLoop, outgoing(304, '20260205', '0910')],
] as const;

describe('a 276', () => {
  test.each(cases)('%s reads to its inquiries without findings', async (_, name, expected) => {
    const items = await itemsOf(golden(name));
    expect(codesOf(items)).toEqual([]);
    expect(await inquiriesIn(golden(name))).toEqual(asRead(expected));
  });

  test.each(cases)('%s is written byte for byte', (_, name, expected, as) => {
    expect(textOf(writeStatusInquiries(as, [expected]))).toBe(golden(name));
  });

  it('gives each claim with its set and the place of its trace number', async () => {
    const items = await itemsOf(golden('s276-every-loop'));
    const inquiries = only(items, 'status-inquiry');
    expect(
      inquiries.map(({ inquiry }) => [
        referenceOf(inquiry, 'EJ'),
        inquiry.position.segment,
        inquiry.position.loop,
      ]),
    ).toEqual([
      ['C0001-1', 13, '2200D'],
      [undefined, 25, '2200D'],
      ['C0003-1', 30, '2200E'],
      ['C0004-1', 41, '2200E'],
    ]);
    expect(inquiries[0]?.context).toMatchObject({ setControlNo: '0001', version: '005010X212' });
    expect(only(items, 'set-end')).toMatchObject([{ type: '276', accepted: true }]);
  });
});

describe('a faulty 276', () => {
  test.each([
    ['a dependent without birth date', 'DMG*D8*20110102*F', [], ['SEGMENT-MISSING']],
    [
      'a birth date behind the name',
      'NM1*QC*1*ROE*MARY',
      ['NM1*QC*1*ROE*MARY', 'DMG*D8*20110102*F'],
      ['SEGMENT-OVER-MAXIMUM'],
    ],
    ['a number of no kind', 'REF*BLT*111', ['REF*9F*111'], ['ELEMENT-CODE']],
    ['a service line without a date', 'DTP*472*D8*20260106', [], ['SEGMENT-MISSING']],
    [
      'a paid amount, which only a 277 has',
      'SVC*HC:87880*220.5*****2.5',
      ['SVC*HC:87880*220.5*9****2.5'],
      ['ELEMENT-NOT-USED'],
    ],
    ['a status, which only a 277 has', 'REF*BLT*111', ['STC*F1:65*20260204'], ['SEGMENT-UNEXPECTED']],
    ['a charge with a fraction of a cent', 'AMT*T3*85', ['AMT*T3*85.005'], ['AMOUNT-UNREADABLE']],
  ] as const)('with %s is read, with a finding', async (_, at, segments, codes) => {
    const items = await itemsOf(withSegments(golden('s276-every-loop'), at, ...segments));
    expect(codesOf(items)).toEqual(codes);
    expect(only(items, 'status-inquiry')).toHaveLength(4);
  });
});

describe('writing a 276', () => {
  it('refuses a claim without a trace, and data with a delimiter in it', () => {
    const [first] = oneClaim.inquiries;
    if (first === undefined) throw new Error('the example has an inquiry');
    const write = (inquiry: typeof first) =>
      writeStatusInquiries(spec, [{ ...oneClaim, inquiries: [inquiry] }]);
    expect(write({ ...first, trace: '' })).toMatchObject({
      ok: false,
      error: [{ code: 'ELEMENT-MISSING', segmentId: 'TRN', element: 2 }],
    });
    expect(write({ ...first, trace: 'A~B' })).toMatchObject({
      ok: false,
      error: [{ code: 'CHR-02', segmentId: 'TRN', element: 2 }],
    });
  });

  it('is read back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(set, { minLength: 1, maxLength: 2 }), async (sets) => {
        const text = textOf(writeStatusInquiries(spec, sets));
        expect(codesOf(await itemsOf(text))).toEqual([]);
        expect(await inquiriesIn(text)).toEqual(sets.flatMap(asRead));
      }),
    );
  });
});

const patient = (code: string, numbered: boolean) =>
  fc
    .tuple(person(code, numbered), fc.record({ birthDate: day, gender: fc.constantFrom('F', 'M') }))
    .map(([name, rest]) => ({ ...name, ...rest }));
const line = sparse(
  {
    procedure,
    charge: positiveAmount,
    revenueCode: fc.constantFrom('0300', '0450'),
    units: fc.constantFrom('1', '2.5'),
    references: some(reference('FJ'), 1),
    dates: some(date('472'), 1),
  },
  ['procedure', 'charge', 'dates'],
);
/** Few different levels, so that claims share them. */
const inquiries = fc
  .tuple(some(payer, 2), some(party('41', '46'), 2), some(some(clinic, 2), 2), some(patient('IL', true), 2))
  .chain(([payers, receivers, providers, subscribers]) =>
    fc.array(
      sparse(
        {
          source: fc.constantFrom(...payers),
          receiver: fc.constantFrom(...receivers),
          providers: fc.constantFrom(...providers),
          subscriber: fc.constantFrom(...subscribers),
          dependent: patient('QC', false),
          trace: word(1, 20),
          references: some(reference('EJ', '1K', 'BLT', 'D9')),
          charge: positiveAmount,
          dates: some(date('472'), 1),
          lines: some(line),
        },
        ['source', 'receiver', 'providers', 'subscriber', 'trace'],
      ),
      { minLength: 1, maxLength: 5 },
    ),
  );
const set: fc.Arbitrary<StatusInquirySet> = fc.record({
  header: fc.record({
    purpose: fc.constant('13'),
    reference: word(1, 20),
    date: fc.constant('20260205'),
    time: fc.constant('0900'),
  }),
  inquiries,
});
