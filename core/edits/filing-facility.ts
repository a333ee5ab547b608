import { type Edit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';

/**
 * Places that belong to another than the practice: hospital (inpatient, outpatient, emergency, off campus), nursing
 * facility, psychiatric and rehabilitation hospital.
 */
const OTHERS_PLACES: ReadonlySet<string> = new Set('19 21 22 23 31 32 51 61'.split(' '));

/** Taxonomies of agencies, clinics, hospitals, laboratories and nursing homes, which bill from their own place. */
const FACILITY_TAXONOMY = ['25', '26', '27', '28', '29', '31', '32'];

const serviceFacility: Edit = {
  id: 'FAC-01',
  level: 'encounter',
  types: ['P', 'D'],
  severity: 'error',
  queue: 'provider-data',
  value: 'place of service',
  cause:
    'A service at a place of another than the billing practice (hospital, nursing facility) names that facility ' +
    'with its address. Where the billing provider has no taxonomy, it may be the facility: then it is a warning.',
  source: '005010X222A1 and X224A2, 2310C and 2420C, situational rule',
  remedy: 'Add the service facility: name, NPI and address with ZIP+4.',
  examples: {
    fails: {
      changes: { pos: '22', 'lines[0].pos': null },
    },
    passes: {
      changes: {
        pos: '22',
        facility: {
          name: 'SPRINGFIELD GENERAL',
          npi: '1234567893',
          address1: '1 HOSPITAL DR',
          city: 'SPRINGFIELD',
          state: 'IL',
          zip: '627030001',
        },
      },
    },
  },
  check: (claim) => {
    if ((claim.professional ?? claim.dental)?.facility !== undefined) return NOTHING;
    const isOurs = isFacility(claim.content.billing.taxonomy);
    return isOurs ? NOTHING : lineHits(claim, (line) => facilityHit(claim, line));
  },
};

function facilityHit({ content }: ClaimFacts, { pos, line, field, number }: LineFacts) {
  if (!OTHERS_PLACES.has(pos)) return undefined;
  if ('facility' in line && line.facility !== undefined) return undefined;
  const message = 'The service was at another’s place, and no service facility is named.';
  const hit = { field: `${field}.facility`, line: number, message };
  return content.billing.taxonomy === undefined ? { ...hit, severity: 'warning' as const } : hit;
}

const isFacility = (taxonomy: string | undefined): boolean =>
  taxonomy !== undefined && FACILITY_TAXONOMY.some((beginning) => taxonomy.startsWith(beginning));

export const facilityEdits: readonly Edit[] = [serviceFacility];
