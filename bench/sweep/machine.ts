/** The remittance's state machine, and the queue behind it, as a list of invocations: one after the other. */

import type { Output as Posted } from '../../functions/post-remittance/handler.ts';
import type { Output as Read } from '../../functions/read-remittance/handler.ts';
import { artifacts } from '../../store/artifacts.ts';
import { claimStore } from '../../store/claims.ts';
import { codeSetStore } from '../../store/code-sets.ts';
import { fileStore } from '../../store/files.ts';
import { workStore } from '../../store/work.ts';
import { type Loop, PARTNER, queueEvent, quiet, stepsOn } from '../../test/functions/loop.ts';
import type { Clients } from './tap.ts';

/** One task of the machine, with its input. The answer of a queue's consumer tells which messages come again. */
export interface Invocation<T = unknown> {
  readonly step: string;
  readonly invoke: (steps: Steps) => Promise<T>;
}

type Steps = ReturnType<typeof stepsOn>;

/** Handlers as a new process makes them: nothing is remembered of what ran before. */
export function freshSteps(loop: Loop, clients: Clients): Steps {
  const { tables, bucket, config, now } = loop;
  const archive = artifacts(clients.s3, bucket);
  const stores = {
    artifacts: archive,
    claims: claimStore(clients.db, tables.claims, archive),
    files: fileStore(clients.db, tables.files),
    work: workStore(clients.db, tables.work),
    codeSets: codeSetStore(archive),
  };
  return stepsOn({ ...loop, ...clients, ...stores }, config, now);
}

export const readingOf = (uploadId: string): Invocation<Read> => ({
  step: 'read-remittance',
  invoke: ({ readRemittance }) => readRemittance({ uploadId, partner: PARTNER }, quiet),
});

export const postingOf = (fileId: string, batch: number): Invocation<Posted> => ({
  step: `post-remittance, batch ${batch}`,
  invoke: ({ postRemittance }) => postRemittance({ fileId, partner: PARTNER, batch }, quiet),
});

/** Where the posting asks for it. */
export const billingOf = (fileId: string, batch: number): Invocation => ({
  step: `bill-next-payer, batch ${batch}`,
  invoke: ({ billNextPayer }) => billNextPayer({ fileId, partner: PARTNER, batch }, quiet),
});

export const reconcilingOf = (fileId: string): Invocation => ({
  step: 'reconcile-remittance',
  invoke: ({ reconcileRemittance }) => reconcileRemittance({ fileId, partner: PARTNER }, quiet),
});

/** Messages in one event of the denials queue. */
const RECORDS = 10;

/** The consumer of the denials queue takes what has come. */
export function workingOf(messages: readonly string[]): readonly Invocation[] {
  const events = Array.from({ length: Math.ceil(messages.length / RECORDS) }, (_, i) =>
    messages.slice(i * RECORDS, (i + 1) * RECORDS),
  );
  return events.map((bodies, i) => ({
    step: `work-denials, event ${i}`,
    invoke: async ({ workDenials }) => {
      const { batchItemFailures } = await workDenials(queueEvent(...bodies), quiet);
      if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} messages come again`);
      return 'worked';
    },
  }));
}
