import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { X12Item } from '../../../../core/x12/items.ts';
import { readX12 } from '../../../../core/x12/read.ts';
import type { RemittanceToWrite } from '../../../../core/x12/sets/r835-write.ts';
import { codesOf, golden, itemsOf, only, withElement, written } from './answers.ts';
import { denialInterestRecoupment, reversalCorrection, twoPayers, zeroPay } from './r835-expected.ts';

const NAMES = ['r835-denial-interest-recoupment', 'r835-reversal-correction', 'r835-zero-pay'] as const;

/** The remittances of a file, put together from the stream. */
function remittancesIn(items: readonly X12Item[]) {
  const found: { header: object; claims: object[]; providerAdjustments: object[] }[] = [];
  for (const item of items) {
    if (item.kind === 'remittance') {
      found.push({ header: written(item.header), claims: [], providerAdjustments: [] });
    }
    if (item.kind === 'claim-payment') found.at(-1)?.claims.push(written(item.payment));
    if (item.kind === 'provider-adjustment') found.at(-1)?.providerAdjustments.push(written(item.adjustment));
  }
  return found;
}

const withoutBank = ({ bank: _, ...read }: RemittanceToWrite) => read;

describe('an 835', () => {
  test.each<[string, readonly RemittanceToWrite[]]>([
    [NAMES[0], [denialInterestRecoupment]],
    [NAMES[1], [reversalCorrection]],
    [NAMES[2], [zeroPay]],
    ['r835-two-payers', twoPayers],
  ])('%s reads to its typed values without findings', async (name, expected) => {
    const items = await itemsOf(golden(name));
    expect(codesOf(items)).toEqual([]);
    expect(remittancesIn(items)).toEqual(expected.map(withoutBank));
    expect(only(items, 'set-end').every((end) => end.accepted)).toBe(true);
  });

  it('gives the header first, then the claims in file order, then the provider adjustments', async () => {
    const kinds = (await itemsOf(golden(NAMES[0]))).map((item) => item.kind);
    expect(kinds.slice(3)).toEqual([
      'remittance',
      'claim-payment',
      'claim-payment',
      'claim-payment',
      'provider-adjustment',
      'provider-adjustment',
      'set-end',
      'end',
    ]);
  });

  it('says where each claim payment stands', async () => {
    const text = golden(NAMES[0]);
    const [, second] = only(await itemsOf(text), 'claim-payment');
    expect(second?.payment.ordinal).toBe(2);
    expect(second?.payment.position).toEqual({
      interchange: 1,
      interchangeControlNo: '000000901',
      group: 1,
      set: 1,
      segment: 26,
      segmentId: 'CLP',
      loop: '2100',
      offset: text.indexOf('CLP*C0002'),
    });
  });

  test.each([
    [
      'other delimiters',
      (text: string) => text.replaceAll('*', '|').replaceAll('~', '!').replaceAll(':', '>'),
    ],
    ['no line feeds', (text: string) => text.replaceAll('\n', '')],
    ['CR LF', (text: string) => text.replaceAll('\n', '\r\n')],
  ])('reads the same with %s', async (_name, rewrite) => {
    const text = golden(NAMES[0]);
    expect(remittancesIn(await itemsOf(rewrite(text)))).toEqual(remittancesIn(await itemsOf(text)));
  });

  it('counts claim payments at the end of each set', async () => {
    const ends = only(await itemsOf(golden('r835-two-payers')), 'set-end');
    expect(ends.map((end) => end.claims)).toEqual([1, 1]);
  });

  it('keeps remark codes of inpatient and outpatient adjudication and marks corrected names', async () => {
    const text = golden(NAMES[2]).replace(
      'SVC*HC:99213*',
      'NM1*74*1*DOE*JANET~\nMIA*0****MA01~\nMOA***MA02*N30~\nSVC*HC:99213*',
    );
    const [first] = only(await itemsOf(text), 'claim-payment');
    expect(first?.payment.remarks).toEqual(['MA01', 'MA02', 'N30']);
    expect(first?.payment.inpatient).toEqual(['0', '', '', '', 'MA01']);
    expect(first?.payment.demographicsCorrected).toBe(true);
  });

  it.each<[string, string[] | undefined]>([
    ['MOA***MA02*N30', undefined],
    ['MOA*.8*76.5*MA02', ['.8', '76.5', 'MA02']],
    ['MOA***MA02*****12*3.5', ['', '', 'MA02', '', '', '', '', '12', '3.5']],
  ])('keeps what %s says besides remark codes', async (moa, outpatient) => {
    const text = golden(NAMES[2]).replace('SVC*HC:99213*', `${moa}~\nSVC*HC:99213*`);
    const [first] = only(await itemsOf(text), 'claim-payment');
    expect(first?.payment.remarks).toContain('MA02');
    expect(first?.payment.outpatient).toEqual(outpatient);
  });

  it('is accepted from a payer that leaves out its address and contact', async () => {
    const text = golden(NAMES[2])
      .replace(/N3\*1 PAYER PLAZA~\nN4[^~]*~\n/, '')
      .replace(/PER\*BL[^~]*~\n/, '')
      .replace('SE*26*', 'SE*23*');
    const items = await itemsOf(text);
    expect(codesOf(items)).toEqual([]);
    expect(only(items, 'remittance')[0]?.header.payer).toEqual({
      name: 'ACME HEALTH PLAN',
      secondaryId: '99001',
    });
  });

  it('is given out one claim payment at a time while the file is still coming in', async () => {
    const text = golden(NAMES[0]);
    const claim = text.slice(text.indexOf('CLP*C0003'), text.indexOf('PLB*'));
    const chunks = Array.from({ length: 5000 }, () => Buffer.from(claim));
    let taken = 0;
    function* source(): Generator<Uint8Array> {
      yield Buffer.from(text.slice(0, text.indexOf('PLB*')));
      for (const chunk of chunks) {
        taken += 1;
        yield chunk;
      }
    }
    for await (const item of readX12(source())) {
      if (item.kind === 'claim-payment') break;
    }
    expect(taken).toBeLessThan(chunks.length / 2);
  });

  it('reads all triplets of a CAS and both procedures of a service', async () => {
    const text = golden(NAMES[2]).replace(
      'SVC*HC:99213*150*0**0**1~\nDTM*472*20260119~\nCAS*CO*50*150~',
      'SVC*HC:99214*150*0*0300*0*HC:99213:25:59*2~\nDTM*150*20260119~\nDTM*151*20260120~\n' +
        'CAS*CO*50*100*1*45*30**253*20*2~',
    );
    const [first] = only(await itemsOf(text), 'claim-payment');
    expect(written(first?.payment.services[0])).toEqual({
      procedure: { qualifier: 'HC', code: '99214', modifiers: [] },
      submittedProcedure: { qualifier: 'HC', code: '99213', modifiers: ['25', '59'] },
      revenueCode: '0300',
      charge: 15000,
      paid: 0,
      paidUnits: '0',
      submittedUnits: '2',
      from: '20260119',
      to: '20260120',
      adjustments: [
        { group: 'CO', carc: '50', amount: 10000, quantity: '1' },
        { group: 'CO', carc: '45', amount: 3000 },
        { group: 'CO', carc: '253', amount: 2000, quantity: '2' },
      ],
      lineControlNo: 'C0010-1-1',
      remarks: ['N115'],
    });
  });
});

describe('an amount that cannot be read', () => {
  test.each([
    ['CLP03', { id: 'CLP', element: 3 }, 'CLAIM-PAYMENT-UNREADABLE'],
    ['CLP04', { id: 'CLP', element: 4 }, 'CLAIM-PAYMENT-UNREADABLE'],
    ['SVC02', { id: 'SVC', element: 2 }, 'CLAIM-PAYMENT-UNREADABLE'],
    ['SVC03', { id: 'SVC', element: 3 }, 'CLAIM-PAYMENT-UNREADABLE'],
    ['CAS03', { id: 'CAS', element: 3 }, 'CLAIM-PAYMENT-UNREADABLE'],
  ] as const)('in %s withholds that claim payment only', async (_name, at, code) => {
    for (const value of ['1.234', 'A', '1,000', '']) {
      const items = await itemsOf(withElement(golden(NAMES[0]), at, value));
      const finding = only(items, 'finding').find((item) => item.finding.code === code)?.finding;
      expect(finding?.position).toMatchObject({ segmentId: 'CLP', segment: 13, loop: '2100' });
      expect(only(items, 'claim-payment').map((item) => item.payment.claimId)).toEqual([
        'C0002-1',
        'C0003-1',
      ]);
      expect(only(items, 'claim-payment').map((item) => item.payment.ordinal)).toEqual([2, 3]);
      expect(only(items, 'set-end')[0]?.accepted).toBe(false);
    }
  });

  it('in interest withholds the claim payment', async () => {
    const items = await itemsOf(golden(NAMES[0]).replace('AMT*I*2.02', 'AMT*I*2.025'));
    expect(codesOf(items)).toEqual(['AMOUNT-UNREADABLE', 'CLAIM-PAYMENT-UNREADABLE']);
    expect(only(items, 'claim-payment').map((item) => item.payment.ordinal)).toEqual([1, 3]);
  });

  it('in a provider adjustment withholds that adjustment only', async () => {
    const items = await itemsOf(withElement(golden(NAMES[0]), { id: 'PLB', element: 4 }, '50.001'));
    expect(codesOf(items)).toEqual(['AMOUNT-UNREADABLE', 'PROVIDER-ADJUSTMENT-UNREADABLE']);
    expect(only(items, 'provider-adjustment').map((item) => item.adjustment.code)).toEqual(['L6']);
    expect(only(items, 'set-end')[0]?.accepted).toBe(false);
  });

  test.each(['', 'A', '1.001'])('in BPR02 (%j) withholds the remittance', async (value) => {
    const items = await itemsOf(withElement(golden(NAMES[0]), { id: 'BPR', element: 2 }, value));
    expect(codesOf(items)).toContain('REMITTANCE-UNREADABLE');
    expect(only(items, 'remittance')).toEqual([]);
    expect(only(items, 'claim-payment')).toEqual([]);
    expect(only(items, 'provider-adjustment')).toEqual([]);
    expect(only(items, 'set-end')[0]?.accepted).toBe(false);
  });
});

describe('a malformed 835', () => {
  test.each([
    ['an unknown status', 'CLP', 2, '99', 'ELEMENT-CODE'],
    ['an unknown adjustment group', 'CAS', 1, 'ZZ', 'ELEMENT-CODE'],
    ['a missing reason', 'CAS', 2, '', 'ELEMENT-MISSING'],
    ['a date that does not exist', 'DTM', 2, '20260230', 'ELEMENT-DATE'],
    ['a missing trace number', 'TRN', 2, '', 'ELEMENT-MISSING'],
    ['a claim id that is too long', 'CLP', 1, 'C'.repeat(39), 'ELEMENT-TOO-LONG'],
  ] as const)('with %s has a finding there', async (_name, id, element, value, code) => {
    const items = await itemsOf(withElement(golden(NAMES[0]), { id, element }, value));
    const finding = only(items, 'finding').find((item) => item.finding.code === code)?.finding;
    expect(finding?.position).toMatchObject({ segmentId: id, element });
    expect(finding?.severity).toBe('error');
  });

  it('cut off anywhere is read without an exception and never accepted', async () => {
    const text = golden(NAMES[0]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: text.indexOf('SE*54') }), async (length) => {
        const items = await itemsOf(text.slice(0, length));
        expect(items.at(-1)?.kind).toBe('end');
        expect(only(items, 'set-end').some((end) => end.accepted)).toBe(false);
      }),
    );
  });

  it('with any element replaced is read without an exception', async () => {
    const text = golden(NAMES[0]);
    const segments = text.split('~\n');
    const place = fc.record({
      segment: fc.integer({ min: 2, max: segments.length - 4 }),
      element: fc.integer({ min: 0, max: 16 }),
      value: fc.oneof(fc.string(), fc.constantFrom('', ':', '^', '-', '.', '9'.repeat(20), '00000000')),
    });
    await fc.assert(
      fc.asyncProperty(place, async ({ segment, element, value }) => {
        const lines = segments.map((line, i) => {
          if (i !== segment) return line;
          const elements = line.split('*');
          elements[element] = value;
          return Array.from(elements, (text) => text ?? '').join('*');
        });
        const items = await itemsOf(lines.join('~\n'));
        expect(items.at(-1)?.kind).toBe('end');
      }),
    );
  });
});
