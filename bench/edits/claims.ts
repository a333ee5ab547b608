import type { CodeSets, CodeTable } from '../../core/codes/code-sets.ts';
import { exampleBill, exampleDental, exampleEncounter } from '../../core/edits/example.ts';
import { encounterSchema } from '../../core/encounter/schema.ts';
import { type Cents, cents } from '../../core/money.ts';
import type { ClaimContent } from '../../core/x12/claim-content.ts';
import { drawing, inventCodes } from '../codes/synthetic.ts';
import { FEE, VISITS } from './tables.ts';

/** The day of service of all claims, in January 2026, and the day that they are tested on. */
export const SERVICE_DAY = '20260105';
export const TODAY = '20260110';

type Draw = () => number;
const pick = <T>(draw: Draw, of: readonly T[]): T => of[Math.floor(draw() * of.length)] as T;

/** Every n-th billable diagnosis, so that lookups do not stay in one part of the table. */
function diagnosesOf(codes: CodeSets): readonly string[] {
  const table = codes.at('icd10cm', Number(SERVICE_DAY)) as CodeTable<'icd10cm'>;
  const found: string[] = [];
  for (let row = 0; row < table.size; row += 37) {
    const code = table.codeAt(row);
    if (table.number(row, 'billable') === 1 && !/^[V-Z]/.test(code)) found.push(code);
  }
  return found;
}

/** Mostly what the fee schedule of the benchmark says. */
const amount = (draw: Draw): Cents => cents(draw() < 0.97 ? FEE : FEE + 100);
const DENTAL = ['D0120', 'D0274', 'D1110', 'D2392', 'D2740', 'D7140'] as const;

/**
 * Claims of four lines, always the same: 70 % professional, 20 % institutional, 10 % dental. Most find nothing; some
 * have what real claims have (a pair that NCCI bundles, too many units, a code of the wrong place).
 */
export function inventClaims(count: number, codes: CodeSets): readonly ClaimContent[] {
  const draw = drawing(7);
  const diagnoses = diagnosesOf(codes);
  const procedures = inventCodes().filter((code) => /^[6-9]\d{4}$/.test(code));
  return Array.from({ length: count }, (_, i): ClaimContent => {
    const kind = draw();
    if (kind < 0.7) return professional(i, draw, { diagnoses, procedures });
    return kind < 0.9 ? institutional(i, draw, { diagnoses, procedures }) : dental(i, draw);
  });
}

interface Lists {
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
}

function professional(i: number, draw: Draw, { diagnoses, procedures }: Lists): ClaimContent {
  const lines = [0, 1, 2, 3].map((line) => ({
    code: line === 0 ? pick(draw, VISITS) : pick(draw, procedures),
    ...(line === 0 && { modifiers: ['25'] }),
    chargeCents: amount(draw),
    units: '1',
    dx: [1 + (line % 3)],
    from: SERVICE_DAY,
  }));
  return encounterSchema.parse({
    ...exampleEncounter,
    encounterId: `BENCH-${i}`,
    diagnoses: [pick(draw, diagnoses), pick(draw, diagnoses), pick(draw, diagnoses)],
    lines,
  });
}

function institutional(i: number, draw: Draw, { diagnoses, procedures }: Lists): ClaimContent {
  const outpatient = draw() < 0.5;
  const lines = [0, 1, 2, 3].map((line) => ({
    revenueCode: outpatient ? '0360' : (exampleBill.lines[line]?.revenueCode ?? '0250'),
    ...(outpatient && { procedure: { code: pick(draw, procedures) }, from: SERVICE_DAY }),
    chargeCents: amount(draw),
    ...(!outpatient && line === 0 && { unitType: 'DA' }),
    units: line === 0 && !outpatient ? '3' : '1',
  }));
  const { principalProcedure, operating, ...rest } = exampleBill;
  return {
    ...rest,
    claimNo: `B${i}`,
    ...(outpatient
      ? { typeOfBill: '13', statementTo: SERVICE_DAY, values: [] }
      : { ...(principalProcedure && { principalProcedure }) }),
    ...(operating && { operating }),
    principalDiagnosis: { code: pick(draw, diagnoses), poa: 'Y' },
    otherDiagnoses: [0, 1, 2, 3].map(() => ({ code: pick(draw, diagnoses), poa: 'Y' })),
    lines,
  };
}

const dental = (i: number, draw: Draw): ClaimContent => ({
  ...exampleDental,
  claimNo: `D${i}`,
  lines: [3, 14, 19, 30].map((tooth) => ({
    code: pick(draw, DENTAL),
    chargeCents: amount(draw),
    units: '1',
    teeth: [{ tooth: String(tooth), surfaces: ['M', 'O'] }],
  })),
});
