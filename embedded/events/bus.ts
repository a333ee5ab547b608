/** EventBridge: matches events with rules and hands them to the rules' targets; runs schedules when told the time. */
import { randomUUID } from 'node:crypto';
import type { Activity } from '../activity.ts';
import type { Rule } from '../deployment.ts';
import type { EventFault, Faults } from '../faults.ts';
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
  /** Hands the event to every target of every rule that it matches. `delivered` is called once all have it. */
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

/** How long an event waits for one to overtake it. */
const lateMs = 200;

export function createBus(deps: BusDeps): EventBus {
  const { rules, now, activity } = deps;
  const held = new Map<() => void, NodeJS.Timeout>();
  const startedAt = now();
  const lastRun = new Map<Rule, number>();

  function hand(rule: Rule, event: JsonObject): void {
    for (const { arn, input } of rule.targets) deps.deliver(arn, input ?? JSON.stringify(event));
  }

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

  function deliverAll(event: JsonObject, fault: EventFault | undefined): void {
    const matching = rules.filter(({ pattern }) => pattern !== undefined && matchesPattern(pattern, event));
    for (const rule of matching) {
      hand(rule, event);
      if (fault?.delivery === 'twice') hand(rule, event);
    }
  }

  /** Keeps an event until the next one has passed, or none came. */
  function hold(deliver: () => void): void {
    const end = activity.begin('event');
    const release = () => {
      clearTimeout(held.get(release));
      held.delete(release);
      deliver();
      end();
    };
    held.set(release, setTimeout(release, lateMs));
  }

  return {
    publish: (event, delivered) => {
      const whole = envelope(event, now());
      const fault = deps.faults.ofEvent();
      const deliver = () => {
        deliverAll(whole, fault);
        delivered();
      };
      if (fault?.delivery === 'late') {
        hold(deliver);
        return;
      }
      deliver();
      for (const release of [...held.keys()]) release();
    },
    tick: (nowMs) => {
      for (const rule of rules) {
        if (rule.everyMs === undefined) continue;
        // Slots of the clock, so that two ticks in one slot run a schedule once.
        const slot = Math.floor(nowMs / rule.everyMs);
        if (slot <= (lastRun.get(rule) ?? Math.floor(startedAt / rule.everyMs))) continue;
        lastRun.set(rule, slot);
        const scheduled = {
          source: 'aws.events',
          detailType: 'Scheduled Event',
          detail: {},
          resources: [rule.arn],
        };
        hand(rule, envelope(scheduled, nowMs));
      }
    },
    close: () => {
      for (const timer of held.values()) clearTimeout(timer);
    },
  };
}
