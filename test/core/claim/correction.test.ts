import { describe, expect, it, test } from 'vitest';
import {
  type CorrectionTerms,
  correctionRefusal,
  eventsOfAct,
  numberToCorrect,
} from '../../../core/claim/correction.ts';

const terms: CorrectionTerms = {
  acceptsFrequency7: true,
  acceptsFrequency8: true,
  acceptsAcknowledgedNumber: false,
};
const adjudication = {
  ...{ remittanceId: 'r', ordinal: 1, status: '1', paidCents: 0, patientCents: 0 },
  ...{ whollyDenied: true, payerClaimControlNo: 'PC1' },
};
const decided = { adjudication, payerClaimControlNo: 'PC1' };
const acknowledged = { payerClaimControlNo: 'ACK1' };

describe('the number that a correction names', () => {
  test.each([
    ['of the decision', decided, 'replace', {}, 'PC1'],
    ['is not that of an acknowledgment', acknowledged, 'void', {}, undefined],
    ['unless the payer takes it', acknowledged, 'void', { acceptsAcknowledgedNumber: true }, 'ACK1'],
    ['and never for a replacement', acknowledged, 'replace', { acceptsAcknowledgedNumber: true }, undefined],
  ] as const)('%s', (_, filing, act, more, number) => {
    expect(numberToCorrect(filing, act, { ...terms, ...more })).toBe(number);
  });
});

test.each([
  ['the payer takes both', decided, 'replace', {}, undefined],
  [
    'it takes no replacements',
    decided,
    'replace',
    { acceptsFrequency7: false },
    'PAYER_TAKES_NO_REPLACEMENTS',
  ],
  ['it takes no voids', decided, 'void', { acceptsFrequency8: false }, 'PAYER_TAKES_NO_VOIDS'],
  ['nothing is decided', acknowledged, 'replace', {}, 'NO_PAYER_NUMBER'],
  [
    'its numbers look otherwise',
    decided,
    'replace',
    { payerClaimNumberPattern: '\\d+' },
    'PAYER_NUMBER_UNLIKE',
  ],
  ['its numbers look so', decided, 'replace', { payerClaimNumberPattern: 'PC\\d+' }, undefined],
] as const)('a correction, where %s', (_, filing, act, more, refusal) => {
  expect(correctionRefusal(filing, act, { ...terms, ...more })).toBe(refusal);
});

it('a replacement that is in no file yet only takes other content', () => {
  expect(eventsOfAct('replace', { state: 'REPLACING', allowed: true })).toEqual([{ kind: 'edited' }]);
});
