import { coverEdits } from './authorization-cover.ts';
import { referralEdits } from './authorization-referrals.ts';
import { codePatterns } from './code-patterns.ts';
import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import type { EditParameters } from './parameters.ts';

type Needed = NonNullable<EditParameters['priorAuthorization']>[number];

const authorization: Edit = {
  id: 'AUTH-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'authorization',
  value: 'procedure',
  cause: 'The payer wants an authorization for this procedure, revenue code or DRG before it is done.',
  source: 'payer parameter priorAuthorization; domain.md 6.2, CARC 197',
  remedy: 'Enter the authorization number. Where none was asked for, ask the payer for one that counts back.',
  examples: {
    fails: {
      changes: { 'lines[1].code': '70553' },
      parameters: { priorAuthorization: [{ codes: ['70551-70553'] }] },
    },
    passes: {
      changes: { 'lines[1].code': '70553', priorAuthNo: 'AUTH-4711' },
      parameters: { priorAuthorization: [{ codes: ['70551-70553'] }] },
    },
  },
  check: (claim, { payer }) => {
    const needed = payer.editParameters?.priorAuthorization;
    if (needed === undefined || claim.content.priorAuthNo !== undefined) return NOTHING;
    const ofLines = lineHits(claim, (line) => lineHit(claim, line, needed));
    const drg = claim.institutional?.drg;
    if (drg === undefined || !needed.some((entry) => names(entry, drg) && isOn(entry, claim.day)))
      return ofLines;
    return [{ field: 'drg', message: 'The payer wants an authorization for this DRG.' }, ...ofLines];
  },
};

function lineHit(claim: ClaimFacts, line: LineFacts, needed: readonly Needed[]): Hit | undefined {
  if ('priorAuthNos' in line.line && line.line.priorAuthNos?.some(isForDestination(claim))) return undefined;
  for (const entry of needed) {
    const byCode = line.code !== '' && names(entry, line.code);
    const byRevenue = line.revenueCode !== '' && names(entry, line.revenueCode);
    if (!byCode && !byRevenue) continue;
    if (!isOn(entry, line.from) || !isAt(entry, line)) continue;
    if (entry.unitsAbove !== undefined && unitsOf(claim, line) <= entry.unitsAbove) continue;
    const field = byCode ? line.codeField : `${line.field}.revenueCode`;
    return { field, line: line.number, message: 'The payer wants an authorization for this service.' };
  }
  return undefined;
}

/** A number of another payer does not serve. */
const isForDestination =
  ({ coverage }: ClaimFacts) =>
  ({ payerId }: { readonly payerId?: string | undefined }): boolean =>
    payerId === undefined || payerId === coverage?.payer.id;

const names = ({ codes }: Needed, code: string): boolean => codePatterns(codes).has(code);

const isOn = ({ from, to }: Needed, day: number): boolean =>
  (from === undefined || day >= Number(from)) && (to === undefined || day <= Number(to));

const isAt = ({ places }: Needed, { pos }: LineFacts): boolean =>
  places === undefined || places.includes(pos);

/** Units of the line's code on the whole claim. */
function unitsOf({ lines }: ClaimFacts, { code, revenueCode }: LineFacts): number {
  let units = 0;
  for (const line of lines) {
    if (line.code === code && line.revenueCode === revenueCode) units += line.units;
  }
  return units;
}

/** Words that people write where they have no number. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  'NONE NA N/A NO NULL PENDING REQUESTED UNKNOWN UNK TBD NOTREQUIRED NOTREQ NOAUTH NOAUTHREQ NAR'.split(' '),
);
const NOT_IN_WORDS = /[^A-Z/]/g;
const HAS_DIGIT_ABOVE_0 = /[1-9]/;

const placeholder: Edit = {
  id: 'AUTH-03',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'authorization',
  value: 'claim id',
  cause: 'The authorization number is one that the payer gave, and no word for having none.',
  source: '837 guides, 2300 REF*G1, situational rule; domain.md 6.2, CARC 284',
  remedy: 'Enter the payer’s number, or leave the field empty.',
  examples: {
    fails: { changes: { priorAuthNo: 'Not required' } },
    passes: { changes: { priorAuthNo: 'NA4711' } },
  },
  check: ({ content }) =>
    isPlaceholder(content.priorAuthNo)
      ? [{ field: 'priorAuthNo', message: 'The authorization number is a word for having none.' }]
      : NOTHING,
};

function isPlaceholder(number: string | undefined): boolean {
  if (number === undefined || HAS_DIGIT_ABOVE_0.test(number)) return false;
  const words = number.toUpperCase().replaceAll(NOT_IN_WORDS, '');
  return words === '' || PLACEHOLDERS.has(words);
}

export const authorizationEdits: readonly Edit[] = [
  authorization,
  ...coverEdits,
  placeholder,
  ...referralEdits,
];
