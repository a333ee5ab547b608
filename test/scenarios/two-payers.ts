/** A visit of 220 that ACME decides and BETA after it: S25 to S27 and S57 of domain.md 9. Amounts in dollars. */
import { onFiling } from '../../core/claim/filings.ts';
import type { JournalEvent } from '../../core/claim/journal.ts';
import type { Pipeline } from '../support/pipeline.ts';
import { coverage, encounter, type Line, type SentClaim } from './clinic.ts';
import { ACME, file835, type PaidLine, payment, remittance } from './payer.ts';

export const LINES: readonly Line[] = [
  { code: '99214', charge: 180, dx: [1] },
  { code: '81002', charge: 40, dx: [1] },
];

/** BETA, through his wife Mary. */
export const second = (changes: Readonly<Record<string, unknown>> = {}) =>
  coverage({
    seq: 2,
    payer: { name: 'BETA MUTUAL', id: '99002' },
    relationship: '01',
    memberId: 'BM778899',
    groupNumber: 'GRP2002',
    subscriber: { last: 'ROE', first: 'MARY', dob: '19760302', sex: 'F' },
    ...changes,
  });

/** 180 and 40 to ACME; behind it whoever is given. */
export const visit = (id: string, ...behind: readonly ReturnType<typeof coverage>[]) =>
  encounter(id, LINES, {
    patient: { ...encounter(id, LINES).patient, last: 'ROE', first: 'JOHN' },
    coverages: [coverage({ memberId: 'MEM0002' }), ...behind],
  });

/** ACME pays 101 of 220 and leaves a coinsurance of 24; or leaves more or less. */
export const byAcme = (claim: SentClaim, left = 24) => ({
  ...payment(claim, `1/220/${125 - left}/${left}`, [
    { paid: 120 - left, cas: ['CO-45 60', `PR-2 ${left}`] },
    { paid: 5, cas: ['CO-45 35'] },
  ]),
  payerClaimControlNo: '2026020100017',
});

/** BETA's CLP on its filing. */
export const byBeta = (claim: SentClaim, clp: string, lines: readonly PaidLine[]) => ({
  ...payment({ ...claim, clm01: `${claim.claimNo}-2` }, clp, lines),
  payerClaimControlNo: 'B000077',
});
/** It pays all that ACME left, or says otherwise of the first line. */
export const betaPays = (claim: SentClaim, paid = 24, ...cas: readonly string[]) =>
  byBeta(claim, `2/220/${paid}`, [
    { paid, cas: ['OA-23 156', ...cas] },
    { paid: 0, cas: ['OA-23 40'] },
  ]);

type Payment = ReturnType<typeof payment>;

/** The pipeline as the two payers see it. */
export function payersOf(pipeline: Pipeline) {
  let hours = 0;
  return {
    pays: (trace: string, amount: number, claims: readonly Payment[], payer = ACME): Promise<string> =>
      pipeline.receive('clearinghouse', file835(remittance({ trace, pays: amount, claims, payer }))),
    /** The hourly schedule; each call is the next hour. */
    nextHour: async (): Promise<void> => {
      hours += 1;
      pipeline.system.tick(Date.UTC(2026, 1, 12, 9, 30) + hours * 3_600_000);
      await pipeline.settled();
    },
    /** The states of the filings, by payer sequence. */
    filings: async ({ claimNo }: SentClaim): Promise<Readonly<Record<number, string>>> => {
      const { head } = await pipeline.claim(claimNo);
      const all = [head.filing, ...Object.keys(head.others ?? {}).map(Number)].toSorted((a, b) => a - b);
      return Object.fromEntries(all.map((filing) => [filing, onFiling(head, filing).state]));
    },
    ofFiling: async ({ claimNo }: SentClaim, filing: number): Promise<readonly JournalEvent[]> =>
      (await pipeline.claim(claimNo)).events.filter((event) => event.filing === filing),
    /** The last 837 that left, as segments. */
    lastFile: async (): Promise<readonly string[]> => {
      const keys = (await pipeline.objectKeys('outbound/clearinghouse/')).toSorted();
      return ((await pipeline.object(keys.at(-1) ?? '')) ?? '').split('~\n').slice(0, -1);
    },
  };
}
