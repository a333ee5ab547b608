import { eligibilityResponseRules } from '../rules/inquiries.ts';
import {
  delivery,
  diagnosisPointers,
  information,
  levels,
  military,
  PROCEDURES,
  person,
  provider,
  rejections,
} from './eligibility-segments.ts';
import {
  an,
  decimal,
  id,
  type LoopGuide,
  loop,
  MANY,
  repeated,
  type SegmentGuide,
  type SetGuide,
  segment,
} from './guide.ts';
import {
  beginning,
  city,
  contact,
  dates,
  level,
  nameOf,
  procedureOf,
  references,
  street,
  trace,
} from './inquiry-segments.ts';

/**
 * 271 eligibility response, 005010X279A1, after domain.md 4.6. The levels (20 source, 21 receiver, 22 subscriber,
 * 23 dependent) nest as loops. A payer that cannot answer ends the set with AAA at the level that failed.
 */

/** EB: one benefit. Codes of services, insurances and plans grow year by year and are not listed here. */
const benefit: SegmentGuide = segment({
  id: 'EB',
  name: 'benefit',
  usage: 'R',
  elements: [
    id('R', 1, 3, '1 2 3 4 5 6 7 8 A B C CB D E F G H I J K L M MC N O P Q R S T U V W X Y'),
    id('S', 3, 3, 'CHD DEP ECH EMP ESP FAM IND SPC SPO'),
    repeated(id('S', 1, 2), 99),
    id('S', 1, 3),
    an('S', 1, 50),
    id('S', 1, 2, '6 7 13 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36'),
    decimal('S'),
    decimal('S', 10),
    id('S', 2, 2, '8H 99 CA CE D3 DB DY HS LA LE M2 MN P6 QA S7 S8 VS YY'),
    decimal('S', 15),
    id('S', 1, 1, 'N U Y'),
    id('S', 1, 1, 'N U W Y'),
    procedureOf('S', PROCEDURES),
    diagnosisPointers,
  ],
  notes: [{ rule: 'P', elements: [9, 10] }],
});

const message: SegmentGuide = segment({
  id: 'MSG',
  name: 'message',
  usage: 'S',
  max: 10,
  elements: [an('R', 1, 264)],
});

/** LS and LE stand around the related parties of a benefit. */
const bracket = (segmentId: 'LS' | 'LE'): SegmentGuide =>
  segment({
    id: segmentId,
    name: 'bracket of the related parties',
    usage: 'S',
    elements: [id('R', 1, 4, '2120')],
  });

const related = (loopId: '2120C' | '2120D'): LoopGuide =>
  loop({
    id: loopId,
    name: 'related party',
    usage: 'S',
    max: 23,
    children: [
      nameOf({
        name: 'related party',
        codes: '13 1I 1P 2B 36 73 FA GP GW I3 IL LR OC P3 P4 P5 PR PRP SEP TTP VER VN VY X3 Y2',
        entity: '1 2',
        idCodes: '24 34 46 FA FI II MI NI PI PP SV XV XX',
        related: true,
      }),
      street,
      city,
      contact(3),
      provider,
    ],
  });

const DATES_OF_PERSON =
  '096 102 152 291 307 318 340 341 342 343 346 347 356 357 382 435 442 458 472 539 540 636 771';
const DATES_OF_BENEFIT =
  '096 193 194 198 290 291 292 295 304 307 318 346 347 348 349 356 357 435 472 636 771';

const benefits = (suffix: 'C' | 'D'): LoopGuide =>
  loop({
    id: `2110${suffix}`,
    name: 'benefit',
    usage: 'S',
    max: MANY,
    children: [
      benefit,
      delivery,
      references('18 1L 1W 49 6P 9F ALS CLI F6 FO G1 IG M7 N6 NQ', 9, true),
      dates(DATES_OF_BENEFIT, { max: 20 }),
      rejections,
      message,
      loop({
        id: `2115${suffix}`,
        name: 'further information',
        usage: 'S',
        max: 10,
        children: [information(1)],
      }),
      bracket('LS'),
      related(`2120${suffix}`),
      bracket('LE'),
    ],
  });

/** TRN: those of the inquiry are given back as 2; the payer's own is 1. */
const traces = trace({ types: '1 2', usage: 'S', max: 3, originator: 'S' });

const answeredPerson = (suffix: 'C' | 'D'): LoopGuide =>
  person({
    id: `2100${suffix}`,
    rejections: [rejections],
    rest: [dates(DATES_OF_PERSON, { max: 9 }), military, benefits(suffix)],
  });

const dependent = loop({
  id: '2000D',
  name: 'dependent',
  usage: 'S',
  max: MANY,
  anchor: true,
  children: [level('23'), traces, answeredPerson('D')],
});

const subscriber = loop({
  id: '2000C',
  name: 'subscriber',
  usage: 'S',
  max: MANY,
  anchor: true,
  children: [level('22'), traces, answeredPerson('C'), dependent],
});

export const e271: SetGuide = {
  name: '271',
  setId: '271',
  functionalCode: 'HB',
  root: loop({
    id: 'ST',
    name: 'eligibility response',
    usage: 'R',
    children: [
      beginning({
        name: 'beginning',
        structure: '0022',
        purposes: '06 11',
        reference: 'S',
        types: 'RT RU',
      }),
      levels({
        answers: { source: [rejections], sourceName: [contact(3), rejections], receiverName: [rejections] },
        usage: 'S',
        subscriber,
      }),
    ],
  }),
  rules: eligibilityResponseRules,
};
