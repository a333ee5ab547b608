import { describe, expect, it } from 'vitest';
import { answered } from '../../../../bin/commands/remit/enter.ts';
import { type Entering, enterPayment, originKey } from '../../../../bin/session/enter-payment.ts';
import { claimTotals } from '../../../../core/ledger/balances.ts';
import { aPayment } from '../../../core/remit/given.ts';
import { paperForm } from '../../../core/remit/paper-forms.ts';
import { encounter, type Loop, NOW, PARTNER, startLoop } from '../../../functions/loop.ts';
import { a835, clm01 } from '../../../functions/payer.ts';
import { stopServicesAfterEach } from '../../../support/services.ts';

stopServicesAfterEach();

const entering = (loop: Loop): Entering => ({
  ...{ stores: loop, config: loop.config, partner: PARTNER, user: 'ada', now: () => NOW },
});

/** A claim of $120 and $30 that was sent, and the paper that pays it. */
async function sent() {
  const loop = await startLoop();
  await loop.intake([encounter('E1')]);
  await loop.submit();
  const claimId = clm01(await loop.only());
  return { loop, claimId, form: paperForm({}, { claim: claimId }) };
}

/** As route-upload and the machine do it with what lies under the key. */
async function worked(loop: Loop, key: string, uploadId = key) {
  await loop.files.putUpload({ uploadId, key });
  return loop.remitOf(uploadId);
}

/** What the payer sends electronically of the same payment, under its own claim numbers. */
const twin = (claimId: string, trace = '88123'): string =>
  a835({
    trace,
    payments: [
      aPayment(
        {
          claimId,
          clp: '1/150/76/20',
          services: [
            { code: '99213', modifiers: ['25'], charge: 120, paid: 60, cas: ['CO-45 40', 'PR-3 20'] },
            { code: '87880', modifiers: ['QW'], charge: 30, paid: 16, cas: ['CO-45 14'] },
          ],
        },
        { filingCode: '12', patientLast: 'QUILLBROOK', patientFirst: 'OTTILIE', from: '20260105' },
      ),
    ],
  });

const moneyOf = async (loop: Loop) => claimTotals((await loop.only()).balances);

describe('a paper remittance', () => {
  it('is posted as an 835 is, and who typed it and its picture lie beside the file', async () => {
    const { loop, form } = await sent();
    const entered = await enterPayment(entering(loop), form);
    if (entered.outcome !== 'entered') throw new Error(entered.outcome);
    expect(await worked(loop, entered.key)).toMatchObject({ outcome: 'read', reconciled: 'reconciled' });
    expect(await moneyOf(loop)).toMatchObject({
      ...{ charges: 15_000, insurancePaid: 7600, contractual: 5400, patientOpen: 2000, insuranceOpen: 0 },
    });
    const [file] = (await loop.files.listFiles()).filter(({ kind }) => kind === 'remittance');
    expect(file).toMatchObject({ fileId: entered.fileId, status: 'done' });
    expect(await loop.artifacts.readJson(originKey(entered.fileId))).toMatchObject({
      ...{ origin: 'paper', user: 'ada', image: 'scans/88123.pdf', enteredAt: '2026-01-10T12:00:00.000Z' },
    });
    expect(await loop.reasons()).toEqual([]);
  });

  it('makes its electronic twin, which comes late, a duplicate', async () => {
    const { loop, claimId, form } = await sent();
    const entered = await enterPayment(entering(loop), form);
    if (entered.outcome !== 'entered') throw new Error(entered.outcome);
    await worked(loop, entered.key);
    const before = await moneyOf(loop);
    expect(await loop.remit(twin(claimId))).toMatchObject({ outcome: 'duplicate' });
    expect(await moneyOf(loop)).toEqual(before);
    expect(await loop.files.listRemittances()).toHaveLength(1);
  });

  it('is refused where the electronic one came first', async () => {
    const { loop, claimId, form } = await sent();
    await loop.remit(twin(claimId));
    const keys = await loop.artifacts.keys('');
    const entered = await enterPayment(entering(loop), form);
    expect(entered).toMatchObject({ outcome: 'known' });
    expect(answered(entered, true).text()).toContain('This payment came before');
    expect(answered(entered, true).code).toBe(1);
    expect(await loop.artifacts.keys('')).toEqual(keys);
  });

  it('of another cheque is another payment', async () => {
    const { loop, claimId, form } = await sent();
    await loop.remit(twin(claimId, 'EFT9'));
    expect(await enterPayment(entering(loop), form)).toMatchObject({ outcome: 'entered' });
  });

  it('whose electronic copy names another day is posted once all the same: the copy is held', async () => {
    const { loop, claimId, form } = await sent();
    const entered = await enterPayment(entering(loop), { ...form, date: '2026-02-09' });
    if (entered.outcome !== 'entered') throw new Error(entered.outcome);
    await worked(loop, entered.key);
    expect(await loop.remit(twin(claimId))).toMatchObject({ outcome: 'held' });
    expect(await loop.reasons()).toEqual(['TRACE_NUMBER_CONFLICT']);
    expect(await moneyOf(loop)).toMatchObject({ insurancePaid: 7600 });
  });

  it('entered twice is one file, with its first origin', async () => {
    const { loop, form } = await sent();
    const first = await enterPayment(entering(loop), form);
    if (first.outcome !== 'entered') throw new Error(first.outcome);
    const again = await enterPayment({ ...entering(loop), user: 'bob' }, form);
    expect(again).toMatchObject({ outcome: 'entered', fileId: first.fileId, key: first.key });
    await worked(loop, first.key, 'one');
    expect(await worked(loop, first.key, 'two')).toMatchObject({ outcome: 'duplicate' });
    expect(await loop.artifacts.readJson(originKey(first.fileId))).toMatchObject({ user: 'ada' });
    expect(await enterPayment(entering(loop), form)).toMatchObject({ outcome: 'known' });
  });

  it('takes the user of the form before the one of the command', async () => {
    const { loop, form } = await sent();
    const entered = await enterPayment(entering(loop), { ...form, user: 'grace' });
    expect(entered).toMatchObject({ user: 'grace' });
    expect(answered(entered, false).text()).toBe(
      `Entered payment 88123 of 76.00 for 1 claim as file ${'fileId' in entered ? entered.fileId.slice(0, 12) : ''}.\n` +
        'It will be worked by the next claimline up or claimline run.',
    );
  });

  it('that does not balance is refused with each difference, and nothing is sent', async () => {
    const { loop, form } = await sent();
    const keys = await loop.artifacts.keys('');
    const entered = await enterPayment(entering(loop), { ...form, paidCents: 7650 });
    expect(await loop.artifacts.keys('')).toEqual(keys);
    const { text, code } = answered(entered, true);
    expect(code).toBe(1);
    expect(text().split('\n')).toEqual([
      'The form does not balance:',
      '  paidCents  0.50  The claims less the provider adjustments are not the payment.',
      'Nothing was entered.',
    ]);
  });

  it('with a wrong field is refused by its path', async () => {
    const { loop, form } = await sent();
    const entered = await enterPayment(entering(loop), { ...form, date: '10.2.2026' });
    expect(answered(entered, true).text()).toContain('  date: a day as 2026-02-10');
  });
});
