import { describe, expect, it, test } from 'vitest';
import { everyField } from '../every-field.ts';
import {
  claimsIn,
  codesIn,
  encounterA,
  filed,
  golden,
  header,
  itemsOf,
  problemsOf,
  write,
  written,
} from '../p837-cases.ts';

const segmentsOf = (text: string): readonly string[] => text.split('~\n').slice(0, -1);
const starting = (text: string, start: string): readonly string[] =>
  segmentsOf(text).filter((s) => s.startsWith(start));
const { coverages, patient, lines } = encounterA;
const [coverage] = coverages;
const [line] = lines;
if (coverage === undefined || line === undefined) throw new Error('example A has a coverage and a line');

describe('an 837P', () => {
  it('is example A, byte for byte, from the encounter behind it (S56)', () => {
    const { text, segments } = written([filed(encounterA)]);
    expect(text).toBe(golden('a-837p-one-payer'));
    expect(segmentsOf(text)[0]).toHaveLength(105);
    expect(segments).toBe(36);
    expect(starting(text, 'SE')).toEqual(['SE*32*0001']);
    expect(starting(text, 'GE')).toEqual(['GE*1*101']);
  });

  it('is bytes, and text when asked for', () => {
    const { bytes, text } = written([filed(encounterA)]);
    expect(bytes.toString('latin1')).toBe(text);
  });

  it('is the same when written twice', () => {
    expect(written([filed(everyField)]).text).toBe(written([filed(everyField)]).text);
  });

  it('has no line feeds where the partner wants none', () => {
    expect(written([filed(encounterA)], { newlines: false }).text).toBe(
      golden('a-837p-one-payer').replaceAll('\n', ''),
    );
  });

  test.each(['b-837p-secondary', 'c-837p-replacement'])('%s is written as it was read', async (name) => {
    const [claim] = claimsIn(await itemsOf(golden(name)));
    if (claim === undefined) throw new Error('no claim');
    const { content } = claim;
    const body = (text: string) => segmentsOf(text).filter((s) => !/^(?:ISA|GS|BHT|GE|IEA)/.test(s));
    expect(body(written([filed(content, content.claimNo)]).text)).toEqual(body(golden(name)));
  });

  it('carries every field of the encounter there and back', async () => {
    const items = await itemsOf(written([filed(everyField, 'C0009-2')]).text);
    expect(codesIn(items)).toEqual([]);
    const [claim] = claimsIn(items);
    const [first, second] = everyField.lines;
    expect(claim?.content).toEqual({
      ...everyField,
      claimNo: 'C0009-2',
      lines: [
        { ...first, lineControlNo: 'C0009-2-1' },
        { ...second, lineControlNo: 'C0009-2-2' },
      ],
    });
    expect(claim?.header).toEqual(header);
  });
});

describe('cleaning', () => {
  it('spells letters in ASCII and says so for information (S32)', () => {
    const { text, findings } = written([
      filed({ ...encounterA, patient: { ...patient, last: 'Peña', first: 'Łukasz', address1: 'Straße 5' } }),
    ]);
    expect(text).toContain('NM1*IL*1*PENA*LUKASZ*Q***MI*MEM0001~');
    expect(text).toContain('N3*STRASSE 5~');
    expect(findings).toEqual(
      ['patient.last', 'patient.first', 'patient.address1'].map((field) => ({
        code: 'CHR-01',
        severity: 'info',
        filingId: 'C0001-1',
        field,
      })),
    );
  });

  it('replaces delimiters in names and refuses them in identifiers (S33)', () => {
    const billing = { ...encounterA.billing, name: 'O*BRIEN~LTD:1^2' };
    const { text, findings } = written([filed({ ...encounterA, billing })]);
    expect(text).toContain('NM1*85*2*O BRIEN LTD 1 2*****XX*1999999992~');
    expect(findings).toEqual([
      { code: 'CHR-01', severity: 'warning', filingId: 'C0001-1', field: 'billing.name' },
    ]);
    const refused = { ...encounterA, coverages: [{ ...coverage, memberId: 'AB*12' }] };
    expect(problemsOf([filed(refused)])).toContainEqual({
      code: 'CHR-02',
      filingId: 'C0001-1',
      field: 'coverages.0.memberId',
    });
  });

  it('cuts names that are too long and refuses identifiers that are', () => {
    const billing = { ...encounterA.billing, name: 'A'.repeat(61) };
    const { text, findings } = written([filed({ ...encounterA, billing })]);
    expect(text).toContain(`NM1*85*2*${'A'.repeat(60)}*`);
    expect(findings.map(({ code }) => code)).toEqual(['LEN-01']);
    expect(problemsOf([filed(encounterA, 'C23456789012345678901')])).toContainEqual({
      code: 'LEN-02',
      filingId: 'C23456789012345678901',
      field: 'filingId',
    });
  });

  it('removes the dots of diagnoses and the hyphens of ZIP codes, tax ids and drug codes', () => {
    const { text } = written([
      filed({
        ...encounterA,
        billing: { ...encounterA.billing, zip: '62701-0001', taxId: { type: 'EI', value: '12-3456789' } },
        lines: [{ ...line, ndc: { code: '00002-1433-80', quantity: '01.50', unit: 'ML' } }],
      }),
    ]);
    expect(text).toContain('N4*SPRINGFIELD*IL*627010001~');
    expect(text).toContain('REF*EI*123456789~');
    expect(text).toContain('LIN**N4*00002143380~\nCTP****1.5*ML~');
  });

  it('names no value in a problem', () => {
    const secret = 'SECRET*1';
    const refused = problemsOf([filed({ ...encounterA, payerClaimControlNo: secret, priorAuthNo: secret })]);
    expect(refused.length).toBeGreaterThan(0);
    expect(JSON.stringify(refused)).not.toContain('SECRET');
  });
});

describe('levels', () => {
  const levels = (text: string) => starting(text, 'HL*').concat();

  it('are shared by claims of the same provider, subscriber and patient', () => {
    const { text } = written([filed(encounterA, 'C1-1'), filed(encounterA, 'C2-1')]);
    expect(levels(text)).toEqual(['HL*1**20*1', 'HL*2*1*22*0']);
    expect(starting(text, 'CLM')).toHaveLength(2);
  });

  it('count on through the set, and name their parents', async () => {
    const [b] = claimsIn(await itemsOf(golden('b-837p-secondary')));
    if (b === undefined) throw new Error('no claim');
    const other = { ...encounterA, billing: { ...encounterA.billing, npi: '1777777776' } };
    const { text } = written([filed(encounterA, 'C1-1'), filed(other, 'C2-1'), filed(b.content, 'C3-2')]);
    expect(levels(text)).toEqual([
      'HL*1**20*1',
      'HL*2*1*22*0',
      'HL*3**20*1',
      'HL*4*3*22*0',
      'HL*5**20*1',
      'HL*6*5*22*1',
      'HL*7*6*23*0',
    ]);
  });

  it('are shared however far apart their claims are', () => {
    const other = { ...encounterA, billing: { ...encounterA.billing, npi: '1777777776' } };
    const payTo = {
      ...encounterA,
      payTo: { address1: '1 BANK ST', city: 'PEORIA', state: 'IL', zip: '61601' },
    };
    const claims = [encounterA, other, payTo, other, encounterA];
    const { text } = written(claims.map((content, i) => filed(structuredClone(content), `C${i}-1`)));
    expect(starting(text, 'HL*')).toEqual([
      'HL*1**20*1',
      'HL*2*1*22*0',
      'HL*3**20*1',
      'HL*4*3*22*0',
      'HL*5**20*1',
      'HL*6*5*22*0',
    ]);
    expect(starting(text, 'CLM').map((clm) => clm.split('*')[1])).toEqual([
      'C0-1',
      'C4-1',
      'C1-1',
      'C3-1',
      'C2-1',
    ]);
  });

  it('say what was cleaned of each claim that they hold', () => {
    const billing = { ...encounterA.billing, name: 'O*BRIEN' };
    const { findings } = written(['C1-1', 'C2-1'].map((id) => filed({ ...encounterA, billing }, id)));
    expect(findings.map(({ filingId, field }) => [filingId, field])).toEqual([
      ['C1-1', 'billing.name'],
      ['C2-1', 'billing.name'],
    ]);
  });

  it('hold up to a hundred claims of one patient', () => {
    const claims = Array.from({ length: 101 }, (_, i) => filed(encounterA, `C${i}-1`));
    expect(levels(written(claims).text)).toEqual(['HL*1**20*1', 'HL*2*1*22*0', 'HL*3*1*22*0']);
  });
});

describe('what the guide forbids is not written', () => {
  test.each([
    [
      'a negative charge',
      { lines: [{ ...line, chargeCents: -1 }] },
      { code: 'NEG-01', field: 'lines.0.chargeCents' },
    ],
    [
      'lines that add up to more than can be held exactly',
      {
        totalChargeCents: undefined,
        lines: [line, line].map((one) => ({ ...one, chargeCents: Number.MAX_SAFE_INTEGER })),
      },
      { code: 'LEN-02', field: 'totalChargeCents' },
    ],
    ['no destination', { destination: 2 }, { code: 'REQ-01', field: 'destination' }],
    [
      'a name of nothing but lost characters',
      { patient: { ...patient, last: '漢字' } },
      { code: 'CHR-01', field: 'patient.last' },
    ],
    [
      'no birth date of the patient',
      { patient: { ...patient, dob: undefined } },
      { code: 'GUIDE', segmentId: 'DMG', element: 2 },
    ],
    [
      'an admission at no time of day',
      { dates: [{ qualifier: '435', from: '20260105', time: '2500' }] },
      { code: 'GUIDE', segmentId: 'DTP' },
    ],
    ['no diagnosis', { diagnoses: [] }, { code: 'GUIDE', guide: 'SEGMENT-MISSING', segmentId: 'HI' }],
    [
      'an unknown filing code',
      { coverages: [{ ...coverage, filingCode: 'QQ' }] },
      { code: 'GUIDE', guide: 'ELEMENT-CODE', segmentId: 'SBR', element: 9 },
    ],
    [
      'more than fifty lines',
      { lines: Array.from({ length: 51 }, () => line) },
      { code: 'GUIDE', guide: 'LOOP-OVER-MAXIMUM', segmentId: 'LX' },
    ],
  ])('%s', (_, change, problem) => {
    const claims = [
      filed(encounterA, 'C1-1'),
      filed({ ...encounterA, ...change } as typeof encounterA, 'C2-1'),
    ];
    const problems = problemsOf(claims);
    expect(problems).toContainEqual(expect.objectContaining(problem));
    expect(problems.every((p) => p.filingId === 'C2-1')).toBe(true);
  });

  it('nothing between header and end', () => {
    expect(problemsOf([])).toContainEqual({ code: 'GUIDE', guide: 'SEGMENT-MISSING', segmentId: 'HL' });
  });

  it('a fault in what several claims share is held against each of them', () => {
    const billing = { ...encounterA.billing, taxId: undefined };
    const claims = ['C1-1', 'C2-1'].map((id) => filed({ ...encounterA, billing }, id));
    expect(problemsOf(claims).map((p) => [p.filingId, p.segmentId])).toEqual([
      ['C1-1', 'REF'],
      ['C2-1', 'REF'],
    ]);
  });

  it('unless it is not to be compared with the guide; fields are cleaned all the same', () => {
    const coverages = [{ ...coverage, filingCode: 'QQ' }];
    const unverified = (content: typeof encounterA) =>
      write([filed(content)], {}, { upperCase: true, verify: false });
    const taken = unverified({ ...encounterA, coverages });
    expect(taken.ok && taken.value.text).toContain('SBR*P*18*GRP1001******QQ~');
    expect(unverified({ ...encounterA, payerClaimControlNo: 'A*1' }).ok).toBe(false);
    const plain = unverified(encounterA);
    expect(plain.ok && plain.value.text).toBe(golden('a-837p-one-payer'));
  });

  it('a delimiter in what is written as it is', () => {
    const problems = problemsOf([filed({ ...encounterA, note: { type: 'A*D', text: 'NOTE' } })]);
    expect(problems).toContainEqual({ code: 'CHR-02', filingId: 'C0001-1', segmentId: 'NTE', element: 1 });
  });

  it('an envelope that cannot be', () => {
    const refused = write([filed(encounterA)], {
      interchangeControlNo: 0,
      sender: { qualifier: 'ZZ', id: 'A*B' },
      receiver: { qualifier: 'ZZ', id: 'CAF\u00c9' },
    });
    expect(refused.ok ? [] : refused.error.map(({ code, element }) => [code, element])).toEqual([
      ['ENVELOPE', 6],
      ['ENVELOPE', 8],
      ['ENVELOPE', 13],
    ]);
  });
});
