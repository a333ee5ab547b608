import { isMedicare } from '../codes/coverage-codes.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';
import { lineHits } from './hits.ts';
import { isTherapy } from './procedures-kinds.ts';

const PLANS: ReadonlySet<string> = new Set(['GN', 'GO', 'GP']);

const therapyPlan: Edit = {
  id: 'MOD-22',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  cause:
    'Medicare takes therapy codes only under a plan of care: GN speech, GO occupational, GP physical therapy. ' +
    'Only claims to Medicare are tested. A warning: the list of such codes is ours, and Medicare’s changes ' +
    'each year.',
  source: 'CMS Pub. 100-04 chapter 5 §20.1',
  remedy: 'Add the modifier of the plan of care.',
  examples: {
    fails: {
      changes: { 'coverages[0].filingCode': 'MB', 'lines[1].code': '97110', 'lines[1].modifiers': [] },
    },
    passes: {
      changes: { 'coverages[0].filingCode': 'MB', 'lines[1].code': '97110', 'lines[1].modifiers': ['GP'] },
    },
  },
  check: (claim) => {
    if (!isMedicare(claim.coverage?.filingCode) || claim.inpatient) return NOTHING;
    return lineHits(claim, ({ code, modifiers, modifiersField, number }) => {
      if (!isTherapy(code) || modifiers.some((modifier) => PLANS.has(modifier))) return undefined;
      return {
        field: modifiersField,
        line: number,
        message: 'A therapy code has no plan of care (GN, GO, GP).',
      };
    });
  },
};

const assistantPlan: Edit = {
  id: 'MOD-23',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'error',
  queue: 'coding',
  value: 'modifier',
  cause:
    'Therapy by an assistant names the plan it belongs to: CQ with GP, CO with GO. An error for Medicare, which ' +
    'returns such lines; for other payers a warning.',
  source: 'CMS Pub. 100-04 chapter 5 §20.1; 42 CFR 410.59, 410.60',
  remedy: 'Add GP to CQ, GO to CO.',
  examples: {
    fails: {
      changes: { 'coverages[0].filingCode': 'MB', 'lines[1].code': '97110', 'lines[1].modifiers': ['CQ'] },
    },
    passes: {
      changes: {
        'coverages[0].filingCode': 'MB',
        'lines[1].code': '97110',
        'lines[1].modifiers': ['CQ', 'GP'],
      },
    },
  },
  check: (claim) =>
    lineHits(claim, ({ modifiers, modifiersField, number }) => {
      if (modifiers.length === 0) return undefined;
      const isLacking =
        (modifiers.includes('CQ') && !modifiers.includes('GP')) ||
        (modifiers.includes('CO') && !modifiers.includes('GO'));
      if (!isLacking) return undefined;
      const message = 'Therapy by an assistant (CQ, CO) does not name its plan of care (GP, GO).';
      const hit: Hit = { field: modifiersField, line: number, message };
      return isMedicare(claim.coverage?.filingCode) ? hit : { ...hit, severity: 'warning' };
    }),
};

const MANIPULATION: ReadonlySet<string> = new Set(['98940', '98941', '98942']);
const TREATED: ReadonlySet<string> = new Set(['AT', 'GA', 'GX', 'GY', 'GZ']);

const activeTreatment: Edit = {
  id: 'MOD-24',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  cause:
    'Medicare pays chiropractic manipulation as active treatment only, which AT says. Only claims to Medicare are ' +
    'tested, and lines that no waiver (GA, GX, GY, GZ) marks.',
  source: 'CMS Pub. 100-02 chapter 15 §240; Pub. 100-04 chapter 12 §220',
  remedy: 'Add AT where the chart shows active treatment. Maintenance is billed with GA or GY.',
  examples: {
    fails: {
      changes: { 'coverages[0].filingCode': 'MB', 'lines[1].code': '98940', 'lines[1].modifiers': [] },
    },
    passes: {
      changes: { 'coverages[0].filingCode': 'MB', 'lines[1].code': '98940', 'lines[1].modifiers': ['AT'] },
    },
  },
  check: (claim) => {
    if (!isMedicare(claim.coverage?.filingCode)) return NOTHING;
    return lineHits(claim, ({ code, modifiers, modifiersField, number }) => {
      if (!MANIPULATION.has(code) || modifiers.some((modifier) => TREATED.has(modifier))) return undefined;
      return {
        field: modifiersField,
        line: number,
        message: 'Manipulation is not marked as active treatment (AT).',
      };
    });
  },
};

export const therapyEdits: readonly Edit[] = [therapyPlan, assistantPlan, activeTreatment];
