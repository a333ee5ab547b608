import type { Comparison, Difference } from '../../../core/codes/compare.ts';
import { codeSets } from '../../../core/codes/sets.ts';
import { claimsInFlight, type FlightCodes } from '../../session/claims-in-flight.ts';
import { runningSystem } from '../../session/endpoint.ts';
import { foldersOf } from '../../session/folders.ts';
import { holdsData } from '../../session/kept-config.ts';
import type { LookOptions } from '../../session/look-options.ts';
import type { World } from '../../world.ts';

/** A comparison with what it means for us. */
export interface Touched {
  readonly comparison: Comparison;
  /** Differences of codes that claims in flight bear; absent where there are no claims. */
  readonly ours?: readonly Difference[];
  readonly claims?: {
    readonly inFlight: number;
    /** Those that bear a code that differs. */
    readonly using: number;
    /** Of these, the ones with a service on a day for which the later release decides. */
    readonly touched: number;
  };
}

/** Looks which of the differences are in claims in flight. The whole system is opened only where it holds data. */
export async function touchedBy(
  comparisons: readonly Comparison[],
  options: LookOptions,
  world: World,
): Promise<readonly Touched[]> {
  const folders = foldersOf(world);
  const isRunning = !options.demo && (await runningSystem(folders.endpoint)) !== undefined;
  if (!isRunning && !holdsData(options.demo ? folders.demo : folders.data))
    return comparisons.map((comparison) => ({ comparison }));
  // The whole system takes its time to load: only where there are claims.
  const { lookAt } = await import('../../session/look.ts');
  return lookAt(world, options, async ({ stores: { claims } }) => {
    const found = comparisons.map(touchCounter);
    for await (const claim of claimsInFlight(claims)) for (const one of found) one.see(claim);
    return found.map((one) => one.finish());
  });
}

/** Sees claims in flight one by one, and says in the end which differences are theirs. */
export function touchCounter(comparison: Comparison) {
  const { differences, after } = comparison;
  const byCode = Map.groupBy(differences, ({ code }) => code);
  const pairs = Map.groupBy(differences, ({ code }) => code.split('/')[0] ?? code);
  const ours = new Set<Difference>();
  const counts = { inFlight: 0, using: 0, touched: 0 };
  const decides = ({ from, to }: { from: number; to: number }): boolean =>
    codeSets[after.set].dated === 'rows' || (to >= after.from && (after.to === 0 || from <= after.to));

  /** A pair is a claim's when it bears both codes. */
  const usedBy = (codes: ReadonlySet<string>): readonly Difference[] =>
    [...codes].flatMap((code) => [
      ...(byCode.get(code) ?? []),
      ...(pairs.get(code) ?? []).filter((pair) => {
        const other = pair.code.split('/')[1];
        return other !== undefined && codes.has(other);
      }),
    ]);

  return {
    see: (claim: FlightCodes): void => {
      counts.inFlight += 1;
      const used = usedBy(claim.codes);
      if (used.length === 0) return;
      for (const difference of used) ours.add(difference);
      counts.using += 1;
      if (decides(claim)) counts.touched += 1;
    },
    finish: (): Touched => ({
      comparison,
      ours: differences.filter((difference) => ours.has(difference)),
      claims: { ...counts },
    }),
  };
}
