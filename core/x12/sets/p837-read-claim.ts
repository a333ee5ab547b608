import type { Encounter } from '../../encounter/model.ts';
import type { Cents } from '../../money.ts';
import { every, first, inner, inners, type LoopNode } from '../guides/tree.ts';
import type { Segment } from '../syntax/segment.ts';
import { type AnswerValues, present, textAt } from './answer-values.ts';
import { coveragesOf } from './p837-read-coverages.ts';
import { lineOf } from './p837-read-line.ts';
import {
  billingOf,
  oneOf,
  patientOf,
  payToOf,
  payToPlanOf,
  placeOf,
  providerAtOf,
  providerOf,
  referencesOf,
  type SecondaryId,
  some,
} from './p837-read-parties.ts';
import {
  ambulanceOf,
  attachmentsOf,
  conditionsOf,
  contractOf,
  datesOf,
  fixedOf,
  repricingOf,
} from './p837-read-shared.ts';

/** The loops that a claim stands in. `patient` is absent where the patient is the subscriber. */
export interface ClaimLevels {
  readonly claim: LoopNode;
  readonly billing: LoopNode | undefined;
  readonly subscriber: LoopNode | undefined;
  readonly patient: LoopNode | undefined;
}

/** REF of 2300 that have a field of their own in the encounter. */
const OWN_REFERENCES = {
  F8: 'payerClaimControlNo',
  G1: 'priorAuthNo',
  '9F': 'referralNo',
  X4: 'cliaNo',
  EW: 'mammographyCertNo',
  EA: 'medicalRecordNo',
  '4N': 'serviceAuthException',
  D9: 'clearinghouseTraceNo',
} as const;
type OwnReference = keyof typeof OWN_REFERENCES;
type OwnField = (typeof OWN_REFERENCES)[OwnReference];
const isOwnReference = (qualifier: string): qualifier is OwnReference =>
  Object.hasOwn(OWN_REFERENCES, qualifier);

/**
 * One CLM with its context as an encounter.
 *
 * @returns null where something is missing that no claim can do without
 */
export function encounterOf(levels: ClaimLevels, values: AnswerValues): Encounter | null {
  const { claim, billing, subscriber, patient } = levels;
  const clm = first(claim, 'CLM');
  const coverages = coveragesOf(levels, values);
  const lines = inners(claim, '2400').map((node) => lineOf(node, values));
  const read = lines.flatMap((line) => (line === null ? [] : [line]));
  const pos = clm?.component(5, 1);
  if (clm === undefined || !pos || coverages === null || read.length === 0 || read.length < lines.length)
    return null;
  return present({
    claimType: 'P' as const,
    claimNo: textAt(clm, 1),
    frequency: clm.component(5, 3) || '1',
    destination: coverages.destination,
    pos,
    billing: billingOf(billing, subscriber),
    payTo: payToOf(billing),
    payToPlan: payToPlanOf(billing),
    patient: patientOf(patient ?? subscriber),
    coverages: coverages.all,
    ...providersOf(claim),
    ...headlineOf(clm, values.amount(clm, 2, claim.guide)),
    ...numbersOf(claim),
    ...detailsOf(claim, values),
    ...codesOf(claim),
    lines: read,
  });
}

const CAUSES = ['AA', 'EM', 'OA'] as const;

/** CLM after its place of service. */
function headlineOf(clm: Segment, totalChargeCents: Cents | undefined) {
  const causes = [1, 2, 3].map((c) => oneOf(CAUSES, clm.component(11, c)));
  const signed = textAt(clm, 6);
  return {
    totalChargeCents,
    signatureOnFile: signed === undefined ? undefined : signed === 'Y',
    acceptAssignment: oneOf(['A', 'B', 'C'], textAt(clm, 7)),
    relatedCauses: some(causes.filter((cause) => cause !== undefined)),
    accidentState: clm.component(11, 4) || undefined,
    accidentCountry: clm.component(11, 5) || undefined,
    specialProgram: textAt(clm, 12),
    delayReason: textAt(clm, 20),
  };
}

/** REF: those with a field of their own, the first of each; all others in `references`. */
function numbersOf(
  claim: LoopNode,
): Partial<Record<OwnField, string>> & { references: SecondaryId[] | undefined } {
  const own: Partial<Record<OwnField, string>> = {};
  const others: SecondaryId[] = [];
  for (const reference of referencesOf(every(claim, 'REF'))) {
    const field = isOwnReference(reference.qualifier) ? OWN_REFERENCES[reference.qualifier] : undefined;
    if (field === undefined || own[field] !== undefined) others.push(reference);
    else own[field] = reference.value;
  }
  return { ...own, references: some(others) };
}

function detailsOf(claim: LoopNode, values: AnswerValues) {
  const note = first(claim, 'NTE');
  const cr2 = first(claim, 'CR2');
  const text = textAt(note, 2);
  const condition = textAt(cr2, 8);
  const descriptions = [textAt(cr2, 10), textAt(cr2, 11)].filter((d) => d !== undefined);
  return {
    patientPaidCents: values.amount(first(claim, 'AMT', 'F5'), 2, claim.guide),
    attachments: attachmentsOf(claim),
    note: note && text ? { type: note.element(1), text } : undefined,
    dates: datesOf(every(claim, 'DTP')),
    conditions: conditionsOf(claim),
    contract: contractOf(claim, values),
    ambulance: ambulanceOf(claim),
    spinalManipulation: condition ? present({ condition, descriptions: some(descriptions) }) : undefined,
    fixedFormats: fixedOf(claim),
    repricing: repricingOf(claim),
  };
}

/** HI by the qualifiers of its codes. */
function codesOf(claim: LoopNode) {
  const codes = every(claim, 'HI').flatMap((hi) =>
    Array.from({ length: hi.size }, (_, i) => ({
      qualifier: hi.component(i + 1, 1),
      code: hi.component(i + 1, 2),
    })),
  );
  const of = (...qualifiers: readonly string[]): string[] =>
    codes
      .filter(({ qualifier, code }) => qualifiers.includes(qualifier) && code !== '')
      .map(({ code }) => code);
  const icd9 = codes.some(({ qualifier }) => qualifier === 'BK');
  return {
    diagnoses: of('ABK', 'ABF', 'BK', 'BF'),
    diagnosisVersion: icd9 ? ('9' as const) : undefined,
    anesthesiaProcedures: some(of('BP', 'BO')),
    conditionCodes: some(of('BG')),
  };
}

function providersOf(claim: LoopNode) {
  const provider = (id: string) => optional(inner(claim, id), providerOf);
  return {
    rendering: provider('2310B'),
    referring: some(
      inners(claim, '2310A').map((node) => ({
        ...providerOf(node),
        ...present({ role: oneOf(['DN', 'P3'], textAt(first(node, 'NM1'), 1)) }),
      })),
    ),
    supervising: provider('2310D'),
    facility: optional(inner(claim, '2310C'), providerAtOf),
    ambulancePickUp: optional(inner(claim, '2310E'), placeOf),
    ambulanceDropOff: optional(inner(claim, '2310F'), placeOf),
  };
}

const optional = <T>(node: LoopNode | undefined, read: (node: LoopNode) => T): T | undefined =>
  node && read(node);
