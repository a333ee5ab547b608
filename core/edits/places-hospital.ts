import { isMedicare } from '../codes/coverage-codes.ts';
import { type Edit, NOTHING } from './edit.ts';
import { lineHits } from './hits.ts';
import { decidedBy, feeRowOfLine } from './procedures-indicators.ts';

const INPATIENT: ReadonlySet<string> = new Set(['21', '51', '61']);
/** DTP*435. */
const ADMISSION = '435';

const admission: Edit = {
  id: 'POS-04',
  level: 'encounter',
  types: ['P'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'date',
  cause: 'A claim of inpatient visits (place of service 21, 51 or 61) names the day of admission.',
  source: '005010X222A1 2300 DTP*435',
  remedy: 'Enter the day on which the patient was admitted.',
  examples: {
    fails: { changes: { pos: '21' } },
    passes: { changes: { pos: '21', dates: [{ qualifier: '435', from: '20260104' }] } },
  },
  check: ({ professional, lines }) => {
    if (professional === undefined || !lines.some(({ pos }) => INPATIENT.has(pos))) return NOTHING;
    if (professional.dates?.some(({ qualifier }) => qualifier === ADMISSION)) return NOTHING;
    return [
      { field: 'dates', message: 'The day of admission is missing for an inpatient place of service.' },
    ];
  },
};

const HOSPITAL: ReadonlySet<string> = new Set(['19', '21', '22', '23']);
/** Technical component only, whole test only, incident to a physician's service. */
const OF_HOSPITAL: ReadonlySet<string> = new Set(['3', '4', '5']);

const technicalInHospital: Edit = {
  id: 'POS-05',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'coding',
  value: 'place of service',
  tables: ['mpfs'],
  cause:
    'In a hospital (19, 21, 22, 23) Medicare pays a practice for the professional component of a test only: the ' +
    'hospital has the technical one. Only claims to Medicare are tested.',
  source: 'CMS physician fee schedule, PC/TC indicator; Pub. 100-04 chapter 13 §20',
  remedy: 'Bill the interpretation with 26, or the code of the interpretation alone.',
  examples: {
    fails: {
      changes: {
        pos: '22',
        'coverages[0].filingCode': 'MB',
        'lines[1].code': '71046',
        'lines[1].modifiers': [],
      },
    },
    passes: {
      changes: {
        pos: '22',
        'coverages[0].filingCode': 'MB',
        'lines[1].code': '71046',
        'lines[1].modifiers': ['26'],
      },
    },
  },
  check: (claim, context) => {
    if (!isMedicare(claim.coverage?.filingCode)) return NOTHING;
    return lineHits(claim, (line) => {
      if (!HOSPITAL.has(line.pos) || line.modifiers.includes('26')) return undefined;
      const found = feeRowOfLine(context, line);
      const indicator = found?.table.text(found.row, 'pcTc') ?? '';
      if (found === undefined || (indicator !== '1' && !OF_HOSPITAL.has(indicator))) return undefined;
      const message = 'In a hospital, Medicare pays a practice for the professional component only.';
      return { field: line.codeField, line: line.number, message, row: decidedBy(found.table, line.code) };
    });
  },
};

export const hospitalEdits: readonly Edit[] = [admission, technicalInHospital];
