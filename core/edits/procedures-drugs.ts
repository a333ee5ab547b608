import { codePatterns } from './code-patterns.ts';
import type { Edit, Hit } from './edit.ts';
import type { LineFacts } from './facts.ts';
import { lineHits } from './hits.ts';

type Drug = { readonly code: string; readonly quantity: string; readonly unit: string };

/** An 837D has no drugs. */
const drugOf = ({ line }: LineFacts): Drug | undefined => ('ndc' in line ? line.ndc : undefined);

const NDC = /^\d{11}$/;
const HYPHENATED = /^\d{1,5}-\d{1,4}-\d{1,2}$/;
const NOT_ZERO = /[1-9]/;
const UNITS: ReadonlySet<string> = new Set(['F2', 'GR', 'ME', 'ML', 'UN']);

const drugNumber: Edit = {
  id: 'NDC-01',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'procedure',
  cause:
    'A drug number (NDC) has eleven digits without hyphens, a quantity above zero and a unit. Which codes need ' +
    'one is the payer’s affair: its profile lists them (`ndcRequired`). Hyphens are taken out, and short ' +
    'parts get their leading zeros: 5-4-2.',
  source: '005010X222A1 2410 LIN03, CTP04, CTP05; payer tables',
  remedy: 'Take the number, the quantity and the unit from the package and the chart.',
  examples: {
    fails: {
      changes: { 'lines[1].code': 'J1100', 'lines[1].modifiers': [] },
      parameters: { ndcRequired: ['J*'] },
    },
    passes: {
      changes: {
        'lines[1].code': 'J1100',
        'lines[1].modifiers': [],
        'lines[1].ndc': { code: '00000000001', quantity: '1', unit: 'ML' },
      },
      parameters: { ndcRequired: ['J*'] },
    },
  },
  check: (claim, { payer }) => {
    const required = payer.editParameters?.ndcRequired;
    return lineHits(claim, (line) => {
      const drug = drugOf(line);
      if (drug !== undefined) return drugHit(line, drug);
      if (required === undefined || line.code === '' || !codePatterns(required).has(line.code))
        return undefined;
      return {
        field: `${line.field}.ndc`,
        line: line.number,
        message: 'The payer wants the drug’s number (NDC).',
      };
    });
  },
};

function drugHit({ field, number }: LineFacts, { code, quantity, unit }: Drug): Hit | undefined {
  if (HYPHENATED.test(code)) {
    const value = code
      .split('-')
      .map((part, i) => part.padStart([5, 4, 2][i] ?? 0, '0'))
      .join('');
    const what = 'The hyphens of the drug number were taken out, and short parts filled up with zeros.';
    const message = 'The drug number (NDC) has hyphens.';
    const repair = { field: `${field}.ndc.code`, value, what };
    return { field: `${field}.ndc.code`, line: number, message, severity: 'info', repair };
  }
  if (!NDC.test(code)) {
    return {
      field: `${field}.ndc.code`,
      line: number,
      message: 'The drug number (NDC) is not eleven digits.',
    };
  }
  if (!NOT_ZERO.test(quantity)) {
    return { field: `${field}.ndc.quantity`, line: number, message: 'The drug has no quantity.' };
  }
  if (UNITS.has(unit)) return undefined;
  return {
    field: `${field}.ndc.unit`,
    line: number,
    message: 'The drug’s unit is not one of F2, GR, ME, ML, UN.',
  };
}

/** Codes for drugs that have none of their own. */
const UNCLASSIFIED: ReadonlySet<string> = new Set(
  'C9399 J3490 J3590 J3591 J7199 J7599 J7699 J7799 J7999 J8498 J8499 J8597 J8999 J9999'.split(' '),
);

const unclassifiedDrug: Edit = {
  id: 'NDC-02',
  level: 'encounter',
  types: ['P', 'I'],
  severity: 'warning',
  queue: 'charge-entry',
  value: 'procedure',
  cause:
    'A code for unclassified drugs tells the payer neither the drug nor its price: most price it by its NDC. A ' +
    'warning, because some take the name and dose of the description alone.',
  source: 'CMS Pub. 100-04 chapter 17; payer tables',
  remedy: 'Add the drug’s number (NDC), quantity and unit.',
  examples: {
    fails: { changes: { 'lines[1].code': 'J3490', 'lines[1].modifiers': [] } },
    passes: {
      changes: {
        'lines[1].code': 'J3490',
        'lines[1].modifiers': [],
        'lines[1].ndc': { code: '00000000001', quantity: '1', unit: 'ML' },
      },
    },
  },
  check: (claim) =>
    lineHits(claim, (line) => {
      if (!UNCLASSIFIED.has(line.code) || drugOf(line) !== undefined) return undefined;
      const message = 'The code is of unclassified drugs, and no drug number (NDC) says which.';
      return { field: `${line.field}.ndc`, line: line.number, message };
    }),
};

export const drugEdits: readonly Edit[] = [drugNumber, unclassifiedDrug];
