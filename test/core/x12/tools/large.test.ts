import { describe, expect, it } from 'vitest';
import { mergeX12 } from '../../../../core/x12/tools/merge.ts';
import type { PartSink } from '../../../../core/x12/tools/part.ts';
import { MOST_OPEN_PARTS, MOST_TOGETHER_BYTES } from '../../../../core/x12/tools/refusal.ts';
import { RunBuilder } from '../../../../core/x12/tools/run.ts';
import { type SplitOptions, splitX12 } from '../../../../core/x12/tools/split.ts';
import { memorySink } from './parts-in-memory.ts';

const ISA =
  'ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260106*0930*^*00501*000000101*0*T*:~';
const GS_837 = 'GS*HC*SENDER*RECEIVER*20260106*0930*11*X*005010X222A1~';
const ST_837 = 'ST*837*0007*005010X222A1~BHT*0019*00*BATCH1*20260106*0930*CH~';
const PROVIDER = 'HL*1**20*1~NM1*85*2*RIVERBEND CLINIC*****XX*1999999992~';
const claimAt = (payer: number, more = ''): string =>
  `HL*2*1*22*0~NM1*IL*1*DOE*JANE~NM1*PR*2*ACME*****PI*${payer}~CLM*A*10***11:B:1*Y*A*Y*Y~${more}`;
const HEAD_835 =
  'GS*HP*SENDER*RECEIVER*20260106*0930*1*X*005010X221A1~ST*835*0001~BPR*H*0*C*NON************20260106~';
const LONG = 'A'.repeat(60_000);
const END = 'SE*9*0007~GE*1*11~IEA*1*000000101~';

/** The start, and then one thing over and over, up to twice what is held. */
class Endless {
  taken = 0;
  readonly #start: string;
  readonly #more: string;

  constructor(start: string, more: string) {
    this.#start = start;
    this.#more = more;
  }

  *[Symbol.iterator](): Generator<Buffer> {
    yield Buffer.from(ISA + this.#start);
    const more = Buffer.from(this.#more);
    for (; this.taken < 2 * MOST_TOGETHER_BYTES; this.taken += more.length) yield more;
    yield Buffer.from(END);
  }
}

/** Counts what is written, and throws it away. */
function countingSink(): { readonly sink: PartSink; readonly count: { written: number } } {
  const count = { written: 0 };
  const write = (bytes: Uint8Array): void => {
    count.written += bytes.length;
  };
  return { sink: { open: () => ({ write, close: () => {} }) }, count };
}

describe('what must stay together and is too large to be held is refused before it is read', () => {
  it.each<[string, SplitOptions, string, string]>([
    ['a claim', { by: 'payer' }, GS_837 + ST_837 + PROVIDER + claimAt(1), `NTE*ADD*${LONG}~`],
    ['the head of an 837', { by: 'payer' }, GS_837 + ST_837, `NM1*40*2*${LONG}~`],
    ['a level', { by: 'claim' }, GS_837 + ST_837 + PROVIDER, `REF*G2*${LONG}~`],
    ['the head of an 835', { by: 'claim' }, HEAD_835, `REF*EV*${LONG}~`],
    ['short segments of that head', { by: 'claim' }, HEAD_835, 'REF*EV*1~'.repeat(1000)],
    ['a claim payment', { by: 'claim' }, `${HEAD_835}LX*1~CLP*A*1*1*0~`, `REF*EA*${LONG}~`],
    ['claims that take money back', { by: 'claim' }, `${HEAD_835}LX*1~`, `CLP*A*22*-1*-1~REF*EA*${LONG}~`],
    ['groups without claims', { by: 'claim' }, HEAD_835, 'LX*1~'.repeat(1000)],
    ['provider adjustments', { by: 'claim' }, HEAD_835, `PLB*1*20261231*WO:${LONG}*1~`],
    [
      'a part of the size asked for',
      { by: 'size', claims: 1e6 },
      `${HEAD_835}LX*1~`,
      `CLP*A*1*1*0~REF*EA*${LONG}~`,
    ],
  ])('%s', async (_, options, start, more) => {
    const source = new Endless(start, more);
    const { sink } = countingSink();
    expect(await splitX12(source, options, sink)).toMatchObject({
      ok: false,
      error: { code: 'TOO-LARGE', set: 1 },
    });
    expect(source.taken).toBeLessThan(1.1 * MOST_TOGETHER_BYTES);
  });
});

it('a set that cannot be cut and is larger than is held has a part of its own, written as it comes', async () => {
  const GS = 'GS*BE*SENDER*RECEIVER*20260106*0930*11*X*005010X220A1~';
  const small = (no: string): string => `ST*834*${no}*005010X220A1~BGN*00*1~SE*3*${no}~`;
  const long = Buffer.from(`REF*0F*${LONG}~`);
  const { sink, parts } = memorySink();
  const times = Math.ceil((1.5 * MOST_TOGETHER_BYTES) / long.length);
  let mostHeld = 0;
  function* source(): Generator<Buffer> {
    yield Buffer.from(`${ISA}${GS}${small('0001')}ST*834*0002*005010X220A1~`);
    for (let i = 0; i < times; i += 1) {
      const written = parts.reduce((sum, { text }) => sum + text.length, 0);
      mostHeld = Math.max(mostHeld, i * long.length - written);
      yield long;
    }
    yield Buffer.from(`SE*${times + 2}*0002~${small('0003')}GE*3*11~IEA*1*000000101~`);
  }
  const result = await splitX12(source(), { by: 'size', bytes: MOST_TOGETHER_BYTES }, sink);
  expect(result).toMatchObject({ ok: true, value: { parts: 3, overLimit: 1 } });
  const sets = parts.map(({ text }) => text.match(/ST\*834\*\d+/g)?.join(' '));
  expect(sets).toEqual(['ST*834*0001', 'ST*834*0002', 'ST*834*0003']);
  expect(parts.map(({ text }) => text.match(/SE\*\d+\*\d+/)?.[0])).toEqual([
    'SE*3*0001',
    `SE*${times + 2}*0002`,
    'SE*3*0003',
  ]);
  expect(parts[1]?.text.split(`REF*0F*${LONG}~`)).toHaveLength(times + 1);
  expect(mostHeld).toBeLessThan(1.1 * MOST_TOGETHER_BYTES);
});

describe('parts that are open together', () => {
  it('are no more than a limit, by payer', async () => {
    const payers = Array.from({ length: MOST_OPEN_PARTS + 1 }, (_, i) => claimAt(i));
    const { sink, parts } = memorySink();
    const source = [Buffer.from([ISA, GS_837, ST_837, PROVIDER, ...payers, END].join(''))];
    expect(await splitX12(source, { by: 'payer' }, sink)).toMatchObject({ error: { code: 'TOO-MANY' } });
    expect(parts).toHaveLength(MOST_OPEN_PARTS);
  });

  it('are no more than a limit, by kind of file', async () => {
    const groups = Array.from(
      { length: MOST_OPEN_PARTS + 1 },
      (_, i) => `GS*HC*S${i}*RECEIVER*20260106*0930*${i}*X*005010X222A1~GE*0*${i}~`,
    );
    const source = [Buffer.from([ISA, ...groups, `IEA*${groups.length}*000000101~`].join(''))];
    const { sink, parts } = memorySink();
    expect(await mergeX12([source], { onDifferent: 'group' }, sink)).toMatchObject({
      error: { code: 'TOO-MANY' },
    });
    expect(parts).toHaveLength(MOST_OPEN_PARTS);
  });

  const PARTS = 1000;
  const KILOBYTE = `NTE*ADD*${'A'.repeat(1000)}~`;
  const ROUNDS = 12;

  it.each([
    [
      'split',
      GS_837 + ST_837 + PROVIDER,
      (i: number) => claimAt(i, KILOBYTE),
      (source: Iterable<Buffer>, sink: PartSink) => splitX12(source, { by: 'payer' }, sink),
    ],
    [
      'merge',
      '',
      (i: number) =>
        `GS*HC*S${i}*RECEIVER*20260106*0930*1*X*005010X222A1~${ST_837}${KILOBYTE}SE*4*0007~GE*1*1~`,
      (source: Iterable<Buffer>, sink: PartSink) => mergeX12([source], { onDifferent: 'group' }, sink),
    ],
  ])('are written before much is gathered for all of them: %s', async (_, start, more, run) => {
    const { sink, count } = countingSink();
    let taken = 0;
    let mostHeld = 0;
    function* source(): Generator<Buffer> {
      yield Buffer.from(ISA + start);
      for (let round = 0; round < ROUNDS; round += 1) {
        for (let i = 0; i < PARTS; i += 1) {
          const bytes = Buffer.from(more(i));
          taken += bytes.length;
          mostHeld = Math.max(mostHeld, taken - count.written);
          yield bytes;
        }
      }
    }
    await run(source(), sink);
    expect(taken).toBeGreaterThan(10_000_000);
    expect(mostHeld).toBeLessThan(6_000_000);
  });
});

it('a run of many segments is joined, and keeps its bytes', () => {
  const run = new RunBuilder(Buffer.from('~'));
  const whole = new RunBuilder(Buffer.from('~'));
  for (let i = 0; i < 5000; i += 1) run.add(Buffer.from(`LX*${i}`));
  for (let i = 0; i < 3; i += 1) whole.append(run);
  const text = Array.from({ length: 5000 }, (_, i) => `LX*${i}~`).join('');
  expect(run.chunks.length).toBeLessThan(1100);
  expect(Buffer.concat(whole.chunks).toString()).toBe(text.repeat(3));
  expect(whole).toMatchObject({ bytes: 3 * text.length, segments: 15_000 });
});
