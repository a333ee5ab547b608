import { defineConfig } from 'vitest/config';

/** Runs against the shared corpora: `CLAIMLINE_SHARED=<folder> npx vitest run --config vitest.wide.config.ts`. */
export default defineConfig({
  test: { include: ['test/wide/**/*.wide.ts'], testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2 },
});
