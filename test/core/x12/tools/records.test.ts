import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recordsOf, type X12Record } from '../../../../core/x12/tools/records.ts';

const golden = (name: string): string =>
  readFileSync(new URL(`../../../golden/x12/${name}`, import.meta.url), 'utf8');

async function recordsIn(text: string) {
  const found = { errors: 0, warnings: 0 };
  const records = await Array.fromAsync(recordsOf([Buffer.from(text)], found));
  return { records, found };
}
const kinds = (records: readonly X12Record[]): readonly string[] => records.map(({ kind }) => kind);

describe('the objects of a file', () => {
  it('are its claims', async () => {
    const { records, found } = await recordsIn(golden('a-837p-one-payer.edi'));
    expect(records).toMatchObject([
      { kind: 'claim', type: '837P', claim: { content: { claimNo: 'C0001-1' } } },
    ]);
    expect(found).toEqual({ errors: 0, warnings: 0 });
  });

  it('are its claim payments, each with what paid it, the last with the provider adjustments', async () => {
    const { records } = await recordsIn(golden('r835-denial-interest-recoupment.x12'));
    const remittance = {
      payer: 'ACME HEALTH PLAN',
      payerId: '99001',
      trace: 'EFT0210001',
      originator: '1512345678',
      paymentDate: '20260210',
      interchangeControlNo: '000000901',
      setControlNo: '0001',
    };
    expect(records).toMatchObject([
      { kind: 'claim-payment', remittance, payment: { claimId: 'C0001-1', paid: 0 } },
      { kind: 'claim-payment', remittance, payment: { claimId: 'C0002-1', paid: 10100 } },
      {
        kind: 'claim-payment',
        remittance,
        payment: { claimId: 'C0003-1', paid: 7600 },
        providerAdjustments: [
          { code: 'WO', amount: 5000 },
          { code: 'L6', amount: -202 },
        ],
      },
    ]);
    expect(records.map((record) => 'providerAdjustments' in record)).toEqual([false, false, true]);
  });

  it('are claim payments with the amount, the manner and the payee of the payment they are part of', async () => {
    const { records } = await recordsIn(golden('r835-denial-interest-recoupment.x12'));
    const remittance = {
      handling: 'I',
      paid: 12902,
      creditDebit: 'C',
      method: 'ACH',
      productionDate: '20260209',
      payee: { name: 'RIVERBEND FAMILY CLINIC', idQualifier: 'XX', id: '1999999992', taxId: '123456789' },
    };
    expect(records).toMatchObject([{ remittance }, { remittance }, { remittance }]);
  });

  it('tell the payments of two payers apart', async () => {
    const { records } = await recordsIn(golden('r835-two-payers.x12'));
    const payers = records.flatMap((record) =>
      record.kind === 'claim-payment' ? [record.remittance?.payer] : [],
    );
    expect(new Set(payers).size).toBe(2);
  });

  it('are TA1s, and whole sets of other kinds', async () => {
    const { records } = await recordsIn(golden('ta1-with-999.x12'));
    expect(records).toMatchObject([
      { kind: 'interchange-acknowledgment', acknowledgment: { code: 'A' } },
      {
        kind: 'set',
        type: '999',
        segments: 6,
        accepted: true,
        items: [{ kind: 'implementation-acknowledgment' }],
      },
    ]);
    const { records: answers } = await recordsIn(golden('ca277-one-of-two-rejected.x12'));
    expect(answers).toMatchObject([
      { kind: 'set', type: '277CA', version: '005010X214', items: [{ kind: 'claim-acknowledgment-batch' }] },
    ]);
  });

  it('are sets that are not read, by name and size', async () => {
    const text = golden('a-837p-one-payer.edi')
      .replaceAll('005010X222A1', '005010X220A1')
      .replace('GS*HC', 'GS*BE')
      .replace('ST*837', 'ST*834');
    const { records, found } = await recordsIn(text);
    expect(records).toEqual([
      {
        kind: 'set',
        type: 'unsupported',
        name: '834 enrollment, version 5010',
        version: '005010X220A1',
        interchangeControlNo: '000000101',
        setControlNo: '0001',
        segments: 32,
        accepted: false,
        items: [],
      },
    ]);
    expect(found).toEqual({ errors: 0, warnings: 1 });
  });

  it('leave no set out: one without claims or payments is an object too', async () => {
    const bare = golden('r835-zero-pay.x12').replace(/LX\*[\s\S]*(?=SE\*)/, '');
    const { records } = await recordsIn(bare);
    expect(records).toMatchObject([{ kind: 'set', type: '835' }]);
  });

  it('name the place of a claim that cannot be read, between those that can', async () => {
    const text = golden('a-837p-one-payer.edi');
    const level = text.slice(text.indexOf('HL*2*'), text.indexOf('SE*'));
    const more = (n: number, id: string) => level.replace('HL*2*', `HL*${n}*`).replace('C0001-1*', `${id}*`);
    const unpaid = more(3, 'C0002-1').replace(/NM1\*PR.*\n/, '');
    const levels = unpaid + more(4, 'C0003-1');
    const segments = 32 + levels.split('~').length - 1;
    const { records, found } = await recordsIn(text.replace('SE*32', `${levels}SE*${segments}`));
    expect(records).toMatchObject([
      { kind: 'claim', claim: { content: { claimNo: 'C0001-1' } } },
      {
        kind: 'unreadable',
        type: '837P',
        code: 'CLAIM-UNREADABLE',
        interchangeControlNo: '000000101',
        setControlNo: '0001',
        position: { segment: 38, segmentId: 'CLM', loop: '2300' },
      },
      { kind: 'claim', claim: { content: { claimNo: 'C0003-1' } } },
    ]);
    expect(found.errors).toBe(2);
    expect(JSON.stringify(records[1])).not.toContain('C0002');
  });

  it('name the place of a payment that cannot be read, and keep the provider adjustments behind it', async () => {
    const text = golden('r835-denial-interest-recoupment.x12');
    const { records } = await recordsIn(text.replace('CLP*C0003-1*1*150*', 'CLP*C0003-1*1*MUCH*'));
    expect(kinds(records)).toEqual(['claim-payment', 'claim-payment', 'unreadable']);
    expect(records[2]).toMatchObject({
      code: 'CLAIM-PAYMENT-UNREADABLE',
      position: { segmentId: 'CLP' },
      providerAdjustments: [{ code: 'WO' }, { code: 'L6' }],
    });
  });

  it('come with a count of what is wrong', async () => {
    const { records, found } = await recordsIn(
      golden('a-837p-one-payer.edi').replace('*Y*A*Y*Y', '*Y*Q*Y*Y'),
    );
    expect(kinds(records)).toEqual(['claim']);
    expect(found.errors).toBe(1);
  });
});
