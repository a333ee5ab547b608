#!/usr/bin/env node
/**
 * Starts the command line under Node 24, which runs TypeScript as it is. An older Node hands over to the one that
 * `npm ci` put into node_modules. Plain JavaScript, so that any Node can read it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 24;
const FAULT = 3;
const program = new URL('./claimline.ts', import.meta.url);
const ownNode = fileURLToPath(
  new URL(`../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url),
);

if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) {
  await import(program.href);
} else if (existsSync(ownNode)) {
  handOver();
} else {
  process.stderr.write(
    `claimline needs Node ${OLDEST_NODE}; this is ${process.version}, and ${ownNode} is not there.\n` +
      'Run `npm ci` in the folder of claimline: it brings a Node of its own.\n',
  );
  process.exitCode = FAULT;
}

/** The channel (`ipc`) tells the other process when this one is gone, however it ended. */
function handOver() {
  const child = spawn(ownNode, [fileURLToPath(program), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    process.stderr.write(`${ownNode} does not start: ${error.message}\nRun \`npm ci\` again.\n`);
    process.exitCode = FAULT;
  });
  child.once('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? FAULT) : 128 + constants.signals[signal];
  });
}
