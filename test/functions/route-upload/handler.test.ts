import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { makeHandler } from '../../../functions/route-upload/handler.ts';
import { startServices, stopServicesAfterEach } from '../../support/services.ts';
import { queueEvent, quiet } from '../loop.ts';

stopServicesAfterEach();

const machines = {
  intake: 'arn:intake',
  acknowledgment: 'arn:acknowledgment',
  remittance: 'arn:remittance',
  codesets: 'arn:codesets',
};
const created = (key: string, version?: string): string =>
  JSON.stringify({
    'detail-type': 'Object Created',
    detail: {
      bucket: { name: 'bucket' },
      object: { key, size: 1, ...(version === undefined ? {} : { 'version-id': version }) },
    },
  });

async function start() {
  const services = await startServices();
  const workflows = new SFNClient({ region: 'us-east-1' });
  const states = mockClient(workflows);
  states.on(StartExecutionCommand).resolves({});
  const route = makeHandler({ ...services, workflows, machines });
  return {
    ...services,
    states,
    route: (...bodies: readonly string[]) => route(queueEvent(...bodies), quiet),
    started: () =>
      states.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => ({
        machine: input.stateMachineArn,
        name: input.name,
        input: JSON.parse(input.input ?? ''),
      })),
  };
}

describe('an upload', () => {
  it.each([
    ['intake/riverbend/a.json', '{}', 'intake', { client: 'riverbend' }],
    ['inbound/sandbox/x.835', 'ISA*00*GS*HP*A~', 'remittance', { partner: 'sandbox' }],
    ['inbound/sandbox/x.999', 'ISA*00*GS*FA*A~', 'acknowledgment', { partner: 'sandbox' }],
    ['inbound/sandbox/holiday.png', 'PNG', 'acknowledgment', { partner: 'sandbox' }],
  ] as const)('%s starts its run by an id, not by its key', async (key, text, machine, owner) => {
    const { artifacts, files, route, started } = await start();
    await artifacts.create(key, text);
    expect(await route(created(key))).toEqual({ batchItemFailures: [] });
    const [run] = started();
    expect(run).toMatchObject({ machine: `arn:${machine}`, input: owner });
    expect(run?.name).toBe(`${machine}-${Object.values(owner)[0]}-${run?.input.uploadId}`);
    expect(run?.input.uploadId).toMatch(/^[0-9a-f]{32}$/);
    expect(await files.upload(run?.input.uploadId)).toMatchObject({ key, ...owner });
  });

  it('of a code set starts its run, whatever its name is, for no client and no partner', async () => {
    const { files, route, started } = await start();
    const key = 'codesets/HCPC2026 (copy).zip';
    expect(await route(created(key))).toEqual({ batchItemFailures: [] });
    const [run] = started();
    expect(run).toMatchObject({ machine: 'arn:codesets', name: `codesets-${run?.input.uploadId}` });
    expect(Object.keys(run?.input)).toEqual(['uploadId']);
    expect(await files.upload(run?.input.uploadId)).toMatchObject({ key });
  });

  it('that is told twice starts the same run, and that it runs already is success', async () => {
    const { dump, route, started, states } = await start();
    await route(created('intake/riverbend/a.json', 'v1'));
    const after = await dump();
    states
      .on(StartExecutionCommand)
      .rejects(new ExecutionAlreadyExists({ message: 'exists', $metadata: {} }));
    expect(await route(created('intake/riverbend/a.json', 'v1'))).toEqual({ batchItemFailures: [] });
    const [first, second] = started();
    expect(second).toEqual(first);
    expect(await dump()).toEqual(after);
  });

  it('of another version of its object is another upload', async () => {
    const { route, started } = await start();
    await route(created('intake/riverbend/a.json', 'v1'), created('intake/riverbend/a.json', 'v2'));
    expect(new Set(started().map(({ name }) => name)).size).toBe(2);
  });

  it('that fails is reported alone; its neighbours are started', async () => {
    const { route, started, states } = await start();
    states.on(StartExecutionCommand).resolvesOnce({}).rejectsOnce(new Error('throttled')).resolves({});
    const answer = await route(
      created('intake/riverbend/a.json'),
      created('intake/riverbend/b.json'),
      created('intake/riverbend/c.json'),
      'not json',
    );
    expect(answer.batchItemFailures).toHaveLength(2);
    expect(answer.batchItemFailures).toContainEqual({ itemIdentifier: 'message-4' });
    expect(started()).toHaveLength(3);
  });

  it.each(['intake/a.json', 'intake/River Bend/a.json', 'elsewhere/riverbend/a.json'])(
    'that lies under no client or partner fails, so that somebody sees it: %s',
    async (key) => {
      const { route, started } = await start();
      expect((await route(created(key))).batchItemFailures).toHaveLength(1);
      expect(started()).toEqual([]);
    },
  );

  it('that is only the marker of a folder is passed over', async () => {
    const { route, started } = await start();
    expect(await route(created('intake/riverbend/'))).toEqual({ batchItemFailures: [] });
    expect(started()).toEqual([]);
  });

  it('that cannot be read is reported and starts nothing', async () => {
    const { route, started } = await start();
    expect((await route(created('inbound/sandbox/gone.edi'))).batchItemFailures).toHaveLength(1);
    expect(started()).toEqual([]);
  });
});
