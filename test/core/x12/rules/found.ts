import { readFileSync } from 'node:fs';
import type { RuleReport, SetGuide, SetRules } from '../../../../core/x12/guides/guide.ts';
import { TreeBuilder } from '../../../../core/x12/guides/tree.ts';
import { Walker } from '../../../../core/x12/guides/walk.ts';
import { findingAt } from '../../../../core/x12/syntax/finding.ts';
import { segmentOf } from '../../../../core/x12/syntax/segment.ts';
import type { Finding, Position } from '../../../../core/x12/types.ts';

/** What the tests of rules share: rules run over the segments of one set, as the engine runs them. */

const DELIMITERS = { element: '*', repetition: '^', component: ':', segment: '~' };

/** The segments between ST and SE of the first set in a text. */
export function bodyOf(text: string): readonly string[] {
  const segments = text
    .split('~')
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '');
  const from = segments.findIndex((segment) => segment.startsWith('ST*'));
  const to = segments.findIndex((segment) => segment.startsWith('SE*'));
  return segments.slice(from + 1, to === -1 ? undefined : to);
}

export const goldenBody = (file: string): readonly string[] =>
  bodyOf(readFileSync(new URL(`../../../golden/x12/${file}`, import.meta.url), 'utf8'));

export interface SetUnderTest {
  readonly guide: SetGuide;
  readonly rules: () => SetRules;
  /** Loops that are handed out, as the set's reader has them. */
  readonly records: readonly string[];
  /** Whether the segments need not fit the guide. */
  readonly loose?: boolean;
}

const START: Position = { interchange: 1, group: 1, set: 1, segment: 1, segmentId: 'ST', offset: 0 };

/** Findings of the rules. @throws Error where the segments themselves do not fit the guide */
export function findingsOf(set: SetUnderTest, body: readonly string[]): readonly Finding[] {
  const found: Finding[] = [];
  const rules = set.rules();
  const tree = new TreeBuilder(set.guide.root, set.records);
  const st = segmentOf('ST*000*0001', DELIMITERS, 1);
  let report: RuleReport = () => undefined;
  const walker = new Walker(
    { guide: set.guide, st, position: START, elements: false },
    {
      open: (loop) => tree.open(loop),
      segment: (segment, guide) => {
        if (guide !== null) tree.segment(segment);
      },
      close: (loop) => {
        report = (kind, segment, { loop: other, ...place } = {}) => {
          found.push(findingAt(kind, { ...walker.position(segment, other ?? loop), ...place }));
        };
        rules.closed?.(tree.close(), report);
      },
      finding: ({ code, position }) => {
        if (set.loose === true) return;
        throw new Error(`the example does not fit the guide: ${code} at segment ${position.segment}`);
      },
    },
  );
  body.forEach((text, i) => {
    walker.next(segmentOf(text, DELIMITERS, i + 2));
  });
  walker.end({ ordinal: body.length + 1, offset: 0 }, 0);
  rules.ended?.(tree.root, (kind, segment, { loop, ...place } = {}) => {
    found.push(findingAt(kind, { ...walker.position(segment, loop), ...place }));
  });
  return found;
}

/**
 * Findings as `CODE ID#nth` with element and component where they are named: `LINE-NUMBER LX#2 01` is about LX01
 * of the second LX of the set. What misses a segment adds its id: `… CLM#1 05-3 needs REF`.
 */
export const foundIn = (set: SetUnderTest, body: readonly string[]): readonly string[] =>
  findingsOf(set, body).map(({ code, position }) => {
    const { segment, segmentId, element, component } = position;
    const id = body[segment - 2]?.split('*')[0] ?? '';
    const nth = body.slice(0, segment - 1).filter((text) => text.startsWith(`${id}*`)).length;
    const place = element === undefined ? '' : ` ${String(element).padStart(2, '0')}`;
    const missing = segmentId === id ? '' : ` needs ${segmentId}`;
    return `${code} ${id}#${nth}${place}${component === undefined ? '' : `-${component}`}${missing}`;
  });

/** A change of an example: each text, which must be there, for another; `''` takes segments out. */
export type Change = readonly (readonly [from: string, to: string])[];

/** The example with texts replaced. Segments are joined by `~`, so that a change may span several. */
export function changed(body: readonly string[], change: Change): readonly string[] {
  let text = `${body.join('~')}~`;
  for (const [from, to] of change) {
    if (!text.includes(from)) throw new Error(`the example has no ${from}`);
    text = text.replace(from, to);
  }
  return text.split('~').filter((segment) => segment !== '');
}
