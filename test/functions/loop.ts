import { readFileSync } from 'node:fs';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { Head } from '../../core/claim/head.ts';
import { type Config, parseConfig } from '../../core/config.ts';
import { addDays, civilDate } from '../../core/dates.ts';
import { changedExample } from '../../core/edits/example.ts';
import type { Encounter } from '../../core/encounter/model.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { makeHandler as makeActivateCodes } from '../../functions/activate-codes/handler.ts';
import { makeHandler as makeApplyAcknowledgment } from '../../functions/apply-acknowledgment/handler.ts';
import { makeHandler as makeAssembleClaims } from '../../functions/assemble-claims/handler.ts';
import { makeHandler as makeBillNextPayer } from '../../functions/bill-next-payer/handler.ts';
import { makeHandler as makeDeliverInterchange } from '../../functions/deliver-interchange/handler.ts';
import { makeHandler as makeDrainDeadLetters } from '../../functions/drain-dead-letters/handler.ts';
import { makeHandler as makeFindOverdue } from '../../functions/find-overdue/handler.ts';
import { makeHandler as makeImportCodes } from '../../functions/import-codes/handler.ts';
import { makeHandler as makePlanInterchanges } from '../../functions/plan-interchanges/handler.ts';
import { makeHandler as makePostRemittance } from '../../functions/post-remittance/handler.ts';
import { makeHandler as makeReadRemittance } from '../../functions/read-remittance/handler.ts';
import { makeHandler as makeReadResponse } from '../../functions/read-response/handler.ts';
import { makeHandler as makeReceiveFile } from '../../functions/receive-file/handler.ts';
import { makeHandler as makeReconcileRemittance } from '../../functions/reconcile-remittance/handler.ts';
import { makeHandler as makeRunTimers } from '../../functions/run-timers/handler.ts';
import type { StepLog } from '../../functions/runtime/step.ts';
import { makeHandler as makeValidateCodes } from '../../functions/validate-codes/handler.ts';
import { makeHandler as makeWorkDenials } from '../../functions/work-denials/handler.ts';
import { makeHandler as makeWriteInterchange } from '../../functions/write-interchange/handler.ts';
import { shortHash } from '../../store/artifacts.ts';
import { codeLoader } from '../../store/loaded-codes.ts';
import type { WorkItem } from '../../store/work.ts';
import { bucketDrop } from '../../transport/bucket-drop.ts';
import { type Services, type ServicesOptions, startServices } from '../support/services.ts';

/** The day of the example encounter, at noon. */
export const NOW = Date.UTC(2026, 0, 10, 12);
export const CLIENT = 'riverbend';
export const PARTNER = 'sandbox';
export const quiet: StepLog = { note: () => {}, count: () => {} };

/** The example configuration with large sets, and changes to its one client and one partner. */
export function configWith(changes: { readonly client?: object; readonly partner?: object } = {}): Config {
  const file = new URL('../../examples/claimline.config.json', import.meta.url);
  const json = JSON.parse(readFileSync(file, 'utf8'));
  const read = parseConfig({
    ...json,
    clients: [{ ...json.clients[0], ...changes.client }],
    partners: [{ ...json.partners[0], claimsPerSet: 5000, ...changes.partner }],
  });
  if (!read.ok) throw new Error('not a configuration');
  return read.value;
}

/** The example encounter under another id, of a patient of its own, with other changes by path. Its charge is $150. */
export const encounter = (id: string, changes: Readonly<Record<string, unknown>> = {}): Encounter =>
  changedExample({ encounterId: id, 'patient.dob': birthday(id), ...changes });

/** Another day for another id: the same visit of the same patient would be a duplicate. */
const birthday = (id: string): string =>
  addDays(civilDate('19400101'), Number.parseInt(shortHash(id).slice(0, 4), 16) % 20_000);

/** As a queue hands it over. */
export const recordOf = (body: string, messageId = 'message-1'): SQSRecord => ({
  messageId,
  body,
  receiptHandle: '',
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: '',
  awsRegion: 'us-east-1',
});
export const queueEvent = (...bodies: readonly string[]): SQSEvent => ({
  Records: bodies.map((body, i) => recordOf(body, `message-${i + 1}`)),
});

export interface LoopOptions extends ServicesOptions {
  readonly config?: Config;
}

export type Loop = Awaited<ReturnType<typeof startLoop>>;

/** Every step's handler on fresh services, and the runs of the machines over them, one after another. */
export async function startLoop({ config = configWith(), attempts = 1 }: LoopOptions = {}) {
  const services = await startServices({ attempts });
  let clock = NOW;
  const steps = stepsOn(services, config, () => clock);

  /** Puts an object and its upload record, as S3 and route-upload do. */
  const upload = async (key: string, content: string | Uint8Array): Promise<string> => {
    const Body = Buffer.from(content);
    await services.s3.send(new PutObjectCommand({ Bucket: services.bucket, Key: key, Body }));
    const uploadId = shortHash(key);
    await services.files.putUpload({ uploadId, key });
    return uploadId;
  };

  const intakeOf = async (uploadId: string, client = CLIENT) => {
    const received = await steps.receiveFile({ uploadId, client }, quiet);
    if (received.outcome !== 'received') return received;
    for (let batch = 0; batch < received.batches; batch += 1) {
      const input = { fileId: received.fileId, client, batch };
      await steps.validateCodes(input, quiet);
      await steps.assembleClaims(input, quiet);
    }
    await services.files.closeFile(received.fileId, 'done');
    return received;
  };

  const respondOf = async (uploadId: string) => {
    const read = await steps.readResponse({ uploadId, partner: PARTNER }, quiet);
    if (read.outcome !== 'read') return read;
    for (let batch = 0; batch < read.batches; batch += 1) {
      await steps.applyAcknowledgment({ fileId: read.fileId, partner: PARTNER, batch }, quiet);
    }
    await services.files.closeFile(read.fileId, 'done');
    return read;
  };

  const remitOf = async (uploadId: string) => {
    const read = await steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
    if (read.outcome !== 'read') return { ...read, reconciled: undefined };
    for (let batch = 0; batch < read.batches; batch += 1) {
      const input = { fileId: read.fileId, partner: PARTNER, batch };
      const { nextPayers } = await steps.postRemittance(input, quiet);
      if (nextPayers === 'look') await steps.billNextPayer(input, quiet);
    }
    const { outcome } = await steps.reconcileRemittance({ fileId: read.fileId, partner: PARTNER }, quiet);
    return { ...read, reconciled: outcome };
  };

  /** Looks at what is overdue at the clock's time, and works it. */
  const overdue = async (cause = `tick-${clock}`) => {
    const found = await steps.findOverdue({ cause }, quiet);
    for (let batch = 0; batch < found.batches; batch += 1)
      await steps.runTimers({ runId: found.runId, batch }, quiet);
    return found;
  };

  return {
    ...services,
    config,
    steps,
    overdue,
    now: (): number => clock,
    upload,
    setClock: (epochMs: number): void => {
      clock = epochMs;
    },
    intakeOf,
    /** Uploads encounters as NDJSON and runs intake over them. */
    intake: async (encounters: readonly Encounter[], name = 'a.ndjson') =>
      intakeOf(await upload(`intake/${CLIENT}/${name}`, ndjson(encounters))),
    /** Plans, writes and delivers what is ready. */
    submit: async (cause = 'run-1') => {
      const plan = await steps.planInterchanges({ partner: PARTNER, cause }, quiet);
      for (let interchange = 0; interchange < plan.interchanges; interchange += 1) {
        const input = { planId: plan.planId, partner: PARTNER, interchange };
        const { outcome } = await steps.writeInterchange(input, quiet);
        if (outcome === 'written') await steps.deliverInterchange(input, quiet);
      }
      return plan;
    },
    respondOf,
    respond: async (text: string, name = 'answer.edi') =>
      respondOf(await upload(`inbound/${PARTNER}/${name}`, text)),
    remitOf,
    remit: async (text: string, name = '835.edi') =>
      remitOf(await upload(`inbound/${PARTNER}/${name}`, text)),
    heads: async (): Promise<readonly Head[]> =>
      (await Array.fromAsync(services.claims.scanHeads())).toSorted((a, b) =>
        a.claimNo < b.claimNo ? -1 : 1,
      ),
    /** The one claim there is. */
    only: async (): Promise<Head> => {
      const [head, ...others] = await Array.fromAsync(services.claims.scanHeads());
      if (head === undefined || others.length > 0) throw new Error('not exactly one claim');
      return head;
    },
    states: async (): Promise<Readonly<Record<ClaimNo, string>>> => {
      const heads = await Array.fromAsync(services.claims.scanHeads());
      return Object.fromEntries(heads.map(({ claimNo, state }) => [claimNo, state]));
    },
    openWork: (): Promise<readonly WorkItem[]> => services.work.list({ status: 'OPEN' }),
    /** Reasons of the open items, sorted. */
    reasons: async (): Promise<readonly string[]> =>
      (await services.work.list({ status: 'OPEN' })).map(({ reason }) => reason).toSorted(),
  };
}

export const ndjson = (encounters: readonly Encounter[]): string =>
  encounters.map((one) => `${JSON.stringify(one)}\n`).join('');

/** A process's handlers on the services. */
export function stepsOn(services: Services, config: Config, now: () => number) {
  const deps = {
    ...services,
    config,
    now,
    queues: services.sqs,
    transport: bucketDrop(services.artifacts),
    codeLoader: codeLoader(services.codeSets),
  };
  return {
    receiveFile: makeReceiveFile(deps),
    validateCodes: makeValidateCodes(deps),
    assembleClaims: makeAssembleClaims(deps),
    planInterchanges: makePlanInterchanges(deps),
    writeInterchange: makeWriteInterchange(deps),
    deliverInterchange: makeDeliverInterchange(deps),
    readResponse: makeReadResponse(deps),
    applyAcknowledgment: makeApplyAcknowledgment(deps),
    readRemittance: makeReadRemittance(deps),
    postRemittance: makePostRemittance(deps),
    billNextPayer: makeBillNextPayer(deps),
    reconcileRemittance: makeReconcileRemittance(deps),
    workDenials: makeWorkDenials(deps),
    findOverdue: makeFindOverdue(deps),
    runTimers: makeRunTimers(deps),
    drainDeadLetters: makeDrainDeadLetters(deps),
    importCodes: makeImportCodes(deps),
    activateCodes: makeActivateCodes(deps),
  };
}
