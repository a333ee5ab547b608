/** The entry of the command line: wires the process to the program. `claimline.mjs` starts it. */
import { runCommandLine } from './program.ts';
import { processWorld } from './world.ts';

// A launcher of an older Node stands before us. When it is killed, we end too, as one process would.
process.channel?.unref();
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));

// `claimline … | head` closes the pipe early; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runCommandLine(process.argv.slice(2), processWorld());
