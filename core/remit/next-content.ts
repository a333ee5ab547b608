import type { JournalEvent } from '../claim/journal.ts';
import { lineNoAt } from '../claim/lines.ts';
import type { Claim } from '../claim/types.ts';
import type { Coverage, Encounter, ServiceLine } from '../encounter/model.ts';
import { type LineResult, type PayerResult, payerResult } from './cob.ts';
import { allInForce } from './in-force.ts';
import { saidByEntries } from './said-by-entries.ts';

/**
 * The content of the claim to a later payer: the original charges, with what each payer before it decided, from the
 * journal alone. Results of payers that we did not bill stay as the practice gave them.
 *
 * To another payer than the content's own it is a new original claim: it replaces nothing. An authorization or referral
 * number is of the payer that gave it, and moves to that payer's loop.
 *
 * @param claim the content in force of the filing before, or of that filing itself
 * @param filing payer sequence of the later payer
 * @see domain.md 5.10
 */
export function nextContent(claim: Claim, journal: readonly JournalEvent[], filing: number): Encounter {
  const { content } = claim;
  const results = resultsBefore(claim, journal, filing);
  const told = {
    ...content,
    coverages: content.coverages.map((coverage) => coverageTold(coverage, results, filing)),
    lines: content.lines.map((line, i) => lineTold(line, lineNoAt(claim, i), claim, { results, filing })),
  };
  return filing === content.destination ? told : toAnother(told, filing);
}

/** What belongs to the payer before goes with it. */
function toAnother(content: Encounter, filing: number): Encounter {
  const { payerClaimControlNo: _, priorAuthNo, referralNo, destination, ...rest } = content;
  const moved = references({ priorAuthNo, referralNo });
  return {
    ...rest,
    frequency: '1',
    destination: filing,
    coverages: content.coverages.map((coverage) =>
      coverage.seq === destination ? { ...coverage, payer: withReferences(coverage.payer, moved) } : coverage,
    ),
    lines: content.lines.map((line) => withPayer(line, content.coverages, destination)),
  };
}

type Results = ReadonlyMap<number, PayerResult>;

/** By payer sequence: of every payer before this one that decided, and whose decision is in force. */
function resultsBefore(claim: Claim, journal: readonly JournalEvent[], filing: number): Results {
  const before = allInForce(journal).filter((event) => event.filing < filing);
  const byFiling = Map.groupBy(before, (event) => event.filing);
  return new Map(
    [...byFiling].map(([seq, events]) => {
      const payerId = claim.content.coverages.find((coverage) => coverage.seq === seq)?.payer.id ?? '';
      const decisions = events.map((event) => ({
        payment: event.facts.payment ?? saidByEntries(claim, event),
        date: event.facts.paymentDate,
      }));
      return [seq, payerResult(claim, payerId, decisions)];
    }),
  );
}

function coverageTold(coverage: Coverage, results: Results, filing: number): Coverage {
  const result = results.get(coverage.seq);
  if (result !== undefined) return { ...coverage, adjudication: result.adjudication };
  if (coverage.seq < filing || coverage.adjudication === undefined) return coverage;
  const { adjudication: _, ...undecided } = coverage;
  return undecided;
}

/** In the order of the payers; an earlier result of a payer that decided anew is left out. */
function lineTold(
  line: ServiceLine,
  lineNo: number,
  claim: Claim,
  { results, filing }: { readonly results: Results; readonly filing: number },
): ServiceLine {
  const { adjudications: given = [], ...rest } = line;
  const payers = claim.content.coverages.filter(({ seq }) => seq < filing).toSorted((a, b) => a.seq - b.seq);
  const adjudications = payers.flatMap(({ seq, payer }) => {
    const result = results.get(seq);
    if (result === undefined) return given.filter(({ payerId }) => payerId === payer.id);
    const said = result.lines.get(lineNo);
    return said === undefined ? [] : [inPlace(said, claim)];
  });
  return adjudications.length === 0 ? rest : { ...rest, adjudications };
}

/** The claim names another of its lines by its place (LX01), and not by our number (SVD06). */
function inPlace({ bundledIntoLine, ...said }: LineResult, { content, ...numbers }: Claim): LineResult {
  const at = content.lines.findIndex((_, i) => lineNoAt(numbers, i) === bundledIntoLine);
  return at < 0 ? said : { ...said, bundledIntoLine: at + 1 };
}

/** Authorization and referral numbers of a line name the payer that gave them. */
function withPayer(line: ServiceLine, coverages: readonly Coverage[], destination: number): ServiceLine {
  const payerId = coverages.find(({ seq }) => seq === destination)?.payer.id;
  if (payerId === undefined) return line;
  const { priorAuthNos, referralNos } = line;
  const named = (all: NonNullable<ServiceLine['priorAuthNos']>) => all.map((one) => ({ payerId, ...one }));
  return {
    ...line,
    ...(priorAuthNos === undefined ? {} : { priorAuthNos: named(priorAuthNos) }),
    ...(referralNos === undefined ? {} : { referralNos: named(referralNos) }),
  };
}

type Reference = NonNullable<Coverage['payer']['secondaryIds']>[number];

const references = ({
  priorAuthNo,
  referralNo,
}: Pick<Encounter, 'priorAuthNo' | 'referralNo'>): readonly Reference[] => [
  ...(priorAuthNo === undefined ? [] : [{ qualifier: 'G1', value: priorAuthNo }]),
  ...(referralNo === undefined ? [] : [{ qualifier: '9F', value: referralNo }]),
];

function withReferences(payer: Coverage['payer'], moved: readonly Reference[]): Coverage['payer'] {
  const { secondaryIds = [] } = payer;
  const wanted = moved.filter(
    ({ qualifier }) => !secondaryIds.some((known) => known.qualifier === qualifier),
  );
  return wanted.length === 0 ? payer : { ...payer, secondaryIds: [...secondaryIds, ...wanted] };
}
