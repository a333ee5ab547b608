/**
 * Stands before the request listener of a service, in its own process: counts the requests, keeps them as
 * activity, and makes those fail that a fault was injected for.
 */
import { type IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from './activity.ts';
import type { Call, CallFault, Faults, ServiceName } from './faults.ts';

export interface FrontDeps {
  readonly faults: Faults;
  readonly activity: Activity;
  /** Counts a request. */
  readonly count: (call: Call) => void;
  /** Kills every running sandbox of the function. */
  readonly kill: (functionName: string) => void;
}

/** The operation of a request in AWS's JSON protocols. */
export const targetOf = ({ headers }: IncomingMessage): string =>
  String(headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1) ?? '';

interface Service {
  readonly name: ServiceName;
  /** Its one request listener is replaced. */
  readonly server: Server;
  readonly operationOf: (request: IncomingMessage) => string;
}

/** @returns what closes the server, once it has done what it was asked */
export function mountFront({ name, server, operationOf }: Service, deps: FrontDeps): () => Promise<void> {
  const serve = takeListener(server);
  const open = new Set<ServerResponse>();

  server.on('request', (request, response) => {
    const call = { service: name, operation: operationOf(request), functionName: functionOf(request) };
    deps.count(call);
    // A long poll is no activity: nothing comes of it by itself.
    const end = call.operation === 'ReceiveMessage' ? () => {} : deps.activity.begin('request');
    open.add(response);
    response.once('close', () => {
      end();
      // Where the client left in mid-answer, the service is still at work on it.
      if (response.writableEnded || !request.complete) open.delete(response);
    });
    const fault = deps.faults.ofCall(call);
    if (fault === undefined) serve(request, response);
    else fail({ fault, call, serve, request, response, kill: deps.kill });
  });

  return async () => {
    await answered(open);
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  };
}

const answerWithinMs = 1000;
const lookMs = 5;

/** Waits for what a service is still working on, though its client may be gone. */
async function answered(open: ReadonlySet<ServerResponse>): Promise<void> {
  for (let waitedMs = 0; waitedMs < answerWithinMs; waitedMs += lookMs) {
    if ([...open].every((response) => response.writableEnded)) return;
    await sleep(lookMs);
  }
}

/** Listens on loopback only. Gives the endpoint. */
export async function listen(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${portOf(server.address())}`;
}

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

function takeListener(server: Server): RequestListener {
  const [listener] = server.listeners('request');
  server.removeAllListeners('request');
  return (request, response) => {
    listener?.call(server, request, response);
    // Some listeners throw when a client hangs up, which would end the process; workers do die in mid-call.
    request.removeAllListeners('error');
    request.on('error', () => {});
  };
}

/** The SDK's user agent holds `AWS_SDK_UA_APP_ID`, which is every function's name in its environment. */
const functionOf = ({ headers }: IncomingMessage): string | undefined =>
  /(?:^| )app\/(\S+)/.exec(headers['user-agent'] ?? '')?.[1];

interface Failing {
  readonly fault: CallFault;
  readonly call: Call;
  readonly serve: RequestListener;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly kill: (functionName: string) => void;
}

function fail({ fault, call, serve, request, response, kill }: Failing): void {
  const answer = () => {
    if (fault.answer === 'silence') return;
    if (fault.answer === 'killed') kill(call.functionName ?? '');
    else refuse(response, call.service, fault.answer);
  };
  if (fault.effect === 'none') {
    request.resume();
    request.once('end', answer);
    return;
  }
  // The service answers a response that leads nowhere.
  const nowhere = new ServerResponse(request);
  nowhere.write = () => true;
  nowhere.end = () => {
    answer();
    return nowhere;
  };
  serve(request, nowhere);
}

const throttledAs: Readonly<Record<ServiceName, string>> = {
  dynamodb: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  sqs: 'com.amazonaws.sqs#RequestThrottled',
  states: 'ThrottlingException',
  s3: 'SlowDown',
};

function refuse(response: ServerResponse, service: ServiceName, answer: 'throttled' | 'error'): void {
  const throttled = answer === 'throttled';
  if (service === 's3') {
    const code = throttled ? throttledAs.s3 : 'InternalError';
    response.writeHead(throttled ? 503 : 500, { 'content-type': 'application/xml' });
    response.end(`<Error><Code>${code}</Code><Message>injected</Message></Error>`);
    return;
  }
  response.writeHead(throttled ? 400 : 500, { 'content-type': 'application/x-amz-json-1.0' });
  const type = throttled ? throttledAs[service] : 'InternalServerError';
  response.end(JSON.stringify({ __type: type, message: 'injected' }));
}
