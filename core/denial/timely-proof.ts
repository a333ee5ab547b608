import { acceptsClaim } from '../claim/answers.ts';
import type { BatchRef, JournalEvent } from '../claim/journal.ts';
import type { WorkDetail } from '../claim/types.ts';
import { addDays, type CivilDate, civilDate, daysBetween } from '../dates.ts';

/** Who had the claim, best first: only the payer's own word says when the payer had it. */
const WITNESSES = ['payer', 'clearinghouse', '999', 'TA1', 'none'] as const;
export type Witness = (typeof WITNESSES)[number];

/** A document that shows where a filing was. Kept with an appeal: references, days and codes, nothing of a patient. */
export interface ProofArtifact {
  readonly document: '837' | 'TA1' | '999' | '277CA';
  readonly attempt: number;
  /** CCYYMMDD: an 837 was sent; a 277CA says when the claim was received; a TA1 or 999 came back. */
  readonly on: string;
  /** Of a 277CA. */
  readonly source?: 'payer' | 'clearinghouse';
  /** The interchange and set that went out, or the file that came. */
  readonly reference: string;
  /** Status codes of a 277CA: `A2:20`. */
  readonly codes?: readonly string[];
}

/** What is on record of a claim having been filed in time. */
export interface TimelyProof {
  readonly artifacts: readonly ProofArtifact[];
  /** Whose word `receivedOn` is; `none`: nobody says that it came. */
  readonly witness: Witness;
  /** First day on which that witness had the claim; CCYYMMDD. */
  readonly receivedOn?: string;
  /** From the first day of service to `receivedOn`. */
  readonly days?: number;
  /** The payer's limit from the day of service, and its last day, where it is known. */
  readonly limitDays?: number;
  readonly lastDay?: string;
}

/** What the interchange of an attempt met: its answers are on record once for all claims in it. */
export interface AnswerToAttempt {
  readonly attempt: number;
  readonly document: 'TA1' | '999';
  /** The file that it came in. */
  readonly fileId: string;
  /** When it came; CCYYMMDD. */
  readonly on: string;
}

/** The attempts of a filing that left, each with the numbers that it left under. */
export const attemptsSent = (
  journal: readonly JournalEvent[],
  filing: number,
): readonly (BatchRef & { readonly attempt: number; readonly partner: string; readonly on: string })[] =>
  journal.flatMap(({ facts, attempt, at, ...event }) =>
    facts.kind === 'batched' && event.filing === filing ? [{ ...facts, attempt, on: dayOf(at) }] : [],
  );

/** Day of an instant, in UTC. */
const dayOf = (iso: string): string => iso.slice(0, 10).replaceAll('-', '');

/**
 * Shows when a claim was filed: what it left under, and who said that it came. A refusal proves nothing.
 *
 * @param journal the claim's journal up to the denial
 * @param answers TA1 and 999 that accepted an attempt's interchange or set
 * @see domain.md 6.4 (appeal packet), 4.3 (DTP*050), S29
 */
export function timelyProof(
  journal: readonly JournalEvent[],
  {
    filing,
    serviceDate,
    limitDays,
    answers,
  }: {
    readonly filing: number;
    /** First day of service. */
    readonly serviceDate: CivilDate;
    readonly limitDays?: number | undefined;
    readonly answers: readonly AnswerToAttempt[];
  },
): TimelyProof {
  const artifacts = [
    ...attemptsSent(journal, filing).map(
      ({ attempt, on, controlNo, setControlNo }): ProofArtifact => ({
        document: '837',
        attempt,
        on,
        reference: `interchange ${controlNo}, set ${setControlNo}`,
      }),
    ),
    ...answers.map(({ fileId, ...answer }): ProofArtifact => ({ ...answer, reference: `file ${fileId}` })),
    ...journal.flatMap((event) => (event.filing === filing ? acceptanceOf(event) : [])),
  ].toSorted((a, b) => a.attempt - b.attempt);
  const limit = limitDays === undefined ? {} : { limitDays, lastDay: addDays(serviceDate, limitDays) };
  for (const witness of WITNESSES) {
    const [receivedOn] = artifacts.flatMap((one) => (witnessOf(one) === witness ? [one.on] : [])).toSorted();
    if (receivedOn !== undefined)
      return {
        ...{ artifacts, witness, receivedOn },
        days: daysBetween(serviceDate, civilDate(receivedOn)),
        ...limit,
      };
  }
  return { artifacts, witness: 'none', ...limit };
}

const witnessOf = ({ document, source }: ProofArtifact): Witness | undefined =>
  document === '837' ? undefined : document === '277CA' ? source : document;

/** A 277CA that accepted the claim. One that names no day of receipt had the claim on the day that it processed it. */
function acceptanceOf({ facts, attempt, steps, work }: JournalEvent): readonly ProofArtifact[] {
  if (facts.kind !== 'acknowledged' || facts.document !== '277CA') return [];
  const { codes, source, fileId, receivedOn, processDate } = facts;
  const on = receivedOn ?? processDate;
  const isRefusal =
    !acceptsClaim(codes) || steps.some(({ to }) => to === 'REJ_FRONTEND') || work.includes('CONFLICTING_ACK');
  if (isRefusal || on === undefined || source === undefined) return [];
  return [{ document: '277CA', attempt, on, source, reference: `file ${fileId}`, codes }];
}

/** `proof attached (36 days after DOS)`, or what is wrong with it: a sentence of a work item. */
export function proofSentence({ witness, days, limitDays }: TimelyProof): string {
  if (days === undefined) return 'No proof of timely filing is on record: find one, or write it off.';
  const after = `${days} days after DOS`;
  if (limitDays !== undefined && days > limitDays)
    return `The proof on record is too late (${after}, limit ${limitDays}): find another, or write it off.`;
  return witness === 'payer'
    ? `Proof attached (${after}).`
    : `Proof attached (${after}), but not the payer’s own word: ${NOT_PAYERS[witness]}.`;
}

const NOT_PAYERS: Readonly<Record<Exclude<Witness, 'payer'>, string>> = {
  clearinghouse: 'the clearinghouse had it',
  '999': 'a 999 accepted its set',
  TA1: 'a TA1 accepted its interchange',
  none: 'nobody had it',
};

/** The proof as a work item shows it: what it says, then each document. */
export function proofDetails(proof: TimelyProof): readonly WorkDetail[] {
  const { artifacts, witness, receivedOn, days, limitDays, lastDay } = proof;
  const limit = limitDays === undefined ? '' : `; limit ${limitDays} days, until ${lastDay}`;
  const who = witness === 'payer' ? 'received by the payer' : NOT_PAYERS[witness];
  const received = receivedOn === undefined ? 'none' : `${who} on ${receivedOn}, ${days} days after DOS`;
  return [
    { code: 'TIMELY_FILING', text: `${received}${limit}` },
    ...artifacts.map(({ document, attempt, on, source, reference, codes = [] }) => ({
      code: source === undefined ? document : `${document} ${source}`,
      position: `attempt ${attempt}, ${reference}`,
      text: [`${SAID[document]} ${on}`, ...codes].join(', '),
    })),
  ];
}

const SAID: Readonly<Record<ProofArtifact['document'], string>> = {
  '837': 'sent',
  TA1: 'accepted, came',
  '999': 'accepted, came',
  '277CA': 'received',
};
