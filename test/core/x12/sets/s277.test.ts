import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type StatusResponseSet, writeStatusResponses } from '../../../../core/x12/sets/s277-write.ts';
import {
  amount,
  codesOf,
  day,
  envelope,
  golden,
  itemsOf,
  only,
  positiveAmount,
  sparse,
  word,
  written,
} from './answers.ts';
import { textOf, withSegments } from './inquiries.ts';
import {
  clinic,
  contact,
  date,
  party,
  payer,
  person,
  procedure,
  reference,
  some,
} from './inquiry-arbitraries.ts';
import { asRead, everyLoop, pending } from './s277-expected.ts';

const responsesIn = async (text: string) =>
  only(await itemsOf(text), 'status-response').map((item) => written(item.response));
const spec = envelope(802, '20260205', '0901');
const cases = [
  ['of a pending claim', 's277-pending', pending, spec],
  ['with every loop', 's277-every-loop', everyLoop, envelope(804, '20260205', '0911')],
] as const;

describe('a 277', () => {
  test.each(cases)('%s reads to its responses without findings', async (_, name, expected) => {
    const items = await itemsOf(golden(name));
    expect(codesOf(items)).toEqual([]);
    expect(await responsesIn(golden(name))).toEqual(asRead(expected));
  });

  test.each(cases)('%s is written byte for byte', (_, name, expected, as) => {
    expect(textOf(writeStatusResponses(as, [expected]))).toBe(golden(name));
  });

  it('gives each answer with its set and the place of its trace number', async () => {
    const items = await itemsOf(golden('s277-every-loop'));
    const responses = only(items, 'status-response');
    expect(
      responses.map(({ response }) => [response.trace, response.position.segment, response.position.loop]),
    ).toEqual([
      ['STAT0009', 8, '2200B'],
      ['0', 14, '2200C'],
      ['STAT0002-1', 20, '2200D'],
      ['STAT0002-1', 34, '2200D'],
      ['STAT0002-3', 38, '2200E'],
    ]);
    expect(responses[0]?.context).toMatchObject({ setControlNo: '0001', version: '005010X212' });
    expect(only(items, 'set-end')).toMatchObject([{ type: '277', accepted: true }]);
  });

  it('is not taken for a 277CA, nor the other way round', async () => {
    const types = async (name: string) => only(await itemsOf(golden(name)), 'set').map(({ type }) => type);
    expect(await types('s277-pending')).toEqual(['277']);
    expect(await types('ca277-one-of-two-rejected')).toEqual(['277CA']);
  });
});

describe('a faulty 277', () => {
  test.each([
    ['a claim without a status', 'STC*P3:317*20260204**85', [], ['SEGMENT-MISSING']],
    ['a status without its code', 'STC*A4:35*20260204', ['STC*A4*20260204'], ['ELEMENT-MISSING']],
    ['a status without its date', 'STC*A4:35*20260204', ['STC*A4:35'], ['ELEMENT-MISSING']],
    [
      'an action, which only a 277CA has',
      'STC*A4:35*20260204',
      ['STC*A4:35*20260204*U'],
      ['ELEMENT-NOT-USED'],
    ],
    ['five parts in a status', 'STC*A4:35*20260204', ['STC*A4:35:::X*20260204'], ['COMPONENTS-TOO-MANY']],
    [
      'a check number that is too long',
      'STC*A4:35*20260204',
      ['STC*A4:35*20260204*******12345678901234567'],
      ['ELEMENT-TOO-LONG'],
    ],
    [
      'a payment in words',
      'STC*A4:35*20260204',
      ['STC*A4:35*20260204***NONE'],
      ['ELEMENT-CHARACTER', 'AMOUNT-UNREADABLE'],
    ],
    [
      'a birth date, which only a 276 has',
      'NM1*QC*1*DOE*SAM',
      ['DMG*D8*20150610', 'NM1*QC*1*DOE*SAM'],
      ['SEGMENT-UNEXPECTED'],
    ],
  ] as const)('with %s is read, with a finding', async (_, at, segments, codes) => {
    const items = await itemsOf(withSegments(golden('s277-every-loop'), at, ...segments));
    expect(codesOf(items)).toEqual(codes);
    expect(only(items, 'status-response')).toHaveLength(5);
  });
});

describe('writing a 277', () => {
  it('refuses a claim without a status, and a status with a fourth category', () => {
    const [first] = pending.responses;
    if (first === undefined) throw new Error('the example has a response');
    const write = (response: typeof first) =>
      writeStatusResponses(spec, [{ ...pending, responses: [response] }]);
    expect(write({ ...first, statuses: [] })).toMatchObject({
      ok: false,
      error: [{ code: 'SEGMENT-MISSING', segmentId: 'STC' }],
    });
    const categories = Array.from({ length: 4 }, () => ({ category: 'P1', status: '20' }));
    expect(write({ ...first, statuses: [{ categories, date: '20260205' }] })).toMatchObject({
      ok: false,
      error: [{ code: 'ELEMENTS-TOO-MANY', segmentId: 'STC', element: 13 }],
    });
  });

  it('is read back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(set, { minLength: 1, maxLength: 2 }), async (sets) => {
        const text = textOf(writeStatusResponses(spec, sets));
        expect(codesOf(await itemsOf(text))).toEqual([]);
        expect(await responsesIn(text)).toEqual(sets.flatMap(asRead));
      }),
    );
  });
});

const category = sparse(
  {
    category: fc.constantFrom('F1', 'P3', 'A4', 'E0'),
    status: fc.constantFrom('65', '317', '35'),
    entity: fc.constantFrom('PR', 'QC', '1P'),
    codeList: fc.constant('RX'),
  },
  ['category', 'status'],
);
const statuses = some(
  sparse(
    {
      categories: some(category, 3),
      date: day,
      charge: positiveAmount,
      paid: amount(),
      adjudicationDate: day,
      remittanceDate: day,
      checkNo: word(1, 16),
      message: word(1, 60),
    },
    ['categories', 'date'],
  ),
);
const line = sparse(
  {
    procedure,
    charge: positiveAmount,
    paid: amount(),
    revenueCode: fc.constantFrom('0300', '0450'),
    units: fc.constantFrom('1', '2.5'),
    statuses,
    references: some(reference('FJ'), 1),
    dates: some(date('472'), 1),
  },
  ['procedure', 'charge', 'statuses'],
);
const source = fc
  .tuple(payer, sparse({ contacts: some(contact, 1) }, []))
  .map(([name, rest]) => ({ ...name, ...rest }));

/** Few different levels, so that answers share them. */
const responses = fc
  .tuple(some(source, 2), some(party('41', '46'), 2), some(some(clinic, 2), 2), some(person('IL', true), 2))
  .chain(([sources, receivers, providers, subscribers]) => {
    const asked = { source: fc.constantFrom(...sources), receiver: fc.constantFrom(...receivers) };
    const provided = { ...asked, providers: fc.constantFrom(...providers) };
    const answer = { trace: word(1, 20), statuses };
    const claim = sparse(
      {
        level: fc.constant('claim' as const),
        ...provided,
        subscriber: fc.constantFrom(...subscribers),
        dependent: person('QC', false),
        ...answer,
        references: some(reference('EJ', '1K', 'BLT', 'D9')),
        dates: some(date('472'), 1),
        lines: some(line),
      },
      ['level', 'source', 'receiver', 'providers', 'subscriber', 'trace', 'statuses'],
    );
    const provider = fc.record({ level: fc.constant('provider' as const), ...provided, ...answer });
    const receiver = fc.record({
      level: fc.constant('receiver' as const),
      ...asked,
      providers: fc.constant([]),
      ...answer,
    });
    const response: fc.Arbitrary<StatusResponseSet['responses'][number]> = fc.oneof(
      { weight: 4, arbitrary: claim },
      { weight: 1, arbitrary: provider },
      { weight: 1, arbitrary: receiver },
    );
    return fc.array(response, { minLength: 1, maxLength: 5 });
  });
const set: fc.Arbitrary<StatusResponseSet> = fc.record({
  header: fc.record({
    purpose: fc.constant('08'),
    reference: word(1, 20),
    date: fc.constant('20260205'),
    time: fc.constant('0901'),
    type: fc.constant('DG'),
  }),
  responses,
});
