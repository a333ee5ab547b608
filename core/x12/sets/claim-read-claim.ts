import type { Cents } from '../../money.ts';
import type { LoopGuide } from '../guides/guide.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import { oneOf, type Reference, referenceOf } from './claim-read-parts.ts';

/** What the CLM and REF segments of several 837 sets have alike. */

interface Claimed {
  claimNo?: string | undefined;
  frequency: string;
  totalChargeCents?: Cents | undefined;
  delayReason?: string | undefined;
}

/** CLM01, CLM02, CLM05-3 and CLM20. */
export function readClaim(into: Claimed, clm: Segment, values: AnswerValues, loop: LoopGuide): void {
  const claimNo = clm.element(1);
  const total = values.amount(clm, 2, loop);
  const frequency = clm.component(5, 3);
  const delayReason = clm.element(20);
  if (claimNo !== '') into.claimNo = claimNo;
  if (total !== undefined) into.totalChargeCents = total;
  if (frequency !== '') into.frequency = frequency;
  if (delayReason !== '') into.delayReason = delayReason;
}

const ASSIGNMENTS = ['A', 'B', 'C'] as const;
export const acceptanceOf = (clm: Segment) => oneOf(ASSIGNMENTS, clm.element(7));

const CAUSES = ['AA', 'EM', 'OA'] as const;

interface Caused {
  signatureOnFile?: boolean | undefined;
  relatedCauses?: (typeof CAUSES)[number][] | undefined;
  accidentState?: string | undefined;
  accidentCountry?: string | undefined;
  specialProgram?: string | undefined;
}

const YES = packed('Y');

/** CLM06, CLM11 and CLM12 of professional and dental claims. */
export function readCauses(into: Caused, clm: Segment): void {
  if (!clm.isEmpty(6)) into.signatureOnFile = clm.code(6) === YES;
  if (clm.size <= 10) return;
  const specialProgram = clm.element(12);
  if (specialProgram !== '') into.specialProgram = specialProgram;
  if (clm.isEmpty(11)) return;
  const causes: (typeof CAUSES)[number][] = [];
  for (let c = 1; c <= 3; c += 1) {
    const cause = oneOf(CAUSES, clm.component(11, c));
    if (cause !== undefined) causes.push(cause);
  }
  if (causes.length > 0) into.relatedCauses = causes;
  const accidentState = clm.component(11, 4);
  const accidentCountry = clm.component(11, 5);
  if (accidentState !== '') into.accidentState = accidentState;
  if (accidentCountry !== '') into.accidentCountry = accidentCountry;
}

/** Fields that a REF of 2300 may have for itself. */
export type OwnNumber =
  | 'payerClaimControlNo'
  | 'priorAuthNo'
  | 'referralNo'
  | 'cliaNo'
  | 'mammographyCertNo'
  | 'medicalRecordNo'
  | 'serviceAuthException'
  | 'clearinghouseTraceNo'
  | 'accidentState'
  | 'predeterminationNo';

type Numbered = { [K in OwnNumber]?: string | undefined } & { references?: Reference[] | undefined };

/** REF of 2300: the first of those in `own` into their fields, all others into `references`. */
export function readNumber(into: Numbered, ref: Segment, own: ReadonlyMap<number, OwnNumber>): void {
  const field = own.get(ref.code(1));
  if (field !== undefined && into[field] === undefined) {
    if (!ref.isEmpty(2)) into[field] = ref.element(2);
    return;
  }
  const reference = referenceOf(ref);
  if (reference === null) return;
  if (into.references === undefined) into.references = [reference];
  else into.references.push(reference);
}
