import { describe, expect, it, test } from 'vitest';
import { assembleClaims } from '../../../core/claim/assemble.ts';
import { planSplit } from '../../../core/claim/split.ts';
import type { Encounter } from '../../../core/encounter/model.ts';
import { assembly, diagnosesOf, encounterOf, times } from './assembling.ts';

const claimsOf = (encounter: Encounter) => assembleClaims(encounter, assembly);
const sizes = (encounter: Encounter) => claimsOf(encounter).map(({ content }) => content.lines.length);

describe('an encounter that one claim holds', () => {
  const encounter = encounterOf([{ modifiers: ['qw'] }, { chargeCents: 250 }], { patientPaidCents: 100 });

  it('becomes that claim, its codes normalised and its total the sum of its lines', () => {
    const [claim, ...others] = claimsOf(encounter);
    expect(others).toEqual([]);
    expect(claim).toMatchObject({
      clientId: 'riverbend',
      partnerId: 'sandbox',
      encounterKey: 'key',
      totalCharge: 1250,
    });
    expect(claim?.claimNo).toMatch(/^RVB[0-9A-Z]{13}$/);
    expect(claim?.content).toEqual({
      ...encounter,
      totalChargeCents: 1250,
      diagnoses: ['J029', 'R509'],
      lines: [{ ...encounter.lines[0], modifiers: ['QW'] }, encounter.lines[1]],
    });
  });

  it('keeps diagnoses that no line points to', () => {
    const twelve = encounterOf([{}], { diagnoses: diagnosesOf(12) });
    expect(claimsOf(twelve)[0]?.content.diagnoses).toEqual(diagnosesOf(12));
  });
});

describe('51 lines of $10 (S30)', () => {
  const claims = claimsOf(encounterOf(times(51), { patientPaidCents: 2000, totalChargeCents: 51_000 }));

  it('become claims of 50 lines and of one', () => {
    expect(claims.map(({ content, totalCharge }) => [content.lines.length, totalCharge])).toEqual([
      [50, 50_000],
      [1, 1000],
    ]);
    expect(claims.map(({ content }) => content.totalChargeCents)).toEqual([50_000, 1000]);
  });

  it('are lettered A and B', () => {
    const [a, b] = claims.map(({ claimNo }) => claimNo);
    expect(a).toMatch(/^RVB[0-9A-Z]{13}A$/);
    expect(b).toBe(`${a?.slice(0, -1)}B`);
  });

  it('say on A alone what the patient paid', () => {
    expect(claims.map(({ content }) => content.patientPaidCents)).toEqual([2000, undefined]);
  });
});

describe('diagnoses (S31)', () => {
  const pointingTo = (count: number) => Array.from({ length: count }, (_, i) => ({ dx: [i + 1] }));

  it('drops the thirteenth when no line points to it', () => {
    const encounter = encounterOf(pointingTo(12), { diagnoses: diagnosesOf(13) });
    expect(planSplit(encounter).dropped).toEqual([12]);
    expect(claimsOf(encounter)[0]?.content.diagnoses).toEqual(diagnosesOf(12));
  });

  it('drops an unused one in the middle, and moves the pointers behind it', () => {
    const used = [{ dx: [1] }, { dx: [3] }, ...pointingTo(13).slice(3)];
    const [claim] = claimsOf(encounterOf(used, { diagnoses: diagnosesOf(13) }));
    expect(claim?.content.diagnoses).toEqual(diagnosesOf(13).toSpliced(1, 1));
    expect(claim?.content.lines.map(({ dx }) => dx)).toEqual([
      [1],
      [2],
      ...pointingTo(12)
        .slice(2)
        .map(({ dx }) => dx),
    ]);
  });

  it('splits when all thirteen are used', () => {
    const claims = claimsOf(encounterOf(pointingTo(13), { diagnoses: diagnosesOf(13) }));
    expect(claims.map(({ content }) => content.diagnoses)).toEqual([diagnosesOf(12), ['A12']]);
    expect(claims[1]?.content.lines.map(({ dx }) => dx)).toEqual([[1]]);
  });

  test.each([
    ['within one claim', 2, [[3]]],
    ['after a split', 51, [[3]]],
    ['after a diagnosis was dropped', 13, [[14]]],
  ])('leaves a pointer to nothing pointing to nothing, %s', (_, lines, dx) => {
    const dangling = dx[0] ?? [];
    const diagnoses = lines === 13 ? diagnosesOf(13) : diagnosesOf(2);
    for (const { content } of claimsOf(encounterOf([...times(lines - 1), { dx: dangling }], { diagnoses }))) {
      const beyond = content.lines
        .flatMap((line) => line.dx ?? [])
        .filter((p) => p > content.diagnoses.length);
      expect(beyond).toHaveLength(content.lines.length === 50 ? 0 : 1);
    }
  });
});

describe('splitting', () => {
  it('gives each calendar year its claim, the earlier first', () => {
    const claims = claimsOf(encounterOf([{ from: '20260101' }, { from: '20251231' }, { from: '20260105' }]));
    expect(claims.map(({ content }) => content.lines.map(({ from }) => from))).toEqual([
      ['20251231'],
      ['20260101', '20260105'],
    ]);
  });

  it('keeps the services of a day together where one claim holds them', () => {
    expect(sizes(encounterOf([...times(49), ...times(2, { from: '20260106' })]))).toEqual([49, 2]);
    expect(sizes(encounterOf([...times(10), ...times(45, { from: '20260106' }), {}]))).toEqual([11, 45]);
  });

  it('divides a day that no claim holds', () => {
    expect(sizes(encounterOf([...times(10), ...times(101, { from: '20260106' })]))).toEqual([50, 50, 11]);
  });

  it('keeps the order of the lines', () => {
    const encounter = encounterOf([
      { from: '20260106', code: '10001' },
      { code: '10002' },
      { from: '20260106', code: '10003' },
      ...times(50),
    ]);
    const [first] = claimsOf(encounter);
    const codes = first?.content.lines.map(({ code }) => code);
    expect(codes?.slice(0, 3)).toEqual(['10001', '10002', '10003']);
  });

  it('leaves an encounter whole that would need more than 26 claims', () => {
    const years = Array.from({ length: 27 }, (_, i) => ({ from: `${1999 + i}0105` }));
    expect(planSplit(encounterOf(years)).impossible).toBe(true);
    expect(sizes(encounterOf(years))).toEqual([27]);
  });
});
