import { readFileSync } from 'node:fs';
import type { Encounter } from '../../../core/encounter/model.ts';
import { encounterSchema } from '../../../core/encounter/schema.ts';
import { isProfessional } from '../../../core/x12/claim-content.ts';
import { readX12, type X12Item } from '../../../core/x12/read.ts';
import {
  type WriteOptions,
  type WrittenInterchange,
  writeProfessional,
} from '../../../core/x12/sets/p837-write.ts';
import type { WriteProblem } from '../../../core/x12/syntax/write.ts';
import type {
  ClaimBatchHeader,
  EnvelopeSpec,
  Finding,
  ProfessionalClaim,
  ProfessionalSet,
} from '../../../core/x12/types.ts';

/** What the tests of the 837P share. All parties are invented. */

export const golden = (name: string): string =>
  readFileSync(new URL(`../../golden/x12/${name}.edi`, import.meta.url), 'utf8');

export async function itemsOf(source: string | readonly Uint8Array[]): Promise<readonly X12Item[]> {
  const items: X12Item[] = [];
  const chunks = typeof source === 'string' ? [Buffer.from(source)] : source;
  for await (const item of readX12(chunks)) items.push(item);
  return items;
}

export const claimsIn = (items: readonly X12Item[]): readonly ProfessionalClaim[] =>
  items.flatMap((item) => (item.kind === 'claim' && isProfessional(item.claim) ? [item.claim] : []));

export const findingsIn = (items: readonly X12Item[]): readonly Finding[] =>
  items.flatMap((item) => (item.kind === 'finding' ? [item.finding] : []));

export const codesIn = (items: readonly X12Item[]): readonly string[] =>
  findingsIn(items).map((finding) => finding.code);

/** The envelope of example A (domain.md 3.10). */
export const envelope: EnvelopeSpec = {
  sender: { qualifier: 'ZZ', id: 'SUBMITTER01' },
  receiver: { qualifier: 'ZZ', id: 'CLEARHOUSE01' },
  applicationSender: 'SUBMITTER01',
  applicationReceiver: 'CLEARHOUSE01',
  interchangeControlNo: 101,
  groupControlNo: 101,
  date: '20260106',
  time: '0930',
  usage: 'T',
  acknowledgmentRequested: false,
  newlines: true,
};

export const header: ClaimBatchHeader = {
  purpose: '00',
  batchId: 'B20260106001',
  date: '20260106',
  time: '0930',
  type: 'CH',
  submitter: {
    name: 'RIVERBEND BILLING',
    entityType: '2',
    etin: 'SUBMITTER01',
    contacts: [{ name: 'PAT JONES', phone: '5555550100' }],
  },
  receiver: { name: 'CLEARHOUSE ONE', etin: 'CLEARHOUSE01' },
};

/** The envelope, with which a file was written, as it was read. */
export function envelopeOf(claim: ProfessionalClaim): EnvelopeSpec {
  const { interchange, group } = claim.context;
  return {
    sender: { qualifier: interchange.senderQualifier, id: interchange.senderId },
    receiver: { qualifier: interchange.receiverQualifier, id: interchange.receiverId },
    applicationSender: group.applicationSender,
    applicationReceiver: group.applicationReceiver,
    interchangeControlNo: Number(interchange.controlNo),
    groupControlNo: Number(group.controlNo),
    date: group.date,
    time: group.time,
    usage: interchange.usage === 'T' ? 'T' : 'P',
    acknowledgmentRequested: interchange.acknowledgmentRequested,
    newlines: true,
  };
}

export const filed = (content: Encounter, filingId = 'C0001-1'): ProfessionalSet['claims'][number] => ({
  filingId,
  content,
});

export const write = (
  claims: ProfessionalSet['claims'],
  spec: Partial<EnvelopeSpec> = {},
  options: WriteOptions = { upperCase: true },
) =>
  writeProfessional(
    { ...envelope, ...spec },
    '005010X222A1',
    [{ controlNo: '0001', header, claims }],
    options,
  );

export function written(
  claims: ProfessionalSet['claims'],
  spec: Partial<EnvelopeSpec> = {},
): WrittenInterchange {
  const result = write(claims, spec);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export function problemsOf(claims: ProfessionalSet['claims']): readonly WriteProblem[] {
  const result = write(claims);
  return result.ok ? [] : result.error;
}

/** The encounter behind example A (domain.md 2.6). */
export const encounterA: Encounter = encounterSchema.parse({
  claimType: 'P',
  claimNo: 'C0001',
  frequency: '1',
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
    last: 'Doe',
    first: 'Jane',
    middle: 'Q',
    dob: '19800215',
    sex: 'F',
    address1: '12 Elm St',
    city: 'Springfield',
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
      groupNumber: 'GRP1001',
      assignment: 'Y',
      release: 'Y',
    },
  ],
  signatureOnFile: true,
  acceptAssignment: 'A',
  cliaNo: '14D0000001',
  diagnoses: ['J02.9', 'R50.9'],
  lines: [
    { code: '99213', modifiers: ['25'], chargeCents: 12000, units: '1', dx: [1, 2], from: '20260105' },
    { code: '87880', modifiers: ['QW'], chargeCents: 3000, units: '1', dx: [1], from: '20260105' },
  ],
});
