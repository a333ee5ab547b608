import { isExternalCause } from './diagnoses-first.ts';
import { isIcd9 } from './diagnoses-list.ts';
import { type Edit, NOTHING } from './edit.ts';
import { lineHits } from './hits.ts';

const MOST_POINTERS = 4;

const pointers: Edit = {
  id: 'PTR-01',
  level: 'encounter',
  types: ['P', 'D'],
  severity: 'error',
  queue: 'coding',
  value: 'diagnosis',
  cause:
    'Each line of a professional claim points to one to four of its diagnoses, the most important first, none twice. ' +
    'A dental line may point to none.',
  source: '005010X222A1 2400 SV107; 005010X224A2 2400 SV311',
  remedy: 'Point the line to the diagnoses that made the service necessary.',
  examples: {
    fails: { changes: { 'lines[0].dx': [1, 3] } },
    passes: { changes: { 'lines[0].dx': [2, 1] } },
  },
  check: (claim) =>
    lineHits(claim, ({ dx, field, number }) => {
      if (dx.length === 0 && claim.type === 'D') return;
      const message = problemOf(dx, claim.diagnoses.length);
      return message === null ? undefined : { field: `${field}.dx`, line: number, message };
    }),
};

function problemOf(dx: readonly number[], diagnoses: number): string | null {
  if (dx.length === 0) return 'The line points to no diagnosis.';
  if (dx.length > MOST_POINTERS) return 'The line points to more than four diagnoses.';
  for (let i = 0; i < dx.length; i += 1) {
    const pointer = dx[i] ?? 0;
    if (pointer < 1 || pointer > diagnoses) return 'The line points to a diagnosis that is not there.';
    if (dx.indexOf(pointer) < i) return 'The line points to a diagnosis twice.';
  }
  return null;
}

const pointsToCause: Edit = {
  id: 'PTR-02',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'coding',
  value: 'diagnosis',
  cause:
    'The diagnosis that a line points to first says what was treated. An external cause (V00–Y99) there makes the ' +
    'service look unnecessary.',
  source: 'ICD-10-CM Official Guidelines I.C.20; 005010X222A1 2400 SV107-1',
  remedy: 'Point the line to the injury first and to its cause after it, or not at all.',
  examples: {
    fails: { changes: { diagnoses: ['S52.501A', 'W19.XXXA'], 'lines[0].dx': [2, 1] } },
    passes: { changes: { diagnoses: ['S52.501A', 'W19.XXXA'], 'lines[0].dx': [1, 2] } },
  },
  check: (claim) => {
    const asIcd9 = isIcd9(claim);
    const [first] = claim.diagnoses;
    if (first === undefined || isExternalCause(first.code, asIcd9)) return NOTHING;
    return lineHits(claim, ({ dx, field, number }) => {
      const pointed = claim.diagnoses[(dx[0] ?? 0) - 1];
      if (pointed === undefined || !isExternalCause(pointed.code, asIcd9)) return;
      return { field: `${field}.dx`, line: number, message: 'The line points to an external cause first.' };
    });
  },
};

export const pointerEdits: readonly Edit[] = [pointers, pointsToCause];
