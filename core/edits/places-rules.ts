import { cptNumber, isAmbulance } from './procedures-kinds.ts';

/** Where a kind of visit may be. */
export interface PlaceRule {
  /** Nobody disputes it; else it is only asked about. */
  readonly isCertain: boolean;
  readonly message: string;
  readonly isRight: (pos: string) => boolean;
}

const only = (message: string, places: string, isCertain = true): PlaceRule => {
  const allowed: ReadonlySet<string> = new Set(places.split(' '));
  return { isCertain, message, isRight: (pos) => allowed.has(pos) };
};
const never = (message: string, places: string): PlaceRule => {
  const barred: ReadonlySet<string> = new Set(places.split(' '));
  return { isCertain: false, message, isRight: (pos) => !barred.has(pos) };
};

/** Telehealth is at 02 or 10 whatever the visit; 26 is military, 99 other. */
const EMERGENCY = only('The visit is one of an emergency room.', '02 10 19 21 22 23 26 51 52 61 99');
const HOSPITAL = only(
  'The visit is one of a hospital or observation.',
  '02 06 08 10 19 21 22 23 26 31 34 51 52 55 56 61 99',
);
const FACILITY = only(
  'The visit is one of a nursing facility.',
  '02 06 08 10 13 14 31 32 33 34 54 55 56 61 99',
);
const OFFICE = never('An office visit is billed in a hospital (21) or an emergency room (23).', '21 23');
const HOME = only(
  'The visit is one at the patient’s home.',
  '02 04 10 12 13 14 15 16 27 33 54 55 56 99',
  false,
);
const AMBULANCE = only('The service is one of an ambulance.', '41 42', false);

/**
 * The rule of a procedure's place, of those that no payer disputes or that are worth a question.
 *
 * @see domain.md 7.4 POS-02
 */
export function placeRuleOf(code: string): PlaceRule | undefined {
  const number = cptNumber(code);
  if (number < 0) return isAmbulance(code) ? AMBULANCE : undefined;
  if (number < 99_202 || number > 99_350) return undefined;
  if (number <= 99_215) return OFFICE;
  if (number >= 99_221 && number <= 99_239) return HOSPITAL;
  if (number >= 99_281 && number <= 99_285) return EMERGENCY;
  if (number >= 99_304 && number <= 99_316) return FACILITY;
  return number >= 99_341 ? HOME : undefined;
}
