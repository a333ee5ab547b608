import { expect, it } from 'vitest';
import { changedExample } from '../../../core/edits/example.ts';
import { normalizeCodes } from '../../../core/encounter/normalize.ts';

const messy = changedExample({
  pos: '11',
  diagnoses: [' j02.9', 'R50.9'],
  anesthesiaProcedures: ['00790 '],
  conditionCodes: ['ab'],
  'lines[0].code': 'g0008 ',
  'lines[0].codeQualifier': 'hc',
  'lines[0].modifiers': ['qw'],
  'lines[0].unitType': 'mj',
  'lines[0].pos': '02',
  'patient.last': 'Peña',
});

it('brings codes into the form in which they are tested and sent', () => {
  const clean = normalizeCodes(messy);
  expect(clean).toMatchObject({
    diagnoses: ['J029', 'R509'],
    anesthesiaProcedures: ['00790'],
    conditionCodes: ['AB'],
  });
  expect(clean.lines[0]).toMatchObject({
    code: 'G0008',
    codeQualifier: 'HC',
    modifiers: ['QW'],
    unitType: 'MJ',
    pos: '02',
  });
});

it('leaves names alone, and adds no field', () => {
  const clean = normalizeCodes(messy);
  expect(clean.patient).toEqual(messy.patient);
  expect(Object.keys(clean.lines[1] ?? {}).toSorted()).toEqual(Object.keys(messy.lines[1] ?? {}).toSorted());
});

it('changes nothing the second time', () => {
  expect(normalizeCodes(normalizeCodes(messy))).toEqual(normalizeCodes(messy));
});
