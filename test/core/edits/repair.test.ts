import { describe, expect, it } from 'vitest';
import { runEdits } from '../../../core/edits/engine.ts';
import { changedExample, exampleBill } from '../../../core/edits/example.ts';
import { repaired } from '../../../core/edits/repair.ts';
import { contextWith } from './contexts.ts';

const once = (encounter: ReturnType<typeof changedExample>) =>
  repaired(encounter, runEdits(encounter, contextWith(), 'both'));

const soleDoctor = changedExample({
  'billing.entityType': '1',
  'billing.name': null,
  'billing.last': 'SMITH',
  'billing.npi': '1888888884',
  'rendering.npi': '1888888884',
});

describe('a repair', () => {
  it('leaves a claim without findings as it is', () => {
    const encounter = changedExample({ diagnoses: ['J029', 'R509'] });
    expect(once(encounter)).toEqual({ content: encounter, repairs: [] });
  });

  it('writes codes in upper case and without dots, and lists each', () => {
    const { content, repairs } = once(changedExample({ diagnoses: ['j02.9', 'R509'] }));
    expect(content.diagnoses).toEqual(['J029', 'R509']);
    expect(repairs.map(({ field }) => field)).toEqual(['diagnoses[0]']);
  });

  it('leaves out the rendering provider who bills', () => {
    const { content, repairs } = once(soleDoctor);
    expect(content.rendering).toBeUndefined();
    expect(repairs.map(({ field }) => field)).toContain('rendering');
  });

  it('puts modifiers into their order', () => {
    const { content } = once(changedExample({ 'lines[1].modifiers': ['QW', 'TC'] }));
    expect(content.lines[1]?.modifiers).toEqual(['TC', 'QW']);
  });

  it('has nothing left to do, and does not change what it was given', () => {
    const before = structuredClone(soleDoctor);
    const { content } = once(soleDoctor);
    expect(soleDoctor).toEqual(before);
    expect(once(content)).toEqual({ content, repairs: [] });
    const findings = runEdits(soleDoctor, contextWith(), 'both');
    expect(repaired(content, findings).content).toEqual(content);
  });

  it('writes the codes of a bill in their usual form', () => {
    const { content } = repaired({ ...exampleBill, principalDiagnosis: { code: 'k35.80', poa: 'Y' } }, []);
    expect(content.principalDiagnosis).toEqual({ code: 'K3580', poa: 'Y' });
  });

  it('makes no clinical choice: a wrong diagnosis stays', () => {
    const { content, repairs } = once(changedExample({ diagnoses: ['E11', 'R509'] }));
    expect(content.diagnoses).toEqual(['E11', 'R509']);
    expect(repairs).toEqual([]);
  });
});
