import { assembleClaims } from '../../core/claim/assemble.ts';
import type { Claim } from '../../core/claim/types.ts';
import { type Config, guidesOf } from '../../core/config.ts';
import { contentHash, encounterKey } from '../../core/encounter/identity.ts';
import type { Encounter } from '../../core/encounter/model.ts';
import { readUpload } from '../../functions/receive-file/read-upload.ts';
import { kindOf } from '../../functions/runtime/content.ts';
import type { Problem } from '../../functions/runtime/problems.ts';
import { sha256 } from '../../store/artifacts.ts';

/** A claim's content as a file corrects it. */
export interface Corrected {
  readonly content: Encounter;
  /** Of the encounter as it came: intake knows the same content by it. */
  readonly contentHash: string;
  /** Hash of the file. */
  readonly fileId: string;
}

export type CorrectedFile =
  | { readonly ok: true; readonly corrected: Corrected }
  | { readonly ok: false; readonly reason: 'UNREADABLE'; readonly problems: readonly Problem[] }
  /** None of the file is the claim's. */
  | { readonly ok: false; readonly reason: 'OTHER_ENCOUNTER' }
  /** It is the claim's, and makes no claim of this number any more. */
  | { readonly ok: false; readonly reason: 'SPLIT_OTHERWISE' };

/**
 * The corrected content of a claim in a file of encounters, JSON or 837: that of the encounter which the claim was made
 * of, split as intake would split it.
 */
export async function correctedBy(bytes: Uint8Array, claim: Claim, config: Config): Promise<CorrectedFile> {
  const client = config.clients.find(({ id }) => id === claim.clientId);
  const guides = guidesOf(config, claim.partnerId);
  const problems: Problem[] = [];
  for await (const item of readUpload(oneChunk(bytes), kindOf(bytes), guides)) {
    if (item.kind === 'problem') problems.push(item.problem);
    else if (isOf(claim, item)) return inParts(claim, client?.code ?? '', { ...item, bytes });
  }
  return problems.length > 0
    ? { ok: false, reason: 'UNREADABLE', problems }
    : { ok: false, reason: 'OTHER_ENCOUNTER' };
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

interface Given {
  readonly encounter: Encounter;
  readonly submitterEtin: string;
}

/** A number behind the key tells claims of one account and day apart. */
const bareKey = (key: string): string => key.replace(/#\d+$/, '');

/** An 837 has no id of the encounter: its account number is the same when the first day of service is corrected. */
function isOf({ encounterKey: key, content }: Claim, { encounter, submitterEtin }: Given): boolean {
  if (encounterKey(encounter, submitterEtin, sha256) === bareKey(key)) return true;
  const { encounterId, claimNo } = encounter;
  return encounterId === undefined && claimNo !== undefined && claimNo === content.claimNo;
}

function inParts(
  { claimNo, clientId, partnerId, encounterKey: key }: Claim,
  clientCode: string,
  { encounter, bytes }: Given & { readonly bytes: Uint8Array },
): CorrectedFile {
  const made = assembleClaims(encounter, {
    ...{ clientId, partnerId, clientCode, encounterKey: key },
    hash: sha256,
  });
  const part = made.find((one) => one.claimNo === claimNo);
  if (part === undefined) return { ok: false, reason: 'SPLIT_OTHERWISE' };
  return {
    ok: true,
    corrected: {
      content: part.content,
      contentHash: contentHash(encounter, sha256),
      fileId: sha256(bytes),
    },
  };
}
