import { expect, it } from 'vitest';
import { read, shown } from '../../../../bin/commands/remit/variances.ts';
import { makePaint } from '../../../../bin/terminal/paint.ts';
import { payerProfile } from '../../../../core/config.ts';
import { aPayment } from '../../../core/remit/given.ts';
import { loadRates } from '../../../functions/contract.ts';
import { configWith, encounter, startLoop } from '../../../functions/loop.ts';
import { a835, clm01, pays } from '../../../functions/payer.ts';
import { stopServicesAfterEach } from '../../../support/services.ts';

stopServicesAfterEach();

const plain = makePaint(false);

/** Two claims of $120 and $30: one paid 87.50 and 20, one denied. The contract comes later and allows 100 and 20. */
async function paidBefore() {
  const config = configWith();
  const loop = await startLoop({ config });
  await loop.intake([encounter('E1'), encounter('E2')]);
  await loop.submit();
  const [one = '', two = ''] = (await loop.heads()).map(clm01);
  const payment = aPayment(
    {
      claimId: one,
      clp: '1/150/107.5',
      services: [
        { code: '99213', modifiers: ['25'], charge: 120, paid: 87.5, cas: ['CO-45 32.5'] },
        { code: '87880', modifiers: ['QW'], charge: 30, paid: 20, cas: ['CO-45 10'] },
      ],
    },
    { filingCode: '12', patientLast: 'QUILLBROOK', patientFirst: 'OTTILIE', from: '20260105' },
  );
  await loop.remit(a835({ payments: [payment, pays(two, '4/150/0', ['CO-197 150'])] }));
  await loadRates(loop);
  const profile = { ...payerProfile(config, '*'), id: '99001', contract: { kind: 'rates' as const } };
  return { loop, claimNo: one.slice(0, -2), contracted: { ...config, payers: [profile, ...config.payers] } };
}

it('shows by payer and code what a contract that came later would have allowed', async () => {
  const { loop, claimNo, contracted } = await paidBefore();
  const { text, json, code } = shown(await read({ stores: loop, config: contracted }), plain);
  expect(text().split('\n')).toEqual([
    'Payer             Code   Lines  Expected  Allowed  Difference',
    'ACME HEALTH PLAN  99213      1    100.00    87.50       12.50',
    '',
    '1 of 2 lines underpaid, by 12.50.',
    '',
    'Claim             Line  Code   Expected  Allowed  Difference',
    `${claimNo}     1  99213    100.00    87.50       12.50`,
    '',
    'Lines that were not compared',
    '       1  The payer denied them: see claimline work list.',
  ]);
  expect(json).toMatchObject({ contracts: 1, underpaidLines: 1, differenceCents: 1250 });
  expect(code).toBeUndefined();
});

it('leaves out what was paid before a day', async () => {
  const { loop, contracted } = await paidBefore();
  const found = await read({ stores: loop, config: contracted }, '20260211');
  expect(shown(found, plain).text()).toBe('No line is underpaid; 0 lines compared.');
});

it('says how to give a payer a contract where none has one', async () => {
  const { loop } = await paidBefore();
  const { text } = shown(await read({ stores: loop, config: loop.config }), plain);
  expect(text()).toBe(
    'No payer has a contract. Give its profile one in the configuration: payers[].contract.',
  );
});

it('stays within 80 columns, whatever the amounts and names', () => {
  const amounts = {
    expectedCents: 12_345_678_90,
    allowedCents: 1_234_567_89,
    differenceCents: 11_111_111_01,
  };
  const worst = [{ claimNo: 'RVB1234567890123', line: 50, paymentDate: '20260101', ...amounts }];
  const group = { payerId: '1', payerName: 'A VERY LONG NAME OF A HEALTH PLAN', code: '99213', ...amounts };
  const { text } = shown(
    {
      contracts: 1,
      groups: [{ ...group, lines: 123_456, comparedLines: 999_999, worst }] as never,
      ...{ comparedLines: 999_999, underpaidLines: 123_456 },
      differenceCents: amounts.differenceCents as never,
      notCompared: [{ reason: 'place-unknown', lines: 123_456 }],
    },
    plain,
  );
  for (const line of text().split('\n').slice(0, -1)) expect(line.length).toBeLessThanOrEqual(80);
});
