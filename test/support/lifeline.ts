import type { Call, CallFault, Faults } from '../../embedded/faults.ts';

/** What a write does before the process that asked for it dies. */
export type LastWrite = 'none' | 'done';

/** Lets the process under test die at a write: that call and all after it fail. */
export interface Lifeline {
  /** @param write counted from now: 1 is the next one */
  readonly dieAt: (write: number, effect: LastWrite) => void;
  readonly revive: () => void;
  /** Writes since the last `dieAt` or `revive`. */
  readonly writes: () => number;
  /** For the services: these faults, and before them the ones given. */
  readonly faults: Faults;
}

const WRITES: ReadonlySet<string> = new Set([
  'PutItem',
  'UpdateItem',
  'PutObject',
  'SendMessage',
  'SendMessageBatch',
]);

export function createLifeline(others: Faults): Lifeline {
  let last = Number.POSITIVE_INFINITY;
  let effect: LastWrite = 'none';
  let writes = 0;

  const fail = ({ service, operation }: Call, does: LastWrite): CallFault => ({
    kind: 'call',
    service,
    operation,
    at: 1,
    effect: does,
    answer: 'error',
  });

  const ofCall = (call: Call): CallFault | undefined => {
    const dead = writes >= last;
    if (dead) return fail(call, 'none');
    if (!WRITES.has(call.operation)) return others.ofCall(call);
    writes += 1;
    return writes === last ? fail(call, effect) : others.ofCall(call);
  };

  return {
    dieAt: (write, does) => {
      last = write;
      effect = does;
      writes = 0;
    },
    revive: () => {
      last = Number.POSITIVE_INFINITY;
      writes = 0;
    },
    writes: () => writes,
    faults: { ...others, ofCall },
  };
}
