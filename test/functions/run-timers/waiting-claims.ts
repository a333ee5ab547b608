import type { Head } from '../../../core/claim/head.ts';
import { civilDate } from '../../../core/dates.ts';
import { appealDraft } from '../../../core/denial/appeal.ts';
import { encounter, type Loop } from '../loop.ts';
import { a835, clm01, denies, pays } from '../payer.ts';

/** A claim that was denied, and appealed on 12 January. */
export async function appealed(loop: Loop): Promise<Head> {
  await loop.intake([encounter('E1')]);
  await loop.submit();
  const header = { paymentDate: civilDate('20260110') };
  await loop.remit(a835({ payments: [denies(clm01(await loop.only()))], header }));
  const { claimNo } = await loop.only();
  const journal = await loop.claims.events(claimNo);
  await loop.claims.record({
    claimNo,
    cause: 'appeal/1',
    nowEpochMs: Date.UTC(2026, 0, 12, 12),
    decide: (head) => {
      if (head === null) return null;
      const sent = { user: 'ann', level: 1, sentOn: civilDate('20260112'), reference: 'A1' };
      const decided = appealDraft(
        { head, journal, terms: { appealDays: 90, appealLevels: 1 }, filingCode: 'CI' },
        sent,
      );
      return decided.ok ? decided.draft : null;
    },
  });
  return loop.only();
}

/** A claim of 150: ACME pays 100, leaves 20 and passes it on to BETA. */
export async function passedOn(loop: Loop): Promise<Head> {
  const given = encounter('E1');
  const beta = { seq: 2, payer: { name: 'BETA MUTUAL', id: '99002' }, memberId: 'BM778899' };
  await loop.intake([
    { ...given, coverages: given.coverages.flatMap((acme) => [acme, { ...acme, ...beta }]) },
  ]);
  await loop.submit();
  const clp = pays(clm01(await loop.only()), '19/150/100/20', ['CO-45 30', 'PR-2 20']);
  await loop.remit(a835({ payments: [{ ...clp, crossoverCarrier: { name: 'BETA MUTUAL', id: '99002' } }] }));
  return loop.only();
}
