import { describe, expect, it, test } from 'vitest';
import { codesOf, golden, itemsOf, only, withElement, written } from './answers.ts';
import { asRead } from './ca277-as-read.ts';
import { oneOfTwoRejected } from './ca277-expected.ts';

const NAME = 'ca277-one-of-two-rejected';

describe('a 277CA', () => {
  it('of a payer reads to its typed value without findings', async () => {
    const items = await itemsOf(golden(NAME));
    expect(codesOf(items)).toEqual([]);
    const batches = only(items, 'claim-acknowledgment-batch');
    expect(batches.map((item) => written(item.batch))).toEqual(
      oneOfTwoRejected.batches.map((batch) => asRead(batch, oneOfTwoRejected)),
    );
    expect(batches[0]?.batch.position).toMatchObject({ segment: 8, segmentId: 'HL', loop: '2000B' });
    expect(only(items, 'set-end').map((end) => end.accepted)).toEqual([true]);
  });

  it('keeps the name and the id of a provider who is a person without an NPI', async () => {
    const text = golden(NAME).replace(/NM1\*85\*.*~/, 'NM1*85*1*REED*IVAN*B**MD*FI*567012345~');
    const items = await itemsOf(text);
    expect(codesOf(items)).toEqual([]);
    const [provider] = only(items, 'claim-acknowledgment-batch').flatMap((item) => item.batch.providers);
    expect(provider).toMatchObject({
      name: 'REED',
      first: 'IVAN',
      otherId: { qualifier: 'FI', value: '567012345' },
    });
    expect(provider).not.toHaveProperty('npi');
  });

  it('of a clearinghouse is read without 2200C, with any HL04 and two batches', async () => {
    const items = await itemsOf(golden('ca277-clearinghouse-loose'));
    expect(codesOf(items)).toEqual([]);
    const source = { kind: 'clearinghouse', name: 'CLEAR HOUSE', id: 'CLEARHOUSE01' };
    const receipt = {
      reference: 'ACK0002',
      receiver: { name: 'RIVERBEND BILLING', id: 'SUBMITTER01' },
      trace: 'CHBATCH12',
      receivedDate: '20260106',
      processDate: '20260107',
    };
    expect(only(items, 'claim-acknowledgment-batch').map((item) => written(item.batch))).toEqual([
      {
        source,
        ...receipt,
        batchId: 'B20260106001',
        statuses: [
          {
            categories: [{ category: 'A1', status: '19', entity: 'AY' }],
            date: '20260107',
            action: 'WQ',
            amount: 15000,
          },
        ],
        acceptedCount: 1,
        acceptedAmount: 15000,
        providers: [
          {
            npi: '1999999992',
            name: 'RIVERBEND FAMILY CLINIC',
            statuses: [],
            claims: [
              {
                claimId: 'C0001-1',
                statuses: [
                  {
                    categories: [
                      { category: 'A1', status: '19', entity: 'AY' },
                      { category: 'A1', status: '20', entity: 'PR' },
                    ],
                    date: '20260107',
                    action: 'WQ',
                    amount: 15000,
                  },
                ],
                clearinghouseTraceNo: 'CH0000017',
                patientLast: 'DOE',
                patientFirst: 'JANE',
                memberId: 'MEM0001',
                serviceFrom: '20260105',
                serviceTo: '20260106',
                lines: [],
              },
            ],
          },
        ],
      },
      {
        source,
        ...receipt,
        batchId: 'B20260106002',
        statuses: [
          {
            categories: [{ category: 'A3', status: '24', entity: '41' }],
            date: '20260107',
            action: 'U',
            amount: 9000,
          },
        ],
        rejectedCount: 2,
        rejectedAmount: 9000,
        providers: [],
      },
    ]);
  });

  it('keeps every status of a claim and the lines that caused its rejection', async () => {
    const text = golden(NAME).replace(
      'STC*A7:164:IL*20260107*U*220~\nDTP*472*D8*20260105~',
      'STC*A7:164:IL*20260107*U*220******A6:33:IL*A8:21~\n' +
        'STC*A7:158:QC*20260107*U*220~\nDTP*472*D8*20260105~\n' +
        'SVC*HC:99213*220~\nSTC*A7:453:82**U~\nREF*FJ*C0009-1-1~',
    );
    const [item] = only(await itemsOf(text), 'claim-acknowledgment-batch');
    const claim = item?.batch.providers[0]?.claims[1];
    expect(claim?.statuses.map((s) => s.categories)).toEqual([
      [
        { category: 'A7', status: '164', entity: 'IL' },
        { category: 'A6', status: '33', entity: 'IL' },
        { category: 'A8', status: '21' },
      ],
      [{ category: 'A7', status: '158', entity: 'QC' }],
    ]);
    expect(claim?.lines).toEqual([
      {
        procedure: { qualifier: 'HC', code: '99213' },
        charge: 22000,
        lineControlNo: 'C0009-1-1',
        statuses: [{ categories: [{ category: 'A7', status: '453', entity: '82' }], action: 'U' }],
      },
    ]);
  });

  test.each([
    ['an unknown action', { id: 'STC', element: 3 }, 'ZZ', 'ELEMENT-CODE'],
    ['an amount that is none', { id: 'STC', element: 4 }, '3.7.0', 'ELEMENT-CHARACTER'],
    ['a fraction of a cent', { id: 'AMT', element: 2 }, '150.005', 'AMOUNT-UNREADABLE'],
    ['a date that does not exist', { id: 'DTP', element: 3 }, '20261301', 'ELEMENT-DATE'],
    ['no batch number', { id: 'TRN', nth: 1, element: 2 }, '', 'ELEMENT-MISSING'],
    ['no claim number', { id: 'TRN', nth: 3, element: 2 }, '', 'ELEMENT-MISSING'],
  ])('with %s has a finding there and is not accepted', async (_name, at, value, code) => {
    const items = await itemsOf(withElement(golden(NAME), at, value));
    const finding = only(items, 'finding').find((item) => item.finding.code === code)?.finding;
    expect(finding?.position).toMatchObject({ segmentId: at.id, element: at.element });
    expect(only(items, 'set-end')[0]?.accepted).toBe(false);
  });

  test.each([
    ['the source', 0, '2100A'],
    ['the receiver', 1, '2100B'],
    ['a provider', 2, '2100C'],
    ['a patient', 3, '2100D'],
  ])('with a number of %s of no kind is told so', async (_name, nth, loop) => {
    const items = await itemsOf(withElement(golden(NAME), { id: 'NM1', nth, element: 8 }, 'QQ'));
    expect(only(items, 'finding').map(({ finding }) => finding)).toMatchObject([
      { code: 'ELEMENT-CODE', position: { segmentId: 'NM1', element: 8, loop } },
    ]);
  });

  it('with a line by no kind of code is told so', async () => {
    const text = golden(NAME).replace('SE*35', 'SVC*QQ:99213*220~\nSTC*A7:255**U~\nSE*37');
    expect(codesOf(await itemsOf(text))).toEqual(['ELEMENT-CODE']);
  });

  it('with a patient outside of a provider keeps the claim and says what is missing', async () => {
    const text = golden('ca277-clearinghouse-loose').replace(/HL\*3\*2\*19\*1~\nNM1\*85[^~]*~\n/, '');
    const items = await itemsOf(text);
    expect(codesOf(items)).toContain('SEGMENT-MISSING');
    const [item] = only(items, 'claim-acknowledgment-batch');
    expect(item?.batch.providers[0]?.claims.map((claim) => claim.claimId)).toEqual(['C0001-1']);
  });
});
