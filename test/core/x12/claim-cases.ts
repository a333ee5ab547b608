import type { DentalContent } from '../../../core/x12/dental-content.ts';
import type { InstitutionalContent } from '../../../core/x12/institutional-content.ts';
import { writeDental } from '../../../core/x12/sets/d837-write.ts';
import { writeInstitutional } from '../../../core/x12/sets/i837-write.ts';
import type {
  ClaimBatchHeader,
  DentalClaim,
  EnvelopeSpec,
  Finding,
  InstitutionalClaim,
} from '../../../core/x12/types.ts';
import { envelope, findingsIn, header, itemsOf } from './p837-cases.ts';

/** What the tests of the 837I and the 837D share. All parties are invented. */

export async function institutionalIn(text: string): Promise<readonly InstitutionalClaim[]> {
  const claims: InstitutionalClaim[] = [];
  for (const item of await itemsOf(text))
    if (item.kind === 'claim' && item.claim.content.claimType === 'I')
      claims.push({ ...item.claim, content: item.claim.content });
  return claims;
}

export async function dentalIn(text: string): Promise<readonly DentalClaim[]> {
  const claims: DentalClaim[] = [];
  for (const item of await itemsOf(text))
    if (item.kind === 'claim' && item.claim.content.claimType === 'D')
      claims.push({ ...item.claim, content: item.claim.content });
  return claims;
}

/** Code, segment, element (with component), loop of each finding: `ELEMENT-CODE CLM7 2300`. */
export async function faultsOf(text: string): Promise<readonly string[]> {
  return findingsIn(await itemsOf(text)).map(nameOf);
}

function nameOf({ code, position }: Finding): string {
  const { segmentId = '', element, component, loop = '' } = position;
  const place = `${segmentId}${element ?? ''}${component === undefined ? '' : `-${component}`}`;
  return `${code} ${place} ${loop}`;
}

/** The envelopes of the goldens. */
export const institutionalEnvelope: EnvelopeSpec = {
  ...envelope,
  interchangeControlNo: 104,
  groupControlNo: 104,
  date: '20260120',
  time: '1100',
};
export const dentalEnvelope: EnvelopeSpec = {
  ...envelope,
  interchangeControlNo: 105,
  groupControlNo: 105,
  date: '20260122',
  time: '1400',
};

export const institutionalHeader: ClaimBatchHeader = {
  ...header,
  batchId: 'B20260120001',
  date: '20260120',
  time: '1100',
};
export const dentalHeader: ClaimBatchHeader = {
  ...header,
  purpose: '18',
  batchId: 'B20260122001',
  date: '20260122',
  time: '1400',
  type: 'RP',
  submitter: {
    name: 'JONES',
    first: 'PAT',
    middle: 'L',
    entityType: '1',
    etin: 'SUBMITTER01',
    contacts: [{ name: 'PAT JONES', phone: '5555550100' }],
  },
};

export const writeI = (...contents: readonly InstitutionalContent[]) =>
  writeInstitutional(
    institutionalEnvelope,
    '005010X223A2',
    [{ controlNo: '0001', header: institutionalHeader, claims: numbered('H', contents) }],
    { upperCase: true },
  );
export const writeD = (...contents: readonly DentalContent[]) =>
  writeDental(
    dentalEnvelope,
    '005010X224A2',
    [{ controlNo: '0001', header: dentalHeader, claims: numbered('D', contents) }],
    { upperCase: true },
  );

/** H0001-1, H0002-1 … */
const numbered = <C>(letter: string, contents: readonly C[]) =>
  contents.map((content, i) => ({ filingId: `${letter}${String(i + 1).padStart(4, '0')}-1`, content }));

/** The text that was written, or a failure that names the problems. */
export function textOf(result: ReturnType<typeof writeI>): string {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.text;
}
export const problemsIn = (result: ReturnType<typeof writeI>) => (result.ok ? [] : result.error);
