import { codesOf, editCases, lineOf, linesOf, tableWith } from './procedures-cases.ts';

const on = (...lines: readonly object[]) => ({ changes: linesOf(...lines) });

editCases('totals', { ids: ['CHG-01', 'CHG-03', 'CHG-04'] }, [
  ['the sum passes', { changes: { totalChargeCents: 15_000 } }, []],
  ['a dollar less fails', { changes: { totalChargeCents: 14_900 } }, ['CHG-01 totalChargeCents']],
  ['of bills too', { of: 'I', changes: { totalChargeCents: 1 } }, ['CHG-01 totalChargeCents']],
  ['of dental claims too', { of: 'D', changes: { totalChargeCents: 30_600 } }, ['CHG-01 totalChargeCents']],
  [
    'the line of totals is not counted',
    {
      of: 'I',
      changes: {
        totalChargeCents: 850_000,
        'lines[4]': { revenueCode: '0001', chargeCents: 850_000, units: '1' },
      },
    },
    [],
  ],
  ['a negative charge fails', { changes: { 'lines[0].chargeCents': -1 } }, ['CHG-01 lines[0].chargeCents']],
  ['a negative payment fails', { changes: { patientPaidCents: -1 } }, ['CHG-01 patientPaidCents']],
  [
    'what the patient owes a hospital is not negative',
    { of: 'I', changes: { estimatedDueCents: -1 } },
    ['CHG-01 estimatedDueCents'],
  ],
  [
    'nothing at all fails',
    { of: 'D', changes: { 'lines[0].chargeCents': 0, 'lines[1].chargeCents': 0 } },
    ['CHG-03 lines'],
  ],
  ['the patient paid all', { changes: { patientPaidCents: 15_000 } }, []],
  ['the patient paid more', { changes: { patientPaidCents: 15_001 } }, ['CHG-04 patientPaidCents (warning)']],
]);

const fee = (cents: number, changes: object = {}) => ({
  code: '97110',
  from: 20260101,
  to: 0,
  modifier: '',
  payer: '',
  cents,
  ...changes,
});
const schedule = {
  ids: ['CHG-02'],
  codes: codesOf(
    tableWith('fees', [
      fee(2500, { from: 20250101, to: 20251231 }),
      fee(3000),
      fee(2000, { modifier: 'CQ' }),
      fee(3100, { code: '97140', payer: '99001' }),
      fee(9900, { code: '97140', payer: '99002' }),
    ]),
  ),
};
const CHARGE = 'CHG-02 lines[0].chargeCents (warning)';

editCases('the fee schedule', schedule, [
  ['two units at thirty dollars are sixty', on(lineOf('97110', { units: '2', chargeCents: 6000 })), []],
  ['not thirty', on(lineOf('97110', { units: '2', chargeCents: 3000 })), [CHARGE]],
  ['a cent too much is told', on(lineOf('97110', { units: '1', chargeCents: 3001 })), [CHARGE]],
  ['one unit and a half is exact', on(lineOf('97110', { units: '1.5', chargeCents: 4500 })), []],
  [
    'a fraction of a cent may be rounded either way',
    on(lineOf('97110', { units: '0.333', chargeCents: 999 })),
    [],
  ],
  ['last year’s fee counts last year', on(lineOf('97110', { from: '20251231', chargeCents: 2500 })), []],
  ['and not this year', on(lineOf('97110', { chargeCents: 2500 })), [CHARGE]],
  ['a modifier may have its own', on(lineOf('97110-CQ-GP', { chargeCents: 2000 })), []],
  ['without units nothing is compared', on(lineOf('97110', { units: '0', chargeCents: 1 })), []],
  ['other codes have none', on(lineOf('97112', { chargeCents: 1 })), []],
  ['a charge above the payer’s rate passes', on(lineOf('97140', { chargeCents: 5000 })), []],
  ['one below it loses money', on(lineOf('97140', { chargeCents: 3000 })), [CHARGE]],
  ['the rate of another payer does not count', on(lineOf('97140', { chargeCents: 3100 })), []],
]);
