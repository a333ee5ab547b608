import { existsSync, readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { pascalCase, type StepName, type StepSpec, stepNames, steps } from '../../lib/steps.ts';

it('gives a step one name in each place', () => {
  expect(pascalCase('plan-interchanges')).toBe('PlanInterchanges');
});

/** What the wiring of a step opens, as its source says. */
const opens = (step: StepName): ReadonlySet<string> => {
  const file = new URL(`../../functions/${step}/index.ts`, import.meta.url);
  const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return new Set([...source.matchAll(/\b(open[A-Z]\w+|env\('\w+')/g)].map(([found]) => found));
};

test.each(stepNames)('%s gets what its wiring opens, and no more', (step) => {
  const { tables = {}, reads = [], writes = [], sends = [], starts = [] }: StepSpec = steps[step];
  const opened = opens(step);
  expect({
    claims: opened.has('openClaims'),
    files: opened.has('openFiles'),
    work: opened.has('openWork'),
    artifacts: opened.has('openArtifacts'),
    queues: opened.has('openQueues'),
    workflows: opened.has('openWorkflows'),
  }).toEqual({
    claims: tables.claims !== undefined,
    files: tables.files !== undefined,
    work: tables.work !== undefined,
    artifacts: reads.length + writes.length > 0,
    queues: sends.length > 0,
    workflows: starts.length > 0,
  });
});
