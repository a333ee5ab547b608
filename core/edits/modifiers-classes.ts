/**
 * Modifiers by what they do. Two characters mean one thing in every claim; the lists are short, stable and ours to
 * edit.
 *
 * @see domain.md 7.4 (classes), 7.5 (NCCI)
 */
const list = (...rows: readonly string[]): ReadonlySet<string> =>
  new Set(rows.flatMap((row) => row.split(' ')));

/** They change the price. */
const PRICING = list(
  '22 26 TC 50 51 52 53 54 55 56 62 63 66 78 80 81 82 AA AD AS QK QX QY QZ NU RR UE CO CQ FS JG TB',
);
/** They decide whether the line is paid. */
const ELIGIBILITY = list('24 25 27 57 58 59 76 77 79 91 XE XP XS XU GA GX GY GZ KX QW 95 93 GT');

/** 1 pricing, 2 eligibility for payment, 3 place on the body and information. */
export const modifierClass = (modifier: string): 1 | 2 | 3 =>
  PRICING.has(modifier) ? 1 : ELIGIBILITY.has(modifier) ? 2 : 3;

/** Sides, eyelids, fingers, toes and coronary arteries. */
const ANATOMIC = list(
  'E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9',
  'LT RT LC LD RC LM RI',
);
export const isAnatomic = (modifier: string): boolean => ANATOMIC.has(modifier);

const DISTINCT = list('59 XE XP XS XU');
/** 59, or one of the four that say it more exactly. */
export const isDistinct = (modifier: string): boolean => DISTINCT.has(modifier);

/** They count on visits only. */
const OF_VISITS = list('24 25 27 57');
export const isOfVisits = (modifier: string): boolean => OF_VISITS.has(modifier);

const OTHER_BYPASS = list('58 59 78 79 91 XE XP XS XU');
/** Opens an NCCI pair on whichever line it stands. */
export const isBypass = (modifier: string): boolean => OTHER_BYPASS.has(modifier);

/** Origin and destination of an ambulance: any two of these letters, X as the second only. */
const PLACES = 'DEGHIJNPRS';
export const isJourney = (modifier: string): boolean =>
  modifier.length === 2 && PLACES.includes(modifier.charAt(0)) && `${PLACES}X`.includes(modifier.charAt(1));

/** CPT's own: two digits, physical status (P1 to P6), performance measures (1P …). All others are of HCPCS. */
export function isCptModifier(modifier: string): boolean {
  const first = modifier.charCodeAt(0);
  const second = modifier.charCodeAt(1);
  if (first >= 48 && first <= 57) return true;
  return first === 80 && second >= 49 && second <= 54;
}
