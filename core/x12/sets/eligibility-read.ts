import { every, first, inner, type LoopNode } from '../guides/tree.ts';
import type { Segment } from '../syntax/segment.ts';
import { present, textAt } from './answer-values.ts';
import type {
  EligibilityAddress,
  EligibilityInformation,
  EligibilityMilitary,
  EligibilityPerson,
  EligibilityProvider,
  EligibilityReceiver,
  EligibilityRejection,
  EligibilityRelationship,
  EligibilitySource,
  EligibilityTrace,
} from './eligibility-types.ts';
import { contactsOf, datesOf, listed, partyOf, periodOf, referencesOf } from './inquiry-read.ts';

/** Reads the levels of a 270 and a 271: source, receiver and the persons (domain.md 4.6). */

export function sourceOf(level: LoopNode | undefined): EligibilitySource {
  const name = inner(level, '2100A');
  return present({
    ...partyOf(name),
    contacts: contactsOf(name),
    rejections: listed([level, name].flatMap((node) => rejectionsIn(node) ?? [])),
  });
}

export function receiverOf(level: LoopNode | undefined): EligibilityReceiver {
  const name = inner(level, '2100B');
  return present({
    ...partyOf(name),
    references: referencesOf(name),
    address: addressOf(name),
    provider: providerOf(name),
    rejections: rejectionsIn(name),
  });
}

/** 2100C or 2100D. */
export function personOf(name: LoopNode | undefined): EligibilityPerson {
  const dmg = first(name, 'DMG');
  return present({
    ...partyOf(name),
    references: referencesOf(name),
    address: addressOf(name),
    rejections: rejectionsIn(name),
    provider: providerOf(name),
    birthDate: textAt(dmg, 2),
    gender: textAt(dmg, 3),
    relationship: relationshipOf(first(name, 'INS')),
    diagnoses: diagnosesOf(first(name, 'HI')),
    dates: datesOf(name),
    military: militaryOf(first(name, 'MPI')),
  });
}

export const tracesOf = (level: LoopNode | undefined): readonly EligibilityTrace[] =>
  every(level, 'TRN').map((trn) =>
    present({
      type: trn.element(1),
      number: trn.element(2),
      originator: textAt(trn, 3),
      subId: textAt(trn, 4),
    }),
  );

/** The AAA that stand in a loop, not in those within it. */
export const rejectionsIn = (node: LoopNode | undefined): readonly EligibilityRejection[] | undefined =>
  listed(
    every(node, 'AAA').map((aaa) => ({
      loop: node?.guide.id ?? '',
      valid: aaa.element(1),
      reason: aaa.element(3),
      followUp: aaa.element(4),
    })),
  );

export function addressOf(node: LoopNode | undefined): EligibilityAddress | undefined {
  const n3 = first(node, 'N3');
  const n4 = first(node, 'N4');
  if (n3 === undefined && n4 === undefined) return undefined;
  return present({
    address1: textAt(n3, 1),
    address2: textAt(n3, 2),
    city: textAt(n4, 1),
    state: textAt(n4, 2),
    zip: textAt(n4, 3),
    country: textAt(n4, 4),
    countrySubdivision: textAt(n4, 7),
  });
}

export function providerOf(node: LoopNode | undefined): EligibilityProvider | undefined {
  const prv = first(node, 'PRV');
  return prv && present({ role: prv.element(1), idQualifier: textAt(prv, 2), id: textAt(prv, 3) });
}

const relationshipOf = (ins: Segment | undefined): EligibilityRelationship | undefined =>
  ins &&
  present({
    subscriber: ins.element(1),
    code: ins.element(2),
    maintenance: textAt(ins, 3),
    reason: textAt(ins, 4),
    student: textAt(ins, 9),
    handicapped: textAt(ins, 10),
    birthOrdinal: textAt(ins, 17),
  });

const DIAGNOSES = [1, 2, 3, 4, 5, 6, 7, 8];

/** Pointers name diagnoses by their place, so that nothing between them is left out. */
const diagnosesOf = (hi: Segment | undefined): EligibilityPerson['diagnoses'] =>
  listed(
    DIAGNOSES.filter((n) => n <= (hi?.size ?? 0)).map((n) => ({
      qualifier: hi?.component(n, 1) ?? '',
      code: hi?.component(n, 2) ?? '',
    })),
  );

const militaryOf = (mpi: Segment | undefined): EligibilityMilitary | undefined =>
  mpi &&
  present({
    status: mpi.element(1),
    employment: mpi.element(2),
    service: mpi.element(3),
    description: textAt(mpi, 4),
    rank: textAt(mpi, 5),
    ...(mpi.element(7) !== '' && periodOf(mpi.element(6), mpi.element(7))),
  });

/** III of a 270 question, or of one 2115 loop of a 271. */
export const informationIn = (node: LoopNode): readonly EligibilityInformation[] =>
  every(node, 'III').map((iii) =>
    present({
      qualifier: textAt(iii, 1),
      code: textAt(iii, 2),
      category: textAt(iii, 3),
      text: textAt(iii, 4),
    }),
  );

/**
 * All repetitions that hold something, of an element that is no composite: some senders use one character to
 * separate repetitions and components.
 */
export const repetitionsOf = (segment: Segment | undefined, n: number): readonly string[] =>
  segment
    ?.repeats(n)
    .flatMap((repetition) => segment.split(repetition))
    .filter((value) => value !== '') ?? [];

/** C004: up to four ordinals. */
export const pointersOf = (segment: Segment | undefined, n: number): readonly string[] | undefined =>
  listed(segment?.components(n).filter((value) => value !== '') ?? []);
