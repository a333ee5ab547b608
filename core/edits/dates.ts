import { isCivilDate } from '../dates.ts';
import type { Coverage } from '../encounter/model.ts';
import { dayOf } from './claim-facts.ts';
import { dateOrderEdits } from './date-order.ts';
import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';
import { lineHits } from './hits.ts';

/** The oldest age that is taken for true. */
const MAX_AGE_YEARS = 124;
const YEAR = 10_000;

const birthDate: Edit = {
  id: 'DOB-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'registration',
  value: 'date',
  cause:
    'The patient’s and subscriber’s birth dates are days that exist, not after the first service, and ' +
    'at most 124 years before it.',
  source: '005010X222A1 2010BA and 2010CA DMG02',
  remedy: 'Ask for the birth date again; payers match members by it.',
  examples: {
    fails: { changes: { 'patient.dob': '20260201' } },
    passes: { changes: { 'patient.dob': '20260105' } },
  },
  check: ({ content, from, day }) => {
    const first = from === 0 ? day : from;
    const ofPatient = birthHit(content.patient.dob, first, 'patient');
    let hits: Hit[] | undefined = ofPatient === undefined ? undefined : [ofPatient];
    const coverages: readonly Pick<Coverage, 'subscriber'>[] = content.coverages;
    for (let i = 0; i < coverages.length; i += 1) {
      const hit = birthHit(coverages[i]?.subscriber?.dob, first, `coverages[${i}].subscriber`);
      if (hit === undefined) continue;
      hits ??= [];
      hits.push(hit);
    }
    return hits ?? NOTHING;
  },
};

/** @param first first day of service; 0 where none is known */
function birthHit(dob: string | undefined, first: number, path: string): Hit | undefined {
  if (dob === undefined) return undefined;
  const born = dayOf(dob);
  if (born !== 0 && (first === 0 || (born <= first && first - born < (MAX_AGE_YEARS + 1) * YEAR))) {
    return undefined;
  }
  const field = `${path}.dob`;
  if (born === 0) return { field, message: 'The birth date is no day of the calendar.' };
  if (born > first) return { field, message: 'The birth date is after the first service.' };
  return { field, message: 'The birth date is more than 124 years back.' };
}

const serviceDates: Edit = {
  id: 'DAT-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'charge-entry',
  value: 'date',
  cause:
    'Every date is a day that exists. A service or statement is not in the future, does not end before it ' +
    'begins, and is not after the death of the patient. Death lies between birth and today.',
  source: '005010X222A1 2400 DTP*472, 2000B PAT06; 005010X223A2 2300 DTP*434',
  remedy: 'Correct the date from the chart.',
  examples: {
    fails: { changes: { 'lines[1].from': '20260111' } },
    passes: { changes: { 'lines[1].from': '20260110' } },
  },
  check: (claim, { today }) => {
    const bounds = { today: Number(today), death: dayOf(claim.content.patient.deathDate) };
    const ofClaim = claimHits(claim, bounds);
    const ofLines = claim.type === 'I' ? billLineHits(claim, bounds) : lineDayHits(claim, bounds);
    if (ofLines.length === 0) return ofClaim;
    return ofClaim.length === 0 ? ofLines : [...ofClaim, ...ofLines];
  },
};

/** The days within which a patient can be served; `death` 0 where nothing is known of one. */
interface Bounds {
  readonly today: number;
  readonly death: number;
}
type Period = readonly [from: string | undefined, to: string | undefined];

function claimHits({ content, institutional, dental }: ClaimFacts, bounds: Bounds): readonly Hit[] {
  const hits: Hit[] = [];
  const { deathDate, dob } = content.patient;
  if (deathDate !== undefined) {
    const field = 'patient.deathDate';
    if (bounds.death === 0) hits.push({ field, message: NO_DAY });
    else if (bounds.death > bounds.today) hits.push({ field, message: 'The death is in the future.' });
    else if (bounds.death < dayOf(dob)) hits.push({ field, message: 'The death is before the birth.' });
  }
  if (institutional !== undefined) hits.push(...statementHits(institutional, bounds));
  if (dental?.from !== undefined) {
    const hit = periodHit([dental.from, dental.to], ['from', 'to'], bounds);
    if (hit !== undefined) hits.push(hit);
  }
  addDated(hits, content.dates, '', undefined);
  return hits.length === 0 ? NOTHING : hits;
}

function statementHits(bill: NonNullable<ClaimFacts['institutional']>, bounds: Bounds): readonly Hit[] {
  const { statementFrom, statementTo, admission } = bill;
  const hits: Hit[] = [];
  const fields = ['statementFrom', 'statementTo'] as const;
  const hit = periodHit([statementFrom, statementTo], fields, bounds);
  if (hit !== undefined) hits.push(hit);
  if (admission !== undefined && dayOf(admission.date) === 0) {
    hits.push({ field: 'admission.date', message: NO_DAY });
  }
  for (const [key, list] of [
    ['occurrences', bill.occurrences],
    ['otherProcedures', bill.otherProcedures],
  ] as const) {
    list?.forEach(({ date }, i) => {
      if (dayOf(date) === 0) hits.push({ field: `${key}[${i}].date`, message: NO_DAY });
    });
  }
  if (bill.principalProcedure !== undefined && dayOf(bill.principalProcedure.date) === 0) {
    hits.push({ field: 'principalProcedure.date', message: NO_DAY });
  }
  return hits;
}

const billLineHits = (claim: ClaimFacts, bounds: Bounds): readonly Hit[] =>
  lineHits(claim, ({ line, field, number }) =>
    line.from === undefined
      ? undefined
      : numbered(periodHit([line.from, line.to], [`${field}.from`, `${field}.to`], bounds), number),
  );

/** Lines of professional and dental claims bear further dates. */
function lineDayHits(claim: ClaimFacts, bounds: Bounds): readonly Hit[] {
  let hits: Hit[] | undefined;
  for (const { line, field, number, from, to } of claim.lines) {
    if (line.from !== undefined && !isSound(from, to, bounds)) {
      const hit = periodHit([line.from, line.to], [`${field}.from`, `${field}.to`], bounds);
      hits ??= [];
      if (hit !== undefined) hits.push({ ...hit, line: number });
    }
    if (!('dates' in line) || line.dates === undefined) continue;
    hits ??= [];
    addDated(hits, line.dates, `${field}.`, number);
  }
  return hits ?? NOTHING;
}

const isSound = (from: number, to: number, { today, death }: Bounds): boolean =>
  from !== 0 && to >= from && to <= today && (death === 0 || from <= death);

const NO_DAY = 'The date is no day of the calendar.';

const numbered = (hit: Hit | undefined, line: number): Hit | undefined =>
  hit === undefined ? undefined : { ...hit, line };

function periodHit(
  [begin, end]: Period,
  [fromField, toField]: readonly [string, string],
  { today, death }: Bounds,
): Hit | undefined {
  const from = dayOf(begin);
  if (from === 0) return { field: fromField, message: NO_DAY };
  const to = end === undefined ? from : dayOf(end);
  if (to === 0) return { field: toField, message: NO_DAY };
  if (to < from) return { field: toField, message: 'The service ends before it begins.' };
  if (to > today) {
    return { field: end === undefined ? fromField : toField, message: 'The service is in the future.' };
  }
  if (death === 0 || from <= death) return undefined;
  return { field: fromField, message: 'The service is after the death of the patient.' };
}

type Dated = NonNullable<NonNullable<ClaimFacts['professional']>['dates']>[number];

function addDated(
  hits: Hit[],
  dates: readonly Dated[] | undefined,
  path: string,
  line: number | undefined,
): void {
  if (dates === undefined) return;
  const at = line === undefined ? {} : { line };
  dates.forEach(({ from, to }, i) => {
    if (!isCivilDate(from)) hits.push({ ...at, field: `${path}dates[${i}].from`, message: NO_DAY });
    else if (to === undefined) return;
    else if (!isCivilDate(to)) hits.push({ ...at, field: `${path}dates[${i}].to`, message: NO_DAY });
    else if (to < from) {
      hits.push({ ...at, field: `${path}dates[${i}].to`, message: 'The period ends before it begins.' });
    }
  });
}

export const dateEdits: readonly Edit[] = [birthDate, serviceDates, ...dateOrderEdits];
