import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClaimToAcknowledge, writeClaimAcknowledgment } from '../../../../core/x12/sets/ca277-write.ts';
import {
  amount,
  codesOf,
  day,
  envelope,
  golden,
  itemsOf,
  npi,
  only,
  positiveAmount,
  sparse,
  word,
  written,
} from './answers.ts';
import { asRead } from './ca277-as-read.ts';
import { oneOfTwoRejected } from './ca277-expected.ts';

/** The types do not carry the patient's middle name. */
const withoutMiddleName = (text: string): string => text.replaceAll('DOE*JANE*Q***MI', 'DOE*JANE****MI');

describe('writing a 277CA', () => {
  it('gives the golden file byte for byte', () => {
    const result = writeClaimAcknowledgment(envelope(702, '20260107', '0700'), [oneOfTwoRejected]);
    const text = withoutMiddleName(golden('ca277-one-of-two-rejected'));
    expect(result).toEqual({ ok: true, value: { text } });
  });

  it('refuses a batch without receipt dates', () => {
    const batches = oneOfTwoRejected.batches.map(({ receivedDate: _, ...batch }) => batch);
    const result = writeClaimAcknowledgment(envelope(702, '20260107', '0700'), [
      { ...oneOfTwoRejected, batches },
    ]);
    expect(result).toMatchObject({ ok: false, error: [{ code: 'SEGMENT-MISSING', set: 1 }] });
  });

  it('is read back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 2 }), async (batches) => {
        const result = writeClaimAcknowledgment(envelope(702, '20260107', '0700'), [
          { ...oneOfTwoRejected, batches },
        ]);
        if (!result.ok) throw new Error(JSON.stringify(result.error));
        const items = await itemsOf(result.value.text);
        expect(codesOf(items)).toEqual([]);
        const read = only(items, 'claim-acknowledgment-batch');
        expect(read.map((item) => written(item.batch))).toEqual(
          batches.map((b) => asRead(b, oneOfTwoRejected)),
        );
      }),
    );
  });
});

const category = sparse(
  {
    category: fc.constantFrom('A1', 'A2', 'A3', 'A7'),
    status: fc.constantFrom('19', '20', '164', '562'),
    entity: fc.constantFrom('PR', 'IL', '85'),
  },
  ['category', 'status'],
);
const status = sparse(
  {
    categories: fc.array(category, { minLength: 1, maxLength: 3 }),
    date: day,
    action: fc.constantFrom('WQ', 'U'),
    amount: amount(),
  },
  ['categories'],
);
const statuses = fc.array(status, { minLength: 1, maxLength: 3 });

const line = sparse(
  {
    procedure: fc.record({ qualifier: fc.constant('HC'), code: word(5, 5) }),
    charge: positiveAmount,
    lineControlNo: word(1, 20),
    statuses,
  },
  ['procedure', 'charge', 'statuses'],
);
const claim = fc
  .tuple(
    sparse(
      {
        claimId: word(1, 20),
        statuses,
        payerClaimControlNo: word(1, 20),
        clearinghouseTraceNo: word(1, 20),
        patientLast: word(1, 20),
        patientFirst: word(1, 20),
        memberId: word(2, 12),
        lines: fc.array(line, { maxLength: 2 }),
      },
      ['claimId', 'statuses', 'patientLast', 'lines'],
    ),
    fc.option(fc.tuple(day, day)),
  )
  .map(
    ([c, days]): ClaimToAcknowledge => ({ ...c, ...(days && { serviceFrom: days[0], serviceTo: days[1] }) }),
  );

const count = fc.nat(5000);
const totals = {
  acceptedCount: count,
  rejectedCount: count,
  acceptedAmount: positiveAmount,
  rejectedAmount: positiveAmount,
};
const answered = sparse(
  {
    npi,
    name: word(1, 30),
    trace: word(1, 20),
    statuses,
    ...totals,
    claims: fc.array(claim, { maxLength: 3 }),
  },
  ['npi', 'name', 'trace', 'statuses', 'claims'],
);
/** 2200C is left out where the provider itself has no status. */
const unanswered = fc.record({
  npi,
  name: word(1, 30),
  statuses: fc.constant([]),
  claims: fc.array(claim, { maxLength: 3 }),
});
const person = fc.record({
  otherId: fc.record({ qualifier: fc.constant('FI'), value: word(2, 12) }),
  name: word(1, 30),
  first: word(1, 30),
  statuses: fc.constant([]),
  claims: fc.array(claim, { maxLength: 3 }),
});
const batch = sparse(
  {
    source: fc.record({
      kind: fc.constantFrom('payer', 'clearinghouse'),
      name: word(1, 30),
      id: word(2, 12),
    }),
    trace: word(1, 20),
    receivedDate: day,
    processDate: day,
    batchId: word(1, 20),
    statuses,
    ...totals,
    providers: fc.array(fc.oneof(answered, unanswered, person), { maxLength: 2 }),
  },
  ['source', 'trace', 'receivedDate', 'processDate', 'batchId', 'statuses', 'providers'],
);
