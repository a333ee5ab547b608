import { describe, expect, it, test } from 'vitest';
import { encounterSchema } from '../../../../core/encounter/schema.ts';
import type { ProfessionalClaim } from '../../../../core/x12/types.ts';
import { claimsIn, codesIn, findingsIn, golden, header, itemsOf } from '../p837-cases.ts';

const A = golden('a-837p-one-payer');
const B = golden('b-837p-secondary');

async function one(text: string): Promise<ProfessionalClaim> {
  const [claim] = claimsIn(await itemsOf(text));
  if (claim === undefined) throw new Error('no claim was read');
  return claim;
}

describe('an 837P', () => {
  it('is read as the encounter behind it (example A)', async () => {
    const { content, ...around } = await one(A);
    expect(content).toEqual({
      claimType: 'P',
      claimNo: 'C0001-1',
      frequency: '1',
      destination: 1,
      pos: '11',
      billing: {
        entityType: '2',
        name: 'RIVERBEND FAMILY CLINIC',
        npi: '1999999992',
        taxonomy: '207Q00000X',
        address1: '100 MAIN ST',
        city: 'SPRINGFIELD',
        state: 'IL',
        zip: '627010001',
        taxId: { type: 'EI', value: '123456789' },
      },
      rendering: {
        entityType: '1',
        last: 'SMITH',
        first: 'ALAN',
        npi: '1888888884',
        taxonomy: '207Q00000X',
      },
      patient: {
        entityType: '1',
        last: 'DOE',
        first: 'JANE',
        middle: 'Q',
        dob: '19800215',
        sex: 'F',
        address1: '12 ELM ST',
        city: 'SPRINGFIELD',
        state: 'IL',
        zip: '62702',
      },
      coverages: [
        {
          seq: 1,
          payer: { name: 'ACME HEALTH PLAN', id: '99001' },
          filingCode: 'CI',
          relationship: '18',
          memberId: 'MEM0001',
          groupNumber: 'GRP1001',
          assignment: 'Y',
          release: 'Y',
        },
      ],
      signatureOnFile: true,
      acceptAssignment: 'A',
      totalChargeCents: 15000,
      cliaNo: '14D0000001',
      diagnoses: ['J029', 'R509'],
      lines: [
        {
          code: '99213',
          modifiers: ['25'],
          chargeCents: 12000,
          units: '1',
          dx: [1, 2],
          from: '20260105',
          lineControlNo: 'C0001-1-1',
        },
        {
          code: '87880',
          modifiers: ['QW'],
          chargeCents: 3000,
          units: '1',
          dx: [1],
          from: '20260105',
          lineControlNo: 'C0001-1-2',
        },
      ],
    });
    expect(around).toMatchObject({
      header,
      ordinal: 1,
      context: { setControlNo: '0001', version: '005010X222A1', group: { controlNo: '101' } },
      position: { interchange: 1, group: 1, set: 1, segment: 19, segmentId: 'CLM', loop: '2300' },
    });
    expect(A.slice(around.position.offset)).toMatch(/^CLM\*C0001-1/);
  });

  it('to the secondary payer keeps the order of payers, the patient and what the first payer decided (example B)', async () => {
    const { content } = await one(B);
    expect(content.destination).toBe(2);
    expect(content.patient).toMatchObject({ last: 'ROE', first: 'JOHN', dob: '19751130', sex: 'M' });
    expect(content.coverages.map(({ seq, relationship, memberId }) => [seq, relationship, memberId])).toEqual(
      [
        [1, '18', 'MEM0002'],
        [2, '01', 'BM778899'],
      ],
    );
    expect(content.coverages[0]).toMatchObject({
      payer: { name: 'ACME HEALTH PLAN', id: '99001' },
      adjudication: { paidCents: 10100, payerClaimControlNo: '2026020100017' },
    });
    expect(content.coverages[0]).not.toHaveProperty('subscriber');
    expect(content.coverages[1]?.subscriber).toEqual({ entityType: '1', last: 'ROE', first: 'MARY' });
    expect(content.lines[0]?.adjudications).toEqual([
      {
        payerId: '99001',
        paidCents: 9600,
        procedure: { code: '99214' },
        paidUnits: '1',
        adjustments: [
          { group: 'CO', carc: '45', amountCents: 6000 },
          { group: 'PR', carc: '2', amountCents: 2400 },
        ],
        date: '20260210',
        remainingLiabilityCents: 2400,
      },
    ]);
    expect(encounterSchema.safeParse(content).success).toBe(true);
  });

  it('that replaces another names the payer claim number (example C)', async () => {
    const { content } = await one(golden('c-837p-replacement'));
    expect(content).toMatchObject({
      frequency: '7',
      payerClaimControlNo: '2026011500042',
      note: { type: 'ADD', text: 'CORRECTED CLAIM REFERRING PROVIDER ADDED' },
      referring: [{ role: 'DN', last: 'LEE', first: 'GRACE', npi: '1777777776' }],
    });
  });

  it('gives claims under the subscriber and under patients, each with its own context', async () => {
    const claimOf = (text: string, id: string) =>
      text.slice(text.indexOf('CLM*'), text.indexOf('SE*')).replaceAll(/C000\d-\d/g, id);
    const child = B.slice(B.indexOf('HL*3'), B.indexOf('CLM*')).replace('JOHN', 'TIM');
    const text = B.replace('HL*3*2', `${claimOf(B, 'OWN-2')}HL*3*2`).replace(
      'SE*53',
      `${child.replace('HL*3', 'HL*4')}${claimOf(B, 'TIM-2')}SE*53`,
    );
    const claims = claimsIn(await itemsOf(text));
    expect(
      claims.map(({ content, ordinal }) => [
        ordinal,
        content.claimNo,
        content.patient.first,
        content.coverages.find((c) => c.seq === content.destination)?.relationship,
      ]),
    ).toEqual([
      [1, 'OWN-2', 'MARY', '18'],
      [2, 'C0002-2', 'JOHN', '01'],
      [3, 'TIM-2', 'TIM', '01'],
    ]);
  });

  test.each<[string, string, string, object]>([
    [
      'ICD-9 codes',
      'HI*ABK:J029*ABF:R509',
      'HI*BK:0340*BF:V7389',
      { diagnoses: ['0340', 'V7389'], diagnosisVersion: '9' },
    ],
    ['a payer of unknown rank', 'SBR*P*', 'SBR*U*', { destination: 1 }],
    ['the tenth payer', 'SBR*P*', 'SBR*G*', { destination: 10 }],
    ['a provider without an NPI', '*****XX*1999999992', '', { billing: { name: 'RIVERBEND FAMILY CLINIC' } }],
    [
      'a period of service',
      'D8*20260105',
      'RD8*20260105-20260106',
      { lines: [{ from: '20260105', to: '20260106' }, {}] },
    ],
    ['relationships in no list', 'SBR*P*18', 'SBR*P*', { coverages: [{ relationship: '18' }] }],
    [
      "a line's primary care provider",
      'LX*2',
      'NM1*P3*1*LEE*GRACE****XX*1777777776~\nLX*2',
      { lines: [{ referring: [{ role: 'P3', last: 'LEE', npi: '1777777776' }] }, {}] },
    ],
    [
      'a supply by its own code',
      'LX*2',
      'LIN**UP*012345678905~\nCTP****3*UN~\nLX*2',
      { lines: [{ product: { qualifier: 'UP', code: '012345678905', quantity: '3', unit: 'UN' } }, {}] },
    ],
    ['pointers that are none', '***1:2~', '***1:A:123:2~', { lines: [{ dx: [1, 2] }, {}] }],
    ['a name with a letter beyond ASCII', 'DOE*JANE', 'PEÑA*JANE', { patient: { last: 'PEÑA' } }],
  ])('with %s', async (_, from, to, content) => {
    expect((await one(A.replace(from, to))).content).toMatchObject(content);
  });

  it('says nothing of the usual role of a referring provider of a line', async () => {
    const { content } = await one(A.replace('LX*2', 'NM1*DN*1*LEE*GRACE~\nLX*2'));
    expect(content.lines[0]?.referring).toEqual([{ entityType: '1', last: 'LEE', first: 'GRACE' }]);
  });

  it('carries what another payer calls the providers (example B)', async () => {
    const { content } = await one(
      B.replace('LX*1~', 'NM1*DN*1~\nREF*G2*ACMEREF~\nNM1*85*2~\nREF*G2*ACMEBIL~\nREF*LU*ACMELOC~\nLX*1~'),
    );
    expect(content.coverages[0]?.providers).toEqual([
      { code: 'DN', entityType: '1', secondaryIds: [{ qualifier: 'G2', value: 'ACMEREF' }] },
      {
        code: '85',
        entityType: '2',
        secondaryIds: [
          { qualifier: 'G2', value: 'ACMEBIL' },
          { qualifier: 'LU', value: 'ACMELOC' },
        ],
      },
    ]);
  });

  it('keeps a repeated reference rather than lose it', async () => {
    const { content } = await one(A.replace('REF*X4', 'REF*G1*FIRST~\nREF*G1*SECOND~\nREF*X4'));
    expect(content).toMatchObject({
      priorAuthNo: 'FIRST',
      references: [{ qualifier: 'G1', value: 'SECOND' }],
    });
  });
});

describe('what is wrong with an 837P', () => {
  test.each<[string, string, string, string, string]>([
    ['an unknown segment', 'LX*2', 'ZZZ*1~\nLX*2', 'SEGMENT-UNEXPECTED', '2400'],
    ['a bad code', '*Y*A*Y*Y', '*Y*Q*Y*Y', 'ELEMENT-CODE', '2300'],
    ['a missing diagnosis', /HI.*\n/.exec(A)?.[0] ?? '', '', 'SEGMENT-MISSING', '2300'],
    ['a date that does not exist', '19800215', '19800230', 'ELEMENT-DATE', '2010BA'],
  ])('%s is found, and the claim is read all the same', async (_, from, to, code, loop) => {
    const items = await itemsOf(A.replace(from, to));
    expect(claimsIn(items)).toHaveLength(1);
    expect(findingsIn(items).map((f) => [f.code, f.position.loop])).toContainEqual([code, loop]);
    expect(items.find((item) => item.kind === 'set-end')).toMatchObject({ claims: 1, accepted: false });
  });

  test.each([
    ['an amount that is none', '*120*UN', '*12O*UN'],
    ['a fraction of a cent', '*120*UN', '*120.005*UN'],
    ['a line without a date', 'DTP*472*D8*20260105~\nREF*6R*C0001-1-1~\n', ''],
    ['no payer', 'NM1*PR*2*ACME HEALTH PLAN*****PI*99001~\n', ''],
    ['no place of service', '11:B:1', ':B:1'],
  ])('a claim with %s is not given out, and the next one is', async (_, from, to) => {
    const set = A.slice(A.indexOf('ST*'), A.indexOf('GE*'))
      .replaceAll('0001~', '0002~')
      .replace('*0001*', '*0002*');
    const items = await itemsOf(A.replace(from, to).replace('GE*1', `${set}GE*2`));
    expect(claimsIn(items).map((claim) => claim.context.setControlNo)).toEqual(['0002']);
    expect(codesIn(items)).toContain('CLAIM-UNREADABLE');
    expect(JSON.stringify(findingsIn(items))).not.toMatch(/MEM0001|DOE|12O|120\.005/);
  });

  it('a file that ends within a claim does not give out half of it', async () => {
    const items = await itemsOf(A.slice(0, A.indexOf('LX*2')));
    expect(claimsIn(items)).toEqual([]);
    expect(codesIn(items)).toEqual(['SE-MISSING', 'GE-MISSING', 'IEA-MISSING']);
  });

  it('a missing trailer does', async () => {
    const items = await itemsOf(A.replace(/^SE.*\n/m, ''));
    expect(claimsIn(items)).toHaveLength(1);
    expect(codesIn(items)).toEqual(['SE-MISSING']);
  });
});
