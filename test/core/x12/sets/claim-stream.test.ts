import { describe, expect, it } from 'vitest';
import { claimsIn, codesIn, golden, itemsOf } from '../p837-cases.ts';

const A = golden('a-837p-one-payer');
/** The claim of example A, from CLM to its last line. */
const CLAIM = A.slice(A.indexOf('CLM*'), A.indexOf('SE*'));
const B = golden('b-837p-secondary');

const twice = (between: string): string => A.replace(CLAIM, `${CLAIM}${between}${CLAIM}`);

async function both(between: string) {
  const [first, second, ...more] = claimsIn(await itemsOf(twice(between)));
  if (first === undefined || second === undefined || more.length > 0) throw new Error('not two claims');
  return [first.content, second.content] as const;
}

describe('the levels above the claims of an 837', () => {
  it('serve all claims that stand in them', async () => {
    const [first, second] = await both('');
    expect(second).toEqual(first);
    expect(second.billing).toBe(first.billing);
    expect(second.patient).toBe(first.patient);
    expect(second.coverages[0]).not.toBe(first.coverages[0]);
  });

  it.each([
    ['a payer', 'NM1*PR*2*OTHER PLAN*****PI*99002~'],
    ['a subscriber', 'NM1*IL*1*ROE*MARY****MI*MEM0002~'],
    ['an SBR', 'SBR*S*18*GRP2******MB~'],
  ])('%s that comes a second time, after a claim, changes nothing', async (_, segment) => {
    const [first, second] = await both(segment);
    expect(second).toEqual(first);
  });

  it('a PAT that comes after a claim counts from there on', async () => {
    const [first, second] = await both('PAT*****D8*20260102~');
    expect(first.patient).not.toHaveProperty('deathDate');
    expect(second.patient).toEqual({ ...first.patient, deathDate: '20260102' });
  });

  it('a billing currency that comes after a claim counts from there on', async () => {
    const level = A.slice(A.indexOf('HL*2*'), A.indexOf('CLM*'));
    const [first, second] = await both(`CUR*85*CAD~${level}`);
    expect(first.billing).not.toHaveProperty('currency');
    expect(second.billing).toEqual({ ...first.billing, currency: 'CAD' });
  });
});

describe('a subscriber without an HL, behind the lines of a claim', () => {
  const SUBSCRIBER =
    'SBR*P*18*GRP2******CI~NM1*IL*1*ROE*MARY****MI*MEM0002~NM1*PR*2*ACME HEALTH PLAN*****PI*99001~';
  const level = A.slice(A.indexOf('HL*2*'), A.indexOf('CLM*')).replace('HL*2*', 'HL*3*');

  it('costs the claims that follow, which would be read as those of the subscriber before', async () => {
    const items = await itemsOf(twice(SUBSCRIBER));
    expect(claimsIn(items).map(({ ordinal }) => ordinal)).toEqual([1]);
    expect(codesIn(items).filter((code) => code === 'CLAIM-UNREADABLE')).toHaveLength(1);
  });

  it('costs none of the next subscriber', async () => {
    const third = claimsIn(await itemsOf(twice(`${SUBSCRIBER}${CLAIM}${level}`)))[1];
    expect(third?.ordinal).toBe(3);
    expect(third?.content).toEqual(claimsIn(await itemsOf(A))[0]?.content);
  });
});

describe('a claim of an 837', () => {
  it('is left unread from its first unreadable line on, and the next one is read again', async () => {
    const broken = CLAIM.replace('HC:99213:25*120*', 'HC:99213:25**').replace('*30*', '*1.234*');
    const items = await itemsOf(A.replace(CLAIM, `${broken}${CLAIM}`));
    const claims = claimsIn(items);
    expect(claims.map(({ ordinal }) => ordinal)).toEqual([2]);
    expect(codesIn(items).filter((code) => code === 'CLAIM-UNREADABLE')).toHaveLength(1);
    expect(codesIn(items)).not.toContain('AMOUNT-UNREADABLE');
    expect(claims[0]?.content).toEqual(claimsIn(await itemsOf(A))[0]?.content);
  });

  it('is unreadable where an amount of another payer is', async () => {
    const items = await itemsOf(B.replace(/AMT\*D\*[\d.]+/, 'AMT*D*1.234'));
    expect(codesIn(items)).toContain('AMOUNT-UNREADABLE');
    expect(claimsIn(items)).toEqual([]);
  });

  it('is read the same however the file is cut', async () => {
    const whole = claimsIn(await itemsOf(B));
    const bytes = Buffer.from(B);
    const chunks = Array.from({ length: bytes.length }, (_, i) => bytes.subarray(i, i + 1));
    expect(claimsIn(await itemsOf(chunks))).toEqual(whole);
  });
});
