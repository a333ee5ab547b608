/**
 * What is under way: invocations, executions, undelivered events, requests. A successor is begun before its
 * cause ends, so that the count never touches zero while anything is still to come.
 */
export interface Activity {
  /** Begins one thing; what it returns ends it, and does nothing the second time. */
  readonly begin: (what: string) => () => void;
  /** How many of each are under way, for those that are. */
  readonly underWay: () => Readonly<Record<string, number>>;
  /** Resolves once nothing is under way. */
  readonly idle: () => Promise<void>;
}

export function createActivity(): Activity {
  const counts = new Map<string, number>();
  let waiting: (() => void)[] = [];

  function end(what: string) {
    const left = (counts.get(what) ?? 0) - 1;
    if (left > 0) counts.set(what, left);
    else counts.delete(what);
    if (counts.size > 0) return;
    const resolved = waiting;
    waiting = [];
    for (const resolve of resolved) resolve();
  }

  return {
    begin: (what) => {
      counts.set(what, (counts.get(what) ?? 0) + 1);
      let ended = false;
      return () => {
        if (!ended) end(what);
        ended = true;
      };
    },
    underWay: () => Object.fromEntries(counts),
    idle: async () => {
      if (counts.size > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
