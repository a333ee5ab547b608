import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { Head } from '../../core/claim/head.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import { stateThroughInterchange } from '../../core/claim/through-interchange.ts';
import { type CivilDate, civilDate } from '../../core/dates.ts';
import { deriveClaimNo, encounterKey } from '../../core/encounter/identity.ts';
import { encounterSchema } from '../../core/encounter/schema.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { type AccountBalances, applyToLedger } from '../../core/ledger/balances.ts';
import type { JournalEntry } from '../../core/ledger/entries.ts';
import { type LedgerProof, postedPayments, proveLedger } from '../../core/ledger/proof.ts';
import { cents } from '../../core/money.ts';
import { createClock, type Embedded, type Faults, startEmbedded } from '../../embedded/index.ts';
import { artifacts, sha256 } from '../../store/artifacts.ts';
import { claimStore } from '../../store/claims.ts';
import { fileStore } from '../../store/files.ts';
import { type WorkItem, workStore } from '../../store/work.ts';
import { clientsOf } from '../embedded/clients.ts';
import { assemblyFor } from './assembly.ts';
import { pipelineConfig } from './pipeline-config.ts';

/** The day on which every test runs; the clock of the embedded AWS is turned to it. */
export const TODAY: CivilDate = civilDate('20260212');
const MORNING = Date.UTC(2026, 1, 12, 9, 30);

export interface PipelineOptions {
  /** Another configuration than the tests' own. */
  readonly config?: unknown;
  readonly dataDir?: string;
  readonly faults?: Faults;
  readonly logs?: (line: string) => void;
}

/** A claim as the store holds it, with its journal. */
export interface StoredClaim {
  readonly head: Head;
  /** The filing's state as people see it, through its interchange. */
  readonly state: Head['state'];
  readonly events: readonly JournalEvent[];
  readonly entries: readonly JournalEntry[];
}

export interface Ledger {
  readonly proof: LedgerProof;
  readonly balances: AccountBalances;
}

export type Pipeline = Awaited<ReturnType<typeof startPipeline>>;

/** The whole deployment on the embedded AWS, as synthesised from this source tree. Stop it when done. */
export async function startPipeline(options: PipelineOptions = {}) {
  const { logs, config = pipelineConfig, ...rest } = options;
  const system = await startEmbedded({
    ...rest,
    cdkOut: await assemblyFor(config),
    clock: createClock(MORNING - Date.now()),
    queueRetrySeconds: 1,
    maxWorkers: 16,
    workersPerFunction: 1,
    ...(logs === undefined ? {} : { logs: ({ text }) => logs(text) }),
  });
  const { s3, dynamodb } = clientsOf(system);
  const name = outputsOf(system);
  const archive = artifacts(s3, name('ArtifactsBucket'));
  const claims = claimStore(dynamodb, name('ClaimsTable'), archive);
  const files = fileStore(dynamodb, name('FilesTable'));
  const work = workStore(dynamodb, name('WorkTable'));

  const put = async (key: string, body: string | Uint8Array): Promise<string> => {
    await s3.send(new PutObjectCommand({ Bucket: name('ArtifactsBucket'), Key: key, Body: body }));
    return sha256(body);
  };

  const claim = async (claimNo: ClaimNo): Promise<StoredClaim> => {
    const head = await claims.head(claimNo);
    if (head === null) throw new Error(`no claim ${claimNo}`);
    const events = await claims.events(claimNo);
    const { batch } = head;
    const interchange = batch && (await files.interchange(head.partnerId, batch.controlNo));
    return {
      head,
      state: stateThroughInterchange(head, interchange ?? undefined),
      events,
      entries: events.flatMap((event) => event.entries),
    };
  };

  return {
    system,
    claims,
    files,
    work,
    claim,
    put,
    archive,
    /** Leaves what is there already: a second start of the same work brings no second upload. */
    putOnce: (key: string, body: string) => archive.create(key, body),
    settled: () => system.settled(120_000),
    stop: () => system.stop(),

    /** Puts encounters as one NDJSON file of a client and waits until all that follows is done. Gives the file id. */
    upload: async (client: string, encounters: readonly unknown[]): Promise<string> => {
      const body = encounters.map((encounter) => JSON.stringify(encounter)).join('\n');
      const fileId = await put(`intake/${client}/${sha256(body)}.ndjson`, body);
      await system.settled(120_000);
      return fileId;
    },

    /** Puts a file that a partner sent, and waits until all that follows is done. Gives the file id. */
    receive: async (partner: string, text: string, file = `${sha256(text)}.edi`): Promise<string> => {
      const fileId = await put(`inbound/${partner}/${file}`, text);
      await system.settled(120_000);
      return fileId;
    },

    /** An object's text; undefined where there is none. */
    object: async (key: string): Promise<string | undefined> =>
      (await archive.size(key)) === null ? undefined : archive.readText({ key }),

    objectKeys: async (prefix = ''): Promise<readonly string[]> => {
      const keys: string[] = [];
      let token: string | undefined;
      do {
        const page = await s3.send(
          new ListObjectsV2Command({
            Bucket: name('ArtifactsBucket'),
            Prefix: prefix,
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
        );
        keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
        token = page.NextContinuationToken;
      } while (token !== undefined);
      return keys;
    },

    /** The claims of a client, in no order. */
    headsOf: async (client: string): Promise<readonly Head[]> => {
      const heads: Head[] = [];
      for await (const head of claims.scanHeads()) if (head.clientId === client) heads.push(head);
      return heads;
    },

    /** Open work items that a test asks for. */
    workItems: async (filter: (item: WorkItem) => boolean = () => true): Promise<readonly WorkItem[]> =>
      (await work.list({ status: 'OPEN' })).filter(filter),

    /** Everything in the three tables, by table and key. */
    tables: async (): Promise<ReadonlyMap<string, Item>> => {
      const items = new Map<string, Item>();
      for (const table of ['ClaimsTable', 'FilesTable', 'WorkTable']) {
        for await (const item of scan(dynamodb, name(table)))
          items.set(`${table} ${item.pk?.S} ${item.sk?.S}`, item);
      }
      return items;
    },

    /** What the runs on a file said of it when they had read it, the first run first. */
    outcomes: (fileId: string): readonly string[] =>
      system.executions
        .list()
        .toReversed()
        .flatMap(({ history }) => history)
        .flatMap((event) => {
          const answer = fileAnswer.safeParse(event);
          return answer.success && answer.data.output.Payload.fileId === fileId
            ? [answer.data.output.Payload.outcome]
            : [];
        }),

    ledger: () => readLedger(claims, files),
  };
}

/** Only the steps that read a file name it in their answer. */
const fileAnswer = z.object({
  type: z.literal('TaskSucceeded'),
  output: z.object({ Payload: z.object({ outcome: z.string(), fileId: z.string() }) }),
});

type Item = Readonly<Record<string, AttributeValue>>;

async function* scan(
  dynamodb: ReturnType<typeof clientsOf>['dynamodb'],
  table: string,
): AsyncGenerator<Item> {
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamodb.send(
      new ScanCommand({ TableName: table, ...(start === undefined ? {} : { ExclusiveStartKey: start }) }),
    );
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

const outputsOf =
  ({ outputs }: Embedded) =>
  (output: string): string => {
    const value = outputs[output];
    if (value === undefined) throw new Error(`the stacks have no output ${output}`);
    return value;
  };

/** Proves the whole ledger from the journals, and adds it up. */
async function readLedger(
  claims: ReturnType<typeof claimStore>,
  files: ReturnType<typeof fileStore>,
): Promise<Ledger> {
  const proof = proveLedger();
  let balances: AccountBalances = {};
  for await (const head of claims.scanHeads()) {
    const events = await claims.events(head.claimNo);
    const entries = events.flatMap((event) => event.entries);
    const adjudications = postedPayments(events);
    proof.claim({ claimNo: head.claimNo, entries, adjudications, projected: head.balances });
    balances = applyToLedger(balances, entries);
  }
  for await (const event of claims.scanEvents()) {
    if (!('remittanceId' in event)) continue;
    proof.unclaimed(event.entries);
    balances = applyToLedger(balances, event.entries);
  }
  for (const { status, traceKey, paidCents } of await files.listRemittances())
    if (status === 'posted') proof.remittance(traceKey, cents(paidCents));
  return { proof: proof.finish(), balances };
}

/** The number under which an encounter of a client becomes a claim; `part` where it is split. */
export function claimNoOf(client: string, encounter: unknown, part?: number): ClaimNo {
  const clientCode = pipelineConfig.clients.find(({ id }) => id === client)?.code ?? '';
  const key = encounterKey(encounterSchema.parse(encounter), '', sha256) ?? '';
  return deriveClaimNo({ clientCode, encounterKey: key, ...(part === undefined ? {} : { part }) }, sha256);
}
