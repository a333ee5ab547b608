import { describe, expect, it } from 'vitest';
import { showX12 } from '../../../core/x12/show.ts';
import { golden } from './p837-cases.ts';

const A = golden('a-837p-one-payer');
const shown = async (text: string, options = {}): Promise<readonly string[]> =>
  Array.fromAsync(showX12([Buffer.from(text)], options));

const envelope = (version: string, functionalCode: string, set: string, body: string): string =>
  'ISA*00*          *00*          *ZZ*SUBMITTER01    *ZZ*CLEARHOUSE01   *260106*0930*^*00501*000000101*0*T*:~' +
  `GS*${functionalCode}*SUBMITTER01*CLEARHOUSE01*20260106*0930*101*X*${version}~ST*${set}*0001*${version}~` +
  `${body}SE*3*0001~GE*1*101~IEA*1*000000101~`;

/** What is shown of one segment of a set that has no guide here, its lines joined. */
async function segment(text: string): Promise<string> {
  const lines = await shown(envelope('005010X220A1', 'BE', '834', `${text}~`));
  const end = lines.findIndex((line) => line.includes('End of set'));
  return lines
    .slice(5, end)
    .map((line) => line.trim())
    .join(' / ');
}

describe('a file for people', () => {
  it('is indented by loop, with names for segments and codes, amounts in dollars, and dates', async () => {
    const lines = await shown(A);
    expect(lines.slice(0, 8)).toEqual([
      'Interchange 000000101: SUBMITTER01 to CLEARHOUSE01, 2026-01-06 09:30, test',
      '  Group 101: HC (claims), 005010X222A1, 2026-01-06 09:30',
      '    Set 0001: 837P, professional claims',
      '      BHT start of the batch: 0019 · 00 (original) · reference B20260106001 · 2026-01-06 09:30',
      '            CH (chargeable)',
      '      1000A submitter',
      '        NM1 submitter: 41 · 2 (organization) · RIVERBEND BILLING · 46 (submitter id) SUBMITTER01',
      '        PER submitter contact: IC (information contact) · PAT JONES · TE (phone) 5555550100',
    ]);
    expect(lines).toEqual(
      expect.arrayContaining([
        '            CLM claim: C0001-1 · charge $150.00 · 11 (office) B (place of service) 1 (original)',
        '                  Y (yes) · A (assigned) · Y (benefits assigned) · Y (signed)',
        '            HI  diagnoses: ABK (principal diagnosis) J029 · ABF (diagnosis) R509',
        '              SV1 service: HC:99213:25 · charge $120.00 · UN (units) 1 · diagnoses 1:2',
        '            DMG birth date and sex: born 1980-02-15 · F (female)',
      ]),
    );
    expect(lines.at(-1)).toBe('    End of set 0001: 32 segments');
  });

  it('does not take a type of bill for a place of service', async () => {
    expect((await shown(golden('i837-every-field'))).join('\n')).toContain(
      'H0001-1 · charge $8,500.00 · 11 A (uniform bill type) 7 (replacement)\n',
    );
  });

  it('is no wider than 100 columns, but for words that are longer', async () => {
    const lines = await shown(A.replace('12 ELM ST', `${'ELM '.repeat(40)}${'X'.repeat(120)}`));
    const wide = lines.filter((line) => line.length > 100);
    expect(wide.map((line) => line.trim())).toEqual(['X'.repeat(120)]);
  });

  it.each([40, 60, 80, 200])('is no wider than %i columns where so many are asked for', async (width) => {
    const lines = await shown(A.replace('*Y*A*Y*Y', '*Y*Q*Y*Y'), { width });
    const values = lines.filter((line) => line.length > width && !/^ *\S+(?: \S+)?$/.test(line));
    const headings = /^ *(?:Interchange|Group|Set|End of set|\d{4}[A-Z]{0,2}) /;
    expect(values.filter((line) => !headings.test(line))).toEqual([]);
    const words = (text: readonly string[]) => text.join(' ').split(/[ ·]+/);
    expect(words(lines)).toEqual(words(await shown(A.replace('*Y*A*Y*Y', '*Y*Q*Y*Y'))));
  });

  it('has its findings where they arise, and counts them at the end', async () => {
    const lines = await shown(A.replace('*Y*A*Y*Y', '*Y*Q*Y*Y'));
    const at = lines.findIndex((line) => line.includes('! error'));
    expect(lines[at]?.trim()).toBe('! error ELEMENT-CODE CLM07: The guide does not allow this code.');
    expect(lines[at - 1]?.trim()).toBe('Y (yes) · Q · Y (benefits assigned) · Y (signed)');
    expect(lines.at(-1)).toBe('1 finding, marked by ! above.');
  });

  it('has what balances and other rules find too, at the end of the loop that they are about', async () => {
    const lines = await shown(A.replace('*150***11', '*151***11'));
    const at = lines.findIndex((line) => line.includes('! error'));
    expect(lines[at]).toMatch(/^ {12}! error \S+ CLM02: /);
    expect(lines.slice(0, at).join('\n')).toContain('CLM claim: C0001-1 · charge $151.00');
  });

  it('says where a group has no header', async () => {
    expect(await shown(A.replace(/GS\*.*~\n/, ''))).toContain('  Group without GS');
  });

  it('comes to an end with a file that is cut off', async () => {
    expect((await shown(A.slice(0, 700))).join('\n')).toContain('segments, cut off');
  });

  it('shows TA1s and segments outside of sets', async () => {
    const text = envelope('005010X222A1', 'HC', '837', '').replace(
      '~GS',
      '~TA1*000000101*260106*0900*R*025~ZZZ*1~GS',
    );
    const lines = (await shown(text)).map((line) => line.trim());
    expect(lines).toEqual(
      expect.arrayContaining([
        'TA1 interchange acknowledgment: interchange 000000101 · 2026-01-06 · 09:00 · R (rejected)',
        '025 (duplicate control number)',
        'ZZZ unknown segment: 1',
      ]),
    );
  });

  it('lets no control character of the data reach a terminal', async () => {
    const lines = await shown(A.replace('ELM ST', 'ELM \u001b[31m\u0007ST'));
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
    expect(lines.some((line) => line.includes('ELM ?[31m?ST'))).toBe(true);
  });

  it('colours ids, our words, and errors', async () => {
    const mark = (sign: string) => (text: string) => `${sign}${text}${sign}`;
    const paint = { heading: mark('#'), quiet: mark('_'), bad: mark('!') };
    const lines = (await shown(A.replace('*Y*A*Y*Y', '*Y*Q*Y*Y'), { paint })).map((line) => line.trim());
    expect(lines).toContain('#DMG# birth date and sex: born 1980-02-15 · F _(female)_');
    expect(lines).toContain('#2300 claim#');
    expect(lines.some((line) => /^!\s*! error ELEMENT-CODE/.test(line))).toBe(true);
  });
});

describe('a segment for people', () => {
  it.each([
    [
      'CAS*CO*45*1234.5*2*97*.05',
      'CAS adjustments: CO (contractual obligation) · 45 (above fee schedule or contract) $1,234.50 2 / 97 (included in another service) $0.05',
    ],
    [
      'CLP*C1*22*-150*-76.1**12*ABC*11*7',
      "CLP claim payment: claim C1 · 22 (reversal of an earlier payment) · charge -$150.00 / paid -$76.10 · 12 (PPO) · payer's no. ABC · 11 · 7 (replacement)",
    ],
    [
      'PLB*1999999992*20261231*WO:X1*50*L6*-2.02',
      'PLB provider adjustments: provider 1999999992 · fiscal year to 2026-12-31 / WO (overpayment recovery) X1 $50.00 · L6 (interest) -$2.02',
    ],
    [
      'STC*A7:164:IL*20260107*U*220',
      'STC status: A7 (rejected: invalid information) 164 (subscriber not found, not matched or not / eligible) IL (subscriber) · 2026-01-07 · U (reject) · charge $220.00',
    ],
    ['DTP*472*RD8*20260105-20260107', 'DTP date: 472 (service) 2026-01-05 to 2026-01-07'],
    ['DTP*096*TM*1530', 'DTP date: 096 (discharge) 15:30'],
    ['DTP*435*DT*202601051530', 'DTP date: 435 (admission) 2026-01-05 15:30'],
    ['DTP*472*QQ*5 JAN', 'DTP date: 472 (service) · QQ 5 JAN'],
    [
      'EB*C*IND*30^98***29*400*****Y',
      'EB  benefit: C (deductible) · IND (individual) · 30 (health plan coverage), 98 (office visit) / 29 (remaining) · $400.00 · Y (in network)',
    ],
    [
      'HI*BI:C3:RD8:20260101-20260105*BE:A2:::1500',
      'HI  codes: BI (occurrence span) C3 2026-01-01 to 2026-01-05 · BE (value) A2 $1,500.00',
    ],
    ['REF*F8*X1', 'REF reference: F8 (original claim no.) X1'],
    ['LQ*HE*MA130', 'LQ  code: HE (remark code) MA130 (cannot be processed; no appeal)'],
    ['LQ*RX*75', 'LQ  code: RX (pharmacy reject code) 75'],
    ['AMT*B6*12X', 'AMT amount: B6 (allowed) 12X'],
    ['INS*Y*18*021', 'INS member: Y (yes) · 18 (self) · 021 (addition)'],
    ['QQQ*1**2', 'QQQ unknown segment: 1 · 2'],
    ['MSG', 'MSG message'],
  ])('is %s', async (text, line) => {
    expect(await segment(text)).toBe(line);
  });
});
