import fc from 'fast-check';

/** Runs of each law: 1,000, or what `npm run laws` asks for. */
const RUNS = Number(process.env.CLAIMLINE_LAW_RUNS ?? 1_000);

/** Asserts a law over random cases. It ends no run early: a law that takes long says so by its time. */
export const holds = <T>(cases: fc.Arbitrary<T>, law: (one: T) => void): void =>
  fc.assert(fc.property(cases, law), { numRuns: RUNS });

/** What a law may take: it grows with its runs. */
export const LAW_TIMEOUT_MS = 60_000 + RUNS * 60;
