import { placesOfService } from '../codes/places-of-service.ts';
import type { ServiceLine } from '../encounter/model.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';

/** CPT categories I to III, PLA, MAAA and vaccine administration; HCPCS level II. */
const HCPCS = /^(?:\d{4}[\dFTUMA]|[A-V]\d{4})$/;
/** SV101-1; ER, IV and WK name other code lists. */
const HCPCS_QUALIFIER = 'HC';

const procedureFormat: Edit = {
  id: 'PX-01',
  level: 'encounter',
  severity: 'error',
  queue: 'coding',
  cause: 'A procedure has the form of a CPT or HCPCS code: five characters.',
  source: '005010X222A1 2400 SV101-2; 45 CFR 162.1002',
  remedy: 'Correct the code from the chart.',
  examples: { fails: { 'lines[0].code': '9921' }, passes: { 'lines[0].code': '99213' } },
  check: ({ lines }) =>
    lines.flatMap(({ code, codeQualifier = HCPCS_QUALIFIER }, i) =>
      codeQualifier !== HCPCS_QUALIFIER || HCPCS.test(code)
        ? NOTHING
        : [{ field: `lines[${i}].code`, line: i + 1, message: 'The procedure code is malformed.' }],
    ),
};

const MODIFIER = /^[A-Z\d]{2}$/;

const modifierFormat: Edit = {
  id: 'MOD-01',
  level: 'encounter',
  severity: 'error',
  queue: 'coding',
  cause: 'A line has up to four modifiers of two letters or digits, none twice.',
  source: '005010X222A1 2400 SV101-3 to SV101-6',
  remedy: 'Remove the repetition or correct the modifier.',
  examples: { fails: { 'lines[0].modifiers': ['25', '25'] }, passes: { 'lines[0].modifiers': ['25'] } },
  check: ({ lines }) => lines.flatMap(modifierHits),
};

function modifierHits({ modifiers }: ServiceLine, i: number): readonly Hit[] {
  if (modifiers === undefined) return NOTHING;
  const at = { field: `lines[${i}].modifiers`, line: i + 1 };
  if (modifiers.some((modifier) => !MODIFIER.test(modifier))) {
    return [{ ...at, message: 'A modifier is not two letters or digits.' }];
  }
  const isRepeated = new Set(modifiers).size < modifiers.length;
  return isRepeated ? [{ ...at, message: 'A modifier stands twice on the line.' }] : NOTHING;
}

/** The model holds units to eight digits and three decimals; what is left to ask is whether they are zero. */
const NOT_ZERO = /[1-9]/;

const units: Edit = {
  id: 'UNI-01',
  level: 'encounter',
  severity: 'error',
  queue: 'charge-entry',
  cause: 'A line has more than zero units or minutes.',
  source: '005010X222A1 2400 SV104',
  remedy: 'Enter how often, or for how many minutes, the service was given.',
  examples: { fails: { 'lines[0].units': '0' }, passes: { 'lines[0].units': '0.5' } },
  check: ({ lines }) =>
    lines.flatMap((line, i) =>
      NOT_ZERO.test(line.units)
        ? NOTHING
        : [{ field: `lines[${i}].units`, line: i + 1, message: 'The line has no units.' }],
    ),
};

const placeOfService: Edit = {
  id: 'POS-01',
  level: 'encounter',
  severity: 'error',
  queue: 'charge-entry',
  cause: 'The place of service, of the claim and of a line that differs, is a code of the CMS list.',
  source: 'CMS place-of-service code set; 45 CFR 162.1002',
  remedy: 'Choose the code of the place where the patient was seen.',
  examples: { fails: { pos: '00' }, passes: { pos: '11' } },
  check: ({ pos, lines }) => {
    const message = 'The place of service is not in the list.';
    const ofClaim: readonly Hit[] = placesOfService.has(pos) ? NOTHING : [{ field: 'pos', message }];
    const ofLines = lines.flatMap((line, i) =>
      line.pos === undefined || placesOfService.has(line.pos)
        ? NOTHING
        : [{ field: `lines[${i}].pos`, line: i + 1, message }],
    );
    return [...ofClaim, ...ofLines];
  },
};

export const procedureEdits: readonly Edit[] = [procedureFormat, modifierFormat, units, placeOfService];
