import { type DynamoDBClient, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { FilingState } from '../../core/claim/types.ts';
import { civilDate } from '../../core/dates.ts';
import { claimNo } from '../../core/ids.ts';
import { claimStore } from '../../store/claims.ts';
import { startServices, stopServicesAfterEach } from '../support/services.ts';
import { appending, assembled, batched, claimNamed, creation, held, intercepting } from './journalling.ts';

stopServicesAfterEach();

const claim = claimNamed('ABC0000000000001');

describe('the index of ready claims', () => {
  it('gives every READY claim of the partner, whatever shard it lies in, and no other', async () => {
    const { claims } = await startServices();
    const ready = Array.from({ length: 12 }, (_, i) => claimNamed(`ABC000000000000${i.toString(36)}`));
    await Promise.all(ready.map((one) => claims.record(creation(one))));
    const others = [claimNamed('ABCHELD'), { ...claimNamed('ABCELSEWHERE'), partnerId: 'other' }];
    for (const one of others) await claims.record(creation(one));
    await claims.record(appending(claimNamed('ABCHELD'), 'held', held()));

    const found = await claims.ready('acme');
    expect(found.map((c) => c.claimNo).toSorted()).toEqual(ready.map((c) => c.claimNo).toSorted());
    expect(found[0]).toEqual({ claimNo: found[0]?.claimNo, filing: 1, attempt: 1 });
    expect((await claims.ready('other')).map((c) => c.claimNo)).toEqual(['ABCELSEWHERE']);
  });

  it('spreads the claims of one state over four partitions', async () => {
    const { claims, dump } = await startServices();
    for (const last of '0123') await claims.record(creation(claimNamed(`ABC${last}`)));
    const keys = Object.values(await dump()).flatMap(
      (item) => /"stateKey":\{"S":"([^"]+)"/.exec(item)?.[1] ?? [],
    );
    expect(keys.toSorted()).toEqual(['acme#READY#0', 'acme#READY#1', 'acme#READY#2', 'acme#READY#3']);
  });

  it('forgets a claim that left READY', async () => {
    const { claims } = await startServices();
    await claims.record(creation(claim));
    await claims.record(appending(claim, 'plan/p', batched(claim)));
    expect(await claims.ready('acme')).toEqual([]);
  });

  it('gives a replacement that is in no file yet, and forgets it when it is', async () => {
    const { claims } = await startServices();
    await claims.record(creation(claim));
    await claims.record(appending(claim, 'plan/p', batched(claim)));
    const draft = assembled(claim, { state: 'REPLACING' });
    await claims.record(appending(claim, 'replace', { ...draft, attempt: 2, before: 'DENIED' }));
    expect(await claims.ready('acme')).toEqual([{ claimNo: claim.claimNo, filing: 1, attempt: 2 }]);

    const again = { ...batched(claim, 8), state: 'REPLACING' as const, entries: [] };
    await claims.record(appending(claim, 'plan/q', { ...again, attempt: 2, before: 'DENIED' }));
    expect(await claims.ready('acme')).toEqual([]);
  });

  it('gives the filing that waits, though another of the claim is the active one', async () => {
    const { claims } = await startServices();
    await claims.record(creation(claim));
    await claims.record(appending(claim, 'denied', held('DENIED')));
    const second = { ...assembled(claim), filing: 2 };
    await claims.record(appending(claim, 'bill-next', second));
    expect(await claims.head(claim.claimNo)).toMatchObject({ filing: 1, state: 'DENIED' });
    expect(await claims.ready('acme')).toEqual([{ claimNo: claim.claimNo, filing: 2, attempt: 1 }]);
  });

  it('is read to its end when it comes in pages', async () => {
    const { db, tables, artifacts, claims } = await startServices();
    for (const last of '048') await claims.record(creation(claimNamed(`ABC${last}`)));
    const paged = claimStore(onePerPage(db), tables.claims, artifacts);
    const found = (await paged.ready('acme')).map((c) => c.claimNo);
    expect(found.toSorted()).toEqual(['ABC0', 'ABC4', 'ABC8']);
    await claims.record(appending(claimNamed('ABC0'), 'held'));
    expect(await paged.events(claimNo('ABC0'))).toHaveLength(2);
    expect(await Array.fromAsync(paged.scanHeads())).toHaveLength(3);
  });
});

describe('the index of claims that wait', () => {
  const on = (today: string, state: FilingState = 'BATCHED') => ({
    ...{ partner: 'acme', state, today: civilDate(today) },
  });

  it('gives what claims wait for from the first day on which it may be due, page by page', async () => {
    const { db, tables, artifacts, claims } = await startServices();
    for (const last of '0123459') {
      await claims.record(creation(claimNamed(`ABC${last}`)));
      await claims.record(appending(claimNamed(`ABC${last}`), 'plan/p', batched(claimNamed(`ABC${last}`))));
    }
    const paged = claimStore(onePerPage(db), tables.claims, artifacts);
    expect(await Array.fromAsync(paged.waits(on('20260115')))).toEqual([]);
    const found = (await Array.fromAsync(paged.waits(on('20260116')))).flat();
    expect(found.map((wait) => wait.claimNo).toSorted()).toEqual([...'0123459'].map((last) => `ABC${last}`));
    expect(found[0]).toMatchObject({ since: '20260115', batch: { controlNo: 7, setControlNo: '0001' } });
    expect(await Array.fromAsync(paged.waits(on('20260116', 'PAID')))).toEqual([]);
    expect(await Array.fromAsync(paged.waits({ ...on('20260116'), partner: 'other' }))).toEqual([]);
  });

  it('never gives a claim that waits for nothing', async () => {
    const { claims } = await startServices();
    await claims.record(creation(claim));
    await claims.record(appending(claim, 'closed', held('CLOSED')));
    expect(await Array.fromAsync(claims.waits(on('21991231', 'CLOSED')))).toEqual([]);
  });
});

/** The client, but every page holds one item: a query that forgets to go on shows. */
const onePerPage = (db: DynamoDBClient): DynamoDBClient =>
  intercepting(db, (command) => {
    if (command instanceof QueryCommand || command instanceof ScanCommand) command.input.Limit = 1;
    return db.send(command);
  });

describe('money of a claim that is not ours', () => {
  const money = { remittanceId: 'r1', ordinal: 3, fileId: 'f', at: '2026-01-15T12:00:00.000Z', entries: [] };

  it('is recorded once per position of its remittance, and the first record stands', async () => {
    const { claims } = await startServices();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => claims.recordUnclaimed(money)));
    expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(1);
    expect(await claims.recordUnclaimed({ ...money, fileId: 'other' })).toBe('already');
    expect(await claims.unclaimed('r1', 3)).toEqual({ ...money, shape: 1 });
    expect(await claims.recordUnclaimed({ ...money, ordinal: 4 })).toBe('recorded');
    expect(await claims.unclaimed('r1', 5)).toBeNull();
  });

  it('is among the events of a scan', async () => {
    const { claims } = await startServices();
    await claims.recordUnclaimed(money);
    await claims.record(creation(claim));
    expect(await Array.fromAsync(claims.scanEvents())).toHaveLength(2);
  });
});
