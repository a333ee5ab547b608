import { isCivilDate } from '../dates.ts';
import type { Encounter, ServiceLine } from '../encounter/model.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';
import { firstServiceDate } from './parties.ts';

/** The oldest age that is taken for true. */
const MAX_AGE_YEARS = 124;

const birthDate: Edit = {
  id: 'DOB-01',
  level: 'encounter',
  severity: 'error',
  queue: 'registration',
  cause:
    'The patient’s and subscriber’s birth dates are days that exist, not after the first service, and ' +
    'at most 124 years before it.',
  source: '005010X222A1 2010BA and 2010CA DMG02',
  remedy: 'Ask for the birth date again; payers match members by it.',
  examples: { fails: { 'patient.dob': '20260201' }, passes: { 'patient.dob': '20260105' } },
  check: (encounter) => {
    const day = firstServiceDate(encounter);
    const hits = birthHits(encounter.patient.dob, day, 'patient');
    const ofSubscribers = encounter.coverages.flatMap(({ subscriber }, i) =>
      subscriber === undefined ? NOTHING : birthHits(subscriber.dob, day, `coverages[${i}].subscriber`),
    );
    return [...hits, ...ofSubscribers];
  },
};

function birthHits(dob: string | undefined, firstService: string, path: string): readonly Hit[] {
  if (dob === undefined) return NOTHING;
  const field = `${path}.dob`;
  if (!isCivilDate(dob)) return [{ field, message: 'The birth date is no day of the calendar.' }];
  if (dob > firstService) return [{ field, message: 'The birth date is after the first service.' }];
  const age = yearOf(firstService) - yearOf(dob) - (firstService.slice(4) < dob.slice(4) ? 1 : 0);
  return age > MAX_AGE_YEARS ? [{ field, message: 'The birth date is more than 124 years back.' }] : NOTHING;
}

const yearOf = (date: string): number => Number(date.slice(0, 4));

const serviceDates: Edit = {
  id: 'DAT-01',
  level: 'encounter',
  severity: 'error',
  queue: 'charge-entry',
  cause:
    'Every date is a day that exists. A service is not in the future, does not end before it begins, ' +
    'and is not after the death of the patient.',
  source: '005010X222A1 2400 DTP*472, 2000B PAT06',
  remedy: 'Correct the date from the chart.',
  examples: { fails: { 'lines[1].from': '20260111' }, passes: { 'lines[1].from': '20260110' } },
  check: ({ lines, dates, patient }, { today }) => [
    ...calendarHits([['patient.deathDate', patient.deathDate]]),
    ...datedHits(dates, ''),
    ...lines.flatMap((line, i) => {
      const path = `lines[${i}]`;
      const hits = [
        ...serviceHits(line, path, { today, deathDate: patient.deathDate }),
        ...datedHits(line.dates, `${path}.`),
      ];
      return hits.length === 0 ? NOTHING : hits.map((hit) => ({ ...hit, line: i + 1 }));
    }),
  ],
};

/** The bounds within which a patient can be served. */
interface Bounds {
  readonly today: string;
  readonly deathDate: string | undefined;
}

function serviceHits({ from, to }: ServiceLine, path: string, { today, deathDate }: Bounds): readonly Hit[] {
  const unreal = calendarHits([
    [`${path}.from`, from],
    [`${path}.to`, to],
  ]);
  if (unreal.length > 0) return unreal;
  const last = to ?? from;
  if (last < from) return [{ field: `${path}.to`, message: 'The service ends before it begins.' }];
  const field = to === undefined ? `${path}.from` : `${path}.to`;
  if (last > today) return [{ field, message: 'The service is in the future.' }];
  if (deathDate === undefined || from <= deathDate) return NOTHING;
  return [{ field: `${path}.from`, message: 'The service is after the death of the patient.' }];
}

function datedHits(dates: Encounter['dates'], path: string): readonly Hit[] {
  if (dates === undefined) return NOTHING;
  return calendarHits(
    dates.flatMap(({ from, to }, i) => [
      [`${path}dates[${i}].from`, from] as const,
      [`${path}dates[${i}].to`, to] as const,
    ]),
  );
}

function calendarHits(
  dates: readonly (readonly [field: string, date: string | undefined])[],
): readonly Hit[] {
  const unreal = dates.filter(([, date]) => date !== undefined && !isCivilDate(date));
  return unreal.map(([field]) => ({ field, message: 'The date is no day of the calendar.' }));
}

export const dateEdits: readonly Edit[] = [birthDate, serviceDates];
