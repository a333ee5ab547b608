import { a999AsSent } from '../guides/a999.ts';
import { every, first, inners, type LoopNode } from '../guides/tree.ts';
import { type FindingKind, findingAt, warning } from '../syntax/finding.ts';
import type { Segment } from '../syntax/segment.ts';
import type {
  AcknowledgedSet,
  ElementError,
  ImplementationAcknowledgment,
  SegmentError,
  SituationalTrigger,
} from '../types.ts';
import { countAt, present, textAt } from './answer-values.ts';
import type { SetModule, SetReader, SetStart } from './set-module.ts';

/** 999: one acknowledgment for each functional group of ours (domain.md 4.2). */
export const implementationAcknowledgments: SetModule = {
  type: '999',
  guide: a999AsSent,
  records: [],
  reader: (start) => new AcknowledgmentReader(start),
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

  constructor(start: SetStart) {
    this.#start = start;
  }

  record(): void {}

  /** Nothing is answered without both ends: AK1 names the group, AK9 says what became of it. */
  end(root: LoopNode): void {
    const ak1 = first(root, 'AK1');
    const ak9 = first(root, 'AK9');
    if (ak1 === undefined || ak9 === undefined) return;
    const acknowledgment: ImplementationAcknowledgment = {
      functionalCode: ak1.element(1),
      groupControlNo: ak1.element(2),
      version: ak1.element(3),
      sets: inners(root, '2000').map(acknowledgedSetOf),
      code: ak9.element(1),
      included: countAt(ak9, 2) ?? 0,
      received: countAt(ak9, 3) ?? 0,
      accepted: countAt(ak9, 4) ?? 0,
      errorCodes: codesFrom(ak9, 5),
      position: this.#start.positionOf(ak1),
    };
    const { context, positionOf, emit } = this.#start;
    for (const kind of countFaults(acknowledgment)) {
      emit({ kind: 'finding', finding: findingAt(kind, positionOf(ak9)) });
    }
    emit({ kind: 'implementation-acknowledgment', acknowledgment, context });
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
    triggers: triggersIn(node),
    elements: inners(node, '2110').map(elementErrorOf),
  });
}

/** From `CTX*CLM01:{value}`. */
function claimNamedIn(node: LoopNode): string | undefined {
  const named = every(node, 'CTX').find((ctx) => ctx.component(1, 1) === 'CLM01');
  return named?.component(1, 2) || undefined;
}

/** From `CTX*SITUATIONAL TRIGGER*{segment}*{position}*{loop}*{element:component:repetition}`. */
function triggersIn(node: LoopNode): readonly SituationalTrigger[] | undefined {
  const named = every(node, 'CTX').filter((ctx) => ctx.component(1, 1) === 'SITUATIONAL TRIGGER');
  const triggers = named.map((ctx) =>
    present({
      segmentId: ctx.element(2),
      segment: countAt(ctx, 3),
      loop: textAt(ctx, 4),
      ...placeAt(ctx, 5),
    }),
  );
  return triggers.length === 0 ? undefined : triggers;
}

/** IK404, the copy of the bad data, is left out: it may be PHI. */
function elementErrorOf(node: LoopNode): ElementError {
  const ik4 = first(node, 'IK4');
  const { element = 0, component, repetition } = placeAt(ik4, 1);
  return present({
    element,
    component,
    repetition,
    dataElement: countAt(ik4, 2),
    code: ik4?.element(3) ?? '',
    triggers: triggersIn(node),
  });
}

/** `{element}:{component}:{repetition}`; what is no number above zero is absent. */
function placeAt(segment: Segment | undefined, n: number) {
  const part = (c: number): number | undefined => {
    const text = segment?.component(n, c) ?? '';
    return /^\d{1,4}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
  };
  return { element: part(1), component: part(2), repetition: part(3) };
}

function codesFrom(segment: Segment | undefined, n: number): readonly string[] {
  if (segment === undefined) return [];
  return Array.from({ length: 5 }, (_, i) => segment.element(n + i)).filter((code) => code !== '');
}
