import { a999 } from '../guides/a999.ts';
import { every, first, inners, type LoopNode, TreeBuilder } from '../guides/tree.ts';
import type { WalkEvent } from '../guides/walk.ts';
import type { X12Item } from '../items.ts';
import { type FindingKind, findingAt, warning } from '../syntax/finding.ts';
import type { Segment } from '../syntax/segment.ts';
import type { AcknowledgedSet, ImplementationAcknowledgment, SegmentError } from '../types.ts';
import { countAt, present, textAt } from './answer-values.ts';
import { NOTHING, type SetModule, type SetReader, type SetStart } from './set-module.ts';

/** 999: one acknowledgment for each functional group of ours (domain.md 4.2). */
export const implementationAcknowledgments: SetModule = {
  type: '999',
  guide: a999,
  reader: (start) => new AcknowledgmentReader(start),
  counts: 'implementation-acknowledgment',
};

const REJECTED_COUNT = warning(
  3,
  'ACK-REJECTED-COUNT',
  'The counts of the group answer do not agree with the rejected sets listed.',
);
const ACCEPTED_COUNT = warning(
  3,
  'ACK-ACCEPTED-COUNT',
  'The group answer counts fewer accepted sets than are listed as accepted.',
);

class AcknowledgmentReader implements SetReader {
  readonly #start: SetStart;
  readonly #tree = new TreeBuilder(a999.root, ['2000']);
  readonly #sets: AcknowledgedSet[] = [];

  constructor(start: SetStart) {
    this.#start = start;
  }

  take(event: WalkEvent): readonly X12Item[] {
    const record = this.#tree.take(event);
    if (record !== null) this.#sets.push(acknowledgedSetOf(record));
    return NOTHING;
  }

  /** Nothing is answered without both ends: AK1 names the group, AK9 says what became of it. */
  end(): readonly X12Item[] {
    const ak1 = first(this.#tree.root, 'AK1');
    const ak9 = first(this.#tree.root, 'AK9');
    if (ak1 === undefined || ak9 === undefined) return NOTHING;
    const acknowledgment: ImplementationAcknowledgment = {
      functionalCode: ak1.element(1),
      groupControlNo: ak1.element(2),
      version: ak1.element(3),
      sets: this.#sets,
      code: ak9.element(1),
      included: countAt(ak9, 2) ?? 0,
      received: countAt(ak9, 3) ?? 0,
      accepted: countAt(ak9, 4) ?? 0,
      errorCodes: codesFrom(ak9, 5),
      position: this.#start.positionOf(ak1),
    };
    const { context, positionOf } = this.#start;
    const findings = countFaults(acknowledgment).map(
      (kind): X12Item => ({ kind: 'finding', finding: findingAt(kind, positionOf(ak9)) }),
    );
    return [...findings, { kind: 'implementation-acknowledgment', acknowledgment, context }];
  }
}

const isAccepted = (set: AcknowledgedSet): boolean => set.code === 'A' || set.code === 'E';

/** Many senders list only the rejected sets, and a rejected group may list none. */
function countFaults({
  sets,
  received,
  accepted,
  code,
}: ImplementationAcknowledgment): readonly FindingKind[] {
  const acceptedSets = sets.filter(isAccepted).length;
  const rejectedSets = sets.length - acceptedSets;
  const wholeGroup = sets.length === 0 && code === 'R';
  const faults: FindingKind[] = [];
  if (!wholeGroup && received - accepted !== rejectedSets) faults.push(REJECTED_COUNT);
  if (acceptedSets > accepted) faults.push(ACCEPTED_COUNT);
  return faults;
}

function acknowledgedSetOf(node: LoopNode): AcknowledgedSet {
  const ak2 = first(node, 'AK2');
  const ik5 = first(node, 'IK5');
  return present({
    setId: ak2?.element(1) ?? '',
    controlNo: ak2?.element(2) ?? '',
    version: textAt(ak2, 3),
    code: ik5?.element(1) ?? '',
    errorCodes: codesFrom(ik5, 2),
    errors: inners(node, '2100').map(segmentErrorOf),
  });
}

function segmentErrorOf(node: LoopNode): SegmentError {
  const ik3 = first(node, 'IK3');
  return present({
    segmentId: ik3?.element(1) ?? '',
    segment: countAt(ik3, 2) ?? 0,
    loop: textAt(ik3, 3),
    code: ik3?.element(4) ?? '',
    claimId: claimNamedIn(node),
    elements: inners(node, '2110').map(elementErrorOf),
  });
}

/** From `CTX*CLM01:{value}`. */
function claimNamedIn(node: LoopNode): string | undefined {
  const named = every(node, 'CTX').find((ctx) => ctx.component(1, 1) === 'CLM01');
  return named?.component(1, 2) || undefined;
}

/** IK404, the copy of the bad data, is left out: it may be PHI. */
function elementErrorOf(node: LoopNode): SegmentError['elements'][number] {
  const ik4 = first(node, 'IK4');
  const component = Number(ik4?.component(1, 2));
  return present({
    element: Number(ik4?.component(1, 1)) || 0,
    component: component > 0 ? component : undefined,
    code: ik4?.element(3) ?? '',
  });
}

function codesFrom(segment: Segment | undefined, n: number): readonly string[] {
  if (segment === undefined) return [];
  return Array.from({ length: 5 }, (_, i) => segment.element(n + i)).filter((code) => code !== '');
}
