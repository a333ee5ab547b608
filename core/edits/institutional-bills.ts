import type { InstitutionalContent } from '../x12/institutional-content.ts';
import type { Hit } from './edit.ts';
import type { ClaimFacts } from './facts.ts';

/** What a bill is about, by its type (facility and care): the names are ours, the digits NUBC's. */
const STAYS: ReadonlySet<string> = new Set(['11', '18', '21', '41']);
const HOSPITAL_OUTPATIENT: ReadonlySet<string> = new Set(['13', '14', '83', '85']);

/** A stay of days in a hospital, swing bed, nursing facility or religious institution. */
export const isStay = ({ typeOfBill }: InstitutionalContent): boolean => STAYS.has(typeOfBill);
/** A hospital's inpatient bill (011x): what every payer asks of it is the same. */
export const isHospitalStay = ({ typeOfBill }: InstitutionalContent): boolean => typeOfBill === '11';
/** Hospital outpatient, ambulatory surgery and critical access hospital. */
export const isHospitalOutpatient = ({ typeOfBill }: InstitutionalContent): boolean =>
  HOSPITAL_OUTPATIENT.has(typeOfBill);

/** CLM05-3 of bills for a part of a stay: the first, and those that follow while it lasts. */
export const isInterim = (frequency: string): boolean => frequency === '2' || frequency === '3';
/** Admission through discharge, and the last bill of a stay. */
export const isFinal = (frequency: string): boolean => frequency === '1' || frequency === '4';

export const STILL_PATIENT = '30';

/** Medicare part A (SBR09): its editors test what other payers leave alone. */
export const isMedicare = ({ coverage }: ClaimFacts): boolean => coverage?.filingCode === 'MA';

/** The hit, as a warning where the payer is not Medicare. */
export const unlessMedicare = (claim: ClaimFacts, hit: Hit): Hit =>
  isMedicare(claim) ? hit : { ...hit, severity: 'warning' };

const MONTHS_BEFORE_MARCH = 2;

/**
 * Days since a fixed one of a day CCYYMMDD that exists, for differences: the years begin in March, so that the leap day
 * is the last of its year.
 */
export function dayNumber(day: number): number {
  const month = Math.floor(day / 100) % 100;
  const isEarly = month <= MONTHS_BEFORE_MARCH;
  const year = Math.floor(day / 10_000) - (isEarly ? 1 : 0);
  const shifted = isEarly ? month + 9 : month - 3;
  const before = Math.floor((153 * shifted + 2) / 5);
  return (
    year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + before + (day % 100)
  );
}
