import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import * as z from 'zod';
import { type Config, parseConfig } from '../../core/config.ts';
import { fault } from '../terminal/answer.ts';
import type { Reach } from './reach.ts';

const endpointShape = z.object({
  pid: z.number(),
  /** Answers with this very document while the system runs. */
  url: z.string(),
  startedAt: z.string(),
  env: z.record(z.string(), z.string()),
  outputs: z.record(z.string(), z.string()),
  config: z.unknown(),
});

/** How other processes find a running `up`. */
export type Endpoint = Readonly<z.infer<typeof endpointShape>>;

/** A system that runs in another process. */
export interface Running extends Reach {
  readonly pid: number;
  readonly config: Config;
}

export interface Announcement {
  readonly url: string;
  readonly withdraw: () => Promise<void>;
}

interface ToAnnounce extends Reach {
  readonly config: Config;
  readonly startedAt: string;
  /** Of the status page; any free port for 0. */
  readonly port: number;
}

/**
 * Tells where the system can be reached: in a file, and as a page that also proves that it lives.
 *
 * @throws Failure where the port is taken
 */
export async function announce(file: string, { port, ...facts }: ToAnnounce): Promise<Announcement> {
  let page = '';
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(page);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : '';
    throw fault(`Port ${port} cannot be used: ${why}.`, 'Choose another one with --port.');
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}/`;
  page = JSON.stringify({ pid: process.pid, url, ...facts } satisfies Endpoint, null, 2);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page, { mode: 0o600 });
  return {
    url,
    withdraw: async () => {
      rmSync(file, { force: true });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const ALIVE_MS = 1000;

/** The running system that the file tells of; nothing when it has ended, however it did. */
export async function runningSystem(file: string): Promise<Running | undefined> {
  const endpoint = endpointIn(file);
  if (endpoint === undefined || !(await answers(endpoint))) return undefined;
  const config = parseConfig(endpoint.config);
  if (!config.ok)
    throw fault('The running system is of another release.', 'Stop `claimline up` and start it again.');
  const { pid, env, outputs } = endpoint;
  return { pid, env, outputs, config: config.value };
}

function endpointIn(file: string): Endpoint | undefined {
  try {
    return endpointShape.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

async function answers({ url, pid }: Endpoint): Promise<boolean> {
  try {
    const page = await fetch(url, { signal: AbortSignal.timeout(ALIVE_MS) });
    return endpointShape.safeParse(await page.json()).data?.pid === pid;
  } catch {
    return false;
  }
}
