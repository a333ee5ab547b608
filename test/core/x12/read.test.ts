import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { MAX_HELD_SEGMENTS } from '../../../core/x12/guides/tree.ts';
import type { X12Item } from '../../../core/x12/items.ts';
import { eachItem, readX12 } from '../../../core/x12/read.ts';
import { setTypeOf } from '../../../core/x12/sets/set-type.ts';
import { claimsIn, codesIn, findingsIn, golden, itemsOf } from './p837-cases.ts';
import { golden as remittanceGolden } from './sets/answers.ts';

const A = golden('a-837p-one-payer');

describe('reading', () => {
  it('gives what it finds in the order of the file', async () => {
    expect((await itemsOf(A)).map((item) => item.kind)).toEqual([
      'interchange',
      'group',
      'set',
      'claim',
      'set-end',
      'end',
    ]);
  });

  it('hands on each item as it is read, and pauses before it reads on', async () => {
    const chunks = Array.from({ length: 30 }, () => Buffer.from(A.repeat(40)));
    const taken: X12Item[] = [];
    const atPauses: number[] = [];
    for await (const _ of eachItem(chunks, {}, (item) => taken.push(item))) atPauses.push(taken.length);
    expect(taken).toEqual(await itemsOf(chunks));
    expect(atPauses.length).toBeGreaterThan(chunks.length);
    const steps = atPauses.map((count, i) => count - (atPauses[i - 1] ?? 0));
    expect(Math.max(...steps)).toBeLessThanOrEqual(taken.length / chunks.length);
  });

  it('never throws, wherever a file is cut off, and says that it is', async () => {
    const bytes = Buffer.from(A);
    const whole = A.lastIndexOf('IEA') + 'IEA*1*000000101'.length;
    for (let length = 0; length < bytes.length; length += 1) {
      const items = await itemsOf([bytes.subarray(0, length)]);
      expect(items.at(-1)?.kind).toBe('end');
      if (length < whole) expect([length, findingsIn(items).length > 0]).toEqual([length, true]);
      const finished = length >= A.indexOf('SE*32') + 'SE*32*0001~'.length;
      expect([length, claimsIn(items).length]).toEqual([length, finished ? 1 : 0]);
    }
  });

  it('never throws on a byte that is changed, and keeps counting', async () => {
    const bytes = Buffer.from(A);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        const changed = Buffer.from(bytes);
        changed[at] = byte;
        expect((await itemsOf([changed])).at(-1)?.kind).toBe('end');
      }),
      { numRuns: 300 },
    );
  });

  it('never throws on noise', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (noise, behindHeader) => {
        const source = behindHeader ? [Buffer.from(A.slice(0, 300)), noise] : [noise];
        expect((await itemsOf(source)).at(-1)?.kind).toBe('end');
      }),
    );
  });

  it('loses no later set to an earlier one that is broken', async () => {
    const broken = A.replace('CLM*', 'C1M*').replace('HL*2', 'H1*2');
    const items = await itemsOf(broken + A);
    expect(claimsIn(items).map((claim) => claim.position.interchange)).toEqual([2]);
  });

  it('quotes no data in what it finds', async () => {
    const found = findingsIn(
      await itemsOf(A.replaceAll('*', '*SECRET').replace(/^ISA.*\n/, A.slice(0, 107))),
    );
    expect(found.length).toBeGreaterThan(0);
    const { interchangeControlNo: _, ...rest } = found[0]?.position ?? {};
    expect(JSON.stringify([found.map(({ message, code }) => [message, code]), rest])).not.toContain('SECRET');
  });
});

describe('a file that has lost its structure', () => {
  it('is read to its end, and said to be more than is held', async () => {
    const remittance = remittanceGolden('r835-zero-pay');
    const at = remittance.lastIndexOf('SE*');
    const adjustments = 'PLB*1999999992*20261231*L6*0~'.repeat(20_000);
    function* source() {
      yield Buffer.from(remittance.slice(0, at));
      for (let sent = 0; sent <= MAX_HELD_SEGMENTS; sent += 20_000) yield Buffer.from(adjustments);
      yield Buffer.from(remittance.slice(at));
    }
    const codes = new Set<string>();
    let last: string | undefined;
    for await (const item of readX12(source(), { check: 'all' })) {
      if (item.kind === 'finding') codes.add(item.finding.code);
      last = item.kind;
    }
    expect([...codes]).toEqual(['SET-OVERFULL', 'SE-COUNT', 'PROVIDER-ADJUSTMENT-ZERO']);
    expect(last).toBe('end');
  });
});

describe('sets that are not read', () => {
  test.each([
    ['of an older version', '837', '004010X098A1', '837 professional claim, version 4010'],
    ['of another guide', '837', '005010X291', '837 professional predetermination, version 5010'],
    ['of another kind', '834', '005010X220A1', '834 enrollment, version 5010'],
  ])('%s are named', async (_, setId, version, name) => {
    const text = A.replaceAll('005010X222A1', version).replace('ST*837', `ST*${setId}`);
    const items = await itemsOf(text);
    expect(codesIn(items)).toEqual(['SET-NOT-SUPPORTED']);
    expect(findingsIn(items)[0]?.message).toContain(`(${name})`);
    expect(items.find((item) => item.kind === 'set-end')).toMatchObject({
      claims: 1,
      accepted: false,
      segments: 32,
    });
  });

  test.each([
    ['837', '005010X222', '837P'],
    ['837', '005010X222A2', '837P'],
    ['835', '005010X221A1', '835'],
    ['999', '005010X231A1', '999'],
    ['277', '005010X214', '277CA'],
    ['277', '005010X212', '277'],
    ['837', '', 'unsupported'],
    ['850', '004010', 'unsupported'],
  ])('%s in %s is %s', (setId, version, type) => {
    expect(setTypeOf(setId, version)).toBe(type);
  });
});
