import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';

/** CLM12 of professional claims: physically handicapped children, special funding, disability, second opinion. */
const PROFESSIONAL_PROGRAMS: ReadonlySet<string> = new Set('02 03 05 09'.split(' '));
/** Dental claims have EPSDT instead of the second opinion. */
const DENTAL_PROGRAMS: ReadonlySet<string> = new Set('01 02 03 05'.split(' '));

const specialProgram: Edit = {
  id: 'PRG-01',
  level: 'encounter',
  types: ['P', 'D'],
  severity: 'error',
  queue: 'billing',
  value: 'claim',
  cause:
    'The special program is a code of the list: 02, 03, 05, ' +
    '09 on professional claims, 01, 02, 03, 05 on dental ones.',
  source: '005010X222A1 and X224A2, 2300 CLM12',
  remedy: 'Choose a code of the list, or leave the program out where none applies.',
  examples: { fails: { changes: { specialProgram: '01' } }, passes: { changes: { specialProgram: '09' } } },
  check: ({ professional, dental }) => {
    const code = (professional ?? dental)?.specialProgram;
    if (code === undefined) return NOTHING;
    const list = dental === undefined ? PROFESSIONAL_PROGRAMS : DENTAL_PROGRAMS;
    return list.has(code)
      ? NOTHING
      : [{ field: 'specialProgram', message: 'The special program is not in the list.' }];
  },
};

/** REF*4N: why a service has no authorization. */
const EXCEPTIONS: ReadonlySet<string> = new Set('1 2 3 4 5 6 7'.split(' '));

const authorizationException: Edit = {
  id: 'PRG-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'authorization',
  value: 'claim',
  cause: 'The exception code for a service without authorization is one of 1 to 7.',
  source: '005010X222A1, X223A2 and X224A2, 2300 REF*4N',
  remedy: 'Choose a code of the list (1 immediate or urgent care, 3 emergency care …), or leave it out.',
  examples: {
    fails: { changes: { serviceAuthException: '8' } },
    passes: { changes: { serviceAuthException: '3' } },
  },
  check: ({ content: { serviceAuthException: code } }) =>
    code === undefined || EXCEPTIONS.has(code)
      ? NOTHING
      : [{ field: 'serviceAuthException', message: 'The authorization exception is not in the list.' }],
};

/** Payers that pay only a provider who takes assignment, or the patient in person. */
const assignment: Edit = {
  id: 'PRG-03',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'registration',
  value: 'claim',
  cause:
    'A provider who accepts assignment is paid by the payer; where the patient has not assigned the benefits, the ' +
    'payer sends the money to the patient.',
  source: '005010X222A1, X223A2 and X224A2, 2300 CLM07 and CLM08; domain.md 6.2, CARC 100',
  remedy: 'Have the patient assign the benefits (Y), or say that assignment is not accepted (C).',
  examples: {
    fails: { changes: { 'coverages[0].assignment': 'N' } },
    passes: { changes: { 'coverages[0].assignment': 'N', acceptAssignment: 'C' } },
  },
  check: ({ content, coverage }) => {
    if (coverage?.assignment !== 'N' || content.acceptAssignment !== 'A') return NOTHING;
    const hit: Hit = {
      field: 'acceptAssignment',
      message: 'Assignment is accepted, but the benefits are not assigned.',
    };
    return [hit];
  },
};

export const programEdits: readonly Edit[] = [specialProgram, authorizationException, assignment];
