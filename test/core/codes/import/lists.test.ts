import { describe, expect, it, test } from 'vitest';
import { readText } from './reading.ts';

describe('lists with a header', () => {
  test.each([
    [
      'pos',
      'place_of_service.tsv',
      'pos_code\tpos_type\tpos_name\tpos_description\n1\tNon-Facility\tPharmacy\tA place\n21\tFacility\tInpatient Hospital\tA place\n',
      [
        { code: '01', from: 0, to: 0, title: 'Pharmacy', facility: 0 },
        { code: '21', from: 0, to: 0, title: 'Inpatient Hospital', facility: 1 },
      ],
    ],
    [
      'pos',
      'pos-2026.csv',
      'Code,Description,Effective Date,End Date,Facility\r\n10,Home,1/1/2022,,NF\r\n31,Nursing,,2026-12-31,F\r\n',
      [
        { code: '10', from: 20220101, to: 0, title: 'Home', facility: 0 },
        { code: '31', from: 0, to: 20261231, title: 'Nursing', facility: 1 },
      ],
    ],
    [
      'revenue',
      'revenue_codes.csv',
      '"Code","Description","HCPCS required"\n"1","TOTAL CHARGE",""\n"0450","EMERGENCY ROOM","Y"\n',
      [
        { code: '0001', from: 0, to: 0, title: 'TOTAL CHARGE', procedure: 0 },
        { code: '0450', from: 0, to: 0, title: 'EMERGENCY ROOM', procedure: 1 },
      ],
    ],
    [
      'bill-types',
      'type_of_bill_3digit.tsv',
      'code\tdescription\n0111\tHOSPITAL, INPATIENT\n13\tHOSPITAL, OUTPATIENT\n11A\tHOSPITAL, ADMISSION\n510\tRESERVED FOR NATIONAL ASSIGNMENT\n',
      [
        { code: '111', from: 0, to: 0, title: 'HOSPITAL, INPATIENT' },
        { code: '13', from: 0, to: 0, title: 'HOSPITAL, OUTPATIENT' },
        { code: '11A', from: 0, to: 0, title: 'HOSPITAL, ADMISSION' },
      ],
    ],
    [
      'carc',
      'carc.tsv',
      'code\tstart_date\tlast_modified\tstop_date\tcms_bfd_description\n1\t1995-01-01\t\t\tDeductible Amount\nA1\t1995-01-01\t2020-01-01\t2007-07-01\tOld one\n',
      [
        { code: '1', from: 19950101, to: 0, title: 'Deductible Amount' },
        { code: 'A1', from: 19950101, to: 20070701, title: 'Old one' },
      ],
    ],
    [
      'rarc',
      'Remittance Advice Remark Codes.csv',
      'Code,Description,Start Date,Last Modified Date,Stop Date\nN130,"Consult plan, please",10/31/2002,,\nMA01,Alert,01/01/1997,04/01/2007,\n',
      [
        { code: 'N130', from: 20021031, to: 0, title: 'Consult plan, please' },
        { code: 'MA01', from: 19970101, to: 0, title: 'Alert' },
      ],
    ],
    [
      'claim-status',
      'claim_status.tsv',
      'code\n0\n21\n',
      [
        { code: '0', from: 0, to: 0, title: '' },
        { code: '21', from: 0, to: 0, title: '' },
      ],
    ],
    [
      'claim-status-category',
      'claim_status_cat.tsv',
      'code\nA0\nF3N\nRQ\n',
      [
        { code: 'A0', from: 0, to: 0, title: '' },
        { code: 'F3N', from: 0, to: 0, title: '' },
        { code: 'RQ', from: 0, to: 0, title: '' },
      ],
    ],
    [
      'taxonomy',
      'nucc_taxonomy_261.csv',
      'Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n207Q00000X,Group,Class,,"A text\nof two lines, with ""quotes""",Notes,Invented Physician,Individual\n208D00000X,Group,Class,,,,Other,Individual\n',
      [
        { code: '207Q00000X', from: 0, to: 0, title: 'Invented Physician' },
        { code: '208D00000X', from: 0, to: 0, title: 'Other' },
      ],
    ],
  ])('fill %s from %s', async (set, name, text, expected) => {
    const { rows, problems } = await readText(name, text);
    expect(problems).toEqual([]);
    expect(rows).toEqual(expected.map((row) => [set, row]));
  });

  it('say how many unassigned values were left out, and which facilities are not known', async () => {
    const { rows, notes } = await readText(
      'place_of_service_long.tsv',
      'code\tdescription\n00\tUNASSIGNED\n01\tPHARMACY\n',
    );
    expect(rows).toHaveLength(1);
    expect(notes).toEqual([
      'The list does not say which places are facilities: all count as offices.',
      '1 values that the list calls unassigned or reserved were left out.',
    ]);
  });

  test.each([
    [
      'carc.csv',
      'code,start\n9999,2020-01-01\n',
      2,
      'The code does not have the form of claim adjustment reasons.',
    ],
    [
      'carc.csv',
      'code,start\n16,2020-01-01\n17,2020-02-30\n',
      3,
      'The days of the code should be dates such as 2026-10-01.',
    ],
    ['nucc_taxonomy_261.csv', '207Q00000X,Group\n', 1, 'No header row with the column code was found.'],
  ])('refuse a broken %s: %j', async (name, text, line, message) => {
    expect((await readText(name, text)).problems).toEqual([[line, message]]);
  });
});
