import { describe, expect, test } from 'vitest';
import { e270 } from '../../../../core/x12/guides/e270.ts';
import { e271 } from '../../../../core/x12/guides/e271.ts';
import { s276 } from '../../../../core/x12/guides/s276.ts';
import { s277 } from '../../../../core/x12/guides/s277.ts';
import {
  eligibilityInquiryRules,
  eligibilityResponseRules,
  statusInquiryRules,
  statusResponseRules,
} from '../../../../core/x12/rules/inquiries.ts';
import { eligibilityInquiries } from '../../../../core/x12/sets/e270-read.ts';
import { eligibilityResponses } from '../../../../core/x12/sets/e271-read.ts';
import { statusInquiries } from '../../../../core/x12/sets/s276-read.ts';
import { statusResponses } from '../../../../core/x12/sets/s277-read.ts';
import { type Change, changed, foundIn, goldenBody } from './found.ts';

type Row = readonly [what: string, change: Change, found: readonly string[]];

describe('the rules of a 270', () => {
  const set = { guide: e270, rules: eligibilityInquiryRules, records: eligibilityInquiries.records };
  const everyLoop = goldenBody('e270-every-loop.x12');
  test.each<Row>([
    ['are silent about the example', [], []],
    [
      'want a question of a subscriber without dependents',
      [['M~EQ*30', 'M']],
      ['QUESTION-MISSING HL#10 needs EQ'],
    ],
    [
      'want pointers to diagnoses that are there',
      [['IND**1:2', 'IND**1:3']],
      ['DIAGNOSIS-POINTER-WRONG EQ#1 05-2'],
    ],
    ['want ordinals as pointers', [['IND**1:2', 'IND**0']], ['DIAGNOSIS-POINTER-WRONG EQ#1 05-1']],
    [
      'know a pointer without any diagnosis',
      [
        ['HI*ABK:E119*ABF:I10~', ''],
        ['1:2', '1'],
      ],
      ['DIAGNOSIS-POINTER-WRONG EQ#1 05-1'],
    ],
    ['know a wrong NPI', [['1888888884', '1888888885']], ['NPI-INVALID NM1#2 09']],
  ])('%s', (_, change, found) => {
    expect(foundIn(set, changed(everyLoop, change))).toEqual(found);
  });
});

describe('the rules of a 271', () => {
  const set = { guide: e271, rules: eligibilityResponseRules, records: eligibilityResponses.records };
  const everyLoop = goldenBody('e271-every-loop.x12');
  const active = goldenBody('e271-active-with-other-payer.x12');
  test.each<Row>([
    ['are silent about the example', [], []],
    ['want LS before related parties', [['LS*2120~', '']], ['RELATED-PARTY-BRACKET EB#2 needs LS']],
    ['want LE behind related parties', [['LE*2120~', '']], ['RELATED-PARTY-BRACKET EB#2 needs LE']],
    [
      'want no bracket around nothing',
      [['NM1*SEP*2*GAMMA LIFE*****PI*99003~', '']],
      ['RELATED-PARTY-BRACKET LS#2', 'RELATED-PARTY-BRACKET LE#2'],
    ],
    ['want percentages as fractions', [['*.5*VS', '*50*VS']], ['PERCENT-NOT-FRACTION EB#2 08']],
    [
      'want pointers to diagnoses that are there',
      [['25*1:2', '25*1:4']],
      ['DIAGNOSIS-POINTER-WRONG EB#2 14-2'],
    ],
    ['take a rejection of the payer as an answer to all below', [['EB*6**30~AAA*N**52*C~', '']], []],
  ])('%s', (_, change, found) => {
    expect(foundIn(set, changed(everyLoop, change))).toEqual(found);
  });

  test('want an answer for each patient', () => {
    const unanswered = active.filter((text) => !/^(?:EB|REF|LS|NM1\*PRP|LE)/.test(text));
    expect(foundIn(set, unanswered)).toEqual(['ANSWER-MISSING HL#3']);
    expect(foundIn(set, [...unanswered, 'HL*4*3*23*0', 'NM1*03*1*DOE*SAM', 'EB*1**30'])).toEqual([]);
    expect(foundIn(set, [...unanswered, 'HL*4*3*23*0', 'NM1*03*1*DOE*SAM'])).toEqual(['ANSWER-MISSING HL#4']);
  });
});

describe('the rules of a 276', () => {
  const set = { guide: s276, rules: statusInquiryRules, records: statusInquiries.records };
  const everyLoop = goldenBody('s276-every-loop.x12');
  test.each<Row>([
    ['are silent about the example', [], []],
    [
      'want the birth date of a subscriber whose claims are asked about',
      [['DMG*D8*19800215*F~', '']],
      ['BIRTH-DATE-MISSING TRN#1 needs DMG', 'BIRTH-DATE-MISSING TRN#2 needs DMG'],
    ],
    [
      'want a claim of a subscriber without dependents',
      [['HL*8*7*23~DMG*D8*20110102*F~NM1*QC*1*ROE*MARY~TRN*1*STAT0002-4~REF*EJ*C0004-1~', '']],
      ['CLAIM-MISSING HL#7 needs TRN'],
    ],
    ['know a wrong NPI', [['1999999992', '1999999991']], ['NPI-INVALID NM1#3 09']],
  ])('%s', (_, change, found) => {
    expect(foundIn(set, changed(everyLoop, change))).toEqual(found);
  });
});

describe('the rules of a 277', () => {
  const set = { guide: s277, rules: statusResponseRules, records: statusResponses.records };
  const everyLoop = goldenBody('s277-every-loop.x12');
  test.each<Row>([
    ['are silent about the example', [], []],
    ['know no category Z9', [['STC*A4:35', 'STC*Z9:35']], ['STATUS-CATEGORY-UNKNOWN STC#7 01-1']],
    [
      'look at all categories of a status',
      [['F1:107::RX', 'F9:107::RX']],
      ['STATUS-CATEGORY-UNKNOWN STC#3 11-1'],
    ],
    ['know requests for information', [['STC*A4:35', 'STC*R17:35']], []],
    [
      'want a claim of each dependent',
      [['TRN*2*STAT0002-3~STC*P3:317*20260204**85~REF*EJ*C0003-1~', '']],
      ['CLAIM-MISSING HL#7 needs TRN'],
    ],
  ])('%s', (_, change, found) => {
    expect(foundIn(set, changed(everyLoop, change))).toEqual(found);
  });
});
