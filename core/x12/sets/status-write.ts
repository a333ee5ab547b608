import type { Cents } from '../../money.ts';
import type { Written } from './answer-write.ts';
import { demographicsLine } from './eligibility-write.ts';
import type { InquiryContact, InquiryParty } from './inquiry-types.ts';
import { contactLines, type Level, type Line, partyLine, procedureElement } from './inquiry-write.ts';
import type { StatusInquiryLine, StatusPatient } from './status-types.ts';

/** Writes what a 276 and a 277 have alike (domain.md 4.5). */

/** HL03 of a dependent: the level that has no HL04. */
export const DEPENDENT = '23';

interface StatusLevels {
  readonly source: Written<InquiryParty> & { readonly contacts?: readonly Written<InquiryContact>[] };
  readonly receiver: Written<InquiryParty>;
  readonly providers: readonly Written<InquiryParty>[];
  readonly subscriber?: Written<StatusPatient>;
  readonly dependent?: Written<StatusPatient>;
}

export function levelsOf(record: StatusLevels): readonly Level[] {
  const { source, receiver, providers, subscriber, dependent } = record;
  const levels: Level[] = [
    { code: '20', lines: [partyLine(source), ...contactLines(source.contacts)] },
    { code: '21', lines: [partyLine(receiver)] },
  ];
  if (providers.length > 0) {
    levels.push({ code: '19', lines: providers.map((provider) => partyLine(provider)) });
  }
  if (subscriber !== undefined) levels.push({ code: '22', lines: patientLines(subscriber) });
  if (dependent !== undefined) levels.push({ code: DEPENDENT, lines: patientLines(dependent) });
  return levels;
}

const patientLines = (patient: Written<StatusPatient>): readonly Line[] => [
  demographicsLine(patient),
  partyLine(patient),
];

/** @param paid SVC03 */
export const serviceLine = (line: Written<StatusInquiryLine>, paid?: Cents): Line => [
  'SVC',
  procedureElement(line.procedure),
  line.charge,
  paid,
  line.revenueCode,
  undefined,
  undefined,
  line.units,
];
