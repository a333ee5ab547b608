import { describe, expect, it } from 'vitest';
import { touchCounter } from '../../../../bin/commands/codes/touched.ts';
import { codesUsed, isInFlight } from '../../../../core/claim/codes-used.ts';
import { filingStates } from '../../../../core/claim/types.ts';
import { compareTables } from '../../../../core/codes/compare.ts';
import { tableOf } from '../../../../core/codes/open.ts';
import type { CodeSetName, Release } from '../../../../core/codes/sets.ts';
import { changedExample } from '../../../../core/edits/example.ts';

const releaseOf = <S extends CodeSetName>(
  set: S,
  from: number,
  to: number,
): Release & { readonly set: S } => ({
  set,
  release: String(from),
  from,
  to,
  complete: true,
  source: { name: 'invented', sha256: '' },
  rows: 0,
  importedAt: 0,
});

const year = (to: number, ...codes: readonly string[]) =>
  tableOf(
    releaseOf('icd10cm', (to - 1) * 10_000 + 1001, to * 10_000 + 930),
    codes.map((code) => ({ code, billable: 1, short: code, title: code })),
  );
const quarter = (modifier: number) =>
  tableOf(releaseOf('ptp-practitioner', 20260101, 0), [
    { code: '90001', other: '90002', modifier, from: 20260101, to: 0 },
  ]);
const claim = (day: number, ...codes: readonly string[]) => ({ codes: new Set(codes), from: day, to: day });

describe('claims in flight that a new release touches', () => {
  it('are those that bear a changed code, on its days', () => {
    const counter = touchCounter(compareTables(year(2026, 'A01', 'B01', 'C01'), year(2027, 'A01', 'D01')));
    for (const one of [
      claim(20261105, 'A01'),
      claim(20261105, 'B01'),
      claim(20260105, 'B01'),
      claim(20261105, 'Z99', 'D01'),
    ])
      counter.see(one);
    const { claims, ours } = counter.finish();
    expect(claims).toEqual({ inFlight: 4, using: 3, touched: 2 });
    expect(ours?.map(({ code }) => code)).toEqual(['B01', 'D01']);
  });

  it('bear both codes of a pair', () => {
    const counter = touchCounter(compareTables(quarter(0), quarter(1)));
    for (const one of [claim(20260105, '90001'), claim(20260105, '90002', '90001')]) counter.see(one);
    expect(counter.finish().claims).toEqual({ inFlight: 2, using: 1, touched: 1 });
  });
});

describe('a claim', () => {
  it('uses its diagnoses, procedures, modifiers and places', () => {
    expect([...codesUsed(changedExample({}))].toSorted()).toEqual(
      ['11', '25', '87880', '99213', 'J029', 'QW', 'R509'].toSorted(),
    );
  });

  it('is in flight until it is paid, forwarded, voided or closed', () => {
    expect(filingStates.filter((state) => !isInFlight(state))).toEqual([
      'PAID',
      'ZERO_PAID',
      'FORWARDED',
      'VOIDED',
      'CLOSED',
    ]);
  });
});
