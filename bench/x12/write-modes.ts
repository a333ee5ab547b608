import { readX12 } from '../../core/x12/read.ts';
import { writeProfessional } from '../../core/x12/sets/p837-write.ts';
import type { EnvelopeSpec, ProfessionalClaim, ProfessionalSet } from '../../core/x12/types.ts';
import { chunksOf } from './chunks.ts';
import type { Counts, Mode } from './mode.ts';

/**
 * Writes the claims of an 837P. They are made from JSON, as the pipeline's come from its store: none shares a
 * provider's object with another. What is written must be the file itself.
 */
const writing =
  (verify: boolean): Mode =>
  async (file) => {
    const { envelope, version, sets } = await claimsOf(file);
    return (): Counts => {
      const written = writeProfessional(envelope, version, sets, { upperCase: true, verify });
      if (!written.ok) throw new Error(`refused: ${JSON.stringify(written.error[0])}`);
      return { bytes: written.value.bytes.length, segments: written.value.segments };
    };
  };
export const write = writing(true);
export const writeUnverified = writing(false);

async function claimsOf(file: string): Promise<{
  readonly envelope: EnvelopeSpec;
  readonly version: string;
  readonly sets: readonly ProfessionalSet[];
}> {
  const sets = new Map<string, { controlNo: string; header: ProfessionalClaim['header']; claims: Claim[] }>();
  let context: ProfessionalClaim['context'] | undefined;
  for await (const item of readX12(chunksOf(file), { check: 'none' })) {
    if (item.kind !== 'claim') continue;
    const { claim } = item;
    context = claim.context;
    const content = JSON.parse(JSON.stringify(claim.content));
    const controlNo = context.setControlNo;
    const set = sets.get(controlNo) ?? { controlNo, header: claim.header, claims: [] };
    set.claims.push({ filingId: content.claimNo, content });
    sets.set(controlNo, set);
  }
  if (context === undefined) throw new Error('no claims');
  return { envelope: envelopeOf(context), version: context.group.version, sets: [...sets.values()] };
}
type Claim = ProfessionalSet['claims'][number];

function envelopeOf({ interchange, group }: ProfessionalClaim['context']): EnvelopeSpec {
  return {
    sender: { qualifier: interchange.senderQualifier, id: interchange.senderId },
    receiver: { qualifier: interchange.receiverQualifier, id: interchange.receiverId },
    applicationSender: group.applicationSender,
    applicationReceiver: group.applicationReceiver,
    interchangeControlNo: Number(interchange.controlNo),
    groupControlNo: Number(group.controlNo),
    date: group.date,
    time: group.time,
    usage: 'P',
    acknowledgmentRequested: interchange.acknowledgmentRequested,
    newlines: false,
  };
}
