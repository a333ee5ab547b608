import { type Edit, type EditContext, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { daysFrom } from './global-days.ts';
import { lineHits } from './hits.ts';
import { type AnyLine, besides } from './ncci-history.ts';
import { decidedBy, feeRowOf, feeRowOfLine, globalDays } from './procedures-indicators.ts';
import { isEvaluation, isSurgery } from './procedures-kinds.ts';

const SOURCE = 'CMS Pub. 100-04 chapter 12 §40; physician fee schedule, global period';

/** An operation has no period of its own for who assisted, gave one part of the care, or went back in (78). */
const WITHOUT_PERIOD: ReadonlySet<string> = new Set([
  '26',
  'TC',
  '54',
  '55',
  '56',
  '78',
  '80',
  '81',
  '82',
  'AS',
]);
const LONGEST = 90;

/** The operation in whose global period a line of the same surgeon falls, after its day. */
function periodHit(
  line: LineFacts,
  { claim, context, message }: { claim: ClaimFacts; context: EditContext; message: string },
): Hit | undefined {
  const within = (other: AnyLine): Hit | undefined => {
    if (other.from === 0 || other.from >= line.from || other.rendering !== line.rendering) return undefined;
    if (!isSurgery(other.code)) return undefined;
    const days = daysFrom(other.from, line.from);
    if (days > LONGEST || other.modifiers.some((modifier) => WITHOUT_PERIOD.has(modifier))) return undefined;
    const found = feeRowOf(context, other.code, other.from);
    if (found === undefined || days > globalDays(found)) return undefined;
    return {
      field: line.modifiersField,
      line: line.number,
      message,
      row: decidedBy(found.table, other.code),
    };
  };
  for (const other of claim.lines) {
    const hit = within(other);
    if (hit !== undefined) return hit;
  }
  for (const other of besides(claim, context)) {
    const hit = within(other);
    if (hit !== undefined) return hit;
  }
  return undefined;
}

/** Lines of one day and no earlier claims: there is no earlier operation. */
const isOfOneDay = ({ from, to }: ClaimFacts, { history }: EditContext): boolean =>
  from === to && history.length === 0;

const UNRELATED: ReadonlySet<string> = new Set(['24', '57', 'FT']);

const visitInPeriod: Edit = {
  id: 'GLB-01',
  level: 'claim',
  types: ['P'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  tables: ['mpfs'],
  cause:
    'The payment of an operation includes the surgeon’s visits of the 10 or 90 days after it. A visit for another ' +
    'problem has 24, one that decided on a further operation 57, unrelated critical care FT.',
  source: SOURCE,
  remedy: 'Add 24 where the chart shows another problem; else leave the visit off.',
  examples: {
    fails: {
      changes: {},
      history: [
        {
          code: '27447',
          modifiers: ['RT'],
          from: 20251231,
          to: 20251231,
          pos: '21',
          rendering: '1888888884',
        },
      ],
    },
    passes: {
      changes: { 'lines[0].modifiers': ['24', '25'] },
      history: [
        {
          code: '27447',
          modifiers: ['RT'],
          from: 20251231,
          to: 20251231,
          pos: '21',
          rendering: '1888888884',
        },
      ],
    },
  },
  check: (claim, context) => {
    if (isOfOneDay(claim, context)) return NOTHING;
    const message = 'The visit falls into the global period of an earlier operation of the same surgeon.';
    return lineHits(claim, (line) => {
      if (!isEvaluation(line.code) || line.modifiers.some((modifier) => UNRELATED.has(modifier)))
        return undefined;
      return periodHit(line, { claim, context, message });
    });
  },
};

const RETURNED: ReadonlySet<string> = new Set(['58', '78', '79', '80', '81', '82', 'AS']);

const operationInPeriod: Edit = {
  id: 'GLB-02',
  level: 'claim',
  types: ['P'],
  severity: 'warning',
  queue: 'coding',
  value: 'modifier',
  tables: ['mpfs'],
  cause:
    'An operation within the 10 or 90 days after another one of the same surgeon says how they belong together: 58 ' +
    'planned or more extensive, 78 return to the operating room, 79 unrelated.',
  source: SOURCE,
  remedy: 'Add 58, 78 or 79, as the chart shows.',
  examples: {
    fails: {
      changes: { 'lines[0].code': '11102', 'lines[0].modifiers': [] },
      history: [
        {
          code: '27447',
          modifiers: ['RT'],
          from: 20251231,
          to: 20251231,
          pos: '21',
          rendering: '1888888884',
        },
      ],
    },
    passes: {
      changes: { 'lines[0].code': '11102', 'lines[0].modifiers': ['79'] },
      history: [
        {
          code: '27447',
          modifiers: ['RT'],
          from: 20251231,
          to: 20251231,
          pos: '21',
          rendering: '1888888884',
        },
      ],
    },
  },
  check: (claim, context) => {
    if (isOfOneDay(claim, context)) return NOTHING;
    const message = 'The operation falls into the global period of an earlier one of the same surgeon.';
    return lineHits(claim, (line) => {
      if (!isSurgery(line.code) || line.modifiers.some((modifier) => RETURNED.has(modifier)))
        return undefined;
      const own = feeRowOfLine(context, line);
      return own === undefined || globalDays(own) < 0
        ? undefined
        : periodHit(line, { claim, context, message });
    });
  },
};

export const globalEdits: readonly Edit[] = [visitInPeriod, operationInPeriod];
