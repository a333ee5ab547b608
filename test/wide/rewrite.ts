import type { X12Item } from '../../core/x12/read.ts';
import { writeImplementationAcknowledgment } from '../../core/x12/sets/a999-write.ts';
import type { Written, WrittenAnswer } from '../../core/x12/sets/answer-write.ts';
import {
  type BatchToAcknowledge,
  type ClaimAcknowledgmentSet,
  writeClaimAcknowledgment,
} from '../../core/x12/sets/ca277-write.ts';
import { writeEligibilityInquiries } from '../../core/x12/sets/e270-write.ts';
import { writeEligibilityResponses } from '../../core/x12/sets/e271-write.ts';
import { type RemittanceToWrite, writeRemittances } from '../../core/x12/sets/r835-write.ts';
import { writeStatusInquiries } from '../../core/x12/sets/s276-write.ts';
import { writeStatusResponses } from '../../core/x12/sets/s277-write.ts';
import { writeInterchangeAcknowledgment } from '../../core/x12/sets/ta1-write.ts';
import { envelope, only, written } from '../core/x12/sets/answers.ts';

/** What is read is written again, and read again: by type, everything that our writers can write. */

const ENVELOPE = envelope(900_000_001, '20260101', '0000');

type Items = readonly X12Item[];

/** The items of each set by themselves. */
function setsOf(items: Items): readonly Items[] {
  const sets: X12Item[][] = [];
  for (const item of items) {
    if (item.kind === 'set') sets.push([]);
    if (item.kind !== 'finding') sets.at(-1)?.push(item);
  }
  return sets;
}

const remittancesOf = (items: Items): readonly RemittanceToWrite[] =>
  setsOf(items).flatMap((set) =>
    only(set, 'remittance').map(({ header }) => ({
      header: written(header),
      claims: written(only(set, 'claim-payment').map(({ payment }) => payment)),
      providerAdjustments: written(only(set, 'provider-adjustment').map(({ adjustment }) => adjustment)),
    })),
  );

/** Records with the header of their set in each: one set for each header. */
function bySet<T extends { readonly header: unknown }>(
  sets: readonly (readonly T[])[],
): readonly { readonly header: Written<T>['header']; readonly records: readonly Written<T>[] }[] {
  return sets.flatMap((records) => {
    const [first] = records;
    if (first === undefined) return [];
    return [{ header: (written(first) as Written<T>).header, records: records.map((r) => written(r)) }];
  });
}

/** Per type: what a file holds, to compare; and the text that our writer makes of it. */
export interface Rewriting {
  readonly content: (items: Items) => readonly unknown[];
  readonly write: (items: Items) => WrittenAnswer;
}

const inquiries270 = (items: Items) =>
  bySet(setsOf(items).map((set) => only(set, 'eligibility-inquiry').map(({ inquiry }) => inquiry)));
const responses271 = (items: Items) =>
  bySet(setsOf(items).map((set) => only(set, 'eligibility-response').map(({ response }) => response)));
const inquiries276 = (items: Items) =>
  bySet(setsOf(items).map((set) => only(set, 'status-inquiry').map(({ inquiry }) => inquiry)));
const responses277 = (items: Items) =>
  bySet(setsOf(items).map((set) => only(set, 'status-response').map(({ response }) => response)));
const groupAnswers = (items: Items) =>
  written(only(items, 'implementation-acknowledgment').map(({ acknowledgment }) => acknowledgment));
const interchangeAnswers = (items: Items) =>
  written(only(items, 'interchange-acknowledgment').map(({ acknowledgment }) => acknowledgment));

/** The 277CA sets of a file; a batch without a receiver or with a line without its service cannot be written. */
const claimAnswers = (items: Items): readonly ClaimAcknowledgmentSet[] =>
  setsOf(items).flatMap((set) => {
    const batches = written(only(set, 'claim-acknowledgment-batch').map(({ batch }) => batch));
    const [first] = batches;
    if (first === undefined) return [];
    const { reference = '', receiver = { name: '', id: '' } } = first;
    return [{ reference, receiver, batches: batches as unknown as readonly BatchToAcknowledge[] }];
  });

export const REWRITINGS: Readonly<Record<string, Rewriting>> = {
  '835': {
    content: remittancesOf,
    write: (items) => writeRemittances(ENVELOPE, remittancesOf(items)),
  },
  '999': {
    content: groupAnswers,
    write: (items) => writeImplementationAcknowledgment(ENVELOPE, groupAnswers(items)),
  },
  TA1: {
    content: interchangeAnswers,
    write: (items) => writeInterchangeAcknowledgment(ENVELOPE, interchangeAnswers(items)),
  },
  '277CA': {
    content: claimAnswers,
    write: (items) => writeClaimAcknowledgment(ENVELOPE, claimAnswers(items)),
  },
  '270': {
    content: inquiries270,
    write: (items) =>
      writeEligibilityInquiries(
        ENVELOPE,
        inquiries270(items).map(({ header, records }) => ({ header, inquiries: records })),
      ),
  },
  '271': {
    content: responses271,
    write: (items) =>
      writeEligibilityResponses(
        ENVELOPE,
        responses271(items).map(({ header, records }) => ({ header, responses: records })),
      ),
  },
  '276': {
    content: inquiries276,
    write: (items) =>
      writeStatusInquiries(
        ENVELOPE,
        inquiries276(items).map(({ header, records }) => ({ header, inquiries: records })),
      ),
  },
  '277': {
    content: responses277,
    write: (items) =>
      writeStatusResponses(
        ENVELOPE,
        responses277(items).map(({ header, records }) => ({ header, responses: records })),
      ),
  },
};
