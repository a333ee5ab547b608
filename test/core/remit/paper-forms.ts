/** An invented paper remittance of one claim of $120 and $30: $76 paid, $20 copay, as S01 of domain.md 9. */
export const paperForm = (more: object = {}, claim: object = {}) => ({
  payer: {
    ...{ name: 'ACME HEALTH PLAN', id: '99001', address: '1 PAYER PLAZA' },
    ...{ city: 'CHICAGO', state: 'IL', zip: '60601' },
  },
  payee: { name: 'RIVERBEND FAMILY CLINIC', npi: '1999999992', taxId: '123456789' },
  trace: '88123',
  date: '2026-02-10',
  paidCents: 7600,
  claims: [
    {
      ...{ claim: 'RVB0000000000001-1', payerClaimNo: '2026020200031' },
      ...{ patientLast: 'QUILLBROOK', patientFirst: 'OTTILIE', from: '2026-01-05' },
      ...{ chargeCents: 15_000, paidCents: 7600 },
      lines: [
        {
          ...{ line: 1, procedure: '99213', modifiers: ['25'], chargeCents: 12_000, paidCents: 6000 },
          adjustments: [
            { group: 'CO', carc: '45', cents: 4000 },
            { group: 'PR', carc: '3', cents: 2000 },
          ],
        },
        {
          ...{ line: 2, procedure: '87880', modifiers: ['QW'], chargeCents: 3000, paidCents: 1600 },
          adjustments: [{ group: 'CO', carc: '45', cents: 1400 }],
        },
      ],
      ...claim,
    },
  ],
  image: 'scans/88123.pdf',
  ...more,
});
