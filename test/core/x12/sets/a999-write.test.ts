import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { writeImplementationAcknowledgment } from '../../../../core/x12/sets/a999-write.ts';
import type { Written } from '../../../../core/x12/sets/answer-write.ts';
import type { ImplementationAcknowledgment } from '../../../../core/x12/types.ts';
import { groupRejected, oneOfTwoRejected } from './a999-expected.ts';
import { codesOf, envelope, golden, itemsOf, only, sparse, word, written } from './answers.ts';

describe('writing a 999', () => {
  test.each([
    ['a999-one-of-two-rejected', oneOfTwoRejected, 701, '0935'],
    ['a999-group-rejected', groupRejected, 703, '0936'],
  ])('gives %s byte for byte', (name, acknowledgment, controlNo, time) => {
    const result = writeImplementationAcknowledgment(envelope(controlNo, '20260106', time), [acknowledgment]);
    expect(result).toEqual({ ok: true, value: { text: golden(name) } });
  });

  it.each([
    ['2010BA', '2010'],
    ['2300', '2300'],
    ['2310A', '2310'],
  ])('names loop %s by its first four characters', (loop, written) => {
    const [set] = oneOfTwoRejected.sets.filter(({ errors }) => errors.length > 0);
    const trigger = { segmentId: 'CLM', segment: 18, loop };
    const error = { segmentId: 'NM1', segment: 22, loop, code: '8', triggers: [trigger], elements: [] };
    const result = writeImplementationAcknowledgment(envelope(701, '20260106', '0935'), [
      { ...oneOfTwoRejected, sets: set === undefined ? [] : [{ ...set, errors: [error] }] },
    ]);
    const text = result.ok ? result.value.text : '';
    expect(text).toContain(`IK3*NM1*22*${written}*8~`);
    expect(text).toContain(`CTX*SITUATIONAL TRIGGER*CLM*18*${written}~`);
  });

  it('refuses an answer code that the guide does not have', () => {
    const result = writeImplementationAcknowledgment(envelope(701, '20260106', '0935'), [
      { ...groupRejected, code: 'Z' },
    ]);
    expect(result).toMatchObject({
      ok: false,
      error: [{ code: 'ELEMENT-CODE', segmentId: 'AK9', element: 1, set: 1 }],
    });
  });

  it('is read back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(acknowledgment, { minLength: 1, maxLength: 3 }), async (acknowledgments) => {
        const result = writeImplementationAcknowledgment(envelope(701, '20260106', '0935'), acknowledgments);
        if (!result.ok) throw new Error(JSON.stringify(result.error));
        const items = await itemsOf(result.value.text);
        expect(codesOf(items)).toEqual([]);
        const read = only(items, 'implementation-acknowledgment');
        expect(read.map((item) => written(item.acknowledgment))).toEqual(acknowledgments);
      }),
    );
  });
});

const trigger = sparse(
  {
    segmentId: fc.constantFrom('CLM', 'SBR', 'NM1'),
    segment: fc.integer({ min: 1, max: 90_000 }),
    loop: fc.constantFrom('2300', '2000'),
  },
  ['segmentId'],
);
const triggers = fc.array(trigger, { minLength: 1, maxLength: 3 });
const element = sparse(
  {
    element: fc.integer({ min: 1, max: 40 }),
    component: fc.integer({ min: 1, max: 12 }),
    repetition: fc.integer({ min: 1, max: 99 }),
    dataElement: fc.integer({ min: 1, max: 1999 }),
    code: fc.constantFrom('1', '2', '7', 'I9', 'I13'),
    triggers,
  },
  ['element', 'code'],
);
const error = sparse(
  {
    segmentId: fc.constantFrom('NM1', 'SV1', 'HI'),
    segment: fc.integer({ min: 1, max: 90_000 }),
    loop: fc.constantFrom('2010', '2400'),
    code: fc.constantFrom('3', '8', 'I6'),
    claimId: word(1, 20),
    triggers,
    elements: fc.array(element, { maxLength: 3 }),
  },
  ['segmentId', 'segment', 'code', 'elements'],
);
const rejected = sparse(
  {
    setId: fc.constant('837'),
    controlNo: word(4, 9),
    version: fc.constant('005010X222A1'),
    code: fc.constantFrom('R', 'M', 'W', 'X'),
    errorCodes: fc.array(fc.constantFrom('5', 'I5', '23'), { maxLength: 5 }),
    errors: fc.array(error, { maxLength: 3 }),
  },
  ['setId', 'controlNo', 'code', 'errorCodes', 'errors'],
);
const acceptedSet = sparse(
  {
    setId: fc.constant('837'),
    controlNo: word(4, 9),
    code: fc.constantFrom('A', 'E'),
    errorCodes: fc.constant([]),
    errors: fc.constant([]),
  },
  ['setId', 'controlNo', 'code', 'errorCodes', 'errors'],
);
const acknowledgment: fc.Arbitrary<Written<ImplementationAcknowledgment>> = fc
  .tuple(
    fc.array(acceptedSet, { maxLength: 3 }),
    fc.array(rejected, { maxLength: 3 }),
    fc.integer({ min: 1, max: 999_999_999 }),
    fc.array(fc.constantFrom('1', '5'), { maxLength: 5 }),
  )
  .map(([accepted, refused, groupControlNo, errorCodes]) => ({
    functionalCode: 'HC',
    groupControlNo: String(groupControlNo),
    version: '005010X222A1',
    sets: [...accepted, ...refused],
    code: refused.length === 0 ? 'A' : accepted.length === 0 ? 'R' : 'P',
    included: accepted.length + refused.length,
    received: accepted.length + refused.length,
    accepted: accepted.length,
    errorCodes,
  }));
