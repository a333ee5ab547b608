import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stepNames } from '../../lib/steps.ts';

const CANARY = 'QUILLBROOK';
const context = { awsRequestId: 'request-1' } as Context;
const folder = fileURLToPath(new URL('../../functions', import.meta.url));
const steps = readdirSync(folder).filter((name) => name !== 'runtime');
let printed = '';

beforeEach(() => {
  printed = '';
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  }
});
afterEach(() => vi.restoreAllMocks());

/** The deployed entry point, not yet invoked: its clients are built at the first call. */
async function entryPoint(step: string): Promise<(event: unknown, context: Context) => Promise<unknown>> {
  const { handler } = await import(`../../functions/${step}/index.ts`);
  return handler;
}

test('every step has its folder, its README and its entry point', () => {
  expect(steps.toSorted()).toEqual(stepNames.toSorted());
  for (const step of steps) {
    expect(readdirSync(`${folder}/${step}`)).toEqual(
      expect.arrayContaining(['README.md', 'handler.ts', 'index.ts']),
    );
  }
});

test.each(steps)(
  '%s lets nothing of an event that is not its own out, in error, log or metric',
  async (step) => {
    const invoke = await entryPoint(step);
    for (const event of [
      CANARY,
      { [CANARY]: CANARY },
      { fileId: [CANARY] },
      { Records: [{ body: CANARY }] },
    ]) {
      const error = await invoke(event, context).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ facts: expect.anything() });
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(CANARY);
    }
    expect(printed).not.toContain(CANARY);
  },
);
