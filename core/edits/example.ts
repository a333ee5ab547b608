import { type Encounter, encounterSchema } from '../encounter/model.ts';
import { Defect } from '../result.ts';
import type { ExampleChanges } from './edit.ts';

/**
 * The encounter that every edit's examples change: invented, and without a finding. The day is 10 January
 * 2026.
 */
export const exampleEncounter = {
  claimType: 'P',
  encounterId: 'EXAMPLE-1',
  pos: '11',
  billing: {
    entityType: '2',
    name: 'RIVERBEND FAMILY CLINIC',
    npi: '1999999992',
    taxonomy: '207Q00000X',
    address1: '100 MAIN ST',
    city: 'SPRINGFIELD',
    state: 'IL',
    zip: '627010001',
    taxId: { type: 'EI', value: '123456789' },
  },
  rendering: { last: 'SMITH', first: 'ALAN', npi: '1888888884', taxonomy: '207Q00000X' },
  patient: {
    last: 'QUILLBROOK',
    first: 'OTTILIE',
    dob: '19800215',
    sex: 'F',
    address1: '12 ELM ST',
    city: 'SPRINGFIELD',
    state: 'IL',
    zip: '62702',
  },
  coverages: [
    {
      seq: 1,
      payer: { name: 'ACME HEALTH PLAN', id: '99001' },
      filingCode: 'CI',
      relationship: '18',
      memberId: 'MEM0001',
      assignment: 'Y',
      release: 'Y',
    },
  ],
  signatureOnFile: true,
  acceptAssignment: 'A',
  diagnoses: ['J02.9', 'R50.9'],
  lines: [
    { code: '99213', modifiers: ['25'], chargeCents: 12000, units: '1', dx: [1, 2], from: '20260105' },
    { code: '87880', modifiers: ['QW'], chargeCents: 3000, units: '1', dx: [1], from: '20260105' },
  ],
} as const;

/** The day on which the examples are tested. */
export const EXAMPLE_TODAY = '20260110';

/**
 * The example encounter with some fields changed.
 *
 * @throws Defect when the changes make it an encounter the model refuses
 */
export function changedExample(changes: ExampleChanges): Encounter {
  const draft: unknown = structuredClone(exampleEncounter);
  for (const [path, value] of Object.entries(changes)) setAt(draft, path, value);
  const read = encounterSchema.safeParse(draft);
  if (!read.success)
    throw new Defect(`the example does not fit the model: ${Object.keys(changes).join(', ')}`);
  return read.data;
}

/** @param path as findings write it, `lines[0].dx`; what leads there is made where it is missing */
function setAt(root: unknown, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop() ?? '';
  let holder = root;
  for (const step of steps) {
    if (!isHolder(holder)) throw new Defect(`nothing can be set at ${path}`);
    holder[step] ??= {};
    holder = holder[step];
  }
  if (!isHolder(holder)) throw new Defect(`nothing can be set at ${path}`);
  if (value === null) delete holder[last];
  else holder[last] = value;
}

const isHolder = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
