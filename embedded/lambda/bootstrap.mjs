/**
 * What runs in a sandbox (a worker thread): it loads a function's handler and answers one event at a time.
 * Plain JavaScript, because a worker that has no types to strip starts sooner.
 */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const { entry, exportName, clock, functionName, functionArn, memoryMb } = workerData;

enableCompileCache();
shiftDate(new Float64Array(clock));

try {
  const handler = await loadHandler();
  flushCompileCache();
  parentPort.on('message', (invocation) => answer(handler, invocation));
  parentPort.postMessage({ kind: 'ready' });
} catch (error) {
  parentPort.postMessage({ kind: 'unready', error: describe(error) });
}

async function loadHandler() {
  const handler = (await import(entry))[exportName];
  if (typeof handler === 'function') return handler;
  const error = new Error(`${exportName} is not exported by the function's code`);
  error.name = 'Runtime.HandlerNotFound';
  throw error;
}

async function answer(handler, { event, requestId, deadlineMs }) {
  try {
    const result = await handler(JSON.parse(event), contextOf(requestId, deadlineMs));
    parentPort.postMessage({ kind: 'done', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    parentPort.postMessage({ kind: 'failed', error: describe(error) });
  }
}

function contextOf(awsRequestId, deadlineMs) {
  return {
    awsRequestId,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memoryMb),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'embedded',
    callbackWaitsForEmptyEventLoop: true,
    // The deadline is real time, so it is not read from the Date that tests turn.
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - performance.timeOrigin - performance.now()),
  };
}

function describe(error) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}

/** Every Date of this thread runs by the clock of the embedded AWS. */
function shiftDate(offset) {
  const RealDate = Date;
  const now = () => RealDate.now() + offset[0];
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  });
  RealDate.prototype.constructor = globalThis.Date;
}
