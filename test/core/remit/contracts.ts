import { openCodeSets, tableOf } from '../../../core/codes/open.ts';
import type { CodeRow, CodeSetName, Release } from '../../../core/codes/sets.ts';
import type { Contract, Terms } from '../../../core/remit/contract.ts';
import type { Tables } from '../../../core/remit/expected-line.ts';

/** Invented tables: synthetic codes, round indices, and relative values that nobody publishes. */

const release = <S extends CodeSetName>(set: S): Release & { readonly set: S } => ({
  set,
  release: 'invented',
  from: 20260101,
  to: 0,
  complete: true,
  source: { name: 'invented', sha256: '' },
  rows: 0,
  importedAt: 0,
});

type Schedule = CodeRow<'mpfs'>;

/** Work 1.00, office 2.00, facility 0.50, malpractice 0.10, in hundredths; $40 for a unit. */
export const scheduled = (code: string, more: Partial<Schedule> = {}): Schedule => ({
  code,
  modifier: '',
  status: 'A',
  work: 100,
  nonFacilityPe: 200,
  facilityPe: 50,
  malpractice: 10,
  pcTc: '0',
  global: '000',
  preoperative: 0,
  intraoperative: 0,
  postoperative: 0,
  multiple: '0',
  bilateral: '0',
  assistant: '0',
  coSurgeons: '0',
  team: '0',
  endoscopicBase: '',
  conversionFactor: 400_000,
  title: '',
  ...more,
});

/** A code worth so many dollars at indices of 1 and $40 a unit. */
export const worth = (code: string, dollars: number, more: Partial<Schedule> = {}): Schedule =>
  scheduled(code, {
    work: Math.round((dollars * 100) / 40),
    nonFacilityPe: 0,
    facilityPe: 0,
    malpractice: 0,
    ...more,
  });

export const LOCALITY = '10112-00';

export const fee = (code: string, dollars: number, more: Partial<CodeRow<'fees'>> = {}): CodeRow<'fees'> => ({
  code,
  modifier: '',
  payer: '99001',
  cents: Math.round(dollars * 100),
  from: 20260101,
  to: 0,
  ...more,
});

interface Given {
  readonly mpfs?: readonly Schedule[];
  readonly fees?: readonly CodeRow<'fees'>[];
  readonly hcpcs?: readonly CodeRow<'hcpcs'>[];
  /** Thousandths: work, practice expense, malpractice. */
  readonly gpci?: readonly [work: number, practice: number, malpractice: number];
}

export function tablesOf({ mpfs, fees, hcpcs, gpci = [1000, 1000, 1000] }: Given): Tables {
  const [work, practice, malpractice] = gpci;
  const named = { from: 20200101, to: 0 };
  return openCodeSets([
    tableOf(release('pos'), [
      { code: '11', title: 'office', facility: 0, ...named },
      { code: '22', title: 'hospital', facility: 1, ...named },
    ]),
    tableOf(release('gpci'), [{ code: LOCALITY, state: 'AL', name: 'ALABAMA', work, practice, malpractice }]),
    ...(mpfs === undefined ? [] : [tableOf(release('mpfs'), mpfs)]),
    ...(fees === undefined ? [] : [tableOf(release('fees'), fees)]),
    ...(hcpcs === undefined ? [] : [tableOf(release('hcpcs'), hcpcs)]),
  ]);
}

export const termsWith = (contract: Contract, more: Partial<Terms> = {}): Terms => ({
  payerId: '99001',
  contract,
  toleranceCents: 0,
  tolerancePercent: 0,
  ...more,
});

export const medicare = (more: object = {}): Contract => ({
  kind: 'fee-schedule',
  percent: 100,
  locality: LOCALITY,
  ...more,
});
