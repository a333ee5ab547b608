import * as fc from 'fast-check';
import type { Written } from '../../../../core/x12/sets/answer-write.ts';
import type { EligibilityPerson } from '../../../../core/x12/sets/eligibility-types.ts';
import { day, npi, sparse, word } from './answers.ts';

/** Invented inquiries and responses: lists that are empty are absent, as readers leave them. */

/** One or more; left out by `sparse` where none. */
export const some = <T>(item: fc.Arbitrary<T>, maxLength = 3) => fc.array(item, { minLength: 1, maxLength });

export const date = <Q extends string>(...qualifiers: Q[]) =>
  sparse({ qualifier: fc.constantFrom(...qualifiers), from: day, to: day }, ['qualifier', 'from']);
export const reference = (...qualifiers: string[]) =>
  fc.record({ qualifier: fc.constantFrom(...qualifiers), value: word(1, 20) });
export const described = (...qualifiers: string[]) =>
  sparse({ qualifier: fc.constantFrom(...qualifiers), value: word(1, 20), description: word(1, 20) }, [
    'qualifier',
    'value',
  ]);
export const contact = sparse(
  {
    name: word(1, 20),
    numbers: some(fc.record({ qualifier: fc.constantFrom('TE', 'FX', 'EM'), value: word(1, 20) })),
  },
  ['numbers'],
);

/** An organization with a number. */
export const party = (code: string, idQualifier: string, id: fc.Arbitrary<string> = word(2, 12)) =>
  fc.record({
    code: fc.constant(code),
    entityType: fc.constant('2'),
    last: word(1, 30),
    idQualifier: fc.constant(idQualifier),
    id,
  });
export const payer = party('PR', 'PI');
export const clinic = party('1P', 'XX', npi);

const named = {
  entityType: fc.constant('1'),
  last: word(1, 20),
  first: word(1, 20),
  middle: word(1, 5),
  suffix: word(1, 3),
};
/** A person with or without a member number, and without where `numbered` is not given. */
export const person = (code: string, numbered: boolean) =>
  fc
    .tuple(sparse({ code: fc.constant(code), ...named }, ['code', 'entityType', 'last']), word(2, 12))
    .map(([p, id]) => (numbered ? { ...p, idQualifier: 'MI', id } : p));

export const address = sparse(
  {
    address1: word(1, 30),
    address2: word(1, 30),
    city: word(2, 20),
    state: fc.constantFrom('IL', 'MO'),
    zip: fc.constantFrom('62702', '627021234'),
  },
  ['address1'],
);
export const provider = fc.oneof(
  fc.record({ role: fc.constantFrom('PE', 'RF') }),
  fc.record({
    role: fc.constant('PE'),
    idQualifier: fc.constant('PXC'),
    id: fc.constantFrom('207Q00000X', '207R00000X'),
  }),
);
export const rejection = (loop: string) =>
  fc.record({
    loop: fc.constant(loop),
    valid: fc.constantFrom('Y', 'N'),
    reason: fc.constantFrom('42', '58', '72', '75'),
    followUp: fc.constantFrom('C', 'N', 'R'),
  });
export const trace = (type: string) =>
  sparse({ type: fc.constant(type), number: word(1, 20), originator: word(10, 10), subId: word(1, 10) }, [
    'type',
    'number',
    'originator',
  ]);
export const procedure = sparse(
  {
    qualifier: fc.constantFrom('HC', 'AD'),
    code: word(5, 5),
    modifiers: some(word(2, 2), 4),
    description: word(1, 20),
    to: word(5, 5),
  },
  ['qualifier', 'code'],
);
export const pointers = some(fc.constantFrom('1', '2', '3', '4'), 4);
export const serviceTypes = fc.array(fc.constantFrom('30', '98', '35', 'MH', 'UC', '1'), { maxLength: 5 });

/** A subscriber (IL) or dependent (03) with all that its loop can hold in a 270. */
export const eligible = (code: 'IL' | '03'): fc.Arbitrary<Written<EligibilityPerson>> =>
  fc
    .tuple(
      person(code, code === 'IL'),
      sparse(
        {
          references: some(described('1L', 'SY', 'EJ')),
          address,
          provider,
          birthDate: day,
          gender: fc.constantFrom('F', 'M'),
          relationship: sparse(
            {
              subscriber: fc.constant(code === 'IL' ? 'Y' : 'N'),
              code: fc.constantFrom('18', '01', '19'),
              birthOrdinal: fc.constantFrom('1', '2'),
            },
            ['subscriber', 'code'],
          ),
          diagnoses: fc
            .array(word(3, 7), { minLength: 1, maxLength: 8 })
            .map((codes) => codes.map((dx, i) => ({ qualifier: i === 0 ? 'ABK' : 'ABF', code: dx }))),
          dates: some(date('291', '102'), 2),
        },
        [],
      ),
    )
    .map(([name, rest]) => ({ ...name, ...rest }));
