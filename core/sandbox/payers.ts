import type { Coverage, Encounter } from '../encounter/model.ts';
import { Defect } from '../result.ts';
import { echo } from './echo.ts';
import { drawFrom, type Weighted } from './random.ts';

/** An invented payer of the sandbox: the demo's encounters name them, the simulator plays them. */
export interface SandboxPayer extends Weighted {
  readonly id: string;
  readonly name: string;
  /** SBR09 of the claims it gets. */
  readonly filingCode: string;
  /** Whether it sends a 277CA of its own; else the clearinghouse's is the last word before the 835. */
  readonly acknowledges: boolean;
}

/** `weight`: the payer's share of the invented encounters, per cent. */
export const sandboxPayers: readonly SandboxPayer[] = [
  { id: '99001', name: 'ACME HEALTH PLAN', filingCode: 'CI', acknowledges: true, weight: 35 },
  { id: '99002', name: 'BETA MUTUAL', filingCode: 'CI', acknowledges: true, weight: 25 },
  { id: '99003', name: 'GAMMA CARE', filingCode: 'HM', acknowledges: true, weight: 15 },
  { id: '99004', name: 'DELTA HEALTH FUND', filingCode: 'BL', acknowledges: true, weight: 10 },
  { id: '99005', name: 'EPSILON BENEFITS', filingCode: 'CI', acknowledges: false, weight: 15 },
];

/** Of payers we did not invent, this many in a hundred send no 277CA. */
const SILENT_PER_CENT = 15;

/** A payer as it stands in a claim, with what the sandbox lets it do. */
export interface ActingPayer {
  readonly id: string;
  readonly name: string;
  readonly acknowledges: boolean;
}

/** Whose answer the claim asks for: the coverage it is addressed to. */
export function destination(content: Encounter): Coverage {
  const coverage = content.coverages.find((c) => c.seq === content.destination) ?? content.coverages[0];
  if (coverage === undefined) throw new Defect('a claim has at least one coverage');
  return coverage;
}

/** The payer a claim goes to. A payer that is none of ours behaves as the seed and its id say. */
export function payerOf(content: Encounter, seed: string): ActingPayer {
  const { payer } = destination(content);
  const id = echo(payer.id) ?? '0';
  const name = echo(payer.name) ?? 'UNKNOWN';
  const known = sandboxPayers.find((payer) => payer.id === id);
  const acknowledges = known?.acknowledges ?? drawFrom(seed, 'payer', id).below(100) >= SILENT_PER_CENT;
  return { id, name, acknowledges };
}

/** Nine digits that stand for the payer's tax id in TRN03, invented from its id. */
export const payerTaxId = (payerId: string): string => drawFrom('tax id', payerId).digits(9);
