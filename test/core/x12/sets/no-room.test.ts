import { describe, expect, it, test } from 'vitest';
import { writeClaimAcknowledgment } from '../../../../core/x12/sets/ca277-write.ts';
import { writeEligibilityInquiries } from '../../../../core/x12/sets/e270-write.ts';
import { writeRemittances } from '../../../../core/x12/sets/r835-write.ts';
import { writeStatusInquiries } from '../../../../core/x12/sets/s276-write.ts';
import { problemsIn, writeD, writeI } from '../claim-cases.ts';
import { dentalEveryField } from '../d837-every-field.ts';
import { everyField } from '../every-field.ts';
import { institutionalEveryField } from '../i837-every-field.ts';
import { filed, problemsOf, write } from '../p837-cases.ts';
import { envelope } from './answers.ts';
import { oneOfTwoRejected } from './ca277-expected.ts';
import { oneSubscriber } from './e270-expected.ts';
import { zeroPay } from './r835-expected.ts';
import { oneClaim } from './s276-expected.ts';

/** What a segment has no room for is refused rather than lost. */

const FIVE = ['25', '59', '76', '77', '78'];
const procedure = { qualifier: 'HC', code: '99213', modifiers: FIVE };
const spec = envelope(801, '20260105', '0801');

describe('a claim has no room for', () => {
  test.each<[string, string, unknown, string]>([
    ['a fifth modifier', 'lines', [{ ...everyField.lines[0], modifiers: FIVE }], 'lines.0.modifiers.4'],
    ['a fourth cause', 'relatedCauses', ['AA', 'EM', 'OA', 'AA'], 'relatedCauses.3'],
    [
      'a third description of a spinal manipulation',
      'spinalManipulation',
      { condition: 'A', descriptions: ['ONE', 'TWO', 'THREE'] },
      'spinalManipulation.descriptions.2',
    ],
  ])('%s (837P)', (_, field, value, refused) => {
    expect(problemsOf([filed({ ...everyField, [field]: value })])).toContainEqual({
      code: 'LEN-02',
      filingId: 'C0001-1',
      field: refused,
    });
  });

  it('a fifth modifier (837I)', () => {
    const lines = institutionalEveryField.lines.map((line) => ({ ...line, procedure }));
    expect(problemsIn(writeI({ ...institutionalEveryField, lines }))).toContainEqual(
      expect.objectContaining({ code: 'LEN-02', field: 'lines.0.procedure.modifiers.4' }),
    );
  });

  it('a fifth modifier, nor a fourth cause (837D)', () => {
    const lines = dentalEveryField.lines.map((line) => ({ ...line, modifiers: FIVE }));
    const relatedCauses = ['AA', 'EM', 'OA', 'AA'] as const;
    const fields = problemsIn(writeD({ ...dentalEveryField, lines, relatedCauses })).map(
      ({ field }) => field,
    );
    expect(fields).toEqual(expect.arrayContaining(['lines.0.modifiers.4', 'relatedCauses.3']));
  });

  it('a fourth number of a contact: the mail address is left out, with a note', () => {
    const all = { name: 'PAT JONES', phone: '5555550100', extension: '7', fax: '5555550101', email: 'P@X' };
    const result = write([filed({ ...everyField, billing: { ...everyField.billing, contacts: [all] } })]);
    expect(result.ok && result.value.text).toContain('PER*IC*PAT JONES*TE*5555550100*EX*7*FX*5555550101~');
    expect(result.ok && result.value.findings).toContainEqual({
      code: 'LEN-01',
      severity: 'warning',
      filingId: 'C0001-1',
      field: 'billing.contacts.0.email',
    });
  });

  it.each(['', '.'])('a number that is none, and takes "%s" for no zero', (units) => {
    const [line] = institutionalEveryField.lines;
    const lines = line === undefined ? [] : [{ ...line, units }];
    expect(problemsIn(writeI({ ...institutionalEveryField, lines }))).toContainEqual(
      expect.objectContaining({ code: 'GUIDE', segmentId: 'SV2', element: 5 }),
    );
  });
});

describe('an answer has no room for', () => {
  it('a fifth modifier (835)', () => {
    const claims = zeroPay.claims.map((claim) => ({
      ...claim,
      services: claim.services.map((service) => ({ ...service, procedure })),
    }));
    const result = writeRemittances(spec, [{ ...zeroPay, claims }]);
    expect(result.ok ? [] : result.error).toContainEqual(
      expect.objectContaining({ code: 'COMPONENTS-TOO-MANY', segmentId: 'SVC', element: 1 }),
    );
  });

  it('a fifth modifier (270)', () => {
    const inquiries = oneSubscriber.inquiries.map((inquiry) => ({
      ...inquiry,
      queries: [{ serviceTypes: [], procedure }],
    }));
    expect(writeEligibilityInquiries(spec, [{ ...oneSubscriber, inquiries }])).toMatchObject({
      ok: false,
      error: [{ code: 'COMPONENTS-TOO-MANY', segmentId: 'EQ', element: 2 }],
    });
  });

  it('a fifth modifier (276)', () => {
    const lines = [{ procedure, dates: [{ qualifier: '472', from: '20260105' }] }];
    const inquiries = oneClaim.inquiries.map((inquiry) => ({ ...inquiry, lines }));
    const result = writeStatusInquiries(spec, [{ ...oneClaim, inquiries }]);
    expect(result.ok ? [] : result.error).toContainEqual(
      expect.objectContaining({ code: 'COMPONENTS-TOO-MANY', segmentId: 'SVC', element: 1 }),
    );
  });

  it('a fourth category of a status (277CA)', () => {
    const categories = Array.from({ length: 4 }, () => ({ category: 'A1', status: '19' }));
    const batches = oneOfTwoRejected.batches.map((batch) => ({
      ...batch,
      statuses: batch.statuses.map((status) => ({ ...status, categories })),
    }));
    const result = writeClaimAcknowledgment(spec, [{ ...oneOfTwoRejected, batches }]);
    expect(result.ok ? [] : result.error).toContainEqual(
      expect.objectContaining({ code: 'ELEMENTS-TOO-MANY', segmentId: 'STC', element: 13 }),
    );
  });
});
