import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { epochToIso } from '../core/dates.ts';
import { Defect } from '../core/result.ts';
import { body, type Item, text, toItem } from './items.ts';
import type { TableAccess } from './table-access.ts';

/** An interchange of ours and the journal of its delivery. SENT, TA1 and 999 acceptance stand here, once for all. */
export interface OutboundInterchange {
  readonly partner: string;
  readonly controlNo: number;
  readonly planId: string;
  readonly index: number;
  readonly sets: readonly { readonly controlNo: string; readonly batchId: string; readonly claims: number }[];
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly writtenAt: string;
  readonly deliveredAt?: string;
  /** When the first 999 accepted a set of it; ISO. */
  readonly acceptedAt?: string;
  /** TA104 of the first TA1. */
  readonly ta1?: string;
  /** The file that brought it. */
  readonly ta1FileId?: string;
  /** ST02 of the sets a 999 accepted. */
  readonly acceptedSets: readonly string[];
  /** Which file accepted which of them. */
  readonly acceptances?: readonly { readonly setControlNo: string; readonly fileId: string }[];
}

/** As it was written: nothing is known of its delivery. */
type WrittenInterchange = Omit<
  OutboundInterchange,
  'deliveredAt' | 'acceptedAt' | 'ta1' | 'ta1FileId' | 'acceptedSets' | 'acceptances'
>;

const interchangeKey = (partner: string, controlNo: number): Item =>
  toItem({ pk: `INTERCHANGE#${partner}#${controlNo}`, sk: 'INTERCHANGE' });

const interchangeOf = (item: Item): OutboundInterchange => {
  const deliveredAt = text(item, 'deliveredAt');
  const acceptedAt = text(item, 'acceptedAt');
  const ta1 = text(item, 'ta1');
  const ta1FileId = text(item, 'ta1FileId');
  const acceptances = (item.acceptances?.SS ?? []).toSorted().map(acceptanceOf);
  return {
    ...body<WrittenInterchange>(item),
    ...(acceptedAt === undefined ? {} : { acceptedAt }),
    ...(deliveredAt === undefined ? {} : { deliveredAt }),
    ...(ta1 === undefined ? {} : { ta1 }),
    ...(ta1FileId === undefined ? {} : { ta1FileId }),
    acceptedSets: (item.acceptedSets?.SS ?? []).toSorted(),
    ...(acceptances.length === 0 ? {} : { acceptances }),
  };
};

/** `0001 FILE`: a member of a string set, so that a repeat adds nothing. */
const acceptanceOf = (text: string) => {
  const [setControlNo = '', fileId = ''] = text.split(' ');
  return { setControlNo, fileId };
};

/** Outbound interchanges with the journal of their delivery, and the partners' control numbers. */
export function interchangeStore({ db, table, get, putNew, listed }: TableAccess) {
  const set = async (partner: string, controlNo: number, expression: string, values: Item): Promise<void> => {
    await db.send(
      new UpdateItemCommand({
        TableName: table,
        Key: interchangeKey(partner, controlNo),
        UpdateExpression: expression,
        ExpressionAttributeValues: values,
      }),
    );
  };
  return {
    /**
     * Takes `count` control numbers for a partner. A crash after this burns them: a gap is legal, a repeat is not.
     *
     * @returns the first of the numbers taken
     */
    takeControlNos: async (partner: string, count: number): Promise<number> => {
      const answer = await db.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toItem({ pk: `COUNTER#${partner}`, sk: 'ISA13' }),
          UpdateExpression: 'ADD n :n',
          ExpressionAttributeValues: { ':n': { N: String(count) } },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      const last = Number(answer.Attributes?.n?.N);
      if (!Number.isSafeInteger(last)) throw new Defect('control number counter has no value');
      if (last > 999_999_999) throw new Defect('control numbers of this partner are used up');
      return last - count + 1;
    },

    putInterchange: (interchange: WrittenInterchange): Promise<boolean> =>
      putNew({
        ...interchangeKey(interchange.partner, interchange.controlNo),
        ...toItem({
          listKey: 'INTERCHANGE',
          receivedAt: interchange.writtenAt,
          body: JSON.stringify(interchange),
        }),
      }),

    interchange: async (partner: string, controlNo: number): Promise<OutboundInterchange | null> => {
      const item = await get(interchangeKey(partner, controlNo));
      return item === null ? null : interchangeOf(item);
    },

    /** SENT for every claim in it, in one write. The first time stands. */
    markDelivered: (partner: string, controlNo: number, nowEpochMs: number): Promise<void> =>
      set(partner, controlNo, 'SET deliveredAt = if_not_exists(deliveredAt, :t)', {
        ':t': { S: epochToIso(nowEpochMs) },
      }),

    /** @param answer TA104 and the file that brought it; the first TA1 stands */
    markInterchangeAnswered: (
      partner: string,
      controlNo: number,
      { code, fileId }: { readonly code: string; readonly fileId: string },
    ): Promise<void> =>
      set(partner, controlNo, 'SET ta1 = if_not_exists(ta1, :c), ta1FileId = if_not_exists(ta1FileId, :f)', {
        ':c': { S: code },
        ':f': { S: fileId },
      }),

    /**
     * SYNTAX_OK for every claim of these sets, in one write. The first time stands.
     *
     * @param setControlNos ST02; not empty
     */
    markSetsAccepted: (
      partner: string,
      controlNo: number,
      {
        setControlNos,
        fileId,
        nowEpochMs,
      }: { readonly setControlNos: readonly string[]; readonly fileId: string; readonly nowEpochMs: number },
    ): Promise<void> =>
      set(
        partner,
        controlNo,
        'SET acceptedAt = if_not_exists(acceptedAt, :t) ADD acceptedSets :s, acceptances :a',
        {
          ':s': { SS: [...setControlNos] },
          ':a': { SS: setControlNos.map((setControlNo) => `${setControlNo} ${fileId}`) },
          ':t': { S: epochToIso(nowEpochMs) },
        },
      ),

    listInterchanges: async (): Promise<readonly OutboundInterchange[]> =>
      (await listed('INTERCHANGE')).map(interchangeOf),
  };
}
