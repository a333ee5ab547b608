#!/usr/bin/env node
/**
 * Starts the command line under Node 24, which runs TypeScript as it is: this Node, or the one that `npm ci` put
 * into node_modules. Always a process of its own, because it needs two settings that can only be made at its start.
 * Plain JavaScript, so that any Node can read it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 24;
const FAULT = 3;
const program = fileURLToPath(new URL('./claimline.ts', import.meta.url));
const ownNode = fileURLToPath(
  new URL(`../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url),
);
const isRecent = Number(process.versions.node.split('.')[0]) >= OLDEST_NODE;

/** Small nurseries: the services make much short-lived garbage, and large ones cost memory and gain no speed. */
const flags = ['--max-semi-space-size=4'];
/** Few malloc arenas: with one for each worker thread, memory is lost between them (glibc). */
const environment = { MALLOC_ARENA_MAX: '2', ...process.env };

if (isRecent || existsSync(ownNode)) {
  handOver(isRecent ? process.execPath : ownNode);
} else {
  process.stderr.write(
    `claimline needs Node ${OLDEST_NODE}; this is ${process.version}, and ${ownNode} is not there.\n` +
      'Run `npm ci` in the folder of claimline: it brings a Node of its own.\n',
  );
  process.exitCode = FAULT;
}

/** The channel (`ipc`) tells the other process when this one is gone, however it ended. */
function handOver(node) {
  const child = spawn(node, [...flags, program, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: environment,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    process.stderr.write(`${node} does not start: ${error.message}\nRun \`npm ci\` again.\n`);
    process.exitCode = FAULT;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? FAULT) : 128 + constants.signals[signal];
  });
}
