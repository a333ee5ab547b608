import { isCivilDate } from '../../dates.ts';
import { ca277 } from '../guides/ca277.ts';
import { every, first, inner, inners, type LoopNode, outer } from '../guides/tree.ts';
import type { Segment } from '../syntax/segment.ts';
import type {
  ClaimAcknowledgment,
  ClaimAcknowledgmentBatch,
  ClaimAcknowledgmentProvider,
  ClaimStatus,
  Position,
} from '../types.ts';
import { AnswerValues, countAt, dateAt, present, textAt } from './answer-values.ts';
import type { SetModule, SetReader, SetStart } from './set-module.ts';

/** 277CA: one batch for each receiver level, which answers one 837 of ours (domain.md 4.3). */
export const claimAcknowledgments: SetModule = {
  type: '277CA',
  guide: ca277,
  records: ['2000A', '2000B'],
  reader: (start) => new ClaimAcknowledgmentReader(start),
};

interface Reading {
  readonly values: AnswerValues;
  readonly positionOf: SetStart['positionOf'];
  /** Where the set starts. */
  readonly start: Position;
}

class ClaimAcknowledgmentReader implements SetReader {
  readonly #start: SetStart;
  readonly #reading: Reading;

  constructor(start: SetStart) {
    this.#start = start;
    const { positionOf, position } = start;
    this.#reading = { values: new AnswerValues(positionOf), positionOf, start: position };
  }

  record(node: LoopNode): void {
    if (node.guide.id !== '2000B') return;
    const { context, emit, position, positionOf } = this.#start;
    const [hl] = node.segments;
    const at = hl === undefined ? position : positionOf(hl, node.guide);
    const batch = { ...batchOf(node, outer(node, '2000A'), this.#reading), position: at };
    for (const finding of this.#reading.values.drain()) emit({ kind: 'finding', finding });
    emit({ kind: 'claim-acknowledgment-batch', batch, context });
  }

  end(): void {}
}

function batchOf(
  node: LoopNode,
  source: LoopNode | undefined,
  reading: Reading,
): Omit<ClaimAcknowledgmentBatch, 'position'> {
  const receipt = inner(source, '2200A');
  const batch = inner(node, '2200B');
  return present({
    reference: textAt(first(source?.parent ?? undefined, 'BHT'), 3),
    source: sourceOf(first(inner(source, '2100A'), 'NM1')),
    receiver: receiverOf(first(inner(node, '2100B'), 'NM1')),
    trace: first(receipt, 'TRN')?.element(2) ?? '',
    receivedDate: dateAt(first(receipt, 'DTP', '050'), 3),
    processDate: dateAt(first(receipt, 'DTP', '009'), 3),
    batchId: first(batch, 'TRN')?.element(2) ?? '',
    statuses: statusesOf(batch, reading),
    ...totalsOf(batch, { accepted: '90', rejected: 'AA' }, reading),
    providers: inners(node, '2000C').map((provider) => providerOf(provider, reading)),
  });
}

const sourceOf = (nm1: Segment | undefined): ClaimAcknowledgmentBatch['source'] => ({
  kind: nm1?.element(1) === 'AY' ? 'clearinghouse' : 'payer',
  name: nm1?.element(3) ?? '',
  id: nm1?.element(9) ?? '',
});

const receiverOf = (nm1: Segment | undefined): ClaimAcknowledgmentBatch['receiver'] =>
  nm1 && { name: nm1.element(3), id: nm1.element(9) };

/** Counts of claims and sums of their charges; levels name the counts differently. */
function totalsOf(
  node: LoopNode | undefined,
  quantities: { readonly accepted: string; readonly rejected: string },
  { values }: Reading,
) {
  return {
    acceptedCount: countAt(first(node, 'QTY', quantities.accepted), 2),
    rejectedCount: countAt(first(node, 'QTY', quantities.rejected), 2),
    acceptedAmount: values.amount(first(node, 'AMT', 'YU'), 2, node?.guide),
    rejectedAmount: values.amount(first(node, 'AMT', 'YY'), 2, node?.guide),
  };
}

function providerIdOf(nm1: Segment | undefined): Pick<ClaimAcknowledgmentProvider, 'npi' | 'otherId'> {
  const qualifier = textAt(nm1, 8);
  const value = textAt(nm1, 9);
  if (qualifier === undefined || value === undefined) return {};
  return qualifier === 'XX' ? { npi: value } : { otherId: { qualifier, value } };
}

function providerOf(node: LoopNode, reading: Reading): ClaimAcknowledgmentProvider {
  const nm1 = first(inner(node, '2100C'), 'NM1');
  const status = inner(node, '2200C');
  const patients = inners(node, '2000D');
  return present({
    ...providerIdOf(nm1),
    name: textAt(nm1, 3),
    first: textAt(nm1, 4),
    trace: textAt(first(status, 'TRN'), 2),
    statuses: statusesOf(status, reading),
    ...totalsOf(status, { accepted: 'QA', rejected: 'QC' }, reading),
    claims: patients.flatMap((patient) => {
      const name = first(inner(patient, '2100D'), 'NM1');
      return inners(patient, '2200D').map((claim) => claimOf(claim, name, reading));
    }),
  });
}

function claimOf(node: LoopNode, patient: Segment | undefined, reading: Reading): ClaimAcknowledgment {
  const trn = first(node, 'TRN');
  return present({
    claimId: trn?.element(2) ?? '',
    statuses: statusesOf(node, reading),
    payerClaimControlNo: textAt(first(node, 'REF', '1K'), 2),
    clearinghouseTraceNo: textAt(first(node, 'REF', 'D9'), 2),
    patientLast: textAt(patient, 3),
    patientFirst: textAt(patient, 4),
    memberId: textAt(patient, 9),
    ...serviceDates(first(node, 'DTP', '472')),
    billType: textAt(first(node, 'REF', 'BLT'), 2),
    lines: inners(node, '2220D').map((line) =>
      present({
        ...serviceOf(first(line, 'SVC'), line, reading),
        lineControlNo: textAt(first(line, 'REF', 'FJ'), 2),
        statuses: statusesOf(line, reading),
      }),
    ),
    position: trn === undefined ? reading.start : reading.positionOf(trn, node.guide),
  });
}

function serviceOf(svc: Segment | undefined, node: LoopNode, { values }: Reading) {
  const [qualifier = '', code = ''] = svc?.components(1) ?? [];
  return {
    procedure: code === '' ? undefined : { qualifier, code },
    charge: values.amount(svc, 2, node.guide),
  };
}

/** A day (D8) or a range (RD8). */
function serviceDates(dtp: Segment | undefined) {
  const [from = '', to = from] = dtp?.element(3).split('-') ?? [];
  return {
    serviceFrom: isCivilDate(from) ? from : undefined,
    serviceTo: isCivilDate(to) ? to : undefined,
  };
}

/** STC01, 10 and 11 carry a category, a status and an entity each. */
const STATUS_COMPOSITES = [1, 10, 11];

function statusesOf(node: LoopNode | undefined, { values }: Reading): readonly ClaimStatus[] {
  return every(node, 'STC').map((stc) =>
    present({
      categories: STATUS_COMPOSITES.filter((n) => stc.element(n) !== '').map((n) => categoryOf(stc, n)),
      date: dateAt(stc, 2),
      action: textAt(stc, 3),
      amount: values.amount(stc, 4, node?.guide),
      text: textAt(stc, 12),
    }),
  );
}

const categoryOf = (stc: Segment, n: number): ClaimStatus['categories'][number] =>
  present({
    category: stc.component(n, 1),
    status: stc.component(n, 2),
    entity: stc.component(n, 3) || undefined,
  });
