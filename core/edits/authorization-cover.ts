import type { Encounter } from '../encounter/model.ts';
import { dayOf } from './claim-facts.ts';
import { codePatterns } from './code-patterns.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';

type Authorization = NonNullable<Encounter['authorizations']>[number];

const cover: Edit = {
  id: 'AUTH-02',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'authorization',
  value: 'claim id',
  cause:
    'An authorization covers the days, services and units for which it was given. Where the practice says what its ' +
    'authorization covers, the lines under it are compared with that.',
  source: 'domain.md 6.2, CARC 198; encounter field authorizations',
  remedy: 'Ask the payer to extend the authorization, or enter the one that covers the service.',
  examples: {
    fails: {
      changes: {
        priorAuthNo: 'A4711',
        authorizations: [{ number: 'A4711', from: '20251001', to: '20260104' }],
      },
    },
    passes: {
      changes: {
        priorAuthNo: 'A4711',
        authorizations: [{ number: 'A4711', from: '20251001', to: '20260105' }],
      },
    },
  },
  check: (claim) => {
    const known = claim.professional?.authorizations;
    if (known === undefined) return NOTHING;
    return known.flatMap((authorization) => hitsOf(claim, authorization));
  },
};

/** What an authorization of the claim does not cover. */
function hitsOf(claim: ClaimFacts, authorization: Authorization): readonly Hit[] {
  const ofClaim = claim.content.priorAuthNo === authorization.number;
  const named = claim.lines.filter((line) => names(line, authorization.number));
  const covered = ofClaim ? claim.lines.filter((line) => isListed(authorization, line)) : named;
  if (ofClaim && covered.length === 0)
    return [{ field: 'priorAuthNo', message: 'The authorization covers none of the claim’s services.' }];
  return [
    ...named.filter((line) => !isListed(authorization, line)).map((line) => hit(line, 'this service')),
    ...covered.filter((line) => !isInForce(authorization, line)).map((line) => hit(line, 'the day')),
    ...unitsHits(authorization, covered),
  ];
}

const hit = ({ codeField, number }: LineFacts, what: string): Hit => ({
  field: codeField,
  line: number,
  message: `The authorization does not cover ${what}.`,
});

const names = ({ line }: LineFacts, number: string): boolean =>
  'priorAuthNos' in line && line.priorAuthNos?.some(({ value }) => value === number) === true;

const isListed = ({ codes }: Authorization, { code }: LineFacts): boolean =>
  codes === undefined || codePatterns(codes).has(code);

const isInForce = ({ from, to }: Authorization, line: LineFacts): boolean =>
  (from === undefined || line.from >= dayOf(from)) && (to === undefined || line.to <= dayOf(to));

/** The line with which the units that are left are used up. */
function unitsHits({ unitsLeft }: Authorization, lines: readonly LineFacts[]): readonly Hit[] {
  if (unitsLeft === undefined) return NOTHING;
  let used = 0;
  for (const line of lines) {
    used += line.units;
    if (used > Number(unitsLeft)) return [hit(line, 'so many units')];
  }
  return NOTHING;
}

export const coverEdits: readonly Edit[] = [cover];
