/**
 * What kind of service a procedure code names, as far as its number alone says it: the sections of CPT and HCPCS. No
 * table is needed, so that the rules that hang on a kind work without a licensed file.
 */

/** SV101-1 and SV202-1 of a CPT or HCPCS code; SV301-1 of a dental one. */
export const HCPCS_QUALIFIER = 'HC';
export const DENTAL_QUALIFIER = 'AD';

/** Code 48 is `0`. */
const ZERO = 48;

/** The number of a CPT category I code; -1 for all other codes. */
export function cptNumber(code: string): number {
  if (code.length !== 5) return -1;
  let number = 0;
  for (let i = 0; i < 5; i += 1) {
    const digit = code.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

const between = (number: number, from: number, to: number): boolean => number >= from && number <= to;

/** The whole list of HCPCS Level II begins with a letter; D codes belong to the dental list (CDT). */
export const isLevelTwo = (code: string): boolean => {
  const first = code.charCodeAt(0);
  return code.length === 5 && first >= 65 && first <= 86;
};
export const isDentalCode = (code: string): boolean => code.length === 5 && code.charCodeAt(0) === 68;

/** Visits of HCPCS Level II: welcome and annual visits, hospital clinics, health centres, telehealth, state codes. */
const LEVEL_TWO_VISITS: ReadonlySet<string> = new Set(
  [
    'G0101 G0245 G0246 G0296 G0337 G0379 G0380 G0381 G0382 G0383 G0384 G0402 G0406 G0407 G0408 G0425 G0426',
    'G0427 G0438 G0439 G0442 G0443 G0444 G0445 G0446 G0447 G0463 G0466 G0467 G0468 G0469 G0470 G0473 G0506',
    'G0508 G0509 G0511 G0512 G2010 G2012 G2025 G2211 G2212 G2250 G2251 G2252 G3002 G3003 S0220 S0221 S0250',
    'S0257 S0265 S0273 S0274 S0302 S0610 S0612 S0613 S0618 S0620 S0621 S9083 S9088 T1015',
  ].flatMap((row) => row.split(' ')),
);

/**
 * Evaluation and management, with the eye visits and the telemedicine visits of 2025: what modifiers 24, 25, 27 and
 * 57 belong to.
 *
 * @see domain.md 7.4 MOD-03
 */
export function isEvaluation(code: string): boolean {
  const number = cptNumber(code);
  if (number < 0) return isLevelTwo(code) && LEVEL_TWO_VISITS.has(code);
  if (number < 92_002) return false;
  if (number <= 92_014) return true;
  return (
    between(number, 99_201, 99_499) || between(number, 98_000, 98_016) || between(number, 98_966, 98_972)
  );
}

/** Anesthesia, 00100 to 01999. */
export const isAnesthesia = (code: string): boolean =>
  code.charCodeAt(0) === ZERO && between(cptNumber(code), 100, 1999);

/** Burns by area, hospital days of pain control: no time is counted. */
const WITHOUT_TIME: ReadonlySet<string> = new Set(['01953', '01995', '01996']);
/** Labor: payers count it by time, by a flat rate or by units of their own. */
const LABOR: ReadonlySet<string> = new Set(['01967', '01968', '01969']);

/** Anesthesia that is counted by time, however a payer counts it. */
export const isTimedAnesthesia = (code: string): boolean => isAnesthesia(code) && !WITHOUT_TIME.has(code);
/** Anesthesia whose minutes every payer of minutes wants. */
export const isMinutesAnesthesia = (code: string): boolean => isTimedAnesthesia(code) && !LABOR.has(code);

export const isSurgery = (code: string): boolean => between(cptNumber(code), 10_004, 69_990);
export const isRadiology = (code: string): boolean => between(cptNumber(code), 70_010, 79_999);
export const isLaboratory = (code: string): boolean => between(cptNumber(code), 80_047, 89_398);

/** Supplies, equipment, drugs, prostheses, blood: nothing that somebody examines or treats. */
export const isItem = (code: string): boolean => isLevelTwo(code) && 'ABEJKLPV'.includes(code.charAt(0));

/** Equipment, prosthetics, orthotics and supplies, as a DME contractor takes them. */
export function isEquipment(code: string): boolean {
  if (!isLevelTwo(code)) return false;
  const first = code.charAt(0);
  if (first === 'A') return code >= 'A4206' && code <= 'A9300';
  return 'BEKL'.includes(first);
}

/** Surgery, imaging and laboratory cannot be given from afar. */
export const needsPresence = (code: string): boolean => isSurgery(code) || isAnesthesia(code);

/** Ambulance transport and its mileage, by road, air or water; not supplies, nor a call without transport. */
const AMBULANCE: ReadonlySet<string> = new Set(
  'A0225 A0380 A0390 A0425 A0426 A0427 A0428 A0429 A0430 A0431 A0432 A0433 A0434 A0435 A0436'.split(' '),
);
export const isAmbulance = (code: string): boolean => code.charCodeAt(0) === 65 && AMBULANCE.has(code);

/** Miles may be tenths: ambulance and other transport. */
const MILEAGE: ReadonlySet<string> = new Set(
  'A0021 A0080 A0090 A0120 A0160 A0380 A0390 A0425 A0435 A0436 A0888 S0209 S0215 T2049'.split(' '),
);
export const isMileage = (code: string): boolean => MILEAGE.has(code);

/** Therapy given by the quarter of an hour, of which Medicare counts the minutes of a day together. */
const TIMED_THERAPY: ReadonlySet<string> = new Set(
  [
    '97032 97033 97034 97035 97036 97110 97112 97113 97116 97124 97140 97530 97533 97535 97537 97542',
    '97750 97755 97760 97761 97763',
  ].flatMap((row) => row.split(' ')),
);
export const isTimedTherapy = (code: string): boolean => TIMED_THERAPY.has(code);

/** Always therapy for Medicare, whoever gives it: it needs a plan of care. */
const THERAPY: ReadonlySet<string> = new Set(
  [
    '92507 92508 92521 92522 92523 92524 92526 92597 92607 92608 92609 97012 97016 97018 97022 97024 97026 97028',
    '97150 97161 97162 97163 97164 97165 97166 97167 97168 G0281 G0283 G0329',
  ].flatMap((row) => row.split(' ')),
);
export const isTherapy = (code: string): boolean => TIMED_THERAPY.has(code) || THERAPY.has(code);
