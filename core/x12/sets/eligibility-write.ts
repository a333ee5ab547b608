import type { Written } from './answer-write.ts';
import type {
  EligibilityAddress,
  EligibilityInformation,
  EligibilityMilitary,
  EligibilityPerson,
  EligibilityProvider,
  EligibilityReceiver,
  EligibilityRejection,
  EligibilityRelationship,
  EligibilitySource,
  EligibilityTrace,
} from './eligibility-types.ts';
import {
  contactLines,
  dateLines,
  type Level,
  type Line,
  partyLine,
  periodElements,
  referenceLines,
} from './inquiry-write.ts';

/** Writes the levels of a 270 and a 271 (domain.md 4.6). */

export function sourceLevel(source: Written<EligibilitySource>): Level {
  const { rejections = [], contacts } = source;
  const isOfLevel = (rejection: EligibilityRejection): boolean => rejection.loop === '2000A';
  return {
    code: '20',
    lines: [
      ...rejectionLines(rejections.filter(isOfLevel)),
      partyLine(source),
      ...contactLines(contacts),
      ...rejectionLines(rejections.filter((rejection) => !isOfLevel(rejection))),
    ],
  };
}

export const receiverLevel = (receiver: Written<EligibilityReceiver>): Level => ({
  code: '21',
  lines: [
    partyLine(receiver),
    ...referenceLines(receiver.references),
    ...addressLines(receiver.address),
    ...rejectionLines(receiver.rejections),
    ...providerLines(receiver.provider),
  ],
});

export interface PersonOfLevel {
  /** HL03: 22 subscriber, 23 dependent. */
  readonly code: '22' | '23';
  readonly person: Written<EligibilityPerson>;
  readonly traces?: readonly EligibilityTrace[] | undefined;
}

export const personLevel = ({ code, person, traces = [] }: PersonOfLevel): Level => ({
  code,
  lines: [
    ...traces.map((trace): Line => ['TRN', trace.type, trace.number, trace.originator, trace.subId]),
    partyLine(person),
    ...referenceLines(person.references),
    ...addressLines(person.address),
    ...rejectionLines(person.rejections),
    ...providerLines(person.provider),
    demographicsLine(person),
    ...relationshipLines(person.relationship),
    ['HI', ...(person.diagnoses ?? []).map((diagnosis) => [diagnosis.qualifier, diagnosis.code])],
    ...dateLines(person.dates),
    ...militaryLines(person.military),
  ],
});

export const rejectionLines = (rejections: readonly EligibilityRejection[] = []): readonly Line[] =>
  rejections.map(({ valid, reason, followUp }) => ['AAA', valid, undefined, reason, followUp]);

export const addressLines = (address: EligibilityAddress = {}): readonly Line[] => [
  ['N3', address.address1, address.address2],
  [
    'N4',
    address.city,
    address.state,
    address.zip,
    address.country,
    undefined,
    undefined,
    address.countrySubdivision,
  ],
];

export const providerLines = (provider: EligibilityProvider | undefined): readonly Line[] =>
  provider === undefined ? [] : [['PRV', provider.role, provider.idQualifier, provider.id]];

/** DMG of eligibility and status sets alike. */
export const demographicsLine = ({
  birthDate,
  gender,
}: Pick<Written<EligibilityPerson>, 'birthDate' | 'gender'>): Line => [
  'DMG',
  birthDate === undefined ? undefined : 'D8',
  birthDate,
  gender,
];

const nothing = (n: number): readonly undefined[] => Array.from({ length: n }, () => undefined);

const relationshipLines = (ins: EligibilityRelationship | undefined): readonly Line[] =>
  ins === undefined
    ? []
    : [
        [
          'INS',
          ins.subscriber,
          ins.code,
          ins.maintenance,
          ins.reason,
          ...nothing(4),
          ins.student,
          ins.handicapped,
          ...nothing(6),
          ins.birthOrdinal,
        ],
      ];

function militaryLines(military: EligibilityMilitary | undefined): readonly Line[] {
  if (military === undefined) return [];
  const { status, employment, service, description, rank, from, to } = military;
  const period = from === undefined ? [] : periodElements(from, to);
  return [['MPI', status, employment, service, description, rank, ...period]];
}

export const informationLines = (information: readonly EligibilityInformation[] = []): readonly Line[] =>
  information.map(({ qualifier, code, category, text }) => ['III', qualifier, code, category, text]);
