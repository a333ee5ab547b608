import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { acknowledge } from '../../../../core/x12/acknowledge/acknowledge.ts';
import type { X12Item } from '../../../../core/x12/items.ts';
import { itemsOf } from '../../../../core/x12/read.ts';
import { recordsOf } from '../../../../core/x12/tools/records.ts';
import { OPTIONS } from '../acknowledge/given.ts';

/** Levels (HL) that are damaged: what stands in them is read all the same, never as part of another level. */

const claim = (id: string) => [
  `CLM*${id}*120***11:B:1*Y*A*Y*Y`,
  'HI*ABK:J029',
  'LX*1',
  'SV1*HC:99213*120*UN*1***1',
  'DTP*472*D8*20260105',
];
const subscriber = (last: string, payer: string) => [
  `NM1*IL*1*${last}*JANE****MI*${last}01`,
  'N3*12 ELM ST',
  'N4*SPRINGFIELD*IL*62702',
  'DMG*D8*19800215*F',
  `NM1*PR*2*${payer}*****PI*99001`,
];
/** A subscriber with a claim, one with a patient of two claims, and another with a claim. */
const CLAIMS = [
  'ISA*00*          *00*          *ZZ*SUBMITTER01    *ZZ*CLEARHOUSE01   *260106*0930*^*00501*000000101*0*T*:',
  'GS*HC*SUBMITTER01*CLEARHOUSE01*20260106*0930*101*X*005010X222A1',
  'ST*837*0001*005010X222A1',
  'BHT*0019*00*B20260106001*20260106*0930*CH',
  'NM1*41*2*RIVERBEND BILLING*****46*SUBMITTER01',
  'PER*IC*PAT JONES*TE*5555550100',
  'NM1*40*2*CLEARHOUSE ONE*****46*CLEARHOUSE01',
  'HL*1**20*1',
  'PRV*BI*PXC*207Q00000X',
  'NM1*85*2*RIVERBEND FAMILY CLINIC*****XX*1999999992',
  'N3*100 MAIN ST',
  'N4*SPRINGFIELD*IL*627010001',
  'REF*EI*123456789',
  'HL*2*1*22*0',
  'SBR*P*18*******CI',
  ...subscriber('DOE', 'ACME'),
  ...claim('C1'),
  'HL*3*1*22*1',
  'SBR*P********CI',
  ...subscriber('ROE', 'BETA'),
  'HL*4*3*23*0',
  'PAT*19',
  'NM1*QC*1*ROE*RUDY',
  'N3*14 ELM ST',
  'N4*SPRINGFIELD*IL*62702',
  'DMG*D8*20150215*M',
  ...claim('C2'),
  ...claim('C3'),
  'HL*5*1*22*0',
  'SBR*P*18*******CI',
  ...subscriber('LOE', 'GAMA'),
  ...claim('C4'),
  'SE*00*0001',
  'GE*1*101',
  'IEA*1*000000101',
];

const goldenOf = (name: string): readonly string[] =>
  readFileSync(new URL(`../../../golden/x12/${name}.x12`, import.meta.url), 'utf8')
    .split('~')
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '');

/** With SE01 counted. */
function file(segments: readonly string[]): readonly [Buffer] {
  const from = segments.findIndex((segment) => segment.startsWith('ST*'));
  const counted = segments.map((segment, i) =>
    segment.startsWith('SE*') ? segment.replace(/\d+/, String(i - from + 1)) : segment,
  );
  return [Buffer.from(`${counted.join('~\n')}~\n`)];
}

async function read(segments: readonly string[], check: 'none' | 'guide' = 'guide') {
  const items: X12Item[] = [];
  for await (const batch of itemsOf(file(segments), { check })) items.push(...batch);
  return items;
}

/** What a file says, without the places where it stands. */
const said = (items: readonly X12Item[]): readonly unknown[] =>
  items
    .filter(({ kind }) => kind !== 'finding' && kind !== 'set-end' && kind !== 'end')
    .map((item) =>
      JSON.parse(JSON.stringify(item, (key, value) => (key === 'position' ? undefined : value))),
    );

const findingsIn = (items: readonly X12Item[]): readonly string[] =>
  items.flatMap((item) => {
    if (item.kind !== 'finding') return [];
    const { code, position } = item.finding;
    return [`${code} ${position.segmentId} ${position.segment}`];
  });

/** Each claim with its payer, its member and its patient; or where one stands that cannot be read. */
async function claimsIn(segments: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const record of recordsOf(file(segments), { errors: 0, warnings: 0 })) {
    if (record.kind === 'unreadable') found.push(`${record.code} ${record.position.segment}`);
    if (record.kind !== 'claim') continue;
    const { claimNo, coverages, patient } = record.claim.content;
    const payers = coverages.map(({ payer, memberId }) => `${payer.name} ${memberId}`);
    found.push([claimNo, ...payers, `${patient.last} ${patient.first}`].join(', '));
  }
  return found;
}

const replaced = (segments: readonly string[], from: string, ...to: readonly string[]): readonly string[] => {
  const at = segments.indexOf(from);
  if (at < 0) throw new Error(`no ${from}`);
  return segments.toSpliced(at, 1, ...to);
};

const C1 = 'C1, ACME DOE01, DOE JANE';
const C2 = 'C2, BETA ROE01, ROE RUDY';
const C3 = 'C3, BETA ROE01, ROE RUDY';
const C4 = 'C4, GAMA LOE01, LOE JANE';

describe('an HL that names no level of the guide', () => {
  const sets: readonly (readonly [string, readonly string[]])[] = [
    ['an 837', CLAIMS],
    ...['e270-every-loop', 'e271-every-loop', 's276-every-loop', 's277-every-loop'].map(
      (name) => [`a ${name.slice(1, 4)}`, goldenOf(name)] as const,
    ),
    ['a 277CA', goldenOf('ca277-one-of-two-rejected')],
  ];
  const cases = sets.flatMap(([set, segments]) =>
    segments
      .filter((segment) => segment.startsWith('HL*'))
      .flatMap((hl) => [
        [set, hl, 'another code', segments, hl.replace(/^(HL\*[^*]*\*[^*]*)\*../, '$1*99')] as const,
        [set, hl, 'none', segments, hl.replace(/^(HL\*[^*]*\*[^*]*)\*../, '$1*')] as const,
      ]),
  );
  test.each(cases)('of %s (%s, HL03 %s) stands where HL02 says', async (_, hl, __, sound, damaged) => {
    const from = sound.findIndex((segment) => segment.startsWith('ST*'));
    const place = sound.indexOf(hl) - from + 1;
    const file = replaced(sound, hl, damaged);
    const items = await read(file);
    expect(findingsIn(items)).toEqual([expect.stringMatching(`^ELEMENT-(CODE|MISSING) HL ${place}$`)]);
    const expected = said(await read(sound));
    expect(expected.length).toBeGreaterThan(3);
    expect(said(items)).toEqual(expected);
    expect(said(await read(file, 'none'))).toEqual(expected);
  });

  it('and whose HL02 is nobody, leaves the claims of all other levels as they are, and loses none', async () => {
    expect(await claimsIn(CLAIMS)).toEqual([C1, C2, C3, C4]);
    const first = await claimsIn(replaced(CLAIMS, 'HL*3*1*22*1', 'HL*3*9*99*1'));
    expect(first).toEqual([C1, 'CLAIM-UNREADABLE 37', 'CLAIM-UNREADABLE 42', C4]);
    const last = await claimsIn(replaced(CLAIMS, 'HL*5*1*22*0', 'HL*5*9*99*0'));
    expect(last).toEqual([C1, C2, C3, 'CLAIM-UNREADABLE 54']);
  });

  it('gets one IK3, and rejects its set', async () => {
    const answers: string[] = [];
    const source = file(replaced(CLAIMS, 'HL*5*1*22*0', 'HL*5*1*99*0'));
    for await (const answer of acknowledge(source, { ...OPTIONS, interchanges: 'none' })) {
      if (answer.kind === '999') answers.push(...answer.text.split('~').map((segment) => segment.trim()));
    }
    expect(answers.filter((segment) => /^(IK|AK9)/.test(segment))).toEqual([
      'IK3*HL*47*2000*8',
      'IK4*3*735*7',
      'IK5*R*I5',
      'AK9*R*1*1*0',
    ]);
  });
});

describe('a level', () => {
  it('of another kind than what stands in it starts anew with its SBR', async () => {
    const segments = replaced(CLAIMS, 'HL*5*1*22*0', 'HL*5*1*23*0');
    expect(await claimsIn(segments)).toEqual([C1, C2, C3, C4]);
    expect(findingsIn(await read(segments))).toContain('SEGMENT-MISSING HL 48');
  });

  it('that is never opened is missing once, and nothing else is wrong with those in it', async () => {
    const segments = goldenOf('e270-one-subscriber').filter((segment) => !/^(HL\*2|NM1\*1P)/.test(segment));
    expect(findingsIn(await read(segments))).toEqual(['SEGMENT-MISSING HL 5', 'SEGMENT-MISSING NM1 4']);
  });

  it('that is never opened need not leave a number out', async () => {
    const segments = goldenOf('e270-one-subscriber')
      .filter((segment) => !/^(HL\*2|NM1\*1P)/.test(segment))
      .map((segment) => segment.replace('HL*3*2', 'HL*2*1'));
    expect(findingsIn(await read(segments))).toEqual(['SEGMENT-MISSING HL 5', 'SEGMENT-MISSING NM1 4']);
  });

  it('whose number is left out is said once', async () => {
    const segments = CLAIMS.map((segment) =>
      segment.replace(/^HL\*([345])/, (_, n) => `HL*${Number(n) + 1}`).replace('HL*5*3', 'HL*5*4'),
    );
    expect(findingsIn(await read(segments))).toEqual(['HL-NUMBER HL 24']);
  });
});

describe('a party whose NM1 is missing', () => {
  test.each<[string, string, readonly string[]]>([
    ['subscriber', 'NM1*IL*1*DOE*JANE****MI*DOE01', ['SEGMENT-MISSING NM1 13']],
    ['patient', 'NM1*QC*1*ROE*RUDY', ['SEGMENT-MISSING NM1 32']],
    ['billing provider', 'NM1*85*2*RIVERBEND FAMILY CLINIC*****XX*1999999992', ['SEGMENT-MISSING NM1 7']],
    ['submitter', 'NM1*41*2*RIVERBEND BILLING*****46*SUBMITTER01', ['SEGMENT-MISSING NM1 2']],
  ])('is a %s all the same', async (_, name, expected) => {
    const items = await read(replaced(CLAIMS, name));
    expect(findingsIn(items)).toEqual(expected);
    const claims = items.flatMap((item) => (item.kind === 'claim' ? [item.claim.content] : []));
    expect(claims.map(({ claimNo }) => claimNo)).toEqual(['C1', 'C2', 'C3', 'C4']);
    const [first, second] = claims;
    expect(first?.patient).toMatchObject({ address1: '12 ELM ST', dob: '19800215' });
    expect(second?.patient).toMatchObject({ address1: '14 ELM ST', dob: '20150215' });
    expect(first?.billing).toMatchObject({ address1: '100 MAIN ST', taxId: { value: '123456789' } });
  });

  test.each([
    ['e270-every-loop', 'NM1*IL*1*DOE*JANE*Q**JR*MI*MEM0001', 'SEGMENT-MISSING NM1 13'],
    ['e271-every-loop', 'NM1*IL*1*DOE*JANE*Q**JR*MI*MEM0001', 'SEGMENT-MISSING NM1 17'],
    ['e271-every-loop', 'NM1*03*1*DOE*SAM', 'SEGMENT-MISSING NM1 54'],
    ['r835-denial-interest-recoupment', 'N1*PR*ACME HEALTH PLAN', 'SEGMENT-MISSING N1 4'],
  ])('of %s (%s) leaves all that stands behind it readable', async (name, nm1, finding) => {
    const sound = goldenOf(name);
    const items = await read(replaced(sound, nm1));
    expect(findingsIn(items)).toEqual([finding]);
    expect(items.map(({ kind }) => kind).filter((kind) => kind !== 'finding')).toEqual(
      (await read(sound)).map(({ kind }) => kind),
    );
  });

  it('may come behind its address, out of sequence', async () => {
    const name = 'NM1*IL*1*DOE*JANE****MI*DOE01';
    const segments = replaced(replaced(CLAIMS, name), 'N3*12 ELM ST', 'N3*12 ELM ST', name);
    const items = await read(segments);
    expect(findingsIn(items)).toEqual(['SEGMENT-OUT-OF-SEQUENCE NM1 15']);
    expect(await claimsIn(segments)).toEqual([C1, C2, C3, C4]);
  });

  it('is not given the address of a party that the guide does not know', async () => {
    const name = 'NM1*IL*1*DOE*JANE****MI*DOE01';
    const stranger = ['NM1*ZZ*1*POE*EDGAR', 'N3*9 ASH ST', 'N4*PEORIA*IL*61601'];
    const items = await read(replaced(CLAIMS, name, ...stranger, name));
    expect(findingsIn(items)).toEqual([
      'QUALIFIER-UNKNOWN NM1 14',
      'SEGMENT-UNEXPECTED N3 15',
      'SEGMENT-UNEXPECTED N4 16',
    ]);
    expect(said(items)).toEqual(said(await read(CLAIMS)));
  });
});
