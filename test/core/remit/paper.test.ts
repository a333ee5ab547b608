import { describe, expect, it, test } from 'vitest';
import { checkRemittances } from '../../../core/remit/check.ts';
import { formDifferences, writePaperForm } from '../../../core/remit/paper.ts';
import { type PaperForm, parsePaperForm } from '../../../core/remit/paper-form.ts';
import { itemsOf } from '../../../core/x12/read.ts';
import { configWith } from '../../functions/loop.ts';
import { paperForm } from './paper-forms.ts';

function parsed(json: unknown): PaperForm {
  const read = parsePaperForm(json);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}
const [partner] = configWith().partners;
function written(form: PaperForm): string {
  if (partner === undefined) throw new Error('no partner');
  const made = writePaperForm(form, partner, 7);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.text;
}
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe('a paper form', () => {
  test.each([
    ['a field that nobody knows', paperForm({ amount: 1 }), ''],
    ['no picture', paperForm({ image: '' }), 'image'],
    ['dollars', paperForm({ paidCents: 76.5 }), 'paidCents'],
    ['a payment below zero', paperForm({ paidCents: -1 }), 'paidCents'],
    ['a day that does not exist', paperForm({ date: '2026-02-30' }), 'date'],
    ['a trace with a delimiter', paperForm({ trace: '88*123' }), 'trace'],
    ['a payee without its NPI', paperForm({ payee: { name: 'X', npi: '123' } }), 'payee.npi'],
    ['a status that is none', paperForm({}, { status: '5' }), 'claims[0].status'],
    [
      'a reason that is none',
      paperForm({}, { adjustments: [{ group: 'CO', carc: 'FORTY', cents: 1 }] }),
      'claims[0].adjustments[0].carc',
    ],
    [
      'a line without a charge',
      paperForm({}, { lines: [{ procedure: '99213', paidCents: 1 }] }),
      'claims[0].lines[0].chargeCents',
    ],
  ])('is refused for %s, by the path of the field', (_, json, path) => {
    const read = parsePaperForm(json);
    expect(read.ok ? [] : read.error.map((problem) => problem.path)).toEqual([path]);
  });

  it('never quotes what was typed', () => {
    const read = parsePaperForm(paperForm({}, { patientLast: 'DOE*SECRET', claim: 'X~SECRET' }));
    expect(read.ok).toBe(false);
    expect(JSON.stringify(read)).not.toContain('SECRET');
  });

  it('that balances has no difference', () => {
    expect(formDifferences(parsed(paperForm()))).toEqual([]);
  });

  it('that does not balance shows each difference at its field', () => {
    const [first] = paperForm().claims;
    const [line, second] = first?.lines ?? [];
    const lines = [{ ...line, paidCents: 6001 }, second];
    const found = formDifferences(parsed(paperForm({ paidCents: 7700 }, { chargeCents: 15_100, lines })));
    expect(found.map(({ path, cents }) => [path, cents])).toEqual([
      ['claims[0].lines[0].paidCents', 1],
      ['claims[0].chargeCents', 100],
      ['claims[0].paidCents', -100],
      ['paidCents', 100],
    ]);
  });

  it('counts provider adjustments: what is withheld lowers the payment', () => {
    const withheld = { providerAdjustments: [{ code: 'WO', reference: 'A1', cents: 600 }], paidCents: 7000 };
    expect(formDifferences(parsed(paperForm(withheld)))).toEqual([]);
  });

  it('becomes an 835 that balances and says the same', async () => {
    const text = written(parsed(paperForm()));
    expect(await checkRemittances(bytesOf(text))).toMatchObject({
      balanced: true,
      transactions: [{ trace: '88123', date: '20260210', paidCents: 7600, claims: 1, problems: [] }],
    });
    const items = (await Array.fromAsync(itemsOf(bytesOf(text)))).flatMap((some) => [...some]);
    const findings = items.flatMap((item) => (item.kind === 'finding' ? [item.finding.code] : []));
    expect(findings).toEqual([]);
    const [payment] = items.flatMap((item) => (item.kind === 'claim-payment' ? [item.payment] : []));
    expect(payment).toMatchObject({
      ...{ claimId: 'RVB0000000000001-1', status: '1', charge: 15_000, paid: 7600 },
      ...{ patientResponsibility: 2000, patientLast: 'QUILLBROOK', from: '20260105' },
      services: [
        {
          lineControlNo: 'RVB0000000000001-1-1',
          paid: 6000,
          procedure: { code: '99213', modifiers: ['25'] },
        },
        { lineControlNo: 'RVB0000000000001-1-2', paid: 1600 },
      ],
    });
  });

  it.each([
    ['nothing is paid', { paidCents: 0, claims: [] }],
    [
      'money is taken back and carried forward',
      {
        paidCents: 0,
        claims: [
          {
            ...{ claim: 'RVB0000000000001-1', status: '22', payerClaimNo: 'A1', patientLast: 'QUILLBROOK' },
            ...{
              chargeCents: -1000,
              paidCents: -800,
              adjustments: [{ group: 'CO', carc: '45', cents: -200 }],
            },
          },
        ],
        providerAdjustments: [{ code: 'FB', cents: -800 }],
      },
    ],
  ])('is an 835 for information where %s', async (_, more) => {
    const form = parsed(paperForm(more));
    expect(formDifferences(form)).toEqual([]);
    expect(written(form)).toContain('BPR*H*0*C*NON');
    expect(await checkRemittances(bytesOf(written(form)))).toMatchObject({ balanced: true });
  });

  it('gives the same bytes for the same form', () => {
    expect(written(parsed(paperForm()))).toBe(written(parsed(paperForm())));
  });
});
