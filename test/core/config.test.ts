import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { parseConfig, payerProfile } from '../../core/config.ts';

const example = (): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL('../../examples/claimline.config.json', import.meta.url), 'utf8'));

/** The example with some fields set by dotted path; `undefined` removes one. */
function exampleWith(changes: Readonly<Record<string, unknown>>): unknown {
  const config = example();
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    let at: unknown = config;
    for (const step of steps) at = Reflect.get(Object(at), step);
    if (value === undefined) Reflect.deleteProperty(Object(at), last);
    else Reflect.set(Object(at), last, value);
  }
  return config;
}

const problemPaths = (json: unknown): readonly string[] => {
  const read = parseConfig(json);
  return read.ok ? [] : read.error.map((p) => p.path);
};

describe('the configuration document', () => {
  it('takes the example and fills in the defaults', () => {
    const read = parseConfig(example());
    expect(read).toMatchObject({
      ok: true,
      value: {
        retentionYears: 7,
        clients: [{ id: 'riverbend', smallBalanceCents: 499, writeOffApprovalCents: 25_000 }],
        partners: [
          {
            acknowledgmentRequested: true,
            newlines: true,
            upperCase: true,
            partialPosting: false,
            claimsPerInterchange: 5000,
          },
        ],
        payers: [{ id: '*', acceptsFrequency7: true, replacementWindowDays: 90, appealDays: 90 }],
      },
    });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a guide that means no set', { 'partners.0.guides': { ACME835: '836' } }, 'partners.0.guides.ACME835'],
    ['a contract of no kind', { 'payers.0.contract': { kind: 'guess' } }, 'payers.0.contract.kind'],
    [
      'a percentage finer than a hundredth',
      { 'payers.0.contract': { kind: 'fee-schedule', percent: 112.345, locality: '10112-00' } },
      'payers.0.contract.percent',
    ],
    [
      'a contract without its locality',
      { 'payers.0.contract': { kind: 'fee-schedule', percent: 110, locality: 'ALABAMA' } },
      'payers.0.contract.locality',
    ],
    ['a tolerance of a fraction of a cent', { 'payers.0.toleranceCents': 0.5 }, 'payers.0.toleranceCents'],
    ['a client code of two characters', { 'clients.0.code': 'RV' }, 'clients.0.code'],
    ['a lower-case client code', { 'clients.0.code': 'rvb' }, 'clients.0.code'],
    ['a client id with a space', { 'clients.0.id': 'river bend' }, 'clients.0.id'],
    ['a client of an unknown partner', { 'clients.0.partner': 'nobody' }, 'clients.0.partner'],
    ['a billing NPI of nine digits', { 'clients.0.billingNpis': ['199999999'] }, 'clients.0.billingNpis.0'],
    ['half a cent', { 'clients.0.smallBalanceCents': 0.5 }, 'clients.0.smallBalanceCents'],
    ['statements on the day', { 'clients.0.statements': { dueDays: 0 } }, 'clients.0.statements.dueDays'],
    [
      'a statement that asks for nothing',
      { 'clients.0.statements': { minimumCents: 0 } },
      'clients.0.statements.minimumCents',
    ],
    [
      'a notice of two lines',
      { 'clients.0.statements': { notices: ['one\ntwo'] } },
      'clients.0.statements.notices.0',
    ],
    ['a limit below 0', { 'clients.0.writeOffApprovalCents': -1 }, 'clients.0.writeOffApprovalCents'],
    [
      'an interchange id of 16 characters',
      { 'partners.0.sender.id': 'A234567890123456' },
      'partners.0.sender.id',
    ],
    ['a delimiter in an interchange id', { 'partners.0.receiver.id': 'A*B' }, 'partners.0.receiver.id'],
    ['an unknown qualifier', { 'partners.0.sender.qualifier': 'XX' }, 'partners.0.sender.qualifier'],
    [
      'a submitter nobody can reach',
      { 'partners.0.submitter.phone': undefined },
      'partners.0.submitter.phone',
    ],
    ['a sandbox in production', { 'partners.0.usage': 'P' }, 'partners.0.usage'],
    ['a seed without a sandbox', { 'partners.0.sandbox': false }, 'partners.0.sandboxSeed'],
    ['too many claims', { 'partners.0.claimsPerInterchange': 5001 }, 'partners.0.claimsPerInterchange'],
    ['no default payer', { 'payers.0.id': '12345' }, 'payers'],
    ['a broken pattern', { 'payers.0.memberIdPattern': '(' }, 'payers.0.memberIdPattern'],
    [
      'a severity nobody knows',
      { 'payers.0.editSeverities': { 'NPI-01': 'loud' } },
      'payers.0.editSeverities.NPI-01',
    ],
    ['a misspelt field', { 'clients.0.nmae': 'x' }, 'clients.0'],
  ])('refuses %s and says where', (_what, changes, path) => {
    expect(problemPaths(exampleWith(changes))).toContain(path);
  });

  it('refuses ids and codes used twice', () => {
    const { clients, partners, payers } = example();
    const twice = (list: unknown): unknown[] => (Array.isArray(list) ? [...list, ...list] : []);
    const doubled = { clients: twice(clients), partners: twice(partners), payers: twice(payers) };
    expect(problemPaths(doubled)).toEqual([
      'clients.1.id',
      'clients.1.code',
      'partners.1.id',
      'partners.1.receiver',
      'payers.1.id',
    ]);
  });

  it('lists every problem at once', () => {
    const paths = problemPaths({ retentionYears: 0, clients: [], partners: [] });
    expect(paths).toEqual(['retentionYears', 'clients', 'partners', 'payers']);
  });
});

describe('a payer profile', () => {
  it('is the payer’s own, else the default one', () => {
    const read = parseConfig(exampleWith({ payers: [{ id: '*' }, { id: '12345', appealDays: 180 }] }));
    if (!read.ok) throw new Error('the example is valid');
    expect(payerProfile(read.value, '12345').appealDays).toBe(180);
    expect(payerProfile(read.value, '99999').id).toBe('*');
  });
});
