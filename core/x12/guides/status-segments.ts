import {
  an,
  decimal,
  type ElementGuide,
  type LoopGuide,
  loop,
  MANY,
  type SegmentGuide,
  segment,
  unused,
} from './guide.ts';
import { level, nameOf, procedureOf } from './inquiry-segments.ts';

/** Segments and loops that the 276 and the 277 (005010X212) have alike, after domain.md 4.5. */

/** REF of a claim: payer's number, bill type, provider's number, group, location, prescription, clearinghouse. */
export const CLAIM_REFERENCES = '1K 6P BLT D9 EJ LU VV XZ';
export const LINE_REFERENCES = 'FJ';
export const SERVICE_DATE = '472';

const procedure = procedureOf('R', 'AD ER HC HP IV N4 NU WK ZZ');

/** SVC: a service line; `paid` is SVC03. */
export const service = (paid: ElementGuide): SegmentGuide =>
  segment({
    id: 'SVC',
    name: 'service line',
    usage: 'R',
    elements: [procedure, decimal('R'), paid, an('S', 1, 48), unused, unused, decimal('S', 15)],
  });

/** NM1 loops of the levels. */
const name =
  (spec: Omit<Parameters<typeof nameOf>[0], 'name'> & { loop: string; name: string; max?: number }) =>
  (rest: readonly SegmentGuide[]): LoopGuide =>
    loop({
      id: spec.loop,
      name: spec.name,
      usage: 'R',
      max: spec.max ?? 1,
      children: [nameOf(spec), ...rest],
    });

const sourceName = name({
  loop: '2100A',
  name: 'payer',
  codes: 'PR',
  entity: '1 2',
  idCodes: '21 AD FI NI PI PP XV',
  identified: 'R',
});
const receiverName = name({
  loop: '2100B',
  name: 'information receiver',
  codes: '41',
  entity: '1 2',
  idCodes: '46 FI XX',
  identified: 'R',
});
const providerName = name({
  loop: '2100C',
  name: 'provider',
  codes: '1P',
  entity: '1 2',
  idCodes: 'FI SV XX',
  identified: 'R',
  max: 2,
});
const subscriberName = name({
  loop: '2100D',
  name: 'subscriber',
  codes: 'IL',
  entity: '1 2',
  idCodes: '24 II MI',
});
const dependentName = name({
  loop: '2100E',
  name: 'dependent',
  codes: 'QC',
  entity: '1',
  idCodes: 'II MI',
});

export interface LevelsSpec {
  /** What follows NM1 in 2100A. */
  readonly source: readonly SegmentGuide[];
  /** 2200B and 2200C: statuses of a whole inquiry, in a 277. */
  readonly receiver: readonly LoopGuide[];
  readonly provider: readonly LoopGuide[];
  /** What stands between HL and NM1 of a patient. */
  readonly subscriber: readonly SegmentGuide[];
  readonly dependent: readonly SegmentGuide[];
  /** 2200D and 2200E. */
  readonly claim: (suffix: 'D' | 'E') => LoopGuide;
  /** Whether the levels below must be there: a 277 may end at the level that failed. */
  readonly usage: 'R' | 'S';
}

/** The levels (20 payer, 21 receiver, 19 provider, 22 subscriber, 23 dependent), which nest as loops. */
export function levels(spec: LevelsSpec): LoopGuide {
  const { usage } = spec;
  const dependent = loop({
    id: '2000E',
    name: 'dependent',
    usage: 'S',
    max: MANY,
    anchor: true,
    children: [level('23', 'S'), ...spec.dependent, dependentName([]), spec.claim('E')],
  });
  const subscriber = loop({
    id: '2000D',
    name: 'subscriber',
    usage,
    max: MANY,
    anchor: true,
    children: [level('22'), ...spec.subscriber, subscriberName([]), spec.claim('D'), dependent],
  });
  const provider = loop({
    id: '2000C',
    name: 'provider',
    usage,
    max: MANY,
    children: [level('19'), providerName([]), ...spec.provider, subscriber],
  });
  const receiver = loop({
    id: '2000B',
    name: 'information receiver',
    usage: 'R',
    max: MANY,
    children: [level('21'), receiverName([]), ...spec.receiver, provider],
  });
  return loop({
    id: '2000A',
    name: 'payer',
    usage: 'R',
    max: MANY,
    children: [level('20'), sourceName(spec.source), receiver],
  });
}
