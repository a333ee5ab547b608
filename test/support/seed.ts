/**
 * The seed of the random cases of one run. CI sets `CLAIMLINE_SEED`, so that it judges a change and not its luck: the
 * same tree always gives the same verdict. Without it each run tries other cases, and fast-check prints the seed of one
 * that fails.
 */
import { configureGlobal } from 'fast-check';

const seed = process.env.CLAIMLINE_SEED;
if (seed !== undefined) configureGlobal({ seed: Number(seed) });
