/** The entry of the command line: wires the process to the program. `claimline.mjs` starts it. */
import { runCommandLine } from './program.ts';
import { asFailure } from './terminal/answer.ts';
import { processWorld } from './world.ts';

// A launcher of an older Node stands before us. When it is killed, we end too, as one process would.
process.channel?.unref();
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));

// `claimline … | head` closes the pipe early; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// Node would end with 1, which means findings here, and print what was thrown, which may quote data.
process.on('uncaughtException', (thrown) => {
  process.stderr.write(`claimline: ${asFailure(thrown).message}\n`);
  process.exit(3);
});

process.exitCode = await runCommandLine(process.argv.slice(2), processWorld());
