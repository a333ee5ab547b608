import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type EligibilityInquirySet,
  writeEligibilityInquiries,
} from '../../../../core/x12/sets/e270-write.ts';
import { codesOf, golden, itemsOf, only, positiveAmount, sparse, word, written } from './answers.ts';
import { asRead, everyLoop, oneSubscriber } from './e270-expected.ts';
import { outgoing, textOf, withSegments } from './inquiries.ts';
import {
  address,
  clinic,
  date,
  described,
  eligible,
  payer,
  pointers,
  procedure,
  provider,
  reference,
  serviceTypes,
  some,
  trace,
} from './inquiry-arbitraries.ts';

const inquiriesIn = async (text: string) =>
  only(await itemsOf(text), 'eligibility-inquiry').map((item) => written(item.inquiry));
const cases = [
  ['of one subscriber', 'e270-one-subscriber', oneSubscriber, outgoing(301, '20260105', '0800')],
  ['with every loop', 'e270-every-loop', everyLoop, outgoing(303, '20260105', '0815')],
] as const;

describe('a 270', () => {
  test.each(cases)('%s reads to its inquiries without findings', async (_, name, expected) => {
    const items = await itemsOf(golden(name));
    expect(codesOf(items)).toEqual([]);
    expect(await inquiriesIn(golden(name))).toEqual(asRead(expected));
  });

  test.each(cases)('%s is written byte for byte', (_, name, expected, spec) => {
    expect(textOf(writeEligibilityInquiries(spec, [expected]))).toBe(golden(name));
  });

  it('gives each inquiry with its set and the place of its HL, in file order', async () => {
    const items = await itemsOf(golden('e270-every-loop'));
    const inquiries = only(items, 'eligibility-inquiry');
    expect(inquiries.map(({ inquiry }) => [inquiry.position.segment, inquiry.position.loop])).toEqual([
      [12, '2000C'],
      [31, '2000D'],
      [38, '2000D'],
      [46, '2000D'],
      [55, '2000C'],
    ]);
    expect(inquiries[0]?.context).toMatchObject({ setControlNo: '0001', version: '005010X279A1' });
    expect(only(items, 'set-end')).toMatchObject([{ type: '270', accepted: true }]);
  });

  it('gives a subscriber without dependents and without a question too', async () => {
    const text = withSegments(withSegments(golden('e270-one-subscriber'), 'EQ*98'), 'EQ*30');
    expect(await inquiriesIn(text)).toMatchObject([{ traces: [{ number: 'ELIG0001-1' }], queries: [] }]);
  });

  it('lets a bare subscriber stand for its dependents only', async () => {
    const numbers = (await inquiriesIn(golden('e270-every-loop'))).map(({ subscriber }) => subscriber.id);
    expect(numbers).toEqual(['MEM0001', 'MEM0001', 'MEM0001', 'MEM0002', 'MEM0003']);
  });
});

describe('a faulty 270', () => {
  test.each([
    ['a dependent without a question', 'EQ*UC', [], ['SEGMENT-MISSING']],
    [
      'an unknown party at the top',
      'NM1*PR*2*BETA MUTUAL*****PI*99002',
      ['NM1*QC*1*BETA'],
      ['ELEMENT-CODE', 'ELEMENT-MISSING', 'ELEMENT-MISSING'],
    ],
    ['a question about nothing', 'EQ*UC', ['EQ***FAM'], ['ELEMENT-CONDITION']],
    ['a date with a day too many', 'DTP*291*D8*20260110', ['DTP*291*D8*20260230'], ['ELEMENT-DATE']],
    ['a date kind of another set', 'DTP*291*D8*20260110', ['DTP*472*D8*20260110'], ['ELEMENT-CODE']],
    ['a benefit, which only a 271 has', 'EQ*UC', ['EQ*UC', 'EB*1'], ['SEGMENT-UNEXPECTED']],
    ['half an identifier', 'NM1*IL*1******MI*MEM0002', ['NM1*IL*1******MI'], ['ELEMENT-CONDITION']],
    ['an amount that is none', 'AMT*R*100', ['AMT*R*1.005'], ['AMOUNT-UNREADABLE']],
    ['two kinds of service in a field for one', 'EQ*UC', ['EQ*UC***A^B'], ['REPETITIONS-TOO-MANY']],
  ] as const)('with %s is read, with a finding', async (_, at, segments, codes) => {
    const items = await itemsOf(withSegments(golden('e270-every-loop'), at, ...segments));
    expect(codesOf(items)).toEqual(codes);
    expect(only(items, 'eligibility-inquiry')).toHaveLength(5);
  });

  it('that breaks off gives the patients before the last that was begun', async () => {
    const text = golden('e270-every-loop');
    const items = await itemsOf(text.slice(0, text.indexOf('HL*6*')));
    const read = only(items, 'eligibility-inquiry').map(({ inquiry }) => inquiry.traces[0]?.number);
    expect(read).toEqual(['ELIG0002-1', 'ELIG0002-2']);
    expect(only(items, 'set-end')).toMatchObject([{ accepted: false }]);
  });
});

describe('writing a 270', () => {
  it('refuses a dependent without a question, and data with a delimiter in it', () => {
    const [first] = oneSubscriber.inquiries;
    if (first === undefined) throw new Error('the example has an inquiry');
    const dependent = { code: '03', entityType: '1', last: 'DOE' };
    const write = (inquiry: typeof first) =>
      writeEligibilityInquiries(outgoing(301, '20260105', '0800'), [
        { ...oneSubscriber, inquiries: [inquiry] },
      ]);
    expect(write({ ...first, dependent, queries: [] })).toMatchObject({
      ok: false,
      error: [{ code: 'SEGMENT-MISSING', segmentId: 'EQ', set: 1 }],
    });
    expect(write({ ...first, queries: [{ serviceTypes: ['30', '9^'] }] })).toMatchObject({
      ok: false,
      error: [{ code: 'CHR-02', segmentId: 'EQ', element: 1 }],
    });
  });

  it('is read back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(set, { minLength: 1, maxLength: 2 }), async (sets) => {
        const text = textOf(writeEligibilityInquiries(outgoing(301, '20260105', '0800'), sets));
        expect(codesOf(await itemsOf(text))).toEqual([]);
        expect(await inquiriesIn(text)).toEqual(sets.flatMap(asRead));
      }),
    );
  });
});

const question = { insuranceType: fc.constant('HM'), coverageLevel: fc.constantFrom('FAM', 'IND') };
const details = {
  ...question,
  diagnosisPointers: pointers,
  amounts: some(fc.record({ qualifier: fc.constantFrom('R', 'PB'), amount: positiveAmount }), 2),
  information: some(fc.record({ qualifier: fc.constant('ZZ'), code: fc.constantFrom('11', '21') })),
  references: some(reference('9F', 'G1'), 1),
  dates: some(date('291'), 1),
};
const query = fc.oneof(
  sparse({ serviceTypes: serviceTypes.filter((types) => types.length > 0), procedure, ...details }, [
    'serviceTypes',
  ]),
  sparse({ serviceTypes: fc.constant([]), procedure, ...details }, ['serviceTypes', 'procedure']),
);

const receiver = fc
  .tuple(clinic, sparse({ references: some(described('TJ', '0B')), address, provider }, []))
  .map(([name, rest]) => ({ ...name, ...rest }));
/** Few different levels, so that inquiries share them. */
const levels = fc
  .tuple(some(payer, 2), some(receiver, 2), some(eligible('IL'), 2))
  .chain(([payers, receivers, subscribers]) =>
    fc.array(
      sparse(
        {
          source: fc.constantFrom(...payers),
          receiver: fc.constantFrom(...receivers),
          subscriber: fc.constantFrom(...subscribers),
          dependent: eligible('03'),
          traces: fc.array(trace('1'), { maxLength: 2 }),
          queries: some(query),
        },
        ['source', 'receiver', 'subscriber', 'traces', 'queries'],
      ),
      { minLength: 1, maxLength: 5 },
    ),
  );
const set: fc.Arbitrary<EligibilityInquirySet> = fc.record({
  header: sparse(
    {
      purpose: fc.constantFrom('13', '01'),
      reference: word(1, 20),
      date: fc.constant('20260105'),
      time: fc.constant('0800'),
      type: fc.constant('RT'),
    },
    ['purpose', 'date', 'time'],
  ),
  inquiries: levels,
});
