import { isMedicare } from '../codes/coverage-codes.ts';
import { codePatterns } from './code-patterns.ts';
import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';

/** Emergency rooms take everyone without a referral. */
const EMERGENCY_ROOM = '23';

const referral: Edit = {
  id: 'REFR-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'authorization',
  value: 'claim id',
  cause: 'The plan wants a referral, by its number or by who referred. In emergency rooms it does not.',
  source: 'payer parameter referralRequired; domain.md 6.2, CARC 288',
  remedy: 'Enter the referral number or the referring provider.',
  examples: {
    fails: { changes: {}, parameters: { referralRequired: true } },
    passes: { changes: { referralNo: 'R-4711' }, parameters: { referralRequired: true } },
  },
  check: (claim, { payer }) => {
    if (payer.editParameters?.referralRequired !== true || isReferred(claim)) return NOTHING;
    if (claim.lines.every((line) => isLineReferred(line) || line.pos === EMERGENCY_ROOM)) return NOTHING;
    return [{ field: 'referralNo', message: 'The plan wants a referral, and there is none.' }];
  },
};

const isReferred = ({ content }: ClaimFacts): boolean =>
  content.referralNo !== undefined || ('referring' in content && content.referring !== undefined);

const isLineReferred = ({ line }: LineFacts): boolean =>
  ('referralNos' in line && line.referralNos !== undefined) ||
  ('referring' in line && line.referring !== undefined);

/**
 * Imaging and laboratory services, which Medicare pays only with who ordered them. Screening mammograms need no order.
 */
const MEDICARE_ORDERED = codePatterns(['70010-76999', '78012-78999', '80047-89398']);

const ordering: Edit = {
  id: 'REFR-02',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'provider-data',
  value: 'provider id',
  cause:
    'Services that someone orders name the ordering or referring provider with an NPI: those of the payer’s list. ' +
    'On Medicare claims imaging and laboratory services do, which is a warning.',
  source: 'payer parameter orderingRequired; 42 CFR 424.507; domain.md 6.3, RARC N264 and N285',
  remedy: 'Add the ordering provider to the line, or the referring provider to the claim.',
  examples: {
    fails: { changes: {}, parameters: { orderingRequired: ['80047-89398'] } },
    passes: {
      changes: { 'lines[1].ordering': { last: 'OKAFOR', first: 'RUTH', npi: '1234567893' } },
      parameters: { orderingRequired: ['80047-89398'] },
    },
  },
  check: (claim, { payer }) => {
    const codes = payer.editParameters?.orderingRequired;
    const ofMedicare = isMedicare(claim.coverage?.filingCode);
    if (codes === undefined && !ofMedicare) return NOTHING;
    if (claim.professional?.referring?.some(hasNpi)) return NOTHING;
    const listed = codes === undefined ? undefined : codePatterns(codes);
    return lineHits(claim, (line) => {
      if (listed?.has(line.code)) return orderHit(line);
      return ofMedicare && MEDICARE_ORDERED.has(line.code) ? orderHit(line, 'warning') : undefined;
    });
  },
};

const hasNpi = ({ npi }: { readonly npi?: string | undefined }): boolean => npi !== undefined;

function orderHit({ line, field, number }: LineFacts, severity?: 'warning'): Hit | undefined {
  if ('ordering' in line && line.ordering !== undefined && hasNpi(line.ordering)) return undefined;
  const referring = 'ordering' in line || 'referring' in line ? line.referring : undefined;
  if (Array.isArray(referring) && referring.some(hasNpi)) return undefined;
  const message = 'The service names nobody with an NPI who ordered or referred it.';
  const hit = { field: `${field}.ordering`, line: number, message };
  return severity === undefined ? hit : { ...hit, severity };
}

export const referralEdits: readonly Edit[] = [referral, ordering];
