import type { CivilDate } from '../dates.ts';
import type { ByteSource } from '../x12/read.ts';
import { writeImplementationAcknowledgment } from '../x12/sets/a999-write.ts';
import type { AnswerProblem, WrittenAnswer } from '../x12/sets/answer-write.ts';
import { writeClaimAcknowledgment } from '../x12/sets/ca277-write.ts';
import { writeRemittances } from '../x12/sets/r835-write.ts';
import { writeInterchangeAcknowledgment } from '../x12/sets/ta1-write.ts';
import type { EnvelopeSpec } from '../x12/types.ts';
import { acknowledgeInterchange, acknowledgeSets } from './acknowledge.ts';
import { type Case, caseOf } from './cases.ts';
import { echo } from './echo.ts';
import { answerEnvelope, receivedControlNo } from './envelope.ts';
import type { Plot } from './fate.ts';
import { type Answerer, acknowledgeBatch } from './front-end.ts';
import { isReplacement, isVoid, type Memory } from './memory.ts';
import { type ReceivedInterchange, receiveInterchanges } from './received.ts';
import { remittances, type Sent } from './remittances.ts';

/** How to play, and when: the dates of every answer. Never a clock. */
export interface SandboxOptions extends Plot {
  readonly today: CivilDate;
  /** HHMM. */
  readonly time: string;
  /** What the payers got before; asked for only where a claim replaces or takes back another. */
  readonly earlier?: () => Promise<Memory>;
}

const NOTHING_BEFORE: Memory = new Map();

/** From this stage on, files come only when those of the stage before are posted. */
export const FIRST_PAYMENTS = 3;

/**
 * One file of an answer. Stages come one after another: 1 TA1 and 999, 2 277CA, 3 835; from 4 on later 835s, each when
 * those before it are posted.
 */
export interface AnswerFile {
  /** Names the interchange answered, the kind and an ordinal; no patient data. */
  readonly name: string;
  readonly stage: number;
  readonly text: string;
}

/** A file that X12 cannot carry, because of what the claims brought: codes and places, no values. */
export interface UnwrittenAnswer {
  readonly name: string;
  readonly problems: readonly AnswerProblem[];
}

export interface Answers {
  readonly files: readonly AnswerFile[];
  readonly unwritten: readonly UnwrittenAnswer[];
}

/** A file before it is written: each part is an interchange of its own, in its own envelope. */
interface Draft extends Pick<AnswerFile, 'name' | 'stage'> {
  readonly parts: readonly ((envelope: EnvelopeSpec) => WrittenAnswer)[];
  /** The same bytes come under other names and line breaks too. */
  readonly renamed?: true;
}

/**
 * What a clearinghouse and the payers answer to one interchange of claims: a pure function of the interchange
 * and the options. A claim of a rejected set gets nothing further; a claim rejected by 277CA gets no 835.
 *
 * @see domain.md 4.1 to 4.3, 5.1 to 5.3
 */
export function answerInterchange(
  received: ReceivedInterchange,
  options: SandboxOptions,
  memory = NOTHING_BEFORE,
): Answers {
  const files: AnswerFile[] = [];
  const unwritten: UnwrittenAnswer[] = [];
  let ordinal = 0;
  for (const { name: kind, stage, parts, renamed } of draftsFor(received, options, memory)) {
    const written = parts.map((write) => write(answerEnvelope(received, ++ordinal, options)));
    const problems = written.flatMap((part) => (part.ok ? [] : part.error));
    const text = written.map((part) => (part.ok ? part.value.text : '')).join('');
    const name = `${filePrefix(received)}-${kind}`;
    if (problems.length > 0) unwritten.push({ name, problems });
    else files.push({ name, stage, text }, ...(renamed ? otherNames({ name, stage, text }) : []));
  }
  return { files, unwritten };
}

/** The same bytes under another name, and the same segments with the line breaks another way. */
const otherNames = ({ name, stage, text }: AnswerFile): readonly AnswerFile[] => [
  { name: `${name}-renamed`, stage, text },
  {
    name: `${name}-rewrapped`,
    stage,
    text: text.includes('\n') ? text.replaceAll('\n', '') : text.replaceAll('~', '~\n'),
  },
];

/** Answers a file of claims, interchange by interchange; what is no interchange of claims gets no answer. */
export async function answerFile(source: ByteSource, options: SandboxOptions): Promise<Answers> {
  const all: Answers[] = [];
  for await (const received of receiveInterchanges(source)) {
    const memory = needsMemory(received) ? await options.earlier?.() : undefined;
    all.push(answerInterchange(received, options, memory));
  }
  return { files: all.flatMap((a) => a.files), unwritten: all.flatMap((a) => a.unwritten) };
}

const needsMemory = ({ sets }: ReceivedInterchange): boolean =>
  sets.some(({ claims }) => claims.some((claim) => isReplacement(claim) || isVoid(claim)));

/** ISA13, and the ordinal where a file holds several interchanges, which may repeat it. */
const filePrefix = (received: ReceivedInterchange): string =>
  `${receivedControlNo(received)}${received.ordinal > 1 ? `-${received.ordinal}` : ''}`;

function draftsFor(received: ReceivedInterchange, options: SandboxOptions, memory: Memory): readonly Draft[] {
  const ta1 = acknowledgeInterchange(received, options);
  const writeTa1 = (envelope: EnvelopeSpec) => writeInterchangeAcknowledgment(envelope, [ta1]);
  const { acknowledgments, accepted } = acknowledgeSets(received, options);
  if (ta1.code === 'R' || acknowledgments.length === 0) return [{ name: 'ta1', stage: 1, parts: [writeTa1] }];
  const write999 = (envelope: EnvelopeSpec) => writeImplementationAcknowledgment(envelope, acknowledgments);
  const batches = accepted
    .map(({ claims }) => claims.map((claim) => caseOf(claim, options, memory)))
    .filter((cases) => cases.length > 0);
  return [
    { name: 'ta1-999', stage: 1, parts: [writeTa1, write999] },
    ...clearinghouseDrafts(batches, received, options),
    ...payerDrafts(batches, received, options),
    ...paymentDrafts(batches.flat(), received, options),
  ];
}

type Batches = readonly (readonly Case[])[];

function clearinghouseDrafts(
  batches: Batches,
  received: ReceivedInterchange,
  options: SandboxOptions,
): readonly Draft[] {
  if (batches.length === 0) return [];
  const answer = {
    answerer: { kind: 'clearinghouse' },
    batches,
    trace: `CH${filePrefix(received)}`,
  } as const;
  return [{ name: '277ca-clearinghouse', stage: 2, parts: [acknowledgmentWriter(answer, options)] }];
}

/** One 277CA file for each payer that sends its own, for the claims that reach it. */
function payerDrafts(
  batches: Batches,
  received: ReceivedInterchange,
  options: SandboxOptions,
): readonly Draft[] {
  const reaching = batches.map((cases) => cases.filter(reachesPayer));
  const payers = new Map(reaching.flat().map(({ payer }) => [payer.id, payer]));
  return [...payers.values()]
    .filter((payer) => payer.acknowledges)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((payer, index) => {
      const own = reaching
        .map((cases) => cases.filter((one) => one.payer.id === payer.id))
        .filter((cases) => cases.length > 0);
      const trace = `PB${filePrefix(received)}-${index + 1}`;
      const answer = { answerer: { kind: 'payer', payer }, batches: own, trace } as const;
      return { name: `277ca-payer-${index + 1}`, stage: 2, parts: [acknowledgmentWriter(answer, options)] };
    });
}

const reachesPayer = ({ fate }: Case): boolean => !(fate.kind === 'rejected' && fate.by === 'clearinghouse');

/** One 277CA: who answers what, under its own number. */
interface BatchesAnswer {
  readonly answerer: Answerer;
  readonly batches: Batches;
  readonly trace: string;
}

/** A transaction set for each batch of ours. */
function acknowledgmentWriter(
  { answerer, batches, trace }: BatchesAnswer,
  options: SandboxOptions,
): Draft['parts'][number] {
  const sets = batches.map((cases, index) => {
    const submitter = cases[0]?.claim.header.submitter;
    const own = `${trace}-${index + 1}`;
    return {
      reference: own,
      receiver: { name: echo(submitter?.name) ?? 'UNKNOWN', id: echo(submitter?.etin) ?? 'UNKNOWN' },
      batches: [acknowledgeBatch(answerer, cases, { ...options, trace: own })],
    };
  });
  return (envelope) => writeClaimAcknowledgment(envelope, sets);
}

function paymentDrafts(
  cases: readonly Case[],
  received: ReceivedInterchange,
  options: SandboxOptions,
): readonly Draft[] {
  const facts = { ...options, interchangeControlNo: receivedControlNo(received) };
  return remittances(cases, facts).flatMap((sent, index) => paymentDraft(sent, `835-${index + 1}`));
}

function paymentDraft({ remittance, round, again }: Sent, name: string): readonly Draft[] {
  const draft: Draft = {
    name,
    stage: FIRST_PAYMENTS + round - 1,
    parts: [(envelope) => writeRemittances(envelope, [remittance])],
  };
  if (again === 'in-another-interchange') return [draft, { ...draft, name: `${name}-again` }];
  return again === 'under-other-names' ? [{ ...draft, renamed: true }] : [draft];
}
