import { isCasualty, isMedicare } from '../codes/coverage-codes.ts';
import { ALL_TYPES, type Edit, type Hit, NOTHING, type PayerProfile } from './edit.ts';
import { type AnyCoverage, coveragesOf } from './parties.ts';

/** Medicare beneficiary identifier: no S, L, O, I, B or Z, so that none is read as a digit. */
const MBI =
  /^[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/;
/** Before this day of service the older Medicare number was still taken. */
const MBI_REQUIRED_FROM = 20200101;
const MIN_LENGTH = 2;
const MAX_LENGTH = 80;

const memberId: Edit = {
  id: 'MBR-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'registration',
  value: 'member id',
  cause:
    'Every coverage has a member id of two to eighty characters, in the form its payer uses: the pattern ' +
    'in the payer profile, or for original Medicare (filing code MA or MB) that of the Medicare ' +
    'beneficiary identifier. Casualty insurances (AM, LM, WC) may have none.',
  source: '005010X222A1 2010BA NM109; CMS format of the Medicare beneficiary identifier',
  remedy: 'Read the id off the insurance card again, or ask the payer for the eligibility.',
  examples: {
    fails: { changes: { 'coverages[0].filingCode': 'MB', 'coverages[0].memberId': '1EG4TE5MK7' } },
    passes: { changes: { 'coverages[0].filingCode': 'MB', 'coverages[0].memberId': '1EG4TE5MK73' } },
  },
  check: (claim, { payer }) => {
    const coverages = coveragesOf(claim);
    let hits: Hit[] | undefined;
    for (let i = 0; i < coverages.length; i += 1) {
      const coverage = coverages[i];
      if (coverage === undefined) continue;
      const ownPayer = coverage.seq === claim.content.destination ? payer : undefined;
      const message = memberIdProblem(coverage, patternFor(coverage, claim.from, ownPayer));
      if (message === undefined) continue;
      hits ??= [];
      hits.push({ field: `coverages[${i}].memberId`, message });
    }
    return hits ?? NOTHING;
  },
};

function memberIdProblem(coverage: AnyCoverage, pattern: RegExp | undefined): string | undefined {
  const id = coverage.memberId?.trim();
  if (id === undefined) return isCasualty(coverage.filingCode) ? undefined : 'The member id is missing.';
  if (id.length < MIN_LENGTH) return 'The member id is too short.';
  if (id.length > MAX_LENGTH) return 'The member id is too long.';
  if (pattern === undefined || pattern.test(id)) return undefined;
  return 'The member id does not have the form this payer uses.';
}

function patternFor(coverage: AnyCoverage, day: number, payer: PayerProfile | undefined): RegExp | undefined {
  if (payer?.memberIdPattern !== undefined) return compiled(payer.memberIdPattern);
  return isMedicare(coverage.filingCode) && day >= MBI_REQUIRED_FROM ? MBI : undefined;
}

/** A configuration has a handful of patterns; each is compiled once. */
const patterns = new Map<string, RegExp>();

function compiled(source: string): RegExp {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  const made = new RegExp(`^(?:${source})$`);
  patterns.set(source, made);
  return made;
}

/** Our claim ids end in one digit for the payer (`filingId`). */
const MAX_PAYERS = 9;
/** What payers give back of CLM01 at least. */
const MAX_CLAIM_ID = 20;

const claimId: Edit = {
  id: 'PCN-01',
  level: 'claim',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'cob',
  value: 'claim id',
  cause:
    'CLM01, by which every answer finds its claim, has at most 20 characters: payers need not give back ' +
    'more. That of a professional claim is our claim number, a hyphen and one digit for the payer; ' +
    'institutional and dental claims bring their own.',
  source: 'X12 RFI 525; domain.md 1.2',
  remedy: 'Shorten the account number. Send a claim to the tenth payer or a later one on paper.',
  examples: {
    fails: { changes: { destination: 10 } },
    passes: { of: 'I', changes: { claimNo: 'H0001-1' } },
  },
  check: ({ content: { claimType, destination, claimNo } }) => {
    if (claimType !== 'P') {
      if (claimNo !== undefined && claimNo.trim() !== '' && claimNo.length <= MAX_CLAIM_ID) return NOTHING;
      return [{ field: 'claimNo', message: 'The claim id is missing or has more than 20 characters.' }];
    }
    return destination > MAX_PAYERS
      ? [{ field: 'destination', message: 'No claim id can be made for a tenth payer.' }]
      : NOTHING;
  },
};

export const memberEdits: readonly Edit[] = [memberId, claimId];
