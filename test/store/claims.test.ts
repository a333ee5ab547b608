import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { applyToHead, type Head } from '../../core/claim/head.ts';
import type { FilingState } from '../../core/claim/types.ts';
import { type ClaimNo, claimNo } from '../../core/ids.ts';
import { insuranceOpen } from '../../core/ledger/balances.ts';
import { cents } from '../../core/money.ts';
import { AppendContention, claimStore, type Recorded } from '../../store/claims.ts';
import { type Services, startServices, stopServicesAfterEach } from '../support/services.ts';
import {
  appending,
  assembled,
  batched,
  type Command,
  claimNamed,
  creation,
  intercepting,
} from './journalling.ts';

stopServicesAfterEach();

const claim = claimNamed('ABC0000000000001');
const key = (no: string, sk: string) => ({ pk: { S: no }, sk: { S: sk } });

const storedHead = async ({ db, tables }: Services, no: ClaimNo = claim.claimNo): Promise<Head> => {
  const { Item } = await db.send(
    new GetItemCommand({ TableName: tables.claims, Key: key(no, 'HEAD'), ConsistentRead: true }),
  );
  return JSON.parse(Item?.body?.S ?? 'null');
};
const replayed = async ({ claims }: Services): Promise<Head | null> =>
  (await claims.events(claim.claimNo)).reduce<Head | null>(applyToHead, null);

/** As a step does it: a storm of writers is left to the next try. */
const recordAtLast = async (record: () => Promise<Recorded>): Promise<Recorded> => {
  try {
    return await record();
  } catch (error) {
    if (error instanceof AppendContention) return recordAtLast(record);
    throw error;
  }
};

describe('the claim journal', () => {
  it('records an event once, with its version, cause and time, and projects the head from it', async () => {
    const services = await startServices();
    const recorded = await services.claims.record(creation(claim));
    expect(recorded).toMatchObject({
      outcome: 'recorded',
      event: {
        shape: 1,
        version: 1,
        cause: 'encounter/a',
        at: '2026-01-15T12:00:00.000Z',
        claimNo: claim.claimNo,
      },
      head: { version: 1, state: 'READY', causes: ['encounter/a'] },
    });
    expect(await services.claims.head(claim.claimNo)).toEqual(await replayed(services));
  });

  it('writes state and money of an event in one item', async () => {
    const services = await startServices();
    await services.claims.record(creation(claim));
    services.life.dieAt(2, 'none');
    // The second write would be the head: it never comes.
    await expect(services.claims.record(appending(claim, 'plan/p', batched(claim)))).rejects.toThrow();
    services.life.revive();
    const [, event] = await services.claims.events(claim.claimNo);
    expect(event).toMatchObject({ state: 'BATCHED', entries: [{ type: 'J0' }] });
  });

  it('gives the recorded event back when the cause comes again, without asking what to do', async () => {
    const { claims } = await startServices();
    const first = await claims.record(appending(claim, 'encounter/a', assembled(claim)));
    const again = await claims.record({
      ...creation(claim),
      decide: () => {
        throw new Error('decided twice');
      },
    });
    expect(again).toEqual({ ...first, outcome: 'already' });
  });

  it('records nothing where nothing is decided', async () => {
    const services = await startServices();
    const before = await services.dump();
    expect(await services.claims.record({ ...creation(claim), decide: () => null })).toEqual({
      outcome: 'refused',
      head: null,
    });
    expect(await services.dump()).toEqual(before);
  });

  it('appends one event for one cause under 50 concurrent writers', async () => {
    const services = await startServices();
    const all = await Promise.all(Array.from({ length: 50 }, () => services.claims.record(creation(claim))));
    expect(all.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1);
    expect(all.filter(({ outcome }) => outcome === 'already')).toHaveLength(49);
    expect(await services.claims.events(claim.claimNo)).toHaveLength(1);
  });

  it('appends each of ten causes once under 50 concurrent writers, without a gap', async () => {
    const services = await startServices();
    await services.claims.record(creation(claim));
    const writers = Array.from({ length: 50 }, (_, i) => appending(claim, `cause/${i % 10}`));
    await Promise.all(writers.map((request) => recordAtLast(() => services.claims.record(request))));
    const events = await services.claims.events(claim.claimNo);
    expect(events.map(({ version }) => version)).toEqual(Array.from({ length: 11 }, (_, i) => i + 1));
    expect(new Set(events.map(({ cause }) => cause)).size).toBe(11);
    expect(await storedHead(services)).toEqual(await replayed(services));
  });

  it('decides anew on the newest head when another writer was first', async () => {
    const { claims } = await startServices();
    const { head } = await claims.record(creation(claim));
    await claims.record(appending(claim, 'plan/other', batched(claim)));
    const seen: (FilingState | undefined)[] = [];
    const late = await claims.record({
      ...appending(claim, 'plan/p'),
      head,
      decide: (current) => {
        seen.push(current?.state);
        return current?.state === 'READY' ? batched(claim) : null;
      },
    });
    expect(seen).toEqual(['READY', 'BATCHED']);
    expect(late).toMatchObject({ outcome: 'refused', head: { state: 'BATCHED' } });
  });

  it('finds its own event when the answer to the append was lost', async () => {
    const { claims, faults } = await startServices({ attempts: 2 });
    faults.inject({
      kind: 'call',
      service: 'dynamodb',
      operation: 'PutItem',
      at: 1,
      effect: 'done',
      answer: 'error',
    });
    const recorded = await claims.record(creation(claim));
    expect(recorded).toMatchObject({ outcome: 'already', event: { version: 1, cause: 'encounter/a' } });
    expect(await claims.events(claim.claimNo)).toHaveLength(1);
  });

  it.each(['throttled', 'error'] as const)('passes on that the table answered: %s', async (answer) => {
    const { claims, faults } = await startServices();
    faults.inject({
      kind: 'call',
      service: 'dynamodb',
      operation: 'PutItem',
      at: 1,
      effect: 'none',
      answer,
    });
    await expect(claims.record(creation(claim))).rejects.toThrow('injected');
    expect(await claims.events(claim.claimNo)).toEqual([]);
  });

  it('keeps an event above 100 KB in an object named by its hash, and reads it as any other', async () => {
    const services = await startServices();
    const { claims, db, tables } = services;
    const large = { ...claim, encounterKey: 'k'.repeat(120_000) };
    await claims.record(creation(large));
    const { Item } = await db.send(
      new GetItemCommand({ TableName: tables.claims, Key: key(claim.claimNo, 'E#000001') }),
    );
    const objectKey = Item?.bodyKey?.S ?? '';
    expect(objectKey).toMatch(new RegExp(`^claims/${claim.claimNo}/[0-9a-f]{64}\\.json$`));
    expect(Item?.body).toBeUndefined();
    expect(await claims.events(claim.claimNo)).toMatchObject([{ facts: { claim: large } }]);
    const head = await storedHead(services);
    expect((await claims.contents([head])).get(claim.claimNo)).toEqual(large);
    expect(await Array.fromAsync(claims.scanEvents())).toMatchObject([{ facts: { claim: large } }]);
  });

  it('appends a large event again after its object was put and the append was not', async () => {
    const { claims, life } = await startServices();
    const large = { ...claim, encounterKey: 'k'.repeat(120_000) };
    life.dieAt(2, 'none');
    await expect(claims.record(creation(large))).rejects.toThrow('injected');
    life.revive();
    expect(await claims.record(creation(large))).toMatchObject({ outcome: 'recorded' });
  });
});

describe('the head', () => {
  it('that lagged behind its journal is caught up and rewritten by the next who records', async () => {
    const services = await startServices();
    const { claims, life } = services;
    await claims.record(creation(claim));
    life.dieAt(2, 'none');
    await expect(claims.record(appending(claim, 'plan/p', batched(claim)))).rejects.toThrow();
    life.revive();
    expect(await storedHead(services)).toMatchObject({ version: 1, state: 'READY' });

    const again = await claims.record(appending(claim, 'plan/p', batched(claim)));
    expect(again).toMatchObject({ outcome: 'already', head: { version: 2, state: 'BATCHED' } });
    expect(await storedHead(services)).toEqual(await replayed(services));
  });

  it('that was lost is rebuilt from the journal', async () => {
    const services = await startServices();
    const { claims, db, tables } = services;
    await claims.record(creation(claim));
    await claims.record(appending(claim, 'plan/p', batched(claim)));
    const before = await storedHead(services);
    await db.send(new DeleteItemCommand({ TableName: tables.claims, Key: key(claim.claimNo, 'HEAD') }));
    const again = await claims.record(appending(claim, 'plan/p', batched(claim)));
    expect(again).toMatchObject({ outcome: 'already', head: before });
    expect(await storedHead(services)).toEqual(before);
  });

  it('that is newer is never overwritten by one that was late', async () => {
    const services = await startServices();
    const { claims, db, tables, artifacts } = services;
    await claims.record(creation(claim));
    const gate = Promise.withResolvers<void>();
    const slow = claimStore(holdingBack(db, isHeadPut, gate.promise), tables.claims, artifacts);
    const late = slow.record(appending(claim, 'cause/2'));
    await expect.poll(() => claims.events(claim.claimNo)).toHaveLength(2);
    await claims.record(appending(claim, 'plan/p', batched(claim)));
    gate.resolve();
    expect(await late).toMatchObject({ outcome: 'recorded', head: { version: 2 } });
    expect(await storedHead(services)).toEqual(await replayed(services));
    expect(await storedHead(services)).toMatchObject({ version: 3, state: 'BATCHED' });
  });

  it('tells what is open with the payer, from the entries of its events', async () => {
    const { claims } = await startServices();
    await claims.record(creation(claim));
    const { head } = await claims.record(appending(claim, 'plan/p', batched(claim)));
    expect(insuranceOpen(head?.balances ?? {}, 1)).toBe(cents(10_000));
  });

  it('of many claims come at once, more than one request can carry, with their contents', async () => {
    const { claims } = await startServices();
    const many = Array.from({ length: 120 }, (_, i) => claimNamed(`ABC${String(i).padStart(13, '0')}`));
    await Promise.all(many.map((one) => claims.record(creation(one))));
    const numbers = many.map((one) => one.claimNo);
    const heads = await claims.heads([...numbers, ...numbers, claimNo('ABCUNKNOWN')]);
    expect([...heads.keys()].toSorted()).toEqual(numbers.toSorted());
    expect((await claims.contents([...heads.values()])).size).toBe(120);
    expect(await Array.fromAsync(claims.scanHeads())).toHaveLength(120);
  });

  it('that points to an event without content is a defect', async () => {
    const { claims } = await startServices();
    await claims.record(creation(claim));
    const { head } = await claims.record(appending(claim, 'held'));
    if (head === null) throw new Error('recorded');
    await expect(claims.contents([{ ...head, contentVersion: 2 }])).rejects.toThrow('without content');
  });

  it('that names a cause which its journal lacks is a defect', async () => {
    const services = await startServices();
    const { claims, db, tables } = services;
    await claims.record(creation(claim));
    const head = await storedHead(services);
    const forged = { ...head, causes: [...head.causes, 'never/happened'] };
    await db.send(
      new PutItemCommand({
        TableName: tables.claims,
        Item: { ...key(claim.claimNo, 'HEAD'), version: { N: '1' }, body: { S: JSON.stringify(forged) } },
      }),
    );
    await expect(claims.record(appending(claim, 'never/happened'))).rejects.toThrow('its journal lacks');
  });
});

const isHeadPut = (command: Command): boolean =>
  command instanceof PutItemCommand && command.input.Item?.sk?.S === 'HEAD';

/** The client, but some of its commands wait. */
const holdingBack = (db: DynamoDBClient, which: (command: Command) => boolean, until: Promise<void>) =>
  intercepting(db, async (command) => {
    if (which(command)) await until;
    return db.send(command);
  });
