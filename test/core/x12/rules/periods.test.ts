import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readX12 } from '../../../../core/x12/read.ts';
import type { Position } from '../../../../core/x12/types.ts';

const golden = (name: string): string =>
  readFileSync(new URL(`../../../golden/x12/${name}`, import.meta.url), 'utf8');

/** Where a file says PERIOD-REVERSED, and how severe it is. */
async function reversedIn(text: string): Promise<readonly (readonly [string, Position])[]> {
  const found: (readonly [string, Position])[] = [];
  for await (const item of readX12([Buffer.from(text)], { check: 'all' })) {
    if (item.kind !== 'finding' || item.finding.code !== 'PERIOD-REVERSED') continue;
    found.push([item.finding.severity, item.finding.position]);
  }
  return found;
}

/** Payers answer so of coverage that never began: there it is odd, and no error. */
describe('a period that ends before it begins', () => {
  test.each([
    ['the line of a claim', 'a-837p-one-payer.edi', 'DTP*472*D8*20260105', 'DTP*472*RD8*', 'error'],
    ['a bill', 'i837-every-field.edi', 'DTP*434*RD8*20260110-20260113', 'DTP*434*RD8*', 'error'],
    ['a 270', 'e270-one-subscriber.x12', 'DTP*291*D8*20260105', 'DTP*291*RD8*', 'error'],
    ['a 276', 's276-one-claim.x12', 'DTP*472*D8*20260105', 'DTP*472*RD8*', 'error'],
    ['a 271', 'e271-active-with-other-payer.x12', 'DTP*346*D8*20250101', 'DTP*346*RD8*', 'warning'],
    ['a 277', 's277-pending.x12', 'DTP*472*D8*20260105', 'DTP*472*RD8*', 'warning'],
    ['a 277CA', 'ca277-one-of-two-rejected.x12', 'DTP*472*D8*20260105', 'DTP*472*RD8*', 'warning'],
  ])('is found in %s, unlike one of a single day', async (_, file, segment, before, severity) => {
    const text = golden(file);
    expect(text).toContain(segment);
    const withPeriod = (period: string) => text.replace(segment, `${before}${period}`);
    expect(await reversedIn(withPeriod('20260106-20260106'))).toEqual([]);
    const [found, ...more] = await reversedIn(withPeriod('20260107-20260106'));
    expect(more).toEqual([]);
    expect(found?.[0]).toBe(severity);
    expect(found?.[1]).toMatchObject({ segmentId: 'DTP', element: 3, offset: text.indexOf(segment) });
  });

  test.each(['20260107-20260199', '20261399-20260106'])(
    'is none where a day does not exist: %s',
    async (period) => {
      const text = golden('a-837p-one-payer.edi');
      const broken = text.replace('DTP*472*D8*20260105', `DTP*472*RD8*${period}`);
      expect(await reversedIn(broken)).toEqual([]);
    },
  );

  test('is found in an occurrence that lasts, at its date', async () => {
    const text = golden('i837-every-field.edi');
    const [spans = '', first = ''] = /HI\*BI:[^~*]*:RD8:([^~*]*)/.exec(text) ?? [];
    expect(await reversedIn(text)).toEqual([]);
    const [found, ...more] = await reversedIn(text.replace(spans, spans.replace(first, '20260107-20260106')));
    expect(more).toEqual([]);
    expect(found).toMatchObject(['error', { segmentId: 'HI', element: 1, component: 4 }]);
  });
});
