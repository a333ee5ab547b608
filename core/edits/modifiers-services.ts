import { isMedicare } from '../codes/coverage-codes.ts';
import { codePatterns } from './code-patterns.ts';
import { type Edit, type EditContext, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';
import { type AnyLine, besides, covers } from './ncci-history.ts';
import { cptNumber, isEvaluation, isLaboratory, isTimedAnesthesia } from './procedures-kinds.ts';

const bilateral: Edit = {
  id: 'MOD-07',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'error',
  queue: 'coding',
  value: 'modifier',
  cause:
    '50 says both sides: RT or LT on the same line contradicts it. Medicare takes one line with 50 and one unit; ' +
    'other payers may want two lines with RT and LT, or two units. The payer’s profile says which ' +
    '(`bilateral`); where neither it nor Medicare does, other units warn only.',
  source: 'CMS Pub. 100-04 chapter 12 §40.7; payer profile',
  remedy: 'Bill both sides as the payer wants them: one line with 50 and one unit, or two lines RT and LT.',
  examples: {
    fails: { changes: { 'lines[0].code': '27447', 'lines[0].modifiers': ['50', 'RT'] } },
    passes: { changes: { 'lines[0].code': '27447', 'lines[0].modifiers': ['50'] } },
  },
  check: (claim, { payer }) => {
    const style = payer.editParameters?.bilateral;
    const isOneLine = style === 'one-line' || (style === undefined && isMedicare(claim.coverage?.filingCode));
    return lineHits(claim, (line) => {
      const { modifiers, modifiersField, field, number, units, pos } = line;
      if (!modifiers.includes('50')) return undefined;
      if (modifiers.includes('RT') || modifiers.includes('LT')) {
        return { field: modifiersField, line: number, message: 'Modifier 50 stands beside RT or LT.' };
      }
      if (style === 'two-lines') {
        return {
          field: modifiersField,
          line: number,
          message: 'The payer wants two lines, RT and LT, instead of 50.',
        };
      }
      // Surgery centres bill Medicare for both sides with two units or two lines.
      if (units === 1 || pos === SURGERY_CENTRE) return undefined;
      const hit: Hit = {
        field: `${field}.units`,
        line: number,
        message: 'A line with 50 has other than one unit.',
      };
      return isOneLine ? hit : { ...hit, severity: 'warning' };
    });
  },
};

const SURGERY_CENTRE = '24';

const REPEATS = ['76', '77', '91'] as const;

const repeated: Edit = {
  id: 'MOD-09',
  level: 'claim',
  types: ['P', 'I'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  cause:
    '76, 77 and 91 mark a repetition: the same code stands once without them on the same day, here or on an ' +
    'earlier claim; by the same provider for 76, by another for 77. 91 is for laboratory tests, 76 and 77 are ' +
    'not for visits. A warning: the first one may have been billed elsewhere.',
  source: 'CPT appendix A; CMS Pub. 100-04 chapter 12 §40, chapter 16',
  remedy: 'Bill the first service too, or take the modifier away.',
  examples: {
    fails: { changes: { 'lines[1].code': '71046', 'lines[1].modifiers': ['76'] } },
    passes: {
      changes: {
        'lines[0].code': '71046',
        'lines[0].modifiers': [],
        'lines[1].code': '71046',
        'lines[1].modifiers': ['76'],
      },
    },
  },
  check: (claim, context) =>
    lineHits(claim, (line) => (line.modifiers.length === 0 ? undefined : repeatHit(line, claim, context))),
};

function repeatHit(line: LineFacts, claim: ClaimFacts, context: EditContext): Hit | undefined {
  const { code, modifiers, modifiersField, number } = line;
  const mark = REPEATS.find((modifier) => modifiers.includes(modifier));
  if (mark === undefined) return undefined;
  const hit = { field: modifiersField, line: number };
  if (mark === '91' && cptNumber(code) >= 0 && !isLaboratory(code)) {
    return { ...hit, message: 'Modifier 91 stands on a code that is no laboratory test.' };
  }
  if (mark !== '91' && isEvaluation(code)) return { ...hit, message: 'Modifier 76 or 77 stands on a visit.' };
  const isFirst = (other: AnyLine): boolean => isFirstOf(other, line, mark);
  if (claim.lines.some((other) => other !== line && isFirst(other))) return undefined;
  if (besides(claim, context).some(isFirst)) return undefined;
  return { ...hit, message: 'The service is marked as repeated, and a first one is not there that day.' };
}

function isFirstOf(other: AnyLine, line: LineFacts, mark: (typeof REPEATS)[number]): boolean {
  if (other.code !== line.code || !covers(other, line.from)) return false;
  if (REPEATS.some((modifier) => other.modifiers.includes(modifier))) return false;
  if (mark === '91' || other.rendering === '' || line.rendering === '') return true;
  return (other.rendering === line.rendering) === (mark === '76');
}

const PAID_ANESTHESIA: ReadonlySet<string> = new Set(['AA', 'AD', 'QK', 'QX', 'QY', 'QZ']);

const anesthesia: Edit = {
  id: 'MOD-12',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'coding',
  value: 'modifier',
  cause:
    'Anesthesia (00100 to 01999, without pain control by the day) says who gave it: AA, AD, QK, QX, QY or QZ. ' +
    'P1 to P6 tell the patient’s state only. An error for Medicare and where the payer’s profile says so ' +
    '(`anesthesiaModifier`), else a warning.',
  source: 'CMS Pub. 100-04 chapter 12 §50; payer profile',
  remedy: 'Add the modifier of who gave or directed the anesthesia.',
  examples: {
    fails: {
      changes: {
        'lines[1].code': '00790',
        'lines[1].modifiers': [],
        'lines[1].unitType': 'MJ',
        'lines[1].units': '75',
      },
    },
    passes: {
      changes: {
        'lines[1].code': '00790',
        'lines[1].modifiers': ['AA'],
        'lines[1].unitType': 'MJ',
        'lines[1].units': '75',
      },
    },
  },
  check: (claim, { payer }) => {
    const wanted = payer.editParameters?.anesthesiaModifier;
    if (wanted === false) return NOTHING;
    const isStrict = wanted === true || isMedicare(claim.coverage?.filingCode);
    return lineHits(claim, ({ code, modifiers, modifiersField, number }) => {
      if (!isTimedAnesthesia(code) || modifiers.some((modifier) => PAID_ANESTHESIA.has(modifier)))
        return undefined;
      const hit: Hit = {
        field: modifiersField,
        line: number,
        message: 'No modifier says who gave the anesthesia.',
      };
      return isStrict ? hit : { ...hit, severity: 'warning' };
    });
  },
};

const CLIA = 'X4';
const REFERRED_CLIA = 'F4';

const laboratory: Edit = {
  id: 'MOD-13',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'provider-data',
  value: 'provider id',
  cause:
    'A laboratory test under CLIA names the laboratory’s certificate: every test with QW, the codes that the ' +
    'HCPCS list or the payer’s profile marks (`cliaRequired`). QW belongs on waived tests only, where the ' +
    'profile lists them (`cliaWaived`). A test sent to another laboratory (90) names that one’s.',
  source: '005010X222A1 2300 and 2400 REF*X4, REF*F4; 42 CFR 493; CMS Pub. 100-04 chapter 16 §70',
  remedy: 'Enter the CLIA number of the laboratory that did the test.',
  examples: {
    fails: { changes: { cliaNo: null } },
    passes: { changes: { cliaNo: '14D0000001' } },
  },
  check: (claim, context) => {
    const { professional } = claim;
    if (professional === undefined) return NOTHING;
    const { cliaRequired, cliaWaived } = context.payer.editParameters ?? {};
    const isCertified = professional.cliaNo !== undefined;
    if (isCertified && cliaWaived === undefined) return NOTHING;
    return lineHits(claim, (line) => {
      const isWaived = line.modifiers.includes('QW');
      if (isWaived && cliaWaived !== undefined && !codePatterns(cliaWaived).has(line.code)) {
        const message = 'QW stands on a test that is not waived.';
        return { field: line.modifiersField, line: line.number, message, queue: 'coding' };
      }
      if (isCertified || hasCertificate(line)) return undefined;
      const isRequired =
        isWaived ||
        (cliaRequired !== undefined && codePatterns(cliaRequired).has(line.code)) ||
        isMarked(line, context);
      if (!isRequired) return undefined;
      return { field: 'cliaNo', line: line.number, message: 'The laboratory’s CLIA number is missing.' };
    });
  },
};

function hasCertificate({ line }: LineFacts): boolean {
  const references = 'references' in line ? line.references : undefined;
  return references?.some(({ qualifier }) => qualifier === CLIA || qualifier === REFERRED_CLIA) ?? false;
}

/** The HCPCS list gives laboratory codes the certificates that they need. */
function isMarked({ code, from }: LineFacts, { codes }: EditContext): boolean {
  const first = code.charCodeAt(0);
  if (first !== 71 && first !== 80 && first !== 81) return false;
  const table = codes.at('hcpcs', from);
  const row = table?.find(code, from) ?? -1;
  return table !== undefined && row >= 0 && table.text(row, 'labs') !== '';
}

export const serviceModifierEdits: readonly Edit[] = [bilateral, repeated, anesthesia, laboratory];
