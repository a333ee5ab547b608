import { describe, expect, test } from 'vitest';
import { detect, isOfficialName } from '../../../../core/codes/import/index.ts';
import type { Opening } from '../../../../core/codes/import/layout.ts';
import { daysOfRelease, partOf, releaseOf } from '../../../../core/codes/import/releases.ts';
import type { CodeSetName } from '../../../../core/codes/sets.ts';

const PAIR = '90001\t90002\t\t20200101\t*\t1';
const opening = (name: string, ...lines: readonly string[]): Opening => ({
  names: [name.toLowerCase()],
  lines,
});

describe('what a file is', () => {
  test.each([
    ['a pair table of an unknown name', opening('edits.txt', PAIR), ['ptp-practitioner', 'ptp-hospital']],
    [
      'a MUE table that does not say whose',
      opening('mue.csv', 'HCPCS Code,MUE Values,MUE Adjudication Indicator', '90001,1,1'),
      ['mue-practitioner', 'mue-outpatient', 'mue-dme'],
    ],
    ['rows of codes and texts', opening('a.txt', '90001\tx', '90002\ty'), ['cpt']],
  ])('asks which of several %s is', (_, given, sets) => {
    expect(detect(given)).toEqual({ kind: 'ask', sets });
  });

  test.each([
    ['prose', opening('letter.txt', 'Dear Sir,', 'thank you.')],
    ['addenda of the order file', opening('icd10cm_order_addenda_2027.txt', 'Add   00001 A00')],
    ['another XML', opening('icd10cm_index_2027.xml', '<ICD10CM.index>')],
    [
      'codes that were added to the exempt ones',
      opening('POAexemptAddCodesFY25.txt', 'Order25\tPOAexemptCode'),
    ],
    ['nothing', opening('empty.txt')],
  ])('does not take %s for a list', (_, given) => {
    expect(detect(given)).toEqual({ kind: 'unknown' });
  });

  test.each([
    ['ptp-hospital', opening('edits.txt', PAIR), 'NCCI PTP edits for outpatient hospitals'],
    ['carc', opening('ours.csv', 'code,title', '16,x'), 'a list of claim adjustment reasons'],
    ['icd10cm', opening('ours.txt', 'A000 Cholera'), 'an ICD-10-CM list of billable codes'],
    [
      'poa-exempt',
      opening('ours.txt', 'code', 'A000'),
      'the list of codes exempt from present-on-admission marks',
    ],
  ] as const)('believes the user that it is %s', (set, given, title) => {
    const found = detect(given, set);
    expect(found.kind === 'layout' && found.layout.title).toBe(title);
  });

  test.each([
    ['hcpcs', opening('icd10cm_order_2027.txt', '00001 A00     0 Cholera')],
    ['icd10pcs', opening('icd10cm_order_2027.txt', '00001 A00     0 Cholera')],
    ['fees', opening('carc.tsv', 'code\tstart_date', '1\t')],
  ] as const)('does not believe that another file is %s', (set, given) => {
    expect(detect(given, set)).toEqual({ kind: 'unknown' });
  });

  test.each([
    ['icd10cm_order_2027.txt', 'an ICD-10-CM order file'],
    ['HCPC2026_OCT_ANWEB.txt', 'a HCPCS ANWEB file'],
    ['AOC_V2026Q2-MCR.txt', 'the NCCI add-on code file'],
    ['PPRRVU2026_Oct_nonQPP.csv', 'the physician fee schedule (PPRRVU) as CSV'],
    ['PPRRVU2026_Oct_QPP.csv', 'the physician fee schedule (PPRRVU) of qualifying participants as CSV'],
  ])('reads a damaged %s by its name, so that its lines be told', (name, title) => {
    const found = detect(opening(name, 'damaged'));
    expect(found.kind === 'layout' && found.layout.title).toBe(title);
  });
});

describe('the release, by the file’s name', () => {
  const of = (set: CodeSetName, ...names: readonly string[]) => releaseOf(set, { names, lines: [] });
  test.each([
    ['icd10cm', 'icd10cm_order_2027.txt', 'FY2027', 20261001, 20270930],
    ['icd10cm-notes', 'icd10cm_tabular_2027.xml', 'FY2027', 20261001, 20270930],
    ['icd10pcs', 'icd10pcs_order_2022.txt', 'FY2022', 20211001, 20220930],
    ['poa-exempt', 'poaexemptcodesfy25.txt', 'FY2025', 20241001, 20250930],
    ['poa-exempt', 'poaexemptcodes2022.txt', 'FY2022', 20211001, 20220930],
    ['mce', 'mce_v37_fy2020_all.tsv', 'FY2020', 20191001, 20200930],
    ['mce', 'mce_v41_1_fy2024_dx.tsv', 'FY2024-APR', 20240401, 20240930],
    ['mce', 'mce_v44.tsv', 'FY2027', 20261001, 20270930],
    ['hcpcs', 'hcpc2026_oct_anweb.txt', '2026Q4', 20261001, 20261231],
    ['hcpcs', 'hcpc2026_jan_anweb_12202025.txt', '2026Q1', 20260101, 20260331],
    ['ptp-practitioner', 'ccipra-v323r0-f1.txt', '2026Q4', 20261001, 20261231],
    ['ptp-hospital', 'ccioph-v313r0-f4.txt', '2025Q4', 20251001, 20251231],
    ['ptp-hospital', 'ccioph-v310r1-f4.txt', '2025Q1', 20250101, 20250331],
    ['mue-practitioner', 'mcr_mue_practitionerservices_eff_10-01-2026.csv', '2026Q4', 20261001, 20261231],
    ['mue-dme', 'mcr_mue_dmesupplierservices_eff_04-01-2026.csv', '2026Q2', 20260401, 20260630],
    ['add-on', 'aoc_v2026q2-mcr.txt', '2026Q2', 20260401, 20260630],
    ['mpfs', 'pprrvu2026_oct_nonqpp.csv', '2026Q4', 20261001, 20261231],
    ['mpfs', 'pprrvu2026_oct_qpp.csv', '2026Q4-QPP', 20261001, 20261231],
    ['mpfs', 'pprrvu25.txt', '2025', 20250101, 20251231],
    ['gpci', 'gpci2026.csv', '2026', 20260101, 20261231],
    ['taxonomy', 'nucc_taxonomy_251.csv', '25.1', 20250701, 0],
    ['taxonomy', 'nucc_taxonomy_260.csv', '26.0', 20260101, 0],
    ['cpt', 'cpt_2026_longult.txt', '2026', 20260101, 20261231],
    ['carc', 'carc-2026-11-01.csv', '2026-11-01', 20261101, 0],
    ['carc', 'carc_2026q3.csv', '2026Q3', 20260701, 20260930],
    ['pos', 'october-2026-pos.csv', '2026Q4', 20261001, 20261231],
  ] as const)('%s %s is %s', (set, name, release, from, to) => {
    expect(of(set, name)).toEqual({ release, from, to });
  });

  test.each([
    [
      'icd10cm',
      'icd10cm_order_2026.txt',
      'april-1-2026-code-descriptions-tabular-order.zip',
      'FY2026-APR',
      20260401,
    ],
    ['icd10cm', 'icd10cm_order.txt', '2027-code-descriptions-tabular-order.zip', 'FY2027', 20261001],
    ['mpfs', 'pprrvu26.csv', 'rvu26d.zip', '2026Q4', 20261001],
    ['mue-outpatient', 'table.csv', 'medicare-ncci-2026-q4-outpatient-mue-table.zip', '2026Q4', 20261001],
  ] as const)('%s %s in %s is %s', (set, name, zip, release, from) => {
    expect(of(set, name, zip)).toMatchObject({ release, from });
  });

  test.each([
    ['cpt', 'longult.txt', ['Notice', 'CPT codes: CPT® 2026 Professional'], '2026'],
    ['icd10cm-notes', 'tabular.xml', ['<ICD10CM.tabular>', '<version>2027</version>'], 'FY2027'],
  ] as const)('is told by the first lines of %s too', (set, name, lines, release) => {
    expect(releaseOf(set, { names: [name], lines })?.release).toBe(release);
  });

  test.each([
    ['icd10cm', 'order.txt'],
    ['carc', 'carc.tsv'],
    ['fees', 'rates.csv'],
    ['cpt', 'longult.txt'],
  ] as const)('is not guessed: %s %s', (set, name) => {
    expect(of(set, name)).toBeUndefined();
  });

  test.each([
    ['FY2027', 20261001, 20270930],
    ['FY2026-APR', 20260401, 20260930],
    ['2026Q4', 20261001, 20261231],
    ['2028Q1', 20280101, 20280331],
    ['2026', 20260101, 20261231],
    ['CPT2026', 20260101, 20261231],
    ['26.1', 20260701, 0],
    ['2026-11-01', 20261101, 0],
  ])('%s says its days itself', (release, from, to) => {
    expect(daysOfRelease(release)).toEqual({ release, from, to });
  });

  test.each(['ACME-2026', 'FY27', 'Q4', '2026-13-01', ''])('%j says no days', (release) => {
    expect(daysOfRelease(release)).toBeUndefined();
  });
});

test.each([
  ['ptp-practitioner', 'ccipra-v323r0-f1.txt', { number: 1, of: 4 }],
  ['ptp-hospital', 'ccioph-v323r0-f4.txt', { number: 4, of: 4 }],
  ['ptp-hospital', 'hospital-edits.txt', undefined],
  ['hcpcs', 'hcpc-f1.txt', undefined],
] as const)('%s %s is part %j', (set, name, part) => {
  expect(partOf(set, { names: [name], lines: [] })).toEqual(part);
});

test.each([
  ['icd10cm_order_2027.txt', true],
  ['HCPC2026_OCT_ANWEB_10022026.txt', true],
  ['MCR_MUE_PractitionerServices_Eff_10-01-2026.csv', true],
  ['JOHN DOE fees.csv', false],
  ['carc.tsv', false],
])('%s is an official name: %s', (name, official) => {
  expect(isOfficialName(name)).toBe(official);
});
