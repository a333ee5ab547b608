import type { CivilDate } from '../../dates.ts';
import { isQualifier } from '../syntax/headers.ts';
import type { EnvelopeSpec, Group, Interchange } from '../types.ts';
import { echo, echoName } from './echo.ts';

/** ISA05 to ISA08 of an answer to a header that names nobody: what comes back on the same way must be readable. */
const UNKNOWN = 'UNKNOWN';
const MUTUALLY_DEFINED = 'ZZ';
const PARTY_ID_LENGTH = 15;

/**
 * The envelope of an answer: sender and receiver swapped, as the interchange and its first group name them.
 *
 * @param controlNo ISA13 and GS06 of the answer
 */
export function answerEnvelope(
  { interchange, group }: { readonly interchange: Interchange; readonly group: Group | undefined },
  { controlNo, date, time }: { readonly controlNo: number; readonly date: CivilDate; readonly time: string },
): EnvelopeSpec {
  const sender = partyOf(interchange.receiverQualifier, interchange.receiverId);
  const receiver = partyOf(interchange.senderQualifier, interchange.senderId);
  return {
    sender,
    receiver,
    applicationSender: echo(group?.applicationReceiver, PARTY_ID_LENGTH) ?? sender.id,
    applicationReceiver: echo(group?.applicationSender, PARTY_ID_LENGTH) ?? receiver.id,
    interchangeControlNo: controlNo,
    groupControlNo: controlNo,
    date,
    time,
    usage: interchange.usage === 'P' ? 'P' : 'T',
    acknowledgmentRequested: false,
    newlines: true,
  };
}

const partyOf = (qualifier: string, id: string): EnvelopeSpec['sender'] => ({
  qualifier: isQualifier(qualifier) ? qualifier : MUTUALLY_DEFINED,
  id: (isAscii(id) ? echo(id, PARTY_ID_LENGTH) : echoName(id, PARTY_ID_LENGTH)) ?? UNKNOWN,
});

/** Other letters take more than one byte, which no field of an ISA has room for: they are respelled. */
const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);
