import { claimAcknowledgmentRules } from '../rules/answers.ts';
import {
  an,
  type CompositeElement,
  composite,
  date,
  decimal,
  id,
  type LoopGuide,
  loop,
  MANY,
  period,
  type SegmentGuide,
  type SetGuide,
  segment,
  time,
  type Usage,
  unused,
} from './guide.ts';

/**
 * 277CA claim acknowledgment, 005010X214, after domain.md 4.3. The levels (20 source, 21 receiver, 19 billing
 * provider, PT patient) nest as loops. Taken though the guide says otherwise: several receivers under a
 * source, a provider without 2200C or without a status in it, any HL04.
 */

const level = (code: string): SegmentGuide =>
  segment({
    id: 'HL',
    name: 'level',
    usage: 'R',
    elements: [an('R', 1, 12), an('S', 1, 12), id('R', 1, 2, code), id('S', 1, 1, '0 1')],
    by: 3,
  });

interface NameSpec {
  readonly loop: string;
  readonly name: string;
  readonly codes: string;
  /** Kinds of numbers. */
  readonly ids: string;
}
const nameOf = ({ loop: loopId, name, codes, ids }: NameSpec): LoopGuide =>
  loop({
    id: loopId,
    name,
    usage: 'R',
    children: [
      segment({
        id: 'NM1',
        name,
        usage: 'R',
        elements: [
          id('R', 2, 3, codes),
          id('R', 1, 1, '1 2'),
          an('S', 1, 60),
          an('S', 1, 35),
          an('S', 1, 25),
          an('S', 1, 10),
          an('S', 1, 10),
          id('S', 1, 2, ids),
          an('S', 2, 80),
          unused,
          unused,
          unused,
        ],
        by: 1,
        notes: [{ rule: 'P', elements: [8, 9] }],
      }),
    ],
  });

const trace = (type: string): SegmentGuide =>
  segment({
    id: 'TRN',
    name: 'trace number',
    usage: 'R',
    elements: [id('R', 1, 2, type), an('R', 1, 50), unused, unused],
  });
const dateOf = (name: string, code: string, usage: 'R' | 'S'): SegmentGuide =>
  segment({
    id: 'DTP',
    name,
    usage,
    elements: [id('R', 3, 3, code), id('R', 2, 3, 'D8 RD8'), period('R')],
    by: 1,
  });
const status = (usage: Usage): CompositeElement =>
  composite(usage, an('R', 1, 30), an('R', 1, 30), id('S', 2, 3), unused);
const statuses = (usage: 'R' | 'S'): SegmentGuide =>
  segment({
    id: 'STC',
    name: 'status',
    usage,
    max: MANY,
    elements: [
      status('R'),
      date('S'),
      id('S', 1, 2, 'U WQ'),
      decimal('S'),
      unused,
      unused,
      unused,
      unused,
      unused,
      status('S'),
      status('S'),
      an('S', 1, 264),
    ],
  });
const quantityOf = (name: string, code: string): SegmentGuide =>
  segment({
    id: 'QTY',
    name,
    usage: 'S',
    elements: [id('R', 2, 2, code), decimal('R', 15), unused, unused],
    by: 1,
  });
const amountOf = (name: string, code: string): SegmentGuide =>
  segment({ id: 'AMT', name, usage: 'S', elements: [id('R', 1, 3, code), decimal('R'), unused], by: 1 });
const reference = (name: string, codes: string, max = 1): SegmentGuide =>
  segment({
    id: 'REF',
    name,
    usage: 'S',
    max,
    elements: [id('R', 2, 3, codes), an('R', 1, 50), unused, unused],
    by: 1,
  });

const line = loop({
  id: '2220D',
  name: 'service line',
  usage: 'S',
  max: MANY,
  children: [
    segment({
      id: 'SVC',
      name: 'service line',
      usage: 'R',
      elements: [
        composite(
          'R',
          id('R', 2, 2, 'AD ER HC HP IV N4 NU WK'),
          an('R', 1, 48),
          an('S', 2, 2),
          an('S', 2, 2),
          an('S', 2, 2),
          an('S', 2, 2),
          an('S', 1, 80),
          unused,
        ),
        decimal('R'),
        unused,
        an('S', 1, 48),
        unused,
        unused,
        decimal('S', 15),
      ],
    }),
    statuses('R'),
    reference('line item control number', 'FJ'),
    reference('line identification', 'XZ'),
    dateOf('service date', '472', 'S'),
  ],
});
const claim = loop({
  id: '2200D',
  name: 'claim',
  usage: 'R',
  max: MANY,
  children: [
    trace('2'),
    statuses('R'),
    reference('payer claim control number', '1K'),
    reference('clearinghouse trace number', 'D9'),
    reference('bill type', 'BLT'),
    dateOf('service date', '472', 'S'),
    line,
  ],
});
const patient = loop({
  id: '2000D',
  name: 'patient',
  usage: 'S',
  max: MANY,
  anchor: true,
  children: [
    level('PT'),
    nameOf({ loop: '2100D', name: 'patient', codes: 'QC', ids: '34 FI HN II MI MR' }),
    claim,
  ],
});

const provider = loop({
  id: '2000C',
  name: 'billing provider',
  usage: 'S',
  max: MANY,
  children: [
    level('19'),
    nameOf({ loop: '2100C', name: 'billing provider', codes: '85', ids: 'FI SV XX' }),
    loop({
      id: '2200C',
      name: 'billing provider status',
      usage: 'S',
      children: [
        trace('1'),
        statuses('S'),
        reference('billing provider identification', '0B 1G G2 LU SY TJ'),
        quantityOf('accepted claims', 'QA'),
        quantityOf('rejected claims', 'QC'),
        amountOf('accepted amount', 'YU'),
        amountOf('rejected amount', 'YY'),
      ],
    }),
    patient,
  ],
});

const receiver = loop({
  id: '2000B',
  name: 'receiver',
  usage: 'R',
  max: MANY,
  children: [
    level('21'),
    nameOf({ loop: '2100B', name: 'receiver', codes: '41', ids: '46' }),
    loop({
      id: '2200B',
      name: 'batch',
      usage: 'R',
      children: [
        trace('2'),
        statuses('R'),
        quantityOf('accepted claims', '90'),
        quantityOf('rejected claims', 'AA'),
        amountOf('accepted amount', 'YU'),
        amountOf('rejected amount', 'YY'),
      ],
    }),
    provider,
  ],
});

const source = loop({
  id: '2000A',
  name: 'source',
  usage: 'R',
  max: MANY,
  children: [
    level('20'),
    nameOf({ loop: '2100A', name: 'source', codes: 'AY PR', ids: '46 FI PI XV' }),
    loop({
      id: '2200A',
      name: 'receipt',
      usage: 'R',
      max: MANY,
      children: [trace('1'), dateOf('received', '050', 'R'), dateOf('processed', '009', 'R')],
    }),
    receiver,
  ],
});

export const ca277: SetGuide = {
  name: '277CA',
  setId: '277',
  functionalCode: 'HN',
  rules: claimAcknowledgmentRules,
  root: loop({
    id: 'ST',
    name: 'claim acknowledgment',
    usage: 'R',
    children: [
      segment({
        id: 'BHT',
        name: 'beginning',
        usage: 'R',
        elements: [
          id('R', 4, 4, '0085'),
          id('R', 2, 2, '08'),
          an('R', 1, 50),
          date('R'),
          time('R'),
          id('R', 2, 2, 'TH'),
        ],
      }),
      source,
    ],
  }),
};
