/** A sandbox: one worker thread that runs one function, one event at a time, in an environment of its own. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { LambdaFunction } from '../deployment.ts';

const errorShape = z.object({
  errorType: z.string(),
  errorMessage: z.string(),
  trace: z.array(z.string()).optional(),
});
/** How Lambda tells of an error. `errorType` is the name that a state machine can catch. */
export type LambdaError = Readonly<z.infer<typeof errorShape>>;

export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly error: LambdaError };

/** What a function printed. */
export interface LogText {
  readonly functionName: string;
  readonly text: string;
}

export interface SandboxDeps {
  readonly clock: Clock;
  /** Where the services are, credentials, and so on; the function's own environment comes over it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly logs: (text: LogText) => void;
}

export interface Sandbox {
  readonly functionName: string;
  /** Runs the handler. Never rejects: whatever goes wrong is an outcome. */
  readonly run: (event: unknown) => Promise<Outcome>;
  /** Ends the thread, in mid-call if need be. */
  readonly end: () => void;
  /** Whether it can run another event. */
  readonly alive: () => boolean;
  /** Resolves when the thread is gone, of itself or by `end`. */
  readonly ended: Promise<void>;
}

const messageShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('unready'), error: errorShape }),
  z.object({ kind: z.literal('done'), payload: z.string() }),
  z.object({ kind: z.literal('failed'), error: errorShape }),
]);
type Message = z.infer<typeof messageShape>;

/** Young objects of a handler die young; a small nursery keeps six workers small. */
const nurseryMb = 6;
/** Heap of one sandbox at most: here all of them share one machine's memory. */
const heapMb = 256;

export function startSandbox(fn: LambdaFunction, deps: SandboxDeps): Sandbox {
  const { name, timeoutSeconds } = fn;
  const worker = startWorker(fn, deps);
  const { answer, ended, die, alive } = conversationWith(worker);
  const ready = answer();

  async function run(event: unknown): Promise<Outcome> {
    const start = await ready;
    if (start.kind === 'unready') {
      await worker.terminate();
      return { ok: false, error: start.error };
    }
    const requestId = randomUUID();
    const limitMs = timeoutSeconds * 1000;
    const timer = setTimeout(() => {
      const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds} seconds`;
      die({ errorType: 'Sandbox.Timedout', errorMessage });
      void worker.terminate();
    }, limitMs);
    const deadlineMs = performance.timeOrigin + performance.now() + limitMs;
    const heard = answer();
    worker.postMessage({ event: JSON.stringify(event), requestId, deadlineMs });
    const message = await heard;
    clearTimeout(timer);
    if (message.kind === 'done') return { ok: true, payload: JSON.parse(message.payload) };
    if (message.kind === 'failed') return { ok: false, error: message.error };
    throw new Error(`a sandbox of ${name} said ${message.kind} when asked to run`);
  }

  return { functionName: name, run, end: () => void worker.terminate(), alive, ended };
}

function startWorker(fn: LambdaFunction, { clock, environment, logs }: SandboxDeps): Worker {
  const { name, arn, memoryMb } = fn;
  const worker = new Worker(new URL('./bootstrap.mjs', import.meta.url), {
    env: environmentOf(fn, environment),
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: Math.min(memoryMb, heapMb),
      maxYoungGenerationSizeMb: nurseryMb,
    },
    workerData: { ...entryOf(fn), clock: clock.shared, functionName: name, functionArn: arn, memoryMb },
  });
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => logs({ functionName: name, text }));
  }
  return worker;
}

/** Question and answer with a worker, one at a time. Its death answers whatever is asked, then and later. */
function conversationWith(worker: Worker) {
  let death: LambdaError | undefined;
  let hear: (message: Message) => void = () => {};

  const answer = async (): Promise<Message> => {
    if (death !== undefined) return { kind: 'failed', error: death };
    return new Promise((resolve) => {
      hear = resolve;
    });
  };
  const die = (error: LambdaError): void => {
    death ??= error;
    hear({ kind: 'failed', error: death });
  };

  worker.on('message', (message) => hear(messageShape.parse(message)));
  worker.on('error', ({ name, message }) => {
    const outOfMemory = message.includes('memory limit');
    die({ errorType: outOfMemory ? 'Runtime.OutOfMemory' : name, errorMessage: message });
  });
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      die({ errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: signal: killed' });
      resolve();
    });
  });
  return { answer, die, ended, alive: () => death === undefined };
}

/** `index.handler` is the export `handler` of the file `index.mjs`, `index.js` or `index.cjs`. */
export function entryOf({ name, folder, handler }: LambdaFunction): { entry: string; exportName: string } {
  const point = handler.lastIndexOf('.');
  const stem = join(folder, handler.slice(0, point));
  const file = ['.mjs', '.js', '.cjs'].map((extension) => stem + extension).find(existsSync);
  if (file === undefined) throw new Error(`${name}: its asset has no ${handler}`);
  return { entry: pathToFileURL(file).href, exportName: handler.slice(point + 1) };
}

/** Who asks, as the services hear it in the user agent: the SDK warns of more than 50 characters. */
export const callerName = (functionName: string): string => functionName.slice(0, 50);

function environmentOf(
  { name, folder, handler, memoryMb, environment }: LambdaFunction,
  shared: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    ...shared,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_SDK_UA_APP_ID: callerName(name),
    LAMBDA_TASK_ROOT: folder,
    _HANDLER: handler,
    ...environment,
  };
}
