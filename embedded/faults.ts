/** Switches for tests: what shall go wrong, and at which call, event or invocation. */

export type ServiceName = 's3' | 'sqs' | 'dynamodb' | 'states';

/** A request that reached a service. */
export interface Call {
  readonly service: ServiceName;
  /** As the SDK names it, such as `PutItem`. */
  readonly operation: string;
  /** The function that asks; undefined when the host asks. */
  readonly functionName: string | undefined;
}

/** A request of a service goes wrong. */
export interface CallFault {
  readonly kind: 'call';
  readonly service: ServiceName;
  readonly operation: string;
  /** Only requests of functions whose name this matches. */
  readonly from?: RegExp;
  /** Which matching request is hit first, counted from the injection: 1 is the next one. */
  readonly at: number;
  /** How many in a row. 1 if not given; the SDK repeats a throttled or failed request by itself. */
  readonly times?: number;
  /** Whether the service does what it was asked. */
  readonly effect: 'none' | 'done';
  /** What the client hears. `killed`: every running sandbox of the asking function dies. */
  readonly answer: 'throttled' | 'error' | 'silence' | 'killed';
}

/** An event reaches its targets twice, or after the event that follows it. */
export interface EventFault {
  readonly kind: 'event';
  readonly at: number;
  readonly times?: number;
  readonly delivery: 'twice' | 'late';
}

/** The sandbox of a function dies in mid-call. */
export interface InvocationFault {
  readonly kind: 'invocation';
  readonly from: RegExp;
  readonly at: number;
  readonly times?: number;
  /** How long the handler runs before, milliseconds. */
  readonly afterMs: number;
}

export type Fault = CallFault | EventFault | InvocationFault;

/** A fault that was injected: how many it could have hit so far, and how many it has. */
export interface Injected {
  readonly seen: number;
  readonly hits: number;
}

export interface Faults {
  readonly inject: (fault: Fault) => Injected;
  readonly clear: () => void;
  /** These three are asked by the services; each counts. */
  readonly ofCall: (call: Call) => CallFault | undefined;
  readonly ofEvent: () => EventFault | undefined;
  readonly ofInvocation: (functionName: string) => InvocationFault | undefined;
}

interface Entry<F extends Fault> extends Injected {
  readonly fault: F;
  seen: number;
  hits: number;
}

export function createFaults(): Faults {
  const calls: Entry<CallFault>[] = [];
  const events: Entry<EventFault>[] = [];
  const invocations: Entry<InvocationFault>[] = [];
  return {
    inject: (fault) => {
      if (fault.kind === 'call') return enter(calls, fault);
      if (fault.kind === 'event') return enter(events, fault);
      return enter(invocations, fault);
    },
    clear: () => {
      for (const entries of [calls, events, invocations]) entries.length = 0;
    },
    ofCall: (call) =>
      strike(
        calls,
        ({ service, operation, from }) =>
          service === call.service &&
          operation === call.operation &&
          (from === undefined || from.test(call.functionName ?? '')),
      ),
    ofEvent: () => strike(events, () => true),
    ofInvocation: (functionName) => strike(invocations, ({ from }) => from.test(functionName)),
  };
}

function enter<F extends Fault>(entries: Entry<F>[], fault: F): Injected {
  const entry = { fault, seen: 0, hits: 0 };
  entries.push(entry);
  return entry;
}

/** Counts an occurrence with every fault that it matches, and gives the first fault that hits it. */
function strike<F extends Fault>(
  entries: readonly Entry<F>[],
  matches: (fault: F) => boolean,
): F | undefined {
  let struck: F | undefined;
  for (const entry of entries) {
    if (!matches(entry.fault)) continue;
    entry.seen += 1;
    const { at, times = 1 } = entry.fault;
    if (struck !== undefined || entry.seen < at || entry.seen >= at + times) continue;
    entry.hits += 1;
    struck = entry.fault;
  }
  return struck;
}
