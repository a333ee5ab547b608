/** Scenarios S39, S54 and S56 of domain.md 9: rules that need no file on its way. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FilingView, transition } from '../../core/claim/lifecycle.ts';
import { civilDate } from '../../core/dates.ts';
import { runEdits } from '../../core/edits/engine.ts';
import { changedExample, EXAMPLE_TODAY } from '../../core/edits/example.ts';
import { exampleCodeSets } from '../../core/edits/example-tables.ts';
import { encounterSchema } from '../../core/encounter/schema.ts';
import { claimNo, filingId } from '../../core/ids.ts';
import { writeProfessional } from '../../core/x12/sets/p837-write.ts';
import { coverage, encounter } from './clinic.ts';

describe('S39: a billing NPI', () => {
  const payer = { id: '*' };
  const context = { today: civilDate(EXAMPLE_TODAY), payer, codes: exampleCodeSets(), history: [] };
  const edits = (npi: string) =>
    runEdits(changedExample({ 'billing.npi': npi }), context, 'encounter').map(({ editId }) => editId);

  it('passes with ten digits, a leading 1 or 2 and the right check digit', () => {
    expect(edits('1234567893')).toEqual([]);
  });

  it.each([
    ['a wrong check digit', '1234567890'],
    ['nine digits', '123456789'],
    ['a leading 3', '3234567893'],
  ])('with %s fails NPI-01', (_, npi) => {
    expect(edits(npi)).toContain('NPI-01');
  });
});

describe('S54: attempt 1 went out in group 110 and was rejected, attempt 2 in group 115', () => {
  const attempt2: FilingView = {
    state: 'SENT',
    attempt: 2,
    rank: 0,
    batch: { controlNo: 115, setControlNo: '0001', batchId: '000000115-0001' },
  };

  it('a second copy of the 999 for 110 says nothing about attempt 2', () => {
    const rejected = { kind: '999', groupControlNo: '110', setCode: 'R', groupCode: 'R' } as const;
    expect(transition(attempt2, rejected)).toMatchObject({
      outcome: 'earlier-attempt',
      state: 'SENT',
      attempt: 2,
      steps: [],
      work: [],
    });
  });

  it('the 999 for 115 does', () => {
    const rejected = { kind: '999', groupControlNo: '115', setCode: 'R', groupCode: 'R' } as const;
    expect(transition(attempt2, rejected).state).toBe('REJ_SYNTAX');
  });
});

describe('S56: example A, written from its encounter', () => {
  const { patient } = encounter('EXAMPLE-A', []);
  const content = encounterSchema.parse({
    ...encounter('EXAMPLE-A', [
      { code: '99213', modifiers: ['25'], charge: 120, dx: [1, 2] },
      { code: '87880', modifiers: ['QW'], charge: 30, dx: [1] },
    ]),
    patient: { ...patient, last: 'DOE', first: 'JANE', middle: 'Q', dob: '19800215' },
    coverages: [coverage()],
    diagnoses: ['J029', 'R509'],
  });
  const dated = { ...content, lines: content.lines.map((line) => ({ ...line, from: '20260105' })) };

  const write = (): string => {
    const written = writeProfessional(
      {
        sender: { qualifier: 'ZZ', id: 'SUBMITTER01' },
        receiver: { qualifier: 'ZZ', id: 'CLEARHOUSE01' },
        applicationSender: 'SUBMITTER01',
        applicationReceiver: 'CLEARHOUSE01',
        interchangeControlNo: 101,
        groupControlNo: 101,
        date: '20260106',
        time: '0930',
        usage: 'T',
        acknowledgmentRequested: false,
        newlines: true,
      },
      '005010X222A1',
      [
        {
          controlNo: '0001',
          header: {
            purpose: '00',
            batchId: 'B20260106001',
            date: '20260106',
            time: '0930',
            type: 'CH',
            submitter: {
              name: 'RIVERBEND BILLING',
              entityType: '2',
              etin: 'SUBMITTER01',
              contacts: [{ name: 'PAT JONES', phone: '5555550100' }],
            },
            receiver: { name: 'CLEARHOUSE ONE', etin: 'CLEARHOUSE01' },
          },
          claims: [{ filingId: filingId(claimNo('C0001'), 1), content: dated }],
        },
      ],
      { upperCase: true },
    );
    return written.ok ? written.value.text : '';
  };

  it('is the example, byte for byte, and so every time', () => {
    const golden = readFileSync(new URL('../golden/x12/a-837p-one-payer.edi', import.meta.url), 'utf8');
    expect(write()).toBe(golden);
    expect(write()).toBe(write());
  });

  it('has an ISA of 106 bytes, 32 segments in its set, one set, and a subscriber without children', () => {
    const segments = write().split('\n');
    expect(segments[0]).toHaveLength(106);
    expect(segments).toContain('SE*32*0001~');
    expect(segments).toContain('GE*1*101~');
    expect(segments).toContain('HL*2*1*22*0~');
  });
});
