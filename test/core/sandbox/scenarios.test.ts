import { describe, expect, it, test } from 'vitest';
import { carcRules, rarcRules } from '../../../core/denial/carc.ts';
import { claimStatusGroups } from '../../../core/denial/claim-status.ts';
import {
  claimDenials,
  lineDenials,
  plainFaults,
  rejections,
  voidsNothing,
} from '../../../core/sandbox/reasons.ts';
import { isScenarioName, outcomes, scenarios } from '../../../core/sandbox/scenarios.ts';

const denials = [...lineDenials, ...claimDenials];
const knownCarcs = new Set(carcRules.map((rule) => rule.carc));
const knownRarcs = new Set(rarcRules.map((rule) => rule.rarc));
const knownStatuses = new Set(claimStatusGroups.flatMap((group) => group.codes));

describe('scenarios', () => {
  it('use no CARC and no remark code that the denial tables do not know', () => {
    const carcs = [...denials.map((denial) => denial.carc), '45', '1', '2', '3'];
    expect(carcs.filter((carc) => !knownCarcs.has(carc))).toEqual([]);
    expect(denials.flatMap((denial) => denial.remarks).filter((rarc) => !knownRarcs.has(rarc))).toEqual([]);
  });

  it('reject with claim status codes that have a queue', () => {
    const all = [...rejections, ...Object.values(plainFaults), voidsNothing];
    const statuses = all.map((rejection) => rejection.status);
    expect(statuses.filter((status) => !knownStatuses.has(status))).toEqual([]);
  });

  it('deny a line only with a CAS at the line', () => {
    expect(lineDenials.filter((denial) => denial.at !== 'lines')).toEqual([]);
  });

  test.each(Object.entries(scenarios))('%s says in a sentence what it plays', (name, { sentence, mix }) => {
    expect(isScenarioName(name)).toBe(true);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(mix.every(({ outcome, weight }) => outcome in outcomes && weight > 0)).toBe(true);
  });

  it('mixed is counted in a thousand', () => {
    expect(scenarios.mixed.mix.reduce((total, { weight }) => total + weight, 0)).toBe(1000);
  });

  it('know their names', () => {
    expect(isScenarioName('mixed')).toBe(true);
    expect(isScenarioName('toString')).toBe(false);
  });
});
