import { describe, expect, it, test } from 'vitest';
import { starterSets } from '../../../core/codes/starter/index.ts';
import { daysBetween, isCivilDate } from '../../../core/dates.ts';
import { runEdits } from '../../../core/edits/engine.ts';
import type { Encounter } from '../../../core/encounter/model.ts';
import { encounterSchema } from '../../../core/encounter/schema.ts';
import { inventEncounters, mistakes } from '../../../core/sandbox/encounters.ts';
import { practices, visits } from '../../../core/sandbox/invented.ts';
import { TODAY } from './given.ts';

const invent = (count: number, seed = 'demo') => [...inventEncounters({ count, seed, today: TODAY })];

const codes = starterSets();

/** The edits that hold it, at both levels. */
function errorsOf(encounter: Encounter): readonly string[] {
  const payer = { id: encounter.coverages[0]?.payer.id ?? '' };
  const findings = runEdits(encounter, { today: TODAY, payer, codes, history: [] }, 'both');
  return [...new Set(findings.filter((f) => f.severity === 'error').map((f) => f.editId))];
}

/** ISO Luhn with the prefix 80840 (45 CFR 162.406). */
function hasCheckDigit(npi: string): boolean {
  const digits = [...`80840${npi}`].map(Number).reverse();
  const total = digits.reduce((t, d, i) => t + (i % 2 === 0 ? d : d > 4 ? 2 * d - 9 : 2 * d), 0);
  return total % 10 === 0;
}

describe('invented encounters', () => {
  it('are the same for the same seed, and the n-th does not depend on how many are asked for', () => {
    expect(invent(50)).toEqual(invent(200).slice(0, 50));
    expect(invent(5, 'a')).not.toEqual(invent(5, 'b'));
  });

  it('fit the encounter schema, mistakes included', () => {
    for (const encounter of invent(1000)) expect(encounterSchema.safeParse(encounter).error).toBeUndefined();
  });

  it('have unique ids', () => {
    expect(new Set(invent(2000).map((e) => e.encounterId)).size).toBe(2000);
  });

  it('never bill the same patient, day and code twice', () => {
    const keys = invent(5000).flatMap((e) => {
      const member = e.coverages[0]?.memberId;
      return member === undefined
        ? []
        : e.lines.map((l) => [member, e.patient.first, l.from, l.code].join('|'));
    });
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are held in about 4 of 100, for their deliberate mistakes and for nothing else', () => {
    const all = invent(5000);
    const errors = all.map((encounter) => errorsOf(encounter));
    const held = errors.filter((ids) => ids.length > 0);
    expect(Math.abs(held.length / all.length - 0.04)).toBeLessThan(0.01);
    expect([...new Set(held.flat())].sort()).toEqual(mistakes.map((m) => m.edit).sort());
  });

  test.each(mistakes.map((m) => [m.edit, m.make] as const))(
    'a mistake for %s is found by it',
    (edit, make) => {
      const clean = invent(20).find((encounter) => errorsOf(encounter).length === 0);
      if (clean === undefined) throw new Error('no clean encounter');
      expect(errorsOf(make(clean, TODAY))).toEqual([edit]);
    },
  );

  it('lie 5 to 60 days back where they are not wrong', () => {
    const days = invent(2000)
      .flatMap((e) => e.lines.map((l) => l.from))
      .filter((day) => day <= TODAY)
      .map((day) => (isCivilDate(day) ? daysBetween(day, TODAY) : -1));
    expect(Math.min(...days)).toBe(5);
    expect(Math.max(...days)).toBe(60);
  });

  it('name providers with valid check digits, and visits of one to six lines', () => {
    const npis = practices.flatMap((p) => [p.billing, ...p.rendering]).map((p) => p.npi ?? '');
    expect(npis.filter((npi) => !hasCheckDigit(npi))).toEqual([]);
    expect(Math.min(...visits.map((v) => v.lines.length))).toBe(1);
    expect(Math.max(...visits.map((v) => v.lines.length))).toBe(6);
    const pointers = visits.flatMap((v) => v.lines.flatMap((l) => l.dx.map((p) => p <= v.diagnoses.length)));
    expect(pointers).not.toContain(false);
  });
});
