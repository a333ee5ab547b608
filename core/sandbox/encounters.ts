import { addDays, type CivilDate } from '../dates.ts';
import type { Coverage, Encounter, Patient, ServiceLine } from '../encounter/model.ts';
import { add, cents, sum } from '../money.ts';
import {
  firstNames,
  lastNames,
  type Practice,
  places,
  practices,
  streets,
  type Visit,
  visits,
  visitsOfChildren,
} from './invented.ts';
import { sandboxPayers } from './payers.ts';
import { type Draw, drawFrom } from './random.ts';

export interface InventionSpec {
  /** How many encounters. */
  readonly count: number;
  readonly seed: string;
  readonly today: CivilDate;
}

/** Each person has two encounters, on different days. */
const ENCOUNTERS_PER_PERSON = 2;

/** Service dates lie this many days before today. */
const LATEST_SERVICE = 5;
const EARLIEST_SERVICE = 60;

/** Of a hundred people this many are covered through a parent. */
const DEPENDENTS_PER_CENT = 15;

/** Of a thousand encounters this many carry a mistake for the edits to find. */
const MISTAKES_PER_MILLE = 40;

interface Person {
  readonly patient: Patient;
  readonly coverage: Coverage;
  readonly isChild: boolean;
}

/**
 * Invented professional encounters. The same seed and day give the same encounters, and the n-th is the same
 * however many are asked for. About 4 % are wrong on purpose, so that a demo shows held claims.
 */
export function* inventEncounters({ count, seed, today }: InventionSpec): Generator<Encounter> {
  const batch = drawFrom(seed, 'encounter ids').digits(6);
  for (let i = 0; i < count; i++) {
    const encounter = inventEncounter(i, seed, today);
    const encounterId = `DEMO-${batch}-${String(i + 1).padStart(6, '0')}`;
    const draw = drawFrom(seed, 'mistake', String(i));
    const wrong = draw.below(1000) < MISTAKES_PER_MILLE;
    yield { ...(wrong ? draw.pick(mistakes).make(encounter, today) : encounter), encounterId };
  }
}

function inventEncounter(index: number, seed: string, today: CivilDate): Encounter {
  const { patient, coverage, isChild } = inventPerson(Math.floor(index / ENCOUNTERS_PER_PERSON), seed, today);
  const draw = drawFrom(seed, 'visit', String(index));
  const practice = draw.weighted(practices);
  const visit = draw.weighted(isChild ? visitsOfChildren : visits);
  return {
    claimType: 'P',
    frequency: '1',
    destination: 1,
    pos: '11',
    billing: practice.billing,
    rendering: draw.pick(practice.rendering),
    patient,
    coverages: [coverage],
    signatureOnFile: true,
    acceptAssignment: 'A',
    ...(visit.laboratory && { cliaNo: practice.cliaNo }),
    diagnoses: [...visit.diagnoses],
    lines: inventLines(visit, practice, serviceDate(index, draw, today)),
  };
}

/** Days of a person's encounters differ: each takes every second day, and they never meet. */
function serviceDate(index: number, draw: Draw, today: CivilDate): CivilDate {
  const choices = Math.floor((EARLIEST_SERVICE - LATEST_SERVICE + 1) / ENCOUNTERS_PER_PERSON);
  const daysAgo =
    LATEST_SERVICE + ENCOUNTERS_PER_PERSON * draw.below(choices) + (index % ENCOUNTERS_PER_PERSON);
  return addDays(today, -daysAgo);
}

const inventLines = (visit: Visit, practice: Practice, from: CivilDate): ServiceLine[] =>
  visit.lines.map(({ code, modifiers, charge, units = '1', dx }) => ({
    code,
    ...(modifiers === undefined ? {} : { modifiers: [...modifiers] }),
    chargeCents: cents(charge + Math.floor((charge * practice.dearer) / 100)),
    units,
    dx: [...dx],
    from,
  }));

function inventPerson(ordinal: number, seed: string, today: CivilDate): Person {
  const draw = drawFrom(seed, 'person', String(ordinal));
  const last = draw.pick(lastNames);
  const address = { address1: `${draw.between(1, 999)} ${draw.pick(streets)}`, ...draw.pick(places) };
  const payer = draw.weighted(sandboxPayers);
  const isChild = draw.below(100) < DEPENDENTS_PER_CENT;
  const first = draw.pick(firstNames);
  const patient: Patient = {
    last,
    first,
    ...(draw.below(4) === 0 && { middle: draw.pick(['Q', 'X', 'Z']) }),
    dob: birthDate(draw, today, isChild ? [3, 17] : [19, 84]),
    sex: draw.pick(['F', 'M']),
    ...address,
  };
  const coverage: Coverage = {
    seq: 1,
    payer: { name: payer.name, id: payer.id },
    filingCode: payer.filingCode,
    relationship: isChild ? '19' : '18',
    memberId: `MEM${draw.digits(9)}`,
    groupNumber: `GRP${draw.digits(4)}`,
    assignment: 'Y',
    release: 'Y',
    ...(isChild && { subscriber: inventParent({ ...address, last, child: first }, draw, today) }),
  };
  return { patient, coverage, isChild };
}

interface Household extends Pick<Patient, 'last' | 'address1' | 'city' | 'state' | 'zip'> {
  /** First name of the child. */
  readonly child: string;
}

function inventParent({ child, ...same }: Household, draw: Draw, today: CivilDate): Coverage['subscriber'] {
  return {
    ...same,
    first: draw.pick(firstNames.filter((name) => name !== child)),
    dob: birthDate(draw, today, [36, 64]),
    sex: draw.pick(['F', 'M']),
  };
}

function birthDate(draw: Draw, today: CivilDate, [youngest, oldest]: readonly [number, number]): CivilDate {
  const daysInYear = 365.25;
  return addDays(today, -draw.between(Math.ceil(youngest * daysInYear), Math.floor(oldest * daysInYear)));
}

/** A deliberate mistake, for the edit of domain.md 7 that finds it. */
export interface Mistake {
  readonly edit: string;
  readonly make: (encounter: Encounter, today: CivilDate) => Encounter;
}

const withCoverage = (e: Encounter, change: (coverage: Coverage) => Coverage): Encounter => ({
  ...e,
  coverages: e.coverages.map(change),
});
const withLines = (e: Encounter, change: (line: ServiceLine) => ServiceLine): Encounter => ({
  ...e,
  lines: e.lines.map(change),
});
/** The last digit of an identifier, changed. */
const misdialed = (id: string): string => `${id.slice(0, -1)}${(Number(id.slice(-1)) + 1) % 10}`;

export const mistakes: readonly Mistake[] = [
  {
    edit: 'NPI-01',
    make: (e) => ({ ...e, rendering: { ...e.rendering, npi: misdialed(e.rendering?.npi ?? '0') } }),
  },
  { edit: 'PTR-01', make: (e) => withLines(e, (line) => ({ ...line, dx: [e.diagnoses.length + 2] })) },
  { edit: 'MBR-01', make: (e) => withCoverage(e, ({ memberId: _, ...coverage }) => coverage) },
  { edit: 'DAT-01', make: (e, today) => withLines(e, (line) => ({ ...line, from: addDays(today, 9) })) },
  { edit: 'DOB-01', make: (e, today) => ({ ...e, patient: { ...e.patient, dob: today } }) },
  {
    edit: 'CHG-01',
    make: (e) => ({ ...e, totalChargeCents: add(sum(e.lines.map((l) => l.chargeCents)), cents(100)) }),
  },
];
