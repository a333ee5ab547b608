/** EventBridge: hands events to the targets of rules that they match; runs schedules when told the time. */
import { randomUUID } from 'node:crypto';
import type { Activity } from '../activity.ts';
import type { Rule } from '../deployment.ts';
import type { Faults } from '../faults.ts';
import type { JsonObject } from '../json.ts';
import { matchesPattern } from './pattern.ts';

/** An event as its source tells it; the bus adds the envelope. */
export interface NewEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources: readonly string[];
}

export interface EventBus {
  /** Hands the event to the targets of every rule that it matches. `delivered` is called once all have it. */
  readonly publish: (event: NewEvent, delivered: () => void) => void;
  /** Runs every schedule that has come due since the last tick. */
  readonly tick: (nowMs: number) => void;
  /** Drops what is held back. */
  readonly close: () => void;
}

interface BusDeps {
  readonly rules: readonly Rule[];
  readonly region: string;
  readonly account: string;
  readonly now: () => number;
  readonly faults: Faults;
  readonly activity: Activity;
  /** Gives a target its input, durably when it returns. */
  readonly deliver: (targetArn: string, input: string) => void;
}

export function createBus(deps: BusDeps): EventBus {
  const { rules, now } = deps;
  const late = lateEvents(deps.activity);
  const due = schedules(rules, now());

  function envelope({ source, detailType, detail, resources }: NewEvent, nowMs: number): JsonObject {
    return {
      version: '0',
      id: randomUUID(),
      'detail-type': detailType,
      source,
      account: deps.account,
      time: new Date(nowMs).toISOString().replace(/\.\d+Z$/, 'Z'),
      region: deps.region,
      resources,
      detail,
    };
  }

  function hand({ targets }: Rule, event: JsonObject): void {
    for (const { arn, input } of targets) deps.deliver(arn, input ?? JSON.stringify(event));
  }

  function handToAll(event: JsonObject): void {
    const matching = rules.filter(({ pattern }) => pattern !== undefined && matchesPattern(pattern, event));
    for (const rule of matching) hand(rule, event);
  }

  return {
    publish: (event, delivered) => {
      const whole = envelope(event, now());
      const fault = deps.faults.ofEvent();
      const deliver = () => {
        handToAll(whole);
        if (fault?.delivery === 'twice') handToAll(whole);
        delivered();
      };
      if (fault?.delivery === 'late') {
        late.hold(deliver);
        return;
      }
      deliver();
      late.releaseAll();
    },
    tick: (nowMs) => {
      for (const rule of due(nowMs)) {
        const event = {
          source: 'aws.events',
          detailType: 'Scheduled Event',
          detail: {},
          resources: [rule.arn],
        };
        hand(rule, envelope(event, nowMs));
      }
    },
    close: late.close,
  };
}

/** How long an event waits for one to overtake it. */
const lateMs = 200;

/** Keeps events until the next one has passed, or none came. */
function lateEvents(activity: Activity) {
  const held = new Map<() => void, NodeJS.Timeout>();
  return {
    hold: (deliver: () => void) => {
      const end = activity.begin('event');
      const release = () => {
        clearTimeout(held.get(release));
        held.delete(release);
        deliver();
        end();
      };
      held.set(release, setTimeout(release, lateMs));
    },
    releaseAll: () => {
      for (const release of [...held.keys()]) release();
    },
    close: () => {
      for (const timer of held.values()) clearTimeout(timer);
    },
  };
}

/** Gives, at a time, the rules whose next interval of the clock has begun since they last ran. */
function schedules(rules: readonly Rule[], startMs: number): (nowMs: number) => readonly Rule[] {
  const lastRunMs = new Map<Rule, number>();
  return (nowMs) =>
    rules.filter((rule) => {
      const { everyMs } = rule;
      if (everyMs === undefined) return false;
      const interval = (ms: number) => Math.floor(ms / everyMs);
      if (interval(nowMs) <= interval(lastRunMs.get(rule) ?? startMs)) return false;
      lastRunMs.set(rule, nowMs);
      return true;
    });
}
