import { type Cents, formatAmount } from '../../money.ts';
import { ca277 } from '../guides/ca277.ts';
import type { ElementValue, SegmentSink } from '../syntax/write.ts';
import type {
  ClaimAcknowledgment,
  ClaimAcknowledgmentBatch,
  ClaimAcknowledgmentProvider,
  ClaimStatus,
  EnvelopeSpec,
  LineAcknowledgment,
} from '../types.ts';
import { type Written, type WrittenAnswer, writeAnswers } from './answer-write.ts';

const VERSION = '005010X214';

/** A rejected line; the segment that carries its status needs what was submitted. */
export type LineToAcknowledge = LineAcknowledgment &
  Required<Pick<LineAcknowledgment, 'procedure' | 'charge'>>;
export interface ClaimToAcknowledge extends Omit<Written<ClaimAcknowledgment>, 'lines'> {
  readonly lines: readonly LineToAcknowledge[];
}
export interface ProviderToAcknowledge extends Omit<Written<ClaimAcknowledgmentProvider>, 'claims'> {
  readonly claims: readonly ClaimToAcknowledge[];
}
export interface BatchToAcknowledge
  extends Omit<Written<ClaimAcknowledgmentBatch>, 'providers' | 'reference' | 'receiver'> {
  readonly providers: readonly ProviderToAcknowledge[];
}
/** One ST of a 277CA. */
export interface ClaimAcknowledgmentSet {
  /** BHT03. */
  readonly reference: string;
  /** 2100B: who sent the claims. */
  readonly receiver: { readonly name: string; readonly id: string };
  readonly batches: readonly BatchToAcknowledge[];
}

/**
 * Writes 277CAs; each batch has its own source level, as the guide wants it. Amounts are the claims' charges in cents.
 *
 * @returns the text, or every problem of every set: codes and places, no values
 * @see domain.md 4.3; TR3 005010X214
 */
export const writeClaimAcknowledgment = (
  envelope: EnvelopeSpec,
  sets: readonly ClaimAcknowledgmentSet[],
): WrittenAnswer =>
  writeAnswers(envelope, {
    guide: ca277,
    version: VERSION,
    setVersion: VERSION,
    sets: sets.map((set) => (sink) => writeSet(sink, envelope, set)),
  });

function writeSet(sink: SegmentSink, { date, time }: EnvelopeSpec, set: ClaimAcknowledgmentSet): void {
  sink.segment('BHT', '0085', '08', set.reference, date, time, 'TH');
  const nextLevel = levelsOf(sink);
  for (const batch of set.batches) writeBatch(sink, batch, { receiver: set.receiver, nextLevel });
}

/** Writes an HL and returns its number. */
type NextLevel = (level: {
  readonly parent?: string;
  readonly code: string;
  readonly child?: '0' | '1';
}) => string;

function levelsOf(sink: SegmentSink): NextLevel {
  let count = 0;
  return ({ parent, code, child }) => {
    count += 1;
    sink.segment('HL', String(count), parent, code, child);
    return String(count);
  };
}

interface Levels {
  readonly receiver: ClaimAcknowledgmentSet['receiver'];
  readonly nextLevel: NextLevel;
}

function writeBatch(sink: SegmentSink, batch: BatchToAcknowledge, { receiver, nextLevel }: Levels): void {
  const isPayer = batch.source.kind === 'payer';
  const source = nextLevel({ code: '20', child: '1' });
  name(sink, {
    code: isPayer ? 'PR' : 'AY',
    last: batch.source.name,
    id: [isPayer ? 'PI' : '46', batch.source.id],
  });
  sink.segment('TRN', '1', batch.trace);
  writeDate(sink, '050', batch.receivedDate);
  writeDate(sink, '009', batch.processDate);
  const level = nextLevel({ parent: source, code: '21', child: batch.providers.length > 0 ? '1' : '0' });
  name(sink, { code: '41', last: receiver.name, id: ['46', receiver.id] });
  sink.segment('TRN', '2', batch.batchId);
  writeStatuses(sink, batch.statuses);
  writeTotals(sink, batch, { accepted: '90', rejected: 'AA' });
  for (const provider of batch.providers) writeProvider(sink, provider, { parent: level, nextLevel });
}

interface Parent {
  readonly parent: string;
  readonly nextLevel: NextLevel;
}

function writeProvider(
  sink: SegmentSink,
  provider: ProviderToAcknowledge,
  { parent, nextLevel }: Parent,
): void {
  const level = nextLevel({ parent, code: '19', child: provider.claims.length > 0 ? '1' : '0' });
  const { first, otherId } = provider;
  name(sink, {
    code: '85',
    ...(first !== undefined && { entityType: '1', first }),
    last: provider.name,
    id: otherId === undefined ? ['XX', provider.npi] : [otherId.qualifier, otherId.value],
  });
  if (provider.statuses.length > 0 || provider.trace !== undefined) {
    sink.segment('TRN', '1', provider.trace ?? '0');
    writeStatuses(sink, provider.statuses.map(withoutDate));
    writeTotals(sink, provider, { accepted: 'QA', rejected: 'QC' });
  }
  for (const claim of provider.claims) {
    nextLevel({ parent: level, code: 'PT' });
    writeClaim(sink, claim);
  }
}

function writeClaim(sink: SegmentSink, claim: ClaimToAcknowledge): void {
  const { patientLast, patientFirst, memberId, serviceFrom, serviceTo = serviceFrom } = claim;
  name(sink, { code: 'QC', entityType: '1', last: patientLast, first: patientFirst, id: ['MI', memberId] });
  sink.segment('TRN', '2', claim.claimId);
  writeStatuses(sink, claim.statuses);
  reference(sink, '1K', claim.payerClaimControlNo);
  reference(sink, 'D9', claim.clearinghouseTraceNo);
  reference(sink, 'BLT', claim.billType);
  if (serviceFrom !== undefined && serviceTo !== serviceFrom) {
    sink.segment('DTP', '472', 'RD8', `${serviceFrom}-${serviceTo}`);
  } else {
    writeDate(sink, '472', serviceFrom);
  }
  for (const line of claim.lines) {
    sink.segment('SVC', [line.procedure.qualifier, line.procedure.code], formatAmount(line.charge));
    writeStatuses(sink, line.statuses);
    reference(sink, 'FJ', line.lineControlNo);
  }
}

interface Name {
  readonly code: string;
  readonly entityType?: '1';
  readonly last: string | undefined;
  readonly first?: string | undefined;
  readonly id: readonly [qualifier: string, id: string | undefined];
}

function name(sink: SegmentSink, { code, entityType, last, first, id: [qualifier, id] }: Name): void {
  const identified = id === undefined ? [] : [undefined, undefined, undefined, qualifier, id];
  sink.segment('NM1', code, entityType ?? '2', last, first, ...identified);
}

function reference(sink: SegmentSink, qualifier: string, value: string | undefined): void {
  if (value !== undefined) sink.segment('REF', qualifier, value);
}

function writeDate(sink: SegmentSink, qualifier: string, date: string | undefined): void {
  if (date !== undefined) sink.segment('DTP', qualifier, 'D8', date);
}

/** At the provider's level STC02 is not used. */
const withoutDate = ({ date: _, ...status }: ClaimStatus): ClaimStatus => status;

interface Totals {
  readonly acceptedCount?: number;
  readonly rejectedCount?: number;
  readonly acceptedAmount?: Cents;
  readonly rejectedAmount?: Cents;
}

function writeTotals(
  sink: SegmentSink,
  totals: Totals,
  quantities: { readonly accepted: string; readonly rejected: string },
): void {
  const { acceptedCount, rejectedCount, acceptedAmount, rejectedAmount } = totals;
  if (acceptedCount !== undefined) sink.segment('QTY', quantities.accepted, String(acceptedCount));
  if (rejectedCount !== undefined) sink.segment('QTY', quantities.rejected, String(rejectedCount));
  if (acceptedAmount !== undefined) sink.segment('AMT', 'YU', formatAmount(acceptedAmount));
  if (rejectedAmount !== undefined) sink.segment('AMT', 'YY', formatAmount(rejectedAmount));
}

const NO_ELEMENTS: readonly ElementValue[] = Array.from({ length: 5 }, () => undefined);

/** STC has room for three categories; a fourth stands behind its last element, where the guide refuses it. */
function writeStatuses(sink: SegmentSink, statuses: readonly ClaimStatus[]): void {
  for (const { categories, date, action, amount, text } of statuses) {
    const [decisive, second, third, ...more] = categories.map((c) => [c.category, c.status, c.entity]);
    const charge = amount === undefined ? undefined : formatAmount(amount);
    sink.segment('STC', decisive, date, action, charge, ...NO_ELEMENTS, second, third, text, ...more);
  }
}
