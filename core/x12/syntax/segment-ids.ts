import { hashOf } from './hash.ts';
import { packed } from './packed.ts';

const BITS = 9;
const PLACES = 1 << BITS;
const keys = new Int32Array(PLACES);
const ids: string[] = Array.from({ length: PLACES }, () => '');

const placeAfter = (place: number): number => (place + 1) & (PLACES - 1);

/** Segment ids that we meet often, so that each is one string. */
const KNOWN =
  'AAA AK1 AK2 AK9 AMT BHT BPR CAS CLM CLP CL1 CN1 CR1 CR2 CR3 CRC CTP CTX CUR DMG DN1 DN2 DTM DTP EB EQ FRM GE ' +
  'GS HCP HI HL HSD IEA III IK3 IK4 IK5 INS ISA K3 LE LIN LQ LS LX MEA MIA MOA MSG N1 N3 N4 NM1 NTE OI PAT PER ' +
  'PLB PRV PS1 PWK QTY RDM REF SBR SE ST STC SV1 SV2 SV3 SV5 SVC SVD TA1 TOO TRN TS2 TS3';

for (const id of KNOWN.split(' ')) {
  const key = packed(id);
  let place = hashOf(key, BITS);
  while (keys[place] !== 0) place = placeAfter(place);
  keys[place] = key;
  ids[place] = id;
}

/** Whether a text has the form of a segment id. */
export const isSegmentId = (text: string): boolean => /^[A-Z][A-Z0-9]{1,2}$/.test(text);

/** The id that a key stands for, where it is one that we know. Read for each position that is given out. */
export function knownId(key: number): string | undefined {
  let place = hashOf(key, BITS);
  while (keys[place] !== key) {
    if (keys[place] === 0) return undefined;
    place = placeAfter(place);
  }
  return key === 0 ? undefined : ids[place];
}
