import { placesOfService } from '../codes/places-of-service.ts';
import { codePatterns } from './code-patterns.ts';
import { type Edit, type EditContext, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import { ambulanceEdits } from './places-ambulance.ts';
import { hospitalEdits } from './places-hospital.ts';
import { placeRuleOf } from './places-rules.ts';
import { decidedBy } from './procedures-indicators.ts';
import { HCPCS_QUALIFIER, isSurgery } from './procedures-kinds.ts';

const UNKNOWN = 'The place of service is not in the list of the day.';

const placeOfService: Edit = {
  id: 'POS-01',
  level: 'encounter',
  types: ['P', 'D'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'place of service',
  cause:
    'The place of service, of the claim and of a line that differs, is a code of the CMS list of the day.',
  source: 'CMS place-of-service code set; 45 CFR 162.1002',
  remedy: 'Choose the code of the place where the patient was seen.',
  examples: { fails: { changes: { pos: '00' } }, passes: { changes: { pos: '11' } } },
  check: (claim, context) => {
    const content = claim.professional ?? claim.dental;
    if (content === undefined) return NOTHING;
    const { pos } = content;
    const ofLines = lineHits(claim, (line) =>
      line.pos === pos ? undefined : placeHit(line.pos, line.from, context, line),
    );
    const ofClaim = placeHit(pos, claim.day, context);
    return ofClaim === undefined ? ofLines : [ofClaim, ...ofLines];
  },
};

function placeHit(pos: string, day: number, { codes }: EditContext, line?: LineFacts): Hit | undefined {
  const table = codes.at('pos', day);
  const isKnown = table === undefined ? placesOfService.has(pos) : table.find(pos, day) >= 0;
  if (isKnown || (table !== undefined && !table.release.complete && placesOfService.has(pos)))
    return undefined;
  const at = line === undefined ? { field: 'pos' } : { field: `${line.field}.pos`, line: line.number };
  const isOther = table !== undefined && table.range(pos).start < table.range(pos).end;
  return { ...at, message: UNKNOWN, ...(isOther && { row: decidedBy(table, pos) }) };
}

/** Where the place of a line is mended: of the line where it has its own. */
const placeField = ({ line, field }: LineFacts): string =>
  'pos' in line && line.pos !== undefined ? `${field}.pos` : 'pos';

const placeOfProcedure: Edit = {
  id: 'POS-02',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'coding',
  value: 'place of service',
  cause:
    'Some visits belong to a place: emergency visits to an emergency room, hospital days to a hospital, visits to ' +
    'residents to a nursing facility. An office visit in a hospital (21, 23), a home visit elsewhere and an ' +
    'ambulance that is none only warn: patients of a hospital are seen outside it, and payers differ. The ' +
    'payer’s profile may name further procedures with their places (`placesByProcedure`).',
  source: 'CMS Pub. 100-04 chapter 26 §10.5, chapter 12 §30.6; payer profile',
  remedy: 'Choose the place where the patient was seen, or the visit that belongs to it.',
  examples: {
    fails: { changes: { 'lines[0].code': '99285' } },
    passes: { changes: { 'lines[0].code': '99285', 'lines[0].pos': '23' } },
  },
  check: (claim, context) => {
    const further = context.payer.editParameters?.placesByProcedure;
    return lineHits(claim, (line) => {
      if (line.qualifier !== HCPCS_QUALIFIER || line.code === '') return undefined;
      const at = (): Pick<Hit, 'field' | 'line'> => ({ field: placeField(line), line: line.number });
      const rule = placeRuleOf(line.code);
      if (rule !== undefined && !rule.isRight(line.pos)) {
        const hit: Hit = { ...at(), message: rule.message };
        return rule.isCertain ? hit : { ...hit, severity: 'warning' };
      }
      const own = further?.find(({ codes }) => codePatterns(codes).has(line.code));
      if (own === undefined || own.places.includes(line.pos)) return undefined;
      return { ...at(), message: 'The payer does not take this procedure at this place of service.' };
    });
  },
};

const AFAR: ReadonlySet<string> = new Set(['02', '10']);
const BY_WIRE: ReadonlySet<string> = new Set(['93', '95', 'GT', 'GQ', 'FQ', 'G0']);

const telehealth: Edit = {
  id: 'POS-03',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'coding',
  value: 'place of service',
  cause:
    'Surgery is not done by telehealth (place of service 02 or 10, modifiers 93, 95, GT, GQ, FQ, G0). Where the ' +
    'payer’s profile lists its telehealth services (`telehealth`), others are told, and the modifier with ' +
    'another place than 02 or 10. A warning: these rules change from year to year.',
  source: 'CMS Pub. 100-04 chapter 12 §190; payer profile',
  remedy: 'Correct the place or the modifier, or ask the payer whether it takes the service from afar.',
  examples: {
    fails: { changes: { 'lines[0].code': '27447', 'lines[0].modifiers': [], 'lines[0].pos': '02' } },
    passes: { changes: { 'lines[0].modifiers': ['95'], 'lines[0].pos': '10' } },
  },
  check: (claim, context) => lineHits(claim, (line) => telehealthHit(line, claim, context)),
};

function telehealthHit(line: LineFacts, claim: ClaimFacts, { payer }: EditContext): Hit | undefined {
  const isAfar = AFAR.has(line.pos);
  const isByWire = line.modifiers.length > 0 && line.modifiers.some((modifier) => BY_WIRE.has(modifier));
  if ((!isAfar && !isByWire) || claim.professional === undefined) return undefined;
  const taken = payer.editParameters?.telehealth;
  const at = { field: placeField(line), line: line.number };
  if (isSurgery(line.code)) return { ...at, message: 'Surgery is billed as telehealth.' };
  if (taken === undefined) return undefined;
  if (!codePatterns(taken).has(line.code))
    return { ...at, message: 'The payer does not take this service by telehealth.' };
  return isAfar
    ? undefined
    : { ...at, message: 'A telehealth modifier stands at a place that is not telehealth.' };
}

export const placeEdits: readonly Edit[] = [
  placeOfService,
  placeOfProcedure,
  telehealth,
  ...hospitalEdits,
  ...ambulanceEdits,
];
