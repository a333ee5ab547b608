import { earlierLines } from '../core/claim/earlier-lines.ts';
import type { Head } from '../core/claim/head.ts';
import type { Claim } from '../core/claim/types.ts';
import { addDays, type CivilDate } from '../core/dates.ts';
import type { EarlierLine } from '../core/edits/facts.ts';
import type { ClaimNo } from '../core/ids.ts';
import { required } from './items.ts';
import type { JournalTable } from './journal-table.ts';
import { queried } from './pages.ts';

/**
 * A claim that began before the days asked for may reach into them. A claim holds one calendar year at most, but one
 * of more than a month is a keying error or a monthly rental.
 */
const LONGEST_CLAIM_DAYS = 31;

export interface HistoryRequest {
  readonly patientKey: string;
  readonly fromDay: CivilDate;
  readonly toDay: CivilDate;
}

interface Readers {
  readonly heads: (claimNos: readonly ClaimNo[]) => Promise<ReadonlyMap<ClaimNo, Head>>;
  readonly contents: (heads: readonly Head[]) => Promise<ReadonlyMap<ClaimNo, Claim>>;
}

/**
 * Lines of a patient's claims at the billing provider, for some days. Voided ones are none.
 *
 * The index is eventually consistent: a claim recorded within the last second may be missing, and two claims of one
 * patient that arrive at the same moment in two files may miss each other. What is read of a claim that is found is
 * the newest. The payer's own edits are behind ours; nothing of the books depends on this.
 */
export async function patientHistory(
  { db, table }: JournalTable,
  { heads, contents }: Readers,
  { patientKey, fromDay, toDay }: HistoryRequest,
): Promise<readonly EarlierLine[]> {
  const found: ClaimNo[] = [];
  const items = queried(db, {
    TableName: table,
    IndexName: 'by-patient',
    KeyConditionExpression: 'patientKey = :p AND firstDay BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':p': { S: patientKey },
      ':from': { S: addDays(fromDay, -LONGEST_CLAIM_DAYS) },
      ':to': { S: toDay },
    },
  });
  for await (const item of items) found.push(required(item, 'pk') as ClaimNo);
  if (found.length === 0) return [];
  const standing = [...(await heads(found)).values()].filter(
    (head) => head.state !== 'VOIDED' && head.patientKey === patientKey && (head.lastDay ?? '') >= fromDay,
  );
  const claims = await contents(standing);
  return standing
    .toSorted((a, b) => (a.claimNo < b.claimNo ? -1 : 1))
    .flatMap((head) => {
      const claim = claims.get(head.claimNo);
      return claim === undefined ? [] : earlierLines(claim, standingOf(head));
    });
}

const standingOf = ({ payerId, adjudication, state }: Head) => ({
  payerId,
  adjudicated: adjudication !== undefined && state !== 'REVERSED',
});
