/** The practice's side of a scenario: encounters in dollars, and the claims that they become. */
import { addDays, civilDate } from '../../core/dates.ts';
import { shortHash } from '../../store/hash.ts';
import type { StoredClaim } from '../support/pipeline.ts';
import { claimNoOf, type Pipeline } from '../support/pipeline.ts';
import { CLINIC_NPI } from '../support/pipeline-config.ts';
import { accepted, acknowledgment } from './payer.ts';

/** A service line: charge in dollars. */
export interface Line {
  readonly code: string;
  readonly charge: number;
  readonly modifiers?: readonly string[];
  readonly dx?: readonly number[];
}

export const centsOf = (dollars: number): number => Math.round(dollars * 100);
export const dollars = (amount: number): number => amount / 100;

export const SERVICE_DATE = '20260114';

/** Another patient for another id: the same visit of the same patient would be a duplicate. */
const birthday = (id: string): string =>
  addDays(civilDate('19400101'), Number.parseInt(shortHash(id).slice(0, 4), 16) % 20_000);

/** An invented encounter of 14 January 2026, right in every field; `changes` replaces some. */
export const encounter = (
  id: string,
  lines: readonly Line[],
  changes: Readonly<Record<string, unknown>> = {},
) => ({
  claimType: 'P',
  encounterId: id,
  pos: '11',
  billing: {
    entityType: '2',
    name: 'RIVERBEND FAMILY CLINIC',
    npi: CLINIC_NPI,
    taxonomy: '207Q00000X',
    address1: '100 MAIN ST',
    city: 'SPRINGFIELD',
    state: 'IL',
    zip: '627010001',
    taxId: { type: 'EI', value: '123456789' },
  },
  rendering: { last: 'SMITH', first: 'ALAN', npi: '1888888884', taxonomy: '207Q00000X' },
  patient: {
    last: 'COE',
    first: 'ANN',
    dob: birthday(id),
    sex: 'F',
    address1: '12 ELM ST',
    city: 'SPRINGFIELD',
    state: 'IL',
    zip: '62702',
  },
  coverages: [coverage()],
  signatureOnFile: true,
  acceptAssignment: 'A',
  cliaNo: '14D0000001',
  diagnoses: ['J02.9', 'R50.9'],
  lines: lines.map(({ charge, dx = [1], ...line }) => ({
    ...line,
    dx,
    chargeCents: centsOf(charge),
    units: '1',
    from: SERVICE_DATE,
  })),
  ...changes,
});
export type GivenEncounter = ReturnType<typeof encounter>;

/** ACME as the first and only payer. */
export const coverage = (changes: Readonly<Record<string, unknown>> = {}) => ({
  seq: 1,
  payer: { name: 'ACME HEALTH PLAN', id: '99001' },
  filingCode: 'CI',
  relationship: '18',
  memberId: 'MEM0001',
  groupNumber: 'GRP1001',
  assignment: 'Y',
  release: 'Y',
  ...changes,
});

/** A claim that went out, with what a payer knows of it. Amounts in dollars. */
export interface SentClaim {
  readonly claimNo: StoredClaim['head']['claimNo'];
  readonly clm01: string;
  readonly patientLast: string;
  readonly charge: number;
  readonly lines: readonly Line[];
  /** ISA13 and GS06, ST02, BHT03. */
  readonly controlNo: number;
  readonly setControlNo: string;
  readonly batchId: string;
}

/** The practice of a scenario file. */
export function clinicOf(pipeline: Pipeline, client = 'riverbend', partner = 'clearinghouse') {
  /** The encounters leave in one interchange. The payer has not answered yet. */
  const sends = async (encounters: readonly GivenEncounter[]): Promise<readonly SentClaim[]> => {
    await pipeline.upload(client, encounters);
    return Promise.all(encounters.map((one) => sentClaim(pipeline, client, one)));
  };
  const sendsOne = async (id: string, lines: readonly Line[]): Promise<SentClaim> =>
    only(await sends([encounter(id, lines)]));
  return {
    sends,
    sendsOne,
    /** One claim, sent and accepted by the payer: where most scenarios begin. */
    hasAccepted: async (id: string, lines: readonly Line[]): Promise<SentClaim> => {
      const claim = await sendsOne(id, lines);
      await pipeline.receive(partner, acknowledgment([accepted(claim)]));
      return claim;
    },
  };
}

export function only<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined || items.length !== 1) throw new Error(`one was expected, not ${items.length}`);
  return first;
}

async function sentClaim(pipeline: Pipeline, client: string, given: GivenEncounter): Promise<SentClaim> {
  const claimNo = claimNoOf(client, given);
  const { head } = await pipeline.claim(claimNo);
  if (head.batch === undefined) throw new Error(`${given.encounterId} is ${head.state}, not sent`);
  const { controlNo, setControlNo, batchId } = head.batch;
  return {
    claimNo,
    clm01: `${claimNo}-1`,
    patientLast: given.patient.last,
    charge: dollars(head.chargeCents),
    lines: given.lines.map(({ chargeCents, ...line }) => ({ ...line, charge: dollars(chargeCents) })),
    controlNo,
    setControlNo,
    batchId,
  };
}
