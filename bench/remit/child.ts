/** One reading of an 835 in a process of its own: `check` balances it, `plain` reads its bytes only. */
import { createReadStream } from 'node:fs';
import { checkRemittances } from '../../core/remit/check.ts';

const [mode, path = ''] = process.argv.slice(2);

async function read(): Promise<number> {
  const bytes = createReadStream(path) as AsyncIterable<Uint8Array>;
  if (mode === 'check') {
    const { claims, balanced } = await checkRemittances(bytes);
    if (!balanced) throw new Error('the file does not balance');
    return claims;
  }
  let total = 0;
  for await (const chunk of bytes) total += chunk.length;
  return total > 0 ? 0 : -1;
}

const start = performance.now();
const before = process.cpuUsage();
const claims = await read();
const { user, system } = process.cpuUsage(before);
const { maxRSS } = process.resourceUsage();
process.stdout.write(
  JSON.stringify({
    seconds: (user + system) / 1e6,
    wallSeconds: (performance.now() - start) / 1000,
    rssMegabytes: maxRSS / 1024,
    claims,
  }),
);
