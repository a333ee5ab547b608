import { p837 } from '../guides/p837.ts';
import { type LoopNode, TreeBuilder } from '../guides/tree.ts';
import type { WalkEvent } from '../guides/walk.ts';
import type { X12Item } from '../items.ts';
import { error, findingAt } from '../syntax/finding.ts';
import type { ClaimBatchHeader } from '../types.ts';
import { AnswerValues } from './answer-values.ts';
import { type ClaimLevels, encounterOf } from './p837-read-claim.ts';
import { headerOf } from './p837-read-header.ts';
import { NOTHING, type SetModule, type SetReader, type SetStart } from './set-module.ts';

/** 837P: one professional claim per CLM, each with its whole context (domain.md 3.4). */
export const professionalClaims: SetModule = {
  type: '837P',
  guide: p837,
  reader: (start) => new ProfessionalReader(start),
  counts: 'claim',
};

const UNREADABLE = error(
  2,
  'CLAIM-UNREADABLE',
  'The claim lacks what no claim can do without (payer, place of service, a line with code, charge, units and date), ' +
    'or has an amount that cannot be read.',
  ['IK502', 'I5'],
);

/** Handed out when they close and not kept: memory holds one claim, with the parties above it. */
const RECORDS = ['2000A', '2000B', '2000C', '2300'];

class ProfessionalReader implements SetReader {
  readonly #start: SetStart;
  readonly #values: AnswerValues;
  readonly #tree = new TreeBuilder(p837.root, RECORDS);
  #header: ClaimBatchHeader | null = null;
  #claims = 0;

  constructor(start: SetStart) {
    this.#start = start;
    this.#values = new AnswerValues(start.positionOf);
  }

  take(event: WalkEvent): readonly X12Item[] {
    const record = this.#tree.take(event);
    return record?.guide.id === '2300' ? this.#claim(record) : NOTHING;
  }

  end(): readonly X12Item[] {
    return NOTHING;
  }

  #claim(node: LoopNode): readonly X12Item[] {
    this.#claims += 1;
    const clm = node.segments[0];
    if (clm === undefined) return NOTHING;
    this.#header ??= headerOf(this.#tree.root);
    const content = encounterOf(this.#levels(node), this.#values);
    const findings = this.#values.drain().map((finding): X12Item => ({ kind: 'finding', finding }));
    const position = this.#start.positionOf(clm, node.guide);
    if (content === null || findings.length > 0) {
      return [...findings, { kind: 'finding', finding: findingAt(UNREADABLE, position) }];
    }
    const { context } = this.#start;
    const claim = { header: this.#header, context, ordinal: this.#claims, content, position };
    return [{ kind: 'claim', claim }];
  }

  #levels(claim: LoopNode): ClaimLevels {
    const level = (id: string) => this.#tree.path.find((node) => node.guide.id === id);
    return { claim, billing: level('2000A'), subscriber: level('2000B'), patient: level('2000C') };
  }
}
