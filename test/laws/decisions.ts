/** Random claims, and what payers may say of them. */
import fc from 'fast-check';
import type { Claim } from '../../core/claim/types.ts';
import { type Cents, cents, sum } from '../../core/money.ts';
import type { ClaimPayment } from '../../core/x12/types.ts';
import { aClaim, aPayment } from '../core/remit/given.ts';

/** How a payer divides a line's charge: shares of it, in hundredths. */
export interface Division {
  readonly contractual: number;
  readonly patient: number;
  readonly denied: number;
}

/** CARCs: contractual, patient responsibility, denial. */
const contractual = fc.constantFrom('CO-45', 'CO-253', 'CO-131');
const patient = fc.constantFrom('PR-1', 'PR-2', 'PR-3');
const denial = fc.constantFrom('CO-50', 'CO-16', 'PI-96', 'OA-100');

const division = fc.record({
  contractual: share(),
  patient: share(),
  denied: fc.oneof(fc.constant(0), share()),
});
function share() {
  return fc.nat({ max: 100 });
}
const words = fc.record({ contractual, patient, denial });

/** What one decision says of every line, whatever they charge. */
export interface Decision {
  readonly lines: readonly { readonly division: Division; readonly words: Words }[];
}
type Words = { readonly contractual: string; readonly patient: string; readonly denial: string };

export const decision: fc.Arbitrary<Decision> = fc.record({
  lines: fc.array(fc.record({ division, words }), { minLength: 4, maxLength: 4 }),
});

/** Pays nothing and leaves nothing to the patient. */
export const wholeDenial: fc.Arbitrary<Decision> = decision.map(({ lines }) => ({
  lines: lines.map(({ division, words }) => ({ division: { ...division, patient: 0, denied: 100 }, words })),
}));

/** Charges of one to four lines, in cents. */
export const charges = fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 4 });

/** @param payers how many coverages it has: up to three */
export function claimOf(no: string, lines: readonly number[], payers = 1): Claim {
  const claim = aClaim(
    no,
    lines.map((charge, i) => ({ code: `9921${i}`, charge: charge / 100 })),
    { secondary: payers > 1 },
  );
  const { content } = claim;
  return payers < 3 ? claim : { ...claim, content: { ...content, coverages: [...content.coverages, GAMMA] } };
}
const GAMMA = { seq: 3, payer: { name: 'GAMMA', id: '99003' } };

interface Said {
  readonly claim: Claim;
  /** What each line has to be divided: its charge, unless another payer came before. */
  readonly of?: readonly Cents[];
  /** CLP02. */
  readonly status?: string;
  /** CLP07. */
  readonly controlNo: string;
  /** CLP01 is the claim's number with it. */
  readonly sequence?: number;
}

/** A CLP that balances at every level. What another payer dealt with before is OA-23. */
export function decided({ lines }: Decision, said: Said): ClaimPayment {
  const { claim, of, status = '1', controlNo, sequence = 1 } = said;
  const claimId = `${claim.claimNo}-${sequence}`;
  const services = claim.content.lines.map(({ code, chargeCents }, i) => {
    const open = of?.[i] ?? chargeCents;
    const { division, words } = lines[i] ?? { division: NOTHING, words: WORDS };
    const shares = dividedBy(open, division);
    const cas = [
      ['OA-23', chargeCents - open],
      [words.contractual, shares.contractual],
      [words.patient, shares.patient],
      [words.denial, shares.denied],
    ] as const;
    return {
      procedure: { qualifier: 'HC', code: code ?? '', modifiers: [] },
      charge: cents(chargeCents),
      paid: shares.paid,
      adjustments: cas.flatMap(([reason, amount]) => {
        const [group = '', carc = ''] = reason.split('-');
        return amount === 0 ? [] : [{ group, carc, amount: cents(amount) }];
      }),
      remarks: [],
      lineControlNo: `${claimId}-${i + 1}`,
      position: { interchange: 1, segment: 1, offset: 0 },
    };
  });
  return {
    ...aPayment({ claimId, clp: status }),
    charge: claim.totalCharge,
    paid: sum(services.map(({ paid }) => paid)),
    payerClaimControlNo: controlNo,
    services,
  };
}

const NOTHING: Division = { contractual: 0, patient: 0, denied: 0 };
const WORDS: Words = { contractual: 'CO-45', patient: 'PR-1', denial: 'CO-50' };

/** Whole cents: each share of what is left, and the rest is paid. */
export function dividedBy(amount: Cents, { contractual, patient, denied }: Division) {
  const off = part(amount, contractual);
  const left = part(amount - off, patient);
  const held = part(amount - off - left, denied);
  return { contractual: off, patient: left, denied: held, paid: cents(amount - off - left - held) };
}
const part = (amount: number, share: number): Cents => cents(Math.floor((amount * share) / 100));

const dividedLines = ({ lines }: Decision, amounts: readonly number[]) =>
  amounts.map((charge, i) => dividedBy(cents(charge), lines[i]?.division ?? NOTHING));

/** Pays something of the charges, or leaves something to the patient. */
export const allows = (decision: Decision, amounts: readonly number[]): boolean =>
  dividedLines(decision, amounts).some(({ paid, patient: left }) => paid > 0 || left > 0);

/** Allows nothing, and not by contract alone: what a later decision takes the place of without a 22 (row 37). */
export const deniesAll = (decision: Decision, amounts: readonly number[]): boolean =>
  !allows(decision, amounts) && dividedLines(decision, amounts).some(({ denied }) => denied > 0);
