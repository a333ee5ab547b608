import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

/** The command line as people start it: a process of its own, through the launcher. */
const launcher = join(import.meta.dirname, '../../bin/claimline.mjs');
const folder = mkdtempSync(join(tmpdir(), 'claimline-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const claimline = (...words: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { ...process.env, CLAIMLINE_DATA: join(folder, 'data') };
    execFile(process.execPath, [launcher, ...words], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });

const counts = z.record(z.string(), z.int().min(1));
const whole = z.int().min(0);
const summaryShape = z.looseObject({
  encounters: whole,
  claims: z.strictObject({ total: whole, byState: counts, revisions: whole }),
  work: z.strictObject({ open: whole, byQueue: counts }),
  ledger: z.strictObject({
    balanced: z.boolean(),
    chargesCents: whole,
    insurancePaidCents: whole,
    contractualCents: whole,
    patientCents: whole,
    openCents: whole,
    otherCents: whole,
    suspenseCents: whole,
  }),
  elapsedMs: whole,
  claimsPerSecond: z.number().positive(),
  peakRssBytes: whole,
  dynamoDbWritesPerClaim: z.number().positive(),
  requests: counts,
});
const sumOf = (of: Readonly<Record<string, number>>): number => Object.values(of).reduce((a, b) => a + b, 0);

describe('claimline demo', () => {
  let demo: Ended;
  beforeAll(async () => {
    demo = await claimline('demo', '--claims', '30', '--json');
  });

  it('ends with one document of what became of thirty encounters', () => {
    expect(demo).toMatchObject({ code: 0 });
    const summary = summaryShape.parse(JSON.parse(demo.out));
    const { ledger, claims, work } = summary;
    expect(claims.total).toBe(30);
    expect(sumOf(claims.byState)).toBe(30);
    expect(sumOf(work.byQueue)).toBe(work.open);
    expect(ledger.balanced).toBe(true);
    expect(ledger.chargesCents).toBe(
      ledger.insurancePaidCents + ledger.contractualCents + ledger.patientCents + ledger.openCents,
    );
    expect(ledger.insurancePaidCents).toBeGreaterThan(0);
  });

  it('leaves its claims, books and files to be looked at', async () => {
    const { claims } = z
      .looseObject({
        total: z.literal(30),
        claims: z.array(z.looseObject({ claimNo: z.string() })).length(2),
      })
      .parse(JSON.parse((await claimline('claims', 'list', '--demo', '--limit', '2', '--json')).out));
    const timeline = await claimline('claims', 'timeline', claims[0]?.claimNo ?? '', '--demo');
    expect(timeline.out).toContain('DRAFT → DRAFT');
    const proof = await claimline('ledger', 'proof', '--demo', '--json');
    expect(JSON.parse(proof.out)).toMatchObject({
      balanced: true,
      checks: expect.arrayContaining([{ name: 'entries-balance', ok: true, differenceCents: 0 }]),
    });
  });
});

describe('claimline run', () => {
  it('tells a second upload of the same content, and quarantines what is no claim', async () => {
    writeFileSync(join(folder, 'junk.txt'), 'hello');
    const first = await claimline('run', 'junk.txt', '--json');
    expect(first.code).toBe(1);
    expect(JSON.parse(first.out)).toMatchObject({
      files: [{ outcome: 'quarantined' }],
      claims: { total: 0 },
    });
    const again = await claimline('run', 'junk.txt', '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ files: [{ outcome: 'duplicate' }] });
  });
});
