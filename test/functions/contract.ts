import type { CodeRow, Release } from '../../core/codes/sets.ts';
import { writeTable } from '../../core/codes/table/write.ts';
import { type Config, payerProfile } from '../../core/config.ts';
import { fee } from '../core/remit/contracts.ts';
import { configWith, type Loop, NOW } from './loop.ts';

/** The payer of the example encounter owes its rates, to the cent. */
export function withContract(): Config {
  const config = configWith();
  const profile = { ...payerProfile(config, '*'), id: '99001', toleranceCents: 0, tolerancePercent: 0 };
  return { ...config, payers: [{ ...profile, contract: { kind: 'rates' } }, ...config.payers] };
}

const RELEASE: Release & { readonly set: 'fees' } = {
  ...{ set: 'fees', release: 'acme', from: 20260101, to: 0, complete: true, rows: 2, importedAt: NOW },
  source: { name: 'acme.csv', sha256: '' },
};

/** Makes rates active: $100 for the example’s visit and $20 for its test, unless told otherwise. */
export async function loadRates(
  { codeSets }: Pick<Loop, 'codeSets'>,
  rows: readonly CodeRow<'fees'>[] = [fee('99213', 100), fee('87880', 20)],
): Promise<void> {
  const stored = await codeSets.putTable(RELEASE, writeTable(RELEASE, rows));
  await codeSets.switchTo({ cause: 'import', nowEpochMs: NOW, change: async () => [stored] });
}
