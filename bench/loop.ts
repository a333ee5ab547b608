/**
 * How fast the whole loop runs embedded, what it costs in requests, and where the time goes.
 *
 * `npm run bench` (5,000 and 10,000 claims), or `npm run bench -- 1000 2000`. Machines are noisy: read the ratios,
 * and compare with the put rate of the embedded DynamoDB, measured in the same run on the same machine.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';

interface Summary {
  readonly claims: { readonly total: number };
  readonly elapsedMs: number;
  readonly claimsPerSecond: number;
  readonly peakRssBytes: number;
  readonly requests: Readonly<Record<string, number>>;
  readonly ledger: { readonly balanced: boolean };
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const launcher = new URL('../bin/claimline.mjs', import.meta.url).pathname;

function demo(claims: number): Summary {
  const folder = mkdtempSync(join(tmpdir(), 'claimline-bench-'));
  try {
    const out = execFileSync(process.execPath, [launcher, 'demo', '--claims', String(claims), '--json'], {
      encoding: 'utf8',
      maxBuffer: 64_000_000,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, CLAIMLINE_DATA: folder },
    });
    return JSON.parse(out) as Summary;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Conditional puts a second of a 2.5 KB item through the SDK, eight at once: the hardware's limit for our design. */
async function putRate(): Promise<number> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const db = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  await db.send(
    new CreateTableCommand({
      TableName: 'bench',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
  const body = { S: 'x'.repeat(2500) };
  let next = 0;
  const put = async (): Promise<void> => {
    next += 1;
    const Item = { pk: { S: String(next) }, body };
    await db.send(
      new PutItemCommand({ TableName: 'bench', Item, ConditionExpression: 'attribute_not_exists(pk)' }),
    );
  };
  for (let i = 0; i < 500; i += 1) await put();
  const count = 4000;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let i = 0; i < count / 8; i += 1) await put();
    }),
  );
  const rate = (count / (performance.now() - start)) * 1000;
  await new Promise((resolve) => server.close(resolve));
  return rate;
}

const isWrite = (operation: string): boolean => /^dynamodb\.(Put|Update|BatchWrite)/.test(operation);

const writesPerClaim = ({ requests, claims }: Summary): number =>
  Object.entries(requests).reduce((sum, [name, count]) => sum + (isWrite(name) ? count : 0), 0) /
  claims.total;

function report(summary: Summary, rate: number): void {
  const { claims, elapsedMs, claimsPerSecond, peakRssBytes, requests, ledger } = summary;
  const writes = writesPerClaim(summary);
  const atPutRate = rate / writes;
  print(`${claims.total} claims: ${claimsPerSecond} a second, ${Math.round(elapsedMs / 100) / 10} s,`);
  print(`  at most ${Math.round(peakRssBytes / 1_000_000)} MB resident, ledger balanced: ${ledger.balanced}`);
  print(`  ${Math.round(writes * 100) / 100} DynamoDB writes a claim; puts alone would allow`);
  print(`  ${Math.round(atPutRate)} claims a second here, and the loop reaches`);
  print(`  ${Math.round((claimsPerSecond / atPutRate) * 100)} % of that`);
  print(`  100 claims a second would take ${Math.round(writes * 100)} writes a second here,`);
  print(`  or ${Math.round((rate / 100) * 10) / 10} writes a claim`);
  const costly = Object.entries(requests).sort(([, a], [, b]) => b - a);
  for (const [name, count] of costly.slice(0, 8)) {
    print(`    ${name.padEnd(26)} ${(count / claims.total).toFixed(3).padStart(8)} a claim`);
  }
}

const sizes = process.argv.slice(2).map(Number);
const [small = 5000, large = 10_000] = sizes;
const rate = await putRate();
print(`embedded DynamoDB: ${Math.round(rate)} conditional puts a second through the SDK`);
const first = demo(small);
report(first, rate);
const second = demo(large);
report(second, rate);
print(
  `${large} claims took ${Math.round((second.elapsedMs / first.elapsedMs) * 100) / 100} times as long as ${small}`,
);
