import {
  claimFilingCodes,
  insuranceTypeCodes,
  isMedicare,
  MEDICAID,
  relationshipCodes,
  SELF,
} from '../codes/coverage-codes.ts';
import type { Coverage } from '../encounter/model.ts';
import { accidentEdits } from './coverages-accident.ts';
import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';

const coveragesOf = ({ content }: ClaimFacts): readonly Coverage[] => content.coverages;

/** What is found on each coverage, if anything. */
function coverageHits(
  claim: ClaimFacts,
  find: (coverage: Coverage, index: number, all: readonly Coverage[]) => Hit | undefined,
): readonly Hit[] {
  const all = coveragesOf(claim);
  let hits: Hit[] | undefined;
  for (let i = 0; i < all.length; i += 1) {
    const coverage = all[i];
    const hit = coverage === undefined ? undefined : find(coverage, i, all);
    if (hit === undefined) continue;
    if (hits === undefined) hits = [hit];
    else hits.push(hit);
  }
  return hits ?? NOTHING;
}

const payerOrder: Edit = {
  id: 'SBR-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'registration',
  value: 'payer',
  cause: 'Coverages are numbered 1, 2, 3 … without gap or repetition, and the claim goes to one of them.',
  source: '005010X222A1, X223A2 and X224A2, 2000B and 2320 SBR01',
  remedy: 'Put the payers into the order in which they pay.',
  examples: {
    fails: { changes: { 'coverages[0].seq': 3 } },
    passes: { changes: { 'coverages[0].seq': 1 } },
  },
  check: (claim) => {
    const all = coveragesOf(claim);
    let seen = 0;
    for (const { seq } of all) seen |= 1 << seq;
    // Bits 1 to n, each once: n coverages cannot fill them otherwise.
    const inOrder = seen === (1 << (all.length + 1)) - 2;
    if (inOrder && claim.coverage !== undefined) return NOTHING;
    const hits: Hit[] = [];
    if (!inOrder) {
      hits.push({
        field: 'coverages',
        message: 'The payers are not numbered 1, 2, 3 without gap or repetition.',
      });
    }
    if (claim.coverage === undefined) {
      hits.push({
        field: 'destination',
        message: 'The claim goes to a payer that is not among its coverages.',
      });
    }
    return hits;
  },
};

const coverageCodes: Edit = {
  id: 'SBR-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'registration',
  value: 'payer',
  cause:
    'The claim filing indicator, the relationship to the subscriber, the Medicare insurance type and the source ' +
    'of the patient’s signature are codes of X12’s lists.',
  source: '005010X222A1 2000B SBR09, SBR02 and SBR05, 2000C PAT01, 2300 CLM10',
  remedy: 'Choose a code of the list, e.g. CI for commercial insurance, 18 for the subscriber in person.',
  examples: {
    fails: { changes: { 'coverages[0].filingCode': 'XX' } },
    passes: { changes: { 'coverages[0].filingCode': 'BL' } },
  },
  check: (claim) => {
    const all = coveragesOf(claim);
    for (const coverage of all) if (!areCodesRight(coverage)) return all.flatMap(codeHits);
    return NOTHING;
  },
};

const isIn = (list: ReadonlySet<string>, code: string | undefined): boolean =>
  code === undefined || list.has(code);

/** The provider signed for the patient: the only code there is. */
const SIGNED_FOR_PATIENT: ReadonlySet<string> = new Set(['P']);

const areCodesRight = (coverage: Coverage): boolean =>
  isIn(claimFilingCodes, coverage.filingCode) &&
  isIn(relationshipCodes, coverage.relationship) &&
  isIn(insuranceTypeCodes, coverage.insuranceType) &&
  isIn(SIGNED_FOR_PATIENT, coverage.patientSignatureSource);

const codeLists = [
  ['filingCode', claimFilingCodes, 'The claim filing indicator is not in the list.'],
  ['relationship', relationshipCodes, 'The relationship code is not in the list.'],
  ['insuranceType', insuranceTypeCodes, 'The insurance type is not in the list.'],
  ['patientSignatureSource', SIGNED_FOR_PATIENT, 'The source of the patient’s signature is not P.'],
] as const;

const codeHits = (coverage: Coverage, i: number): readonly Hit[] =>
  codeLists.flatMap(([field, list, message]) =>
    isIn(list, coverage[field]) ? NOTHING : [{ field: `coverages[${i}].${field}`, message }],
  );

/** A second coverage, and the claim to it. */
const medicareSecond = {
  'coverages[1]': {
    seq: 2,
    payer: { name: 'MEDICARE ILLINOIS', id: '00621' },
    filingCode: 'MB',
    relationship: '18',
    memberId: '1EG4TE5MK73',
    assignment: 'Y',
    release: 'Y',
  },
};

const medicareSecondary: Edit = {
  id: 'SBR-03',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'registration',
  value: 'payer',
  cause:
    'Where Medicare does not pay first, the claim says why: working aged, end-stage renal disease, no-fault, ' +
    'workers’ compensation and the like. On a claim to another payer it is a warning.',
  source: '005010X222A1 2000B and 2320 SBR05',
  remedy:
    'Enter the insurance type: 12 working aged, 13 ESRD, 14 no-fault, 15 workers’ compensation, 43 disabled …',
  examples: {
    fails: { changes: medicareSecond },
    passes: { changes: { ...medicareSecond, 'coverages[1].insuranceType': '12' } },
  },
  check: (claim) =>
    coverageHits(claim, ({ seq, filingCode, insuranceType }, i) => {
      if (seq === 1 || insuranceType !== undefined || !isMedicare(filingCode)) return undefined;
      const message = 'Medicare does not pay first, and the claim does not say why.';
      const field = `coverages[${i}].insuranceType`;
      return seq === claim.content.destination ? { field, message } : { field, message, severity: 'warning' };
    }),
};

const medicareSubscriber: Edit = {
  id: 'SBR-04',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'registration',
  value: 'payer',
  cause: 'Medicare insures each person for themselves: the patient is the subscriber (relationship 18).',
  source: '42 CFR 406 and 407; CMS 837 companion guides, 2000B SBR02',
  remedy: 'Enter the patient’s own Medicare number with relationship 18.',
  examples: {
    fails: {
      changes: {
        'coverages[0].filingCode': 'MB',
        'coverages[0].relationship': '01',
        'coverages[0].subscriber': { last: 'QUILLBROOK', first: 'EDMUND' },
      },
    },
    passes: { changes: { 'coverages[0].filingCode': 'MB' } },
  },
  check: (claim) =>
    coverageHits(claim, ({ filingCode, relationship }, i) =>
      relationship === undefined || relationship === SELF || !isMedicare(filingCode)
        ? undefined
        : {
            field: `coverages[${i}].relationship`,
            message: 'On Medicare coverage the patient is the subscriber.',
          },
    ),
};

/** Insurance that pays before Medicaid, whoever it is. */
const BEFORE_MEDICAID: ReadonlySet<string> = new Set('12 13 14 16 AM BL CH CI HM LM MA MB WC'.split(' '));

const payerOfLastResort: Edit = {
  id: 'SBR-05',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'registration',
  value: 'payer',
  cause: 'Medicaid is the payer of last resort: every other insurance pays before it.',
  source: '42 CFR 433.135 to 433.139; domain.md 8.1',
  remedy: 'Put Medicaid behind the other payers, and bill them first.',
  examples: {
    fails: {
      changes: {
        'coverages[0].filingCode': 'MC',
        ...medicareSecond,
        'coverages[1].filingCode': 'CI',
        'coverages[1].memberId': 'MEM0002',
      },
    },
    passes: {
      changes: { ...medicareSecond, 'coverages[1].filingCode': 'MC', 'coverages[1].memberId': 'MEM0002' },
    },
  },
  check: (claim) =>
    coverageHits(claim, ({ seq, filingCode }, i, all) => {
      if (filingCode !== MEDICAID || all.length === 1) return undefined;
      const isBefore = all.some((other) => other.seq > seq && BEFORE_MEDICAID.has(other.filingCode ?? ''));
      if (!isBefore) return undefined;
      return { field: `coverages[${i}].seq`, message: 'Medicaid stands before another insurance.' };
    }),
};

const coverageTwice: Edit = {
  id: 'SBR-06',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'registration',
  value: 'payer',
  cause:
    'A coverage, by its payer and member id, stands on a claim once: a payer denies what it has paid itself.',
  source: 'domain.md 6.2, CARC 18 and 22',
  remedy: 'Remove the coverage that was entered twice, or correct its payer or member id.',
  examples: {
    fails: {
      changes: {
        ...medicareSecond,
        'coverages[1].filingCode': 'CI',
        'coverages[1].payer.id': '99001',
        'coverages[1].memberId': 'MEM0001',
      },
    },
    passes: {
      changes: {
        ...medicareSecond,
        'coverages[1].filingCode': 'CI',
        'coverages[1].payer.id': '99001',
        'coverages[1].memberId': 'MEM0002',
      },
    },
  },
  check: (claim) =>
    coverageHits(claim, ({ payer, memberId }, i, all) => {
      if (memberId === undefined) return undefined;
      for (let k = 0; k < i; k += 1) {
        if (all[k]?.payer.id !== payer.id || all[k]?.memberId !== memberId) continue;
        return { field: `coverages[${i}]`, message: `Coverages ${k + 1} and ${i + 1} are the same.` };
      }
      return undefined;
    }),
};

const medicarePart: Edit = {
  id: 'SBR-07',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'registration',
  value: 'payer',
  cause: 'Professional claims go to Medicare part B (MB); part A (MA) takes the bills of institutions.',
  source: '005010X222A1 2000B SBR09; Medicare Claims Processing Manual ch. 1',
  remedy: 'Set the claim filing indicator to MB.',
  examples: {
    fails: { changes: { 'coverages[0].filingCode': 'MA', 'coverages[0].memberId': '1EG4TE5MK73' } },
    passes: { changes: { 'coverages[0].filingCode': 'MB', 'coverages[0].memberId': '1EG4TE5MK73' } },
  },
  check: (claim) => {
    const { coverage } = claim;
    if (coverage?.filingCode !== 'MA') return NOTHING;
    const field = `coverages[${coveragesOf(claim).indexOf(coverage)}].filingCode`;
    return [{ field, message: 'A professional claim goes to Medicare part A.' }];
  },
};

export const coverageEdits: readonly Edit[] = [
  payerOrder,
  coverageCodes,
  medicareSecondary,
  medicareSubscriber,
  payerOfLastResort,
  coverageTwice,
  medicarePart,
  ...accidentEdits,
];
