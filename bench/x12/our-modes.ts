import { createReadStream } from 'node:fs';
import { checkX12 } from '../../core/x12/check.ts';
import { type ByteSource, readX12, type X12Item } from '../../core/x12/read.ts';
import { writeProfessional } from '../../core/x12/sets/p837-write.ts';
import { packed } from '../../core/x12/syntax/segment.ts';
import type { EnvelopeSpec, ProfessionalClaim, ProfessionalSet } from '../../core/x12/types.ts';
import { walkSegments } from '../../core/x12/walk.ts';
import type { Counts, Mode } from './mode.ts';

const CHUNK_BYTES = 262_144;
const bytesOf = (file: string): ByteSource =>
  createReadStream(file, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>;

const [CLP, CLM, SVC, SV1, CAS] = ['CLP', 'CLM', 'SVC', 'SV1', 'CAS'].map(packed);
const AMOUNTS_OF_CAS = [3, 6, 9, 12, 15, 18];

/** Every segment seen; claims counted and amounts summed, nothing else decoded. */
export const walk: Mode = async (file) => async () => {
  let [claims, cents] = [0, 0];
  const segments = await walkSegments(bytesOf(file), (segment) => {
    switch (segment.key) {
      case CLP:
        claims += 1;
        cents += segment.amount(4) ?? 0;
        return;
      case CLM:
        claims += 1;
        cents += segment.amount(2) ?? 0;
        return;
      case SVC:
        cents += segment.amount(3) ?? 0;
        return;
      case SV1:
        cents += segment.amount(2) ?? 0;
        return;
      case CAS:
        for (const n of AMOUNTS_OF_CAS) {
          const amount = segment.amount(n);
          if (amount === undefined) return;
          cents += amount ?? 0;
        }
    }
  });
  return { segments, claims, cents };
};

/** Typed claims, one after another; nothing is kept. */
export const typed: Mode = async (file) => async () => {
  const totals = { claims: 0, cents: 0, segments: 0 };
  for await (const item of readX12(bytesOf(file), { check: 'none' })) count(item, totals);
  return totals;
};

function count(item: X12Item, totals: { claims: number; cents: number; segments: number }): void {
  switch (item.kind) {
    case 'claim':
      totals.claims += 1;
      totals.cents += item.claim.content.totalChargeCents ?? 0;
      for (const line of item.claim.content.lines) totals.cents += line.chargeCents;
      return;
    case 'claim-payment': {
      const { payment } = item;
      totals.claims += 1;
      totals.cents += payment.paid;
      for (const { amount } of payment.adjustments) totals.cents += amount;
      for (const service of payment.services) {
        totals.cents += service.paid;
        for (const { amount } of service.adjustments) totals.cents += amount;
      }
      return;
    }
    case 'end':
      totals.segments = item.segments;
  }
}

/** Syntax, guide, balances and situations: what `claimline x12 check` does. */
export const check: Mode = async (file) => async () => {
  const { transactions, segments, findings } = await checkX12(bytesOf(file));
  if (findings.length > 0) throw new Error(`the file has findings: ${findings[0]?.code}`);
  return { segments, claims: transactions.reduce((sum, { claims }) => sum + claims, 0) };
};

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
  for await (const item of readX12(bytesOf(file), { check: 'none' })) {
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
