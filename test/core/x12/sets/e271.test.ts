import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readX12 } from '../../../../core/x12/read.ts';
import {
  type EligibilityResponseSet,
  writeEligibilityResponses,
} from '../../../../core/x12/sets/e271-write.ts';
import { rejectionsOf } from '../../../../core/x12/sets/eligibility-types.ts';
import { amount, codesOf, day, envelope, golden, itemsOf, only, sparse, word, written } from './answers.ts';
import { activeWithOtherPayer, asRead, everyLoop } from './e271-expected.ts';
import { textOf, withSegments } from './inquiries.ts';
import {
  address,
  clinic,
  contact,
  date,
  described,
  eligible,
  party,
  payer,
  pointers,
  procedure,
  provider,
  rejection,
  serviceTypes,
  some,
  trace,
} from './inquiry-arbitraries.ts';

const responsesIn = async (text: string) =>
  only(await itemsOf(text), 'eligibility-response').map((item) => written(item.response));
const spec = envelope(801, '20260105', '0801');
const cases = [
  ['of an active patient', 'e271-active-with-other-payer', activeWithOtherPayer, spec],
  ['with every loop', 'e271-every-loop', everyLoop, envelope(803, '20260105', '0816')],
] as const;

describe('a 271', () => {
  test.each(cases)('%s reads to its responses without findings', async (_, name, expected) => {
    const items = await itemsOf(golden(name));
    expect(codesOf(items)).toEqual([]);
    expect(await responsesIn(golden(name))).toEqual(asRead(expected));
  });

  test.each(cases)('%s is written byte for byte', (_, name, expected, as) => {
    expect(textOf(writeEligibilityResponses(as, [expected]))).toBe(golden(name));
  });

  it('gives each response with its set and the place of its HL, in file order', async () => {
    const items = await itemsOf(golden('e271-every-loop'));
    const responses = only(items, 'eligibility-response');
    expect(responses.map(({ response }) => [response.position.segment, response.position.loop])).toEqual([
      [15, '2000C'],
      [53, '2000D'],
      [59, '2000D'],
      [66, '2000B'],
      [69, '2000A'],
    ]);
    expect(responses[0]?.context).toMatchObject({ setControlNo: '0001', version: '005010X279A1' });
    expect(only(items, 'set-end')).toMatchObject([{ type: '271', accepted: true }]);
  });

  it('tells of each response all that was rejected on the way to it', async () => {
    const responses = await responsesIn(golden('e271-every-loop'));
    const [source, asked, receiver, person] = ['2000A 42', '2100A 79', '2100B 43', '2100C 64'];
    expect(
      responses.map((response) => rejectionsOf(response).map(({ loop, reason }) => `${loop} ${reason}`)),
    ).toEqual([
      [source, asked, receiver, person, '2110C 56'],
      [source, asked, receiver, person, '2100D 67'],
      [source, asked, receiver, person, '2110D 52'],
      [source, asked, '2100B 50'],
      ['2000A 80'],
    ]);
  });

  it('with a bracket around the related parties of two benefits keeps them apart', async () => {
    const [jane] = await responsesIn(golden('e271-every-loop'));
    expect(jane?.benefits.map(({ related }) => related?.map(({ code }) => code))).toEqual([
      undefined,
      ['PRP', '1I'],
      ['SEP'],
    ]);
  });

  it('reads coverage that has no end, as payers say it by a day far off', async () => {
    const text = golden('e271-active-with-other-payer').replace(
      'DTP*346*D8*20250101',
      'DTP*346*RD8*20250101-99991231',
    );
    expect(codesOf(await itemsOf(text))).toEqual([]);
    const [jane] = await responsesIn(text);
    expect(jane?.subscriber?.dates).toEqual([{ qualifier: '346', from: '20250101', to: '99991231' }]);
  });

  it('reads service types where the repetition separator is the component separator too', async () => {
    const text = golden('e271-every-loop').replace('*0*T*:~', '*0*T*^~').replaceAll(':', '^');
    const [jane] = await responsesIn(text);
    expect(jane?.benefits[0]?.serviceTypes).toEqual(['30', '98', 'MH']);
  });
});

describe('a 271 of many patients', () => {
  /** More than fit into the blocks that the engine gathers small chunks in. */
  const PATIENTS = 2000;
  /** From a patient's HL to its last segment. */
  const SEGMENTS = 18;

  it('gives the first long before the last is sent', async () => {
    const text = golden('e271-active-with-other-payer');
    const at = text.indexOf('HL*3*');
    const patient = text.slice(at, text.indexOf('SE*'));
    let sent = 0;
    function* chunks() {
      yield Buffer.from(text.slice(0, at));
      for (sent = 1; sent <= PATIENTS; sent += 1)
        yield Buffer.from(patient.replace('HL*3*', `HL*${sent + 2}*`));
      yield Buffer.from(
        text.slice(text.indexOf('SE*')).replace('SE*25*', `SE*${25 + (PATIENTS - 1) * SEGMENTS}*`),
      );
    }
    let read = 0;
    const behind: number[] = [];
    for await (const item of readX12(chunks())) {
      if (item.kind === 'finding') throw new Error(item.finding.code);
      if (item.kind !== 'eligibility-response') continue;
      read += 1;
      behind.push(sent - read);
    }
    expect(read).toBe(PATIENTS);
    expect(Math.max(...behind)).toBeLessThan(PATIENTS / 4);
  });
});

describe('a faulty 271', () => {
  test.each([
    ['a benefit of no known kind', 'EB*6**30', ['EB*Z**30'], ['ELEMENT-CODE']],
    ['a benefit without a kind', 'EB*6**30', ['EB***30'], ['ELEMENT-MISSING']],
    ['a quantity without its unit', 'EB*6**30', ['EB*6**30*******12'], ['ELEMENT-CONDITION']],
    ['an amount with a fraction of a cent', 'EB*6**30', ['EB*6**30****1.005'], ['AMOUNT-UNREADABLE']],
    ['an amount in words', 'EB*6**30', ['EB*6**30****TEN'], ['ELEMENT-CHARACTER', 'AMOUNT-UNREADABLE']],
    ['a rejection without a reason', 'AAA*N**52*C', ['AAA*N***C'], ['ELEMENT-MISSING']],
    ['a question, which only a 270 has', 'EB*6**30', ['EQ*30', 'EB*6**30'], ['SEGMENT-UNEXPECTED']],
    [
      'a message before the date',
      'AAA*N**52*C',
      ['MSG*LATE', 'DTP*348*D8*20250101'],
      ['SEGMENT-OUT-OF-SEQUENCE'],
    ],
    ['a bracket of another loop', 'LS*2120', ['LS*2130'], ['ELEMENT-CODE']],
    ['two addresses', 'N3*1 PLAZA', ['N3*1 PLAZA', 'N3*2 PLAZA'], ['SEGMENT-OVER-MAXIMUM']],
    ['a plan name that is too long', 'EB*6**30', [`EB*6**30**${'A'.repeat(51)}`], ['ELEMENT-TOO-LONG']],
  ] as const)('with %s is read, with a finding', async (_, at, segments, codes) => {
    const items = await itemsOf(withSegments(golden('e271-every-loop'), at, ...segments));
    expect(codesOf(items)).toEqual(codes);
    expect(only(items, 'eligibility-response')).toHaveLength(5);
  });

  it('with a trace number behind the name loses no benefit for it', async () => {
    const text = golden('e271-active-with-other-payer');
    const moved = text.replace(/(TRN[^~]*~\n)(NM1\*IL[^~]*~\n)/, '$2$1');
    const items = await itemsOf(moved);
    expect(codesOf(items)).toEqual(['SEGMENT-UNEXPECTED']);
    const [right] = await responsesIn(text);
    expect(await responsesIn(moved)).toEqual([{ ...right, traces: [] }]);
  });

  it('with a dependent right below the receiver loses no dependent', async () => {
    const text = golden('e271-every-loop').replace('HL*4*3*23*0', 'HL*4*6*23*0');
    const moved = text.replace(/HL\*3\*2[\s\S]*(?=HL\*4)/, '');
    const items = await itemsOf(moved);
    const names = only(items, 'eligibility-response').map(({ response }) => response.dependent?.first);
    expect(names).toEqual(['SAM', 'ANN', undefined, undefined]);
    expect(codesOf(items)).toContain('SEGMENT-MISSING');
  });
});

describe('writing a 271', () => {
  it('refuses a response without a payer, and data with a delimiter in it', () => {
    const [first] = activeWithOtherPayer.responses;
    if (first === undefined) throw new Error('the example has a response');
    const write = (response: typeof first) =>
      writeEligibilityResponses(spec, [{ ...activeWithOtherPayer, responses: [response] }]);
    expect(write({ ...first, source: { code: '', entityType: '' } })).toMatchObject({
      ok: false,
      error: [{ code: 'SEGMENT-MISSING', segmentId: 'NM1' }],
    });
    const benefits = [{ code: '1', serviceTypes: ['30', '98'], planName: 'GOLD*PLAN' }];
    expect(write({ ...first, benefits })).toMatchObject({
      ok: false,
      error: [{ code: 'CHR-02', segmentId: 'EB', element: 5 }],
    });
  });

  it('is read back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(set, { minLength: 1, maxLength: 2 }), async (sets) => {
        const text = textOf(writeEligibilityResponses(spec, sets));
        expect(codesOf(await itemsOf(text))).toEqual([]);
        expect(await responsesIn(text)).toEqual(sets.flatMap(asRead));
      }),
    );
  });
});

const delivery = sparse(
  {
    quantityQualifier: fc.constantFrom('VS', 'DY'),
    quantity: fc.constantFrom('12', '2'),
    frequencyUnit: fc.constantFrom('WK', 'MO'),
    frequency: fc.constantFrom('1', '2.5'),
    period: fc.constantFrom('34', '35'),
    periods: fc.constantFrom('6', '12'),
    pattern: fc.constantFrom('1', 'SA'),
    timeOfDay: fc.constantFrom('A', 'B'),
  },
  ['quantityQualifier', 'quantity', 'period'],
);
const information = fc.oneof(
  fc.record({ qualifier: fc.constant('ZZ'), code: fc.constantFrom('11', '21') }),
  fc.record({ category: fc.constant('44'), text: word(1, 30) }),
);
const related = fc
  .tuple(
    fc.oneof(payer, party('PRP', 'PI'), party('P3', 'SV')),
    sparse({ relationship: fc.constant('01'), address, contacts: some(contact), provider }, []),
  )
  .map(([name, rest]) => ({ ...name, ...rest }));
const benefit = (suffix: 'C' | 'D') =>
  sparse(
    {
      code: fc.constantFrom('1', '6', 'A', 'B', 'C', 'G', 'R', 'CB'),
      coverageLevel: fc.constantFrom('IND', 'FAM'),
      serviceTypes,
      insuranceType: fc.constantFrom('HM', 'PR'),
      planName: word(1, 30),
      period: fc.constantFrom('23', '27', '29'),
      amount: amount(),
      percent: fc.constantFrom('.2', '1', '.05'),
      authorization: fc.constantFrom('Y', 'N', 'U'),
      network: fc.constantFrom('Y', 'N', 'W', 'U'),
      procedure,
      diagnosisPointers: pointers,
      deliveries: some(delivery),
      references: some(described('G1', '9F', 'IG')),
      dates: some(date('292', '348', '349')),
      rejections: some(rejection(`2110${suffix}`)),
      messages: some(word(1, 60)),
      information: some(information),
      related: some(related),
    },
    ['code', 'serviceTypes'],
  );
const answered = (code: 'IL' | '03', loop: string) =>
  fc
    .tuple(
      eligible(code),
      sparse(
        {
          rejections: some(rejection(loop)),
          military: sparse(
            {
              status: fc.constant('C'),
              employment: fc.constant('AE'),
              service: fc.constant('A'),
              description: word(1, 20),
              rank: fc.constant('A1'),
              from: day,
              to: day,
            },
            ['status', 'employment', 'service', 'from'],
          ),
        },
        [],
      ),
    )
    .map(([person, rest]) => ({ ...person, ...rest }));

const source = fc
  .tuple(
    payer,
    sparse({ contacts: some(contact) }, []),
    fc.array(rejection('2000A'), { maxLength: 2 }),
    fc.array(rejection('2100A'), { maxLength: 2 }),
  )
  .map(([name, contacts, outer, inner]) => {
    const rejections = [...outer, ...inner];
    return { ...name, ...contacts, ...(rejections.length > 0 && { rejections }) };
  });
const receiver = fc
  .tuple(
    clinic,
    sparse(
      { references: some(described('TJ', '0B')), address, rejections: some(rejection('2100B')), provider },
      [],
    ),
  )
  .map(([name, rest]) => ({ ...name, ...rest }));

const traces = fc.array(trace('2'), { maxLength: 3 });
const patient = (
  sources: readonly NonNullable<EligibilityResponseSet['responses'][number]['source']>[],
  receivers: readonly NonNullable<EligibilityResponseSet['responses'][number]['receiver']>[],
  subscribers: readonly NonNullable<EligibilityResponseSet['responses'][number]['subscriber']>[],
): fc.Arbitrary<EligibilityResponseSet['responses'][number]> => {
  const levels = {
    source: fc.constantFrom(...sources),
    receiver: fc.constantFrom(...receivers),
    subscriber: fc.constantFrom(...subscribers),
    traces,
  };
  const nobody = { traces: fc.constant([]), benefits: fc.constant([]) };
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ ...levels, benefits: fc.array(benefit('C'), { maxLength: 3 }) }) },
    {
      weight: 4,
      arbitrary: sparse(
        {
          ...levels,
          dependent: answered('03', '2100D'),
          subscriberTraces: some(trace('2'), 2),
          benefits: fc.array(benefit('D'), { maxLength: 3 }),
        },
        ['source', 'receiver', 'subscriber', 'traces', 'dependent', 'benefits'],
      ),
    },
    fc.record({ source: levels.source, receiver: levels.receiver, ...nobody }),
    fc.record({ source: levels.source, ...nobody }),
  );
};
/** Few different levels, so that responses share them. */
const responses = fc
  .tuple(some(source, 2), some(receiver, 2), some(answered('IL', '2100C'), 2))
  .chain((levels) => fc.array(patient(...levels), { minLength: 1, maxLength: 5 }));
const set: fc.Arbitrary<EligibilityResponseSet> = fc.record({
  header: fc.record({
    purpose: fc.constantFrom('11', '06'),
    reference: word(1, 20),
    date: fc.constant('20260105'),
    time: fc.constant('0801'),
  }),
  responses,
});
