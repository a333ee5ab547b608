import type { InstitutionalCoverage } from '../institutional-content.ts';
import type { Segment } from '../syntax/segment.ts';
import type { Finding } from '../types.ts';
import { AnswerValues } from './answer-values.ts';
import type { ClaimLevels } from './claim-read-levels.ts';
import { copyMembership } from './claim-read-members.ts';
import { type Found, OtherPayerReader, readSignatures, SELF } from './claim-read-others.ts';
import type { LoopReaders } from './loop-reader.ts';
import { roomy } from './roomy.ts';
import type { SetStart } from './set-module.ts';

/** SBR01 in order: primary, secondary, tertiary, then the fourth to the eleventh payer. */
const SEQUENCE = ['P', 'S', 'T', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

export interface FoundCoverages {
  readonly all: InstitutionalCoverage[];
  readonly destination: number;
  /** About amounts of the other payers. */
  readonly findings: readonly Finding[];
}

/**
 * All payers of a claim in their order: the destination payer (2000B) and the others (2320). Another payer
 * without a name or an id is left out; the walk has reported it.
 */
export class CoveragesReader {
  readonly loops: LoopReaders;
  readonly #values: AnswerValues;
  readonly #others: OtherPayerReader;
  #own: InstitutionalCoverage | null = null;
  #rank = '';

  constructor(positionOf: SetStart['positionOf']) {
    this.#values = new AnswerValues(positionOf);
    this.#others = new OtherPayerReader(this.#values);
    this.loops = this.#others.loops;
  }

  /** Another set begins. */
  again(positionOf: SetStart['positionOf']): void {
    this.#values.again(positionOf);
    this.#own = null;
    this.#rank = '';
    this.#others.begin({});
  }

  /** Forgets the claim before. */
  begin(clm: Segment, levels: ClaimLevels): void {
    this.#own = destinationOf(clm, levels);
    this.#rank = levels.subscriber.rank ?? '';
    this.#others.begin(levels.patient);
  }

  /** @returns null where the destination payer has no name or no id */
  found(): FoundCoverages | null {
    const own = this.#own;
    if (own === null) return null;
    const { found, findings } = this.#others;
    if (found.length > 0)
      return { ...inPlaces([{ rank: this.#rank, coverage: own }, ...found], own), findings };
    own.seq = SEQUENCE.indexOf(this.#rank) + 1 || 1;
    return { all: [own], destination: own.seq, findings };
  }
}

/** Gives each coverage the place that its SBR01 names, or the first free one. */
function inPlaces(found: readonly Found[], own: InstitutionalCoverage): Omit<FoundCoverages, 'findings'> {
  const taken = new Set(found.map(({ rank }) => rank));
  const free = SEQUENCE.filter((rank) => !taken.has(rank));
  const all = found.map(({ rank, coverage }) => {
    const place = SEQUENCE.includes(rank) ? rank : (free.shift() ?? 'H');
    coverage.seq = SEQUENCE.indexOf(place) + 1;
    return coverage;
  });
  return { all: all.sort((a, b) => a.seq - b.seq), destination: own.seq };
}

const NewCoverage = roomy(function (this: InstitutionalCoverage, payer: InstitutionalCoverage['payer']) {
  this.seq = 1;
  this.payer = payer;
});

/** 2000B with CLM08 to CLM10; `seq` is set by who calls. */
function destinationOf(clm: Segment, { subscriber, dependent }: ClaimLevels): InstitutionalCoverage | null {
  const { payer, names } = subscriber;
  if (payer === null) return null;
  const coverage = new NewCoverage(payer);
  copyMembership(coverage, names.membership);
  if (names.contact !== undefined) coverage.subscriberContact = names.contact;
  if (names.propertyCasualtyClaimNo !== '') coverage.propertyCasualtyClaimNo = names.propertyCasualtyClaimNo;
  if (dependent === null) coverage.relationship = SELF;
  else {
    if (dependent.relationship !== '') coverage.relationship = dependent.relationship;
    coverage.subscriber = subscriber.subscriber;
    const claimNo = dependent.names.propertyCasualtyClaimNo;
    if (claimNo !== '') coverage.propertyCasualtyClaimNo = claimNo;
  }
  readSignatures(coverage, {
    assigned: clm.element(8),
    released: clm.element(9),
    signed: clm.element(10),
  });
  return coverage;
}
