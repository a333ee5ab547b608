import { isCasualty, isMedicare } from '../codes/coverage-codes.ts';
import type { Coverage } from '../encounter/model.ts';
import { type Edit, type Hit, NOTHING, type PayerProfile } from './edit.ts';
import { firstServiceDate } from './parties.ts';

/** Medicare beneficiary identifier: no S, L, O, I, B or Z, so that none is read as a digit. */
const MBI =
  /^[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/;
/** Before this day of service the older Medicare number was still taken. */
const MBI_REQUIRED_FROM = '20200101';
const MIN_LENGTH = 2;

const memberId: Edit = {
  id: 'MBR-01',
  level: 'encounter',
  severity: 'error',
  queue: 'registration',
  cause:
    'Every coverage has a member id of at least two characters, in the form its payer uses: the pattern ' +
    'in the payer profile, or for original Medicare (filing code MA or MB) that of the Medicare ' +
    'beneficiary identifier. Casualty insurances (AM, LM, WC) may have none.',
  source: '005010X222A1 2010BA NM109; CMS format of the Medicare beneficiary identifier',
  remedy: 'Read the id off the insurance card again, or ask the payer for the eligibility.',
  examples: {
    fails: { 'coverages[0].filingCode': 'MB', 'coverages[0].memberId': '1EG4TE5MK7' },
    passes: { 'coverages[0].filingCode': 'MB', 'coverages[0].memberId': '1EG4TE5MK73' },
  },
  check: (encounter, { payer }) => {
    const day = firstServiceDate(encounter);
    return encounter.coverages.flatMap((coverage, i) => {
      const ownPayer = coverage.seq === encounter.destination ? payer : undefined;
      return memberIdHits(coverage, `coverages[${i}].memberId`, patternFor(coverage, day, ownPayer));
    });
  },
};

function memberIdHits(coverage: Coverage, field: string, pattern: RegExp | undefined): readonly Hit[] {
  const id = coverage.memberId?.trim();
  if (id === undefined) {
    const message = 'The member id is missing.';
    return isCasualty(coverage.filingCode) ? NOTHING : [{ field, message }];
  }
  if (id.length < MIN_LENGTH) return [{ field, message: 'The member id is too short.' }];
  if (pattern === undefined || pattern.test(id)) return NOTHING;
  return [{ field, message: 'The member id does not have the form this payer uses.' }];
}

function patternFor(coverage: Coverage, day: string, payer: PayerProfile | undefined): RegExp | undefined {
  if (payer?.memberIdPattern !== undefined) return compiled(payer.memberIdPattern);
  return isMedicare(coverage.filingCode) && day >= MBI_REQUIRED_FROM ? MBI : undefined;
}

/** A configuration has a handful of patterns; each is compiled once. */
const patterns = new Map<string, RegExp>();

function compiled(source: string): RegExp {
  const known = patterns.get(source) ?? new RegExp(`^(?:${source})$`);
  patterns.set(source, known);
  return known;
}

/** Our claim ids end in one digit for the payer (`filingId`). */
const MAX_PAYERS = 9;

const claimId: Edit = {
  id: 'PCN-01',
  level: 'claim',
  severity: 'error',
  queue: 'cob',
  cause:
    'CLM01, by which every answer finds its claim, is our claim number, a hyphen and one digit for the ' +
    'payer: at most 20 characters A–Z, 0–9 and hyphen.',
  source: 'X12 RFI 525; domain.md 1.2',
  remedy: 'Send a claim to the tenth payer or a later one on paper.',
  examples: { fails: { destination: 10 }, passes: { destination: 9 } },
  check: ({ destination }) =>
    destination > MAX_PAYERS
      ? [{ field: 'destination', message: 'No claim id can be made for a tenth payer.' }]
      : NOTHING,
};

export const memberEdits: readonly Edit[] = [memberId, claimId];
