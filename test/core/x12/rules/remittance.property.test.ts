import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cents, formatAmount } from '../../../../core/money.ts';
import { findingsOf } from './found.ts';
import { remittance } from './sets.ts';

/** Laws of domain.md 5.3: what balances raises nothing, and each cent too many is found where it is. */

interface Adjustment {
  readonly group: string;
  readonly amount: number;
}
interface Service {
  readonly paid: number;
  readonly adjustments: readonly Adjustment[];
}
interface Claim {
  readonly status: string;
  /** Of the claim itself where it has no services. */
  readonly paid: number;
  readonly adjustments: readonly Adjustment[];
  readonly services: readonly Service[];
}
interface Remittance {
  readonly claims: readonly Claim[];
  readonly provider: readonly number[];
}

/** Never 0, also after a cent more; negative adjustments are smaller than what is paid. */
const adjustment = fc.record({
  group: fc.constantFrom('CO', 'PR', 'OA', 'PI'),
  amount: fc.oneof(fc.integer({ min: 100, max: 99_999 }), fc.integer({ min: -999, max: -100 })),
});
const paid = fc.integer({ min: 5_000, max: 999_999 });
const service = fc.record({ paid, adjustments: fc.array(adjustment, { maxLength: 4 }) });
const claim = fc.record({
  status: fc.constantFrom('1', '2', '3', '4'),
  paid,
  adjustments: fc.array(adjustment, { maxLength: 3 }),
  services: fc.array(service, { maxLength: 4 }),
});
const anyRemittance: fc.Arbitrary<Remittance> = fc.record({
  claims: fc.array(claim, { minLength: 1, maxLength: 4 }),
  provider: fc.array(fc.oneof(fc.integer({ min: 2, max: 99 }), fc.integer({ min: -99_999, max: -2 })), {
    maxLength: 7,
  }),
});

const total = (adjustments: readonly Adjustment[], group?: string): number =>
  adjustments.reduce((sum, a) => sum + (group === undefined || a.group === group ? a.amount : 0), 0);

/** What one cent too many in an amount of a kind raises. */
type Kind = readonly string[];
const SERVICE = 'SERVICE-OUT-OF-BALANCE';
const CHARGES = 'SERVICE-CHARGES-DIFFER';
const CLAIM = 'CLAIM-PAYMENT-OUT-OF-BALANCE';
const PAYMENT = 'PAYMENT-OUT-OF-BALANCE';
const SHARE = 'PATIENT-SHARE-DIFFERS';

/** Writes a remittance; the amount of number `spoilt`, counted in file order, gets a cent too many. */
class Writer {
  readonly body: string[] = [];
  readonly #spoilt: number;
  #amounts = 0;
  raises: Kind = [];

  constructor(spoilt: number) {
    this.#spoilt = spoilt;
  }

  get amounts(): number {
    return this.#amounts;
  }

  amount(value: number, raises: Kind): string {
    this.#amounts += 1;
    if (this.#amounts !== this.#spoilt) return formatAmount(cents(value));
    this.raises = raises;
    return formatAmount(cents(value + 1));
  }

  adjustments(adjustments: readonly Adjustment[], raises: Kind): void {
    for (const { group, amount } of adjustments) {
      const share = group === 'PR' ? [SHARE] : [];
      this.body.push(`CAS*${group}*45*${this.amount(amount, [...raises, ...share])}`);
    }
  }

  claim({ status, paid: own, adjustments, services }: Claim): void {
    const lines = services.length > 0;
    const inner = services.flatMap((s) => s.adjustments);
    // With services the claim pays what they pay, less its own adjustments.
    const charge = lines ? services.reduce((sum, s) => sum + s.paid, total(inner)) : own + total(adjustments);
    const claimPaid = charge - total(adjustments) - total(inner);
    const share = total([...adjustments, ...inner], 'PR');
    const clp = [
      this.amount(charge, lines ? [CLAIM, CHARGES] : [CLAIM]),
      this.amount(claimPaid, [CLAIM, PAYMENT]),
      this.amount(share, [SHARE]),
    ];
    this.body.push(`CLP*C1*${status}*${clp.join('*')}*12*P1`);
    this.adjustments(adjustments, [CLAIM]);
    this.body.push('NM1*QC*1*DOE*JANE');
    for (const { paid: linePaid, adjustments: ofLine } of services) {
      const lineCharge = this.amount(linePaid + total(ofLine), [SERVICE, CHARGES]);
      this.body.push(`SVC*HC:99213*${lineCharge}*${this.amount(linePaid, [SERVICE])}`);
      this.body.push('DTM*472*20260105');
      this.adjustments(ofLine, [SERVICE, CLAIM]);
    }
  }
}

const paidOf = ({ paid: own, adjustments, services }: Claim): number =>
  services.length === 0 ? own : services.reduce((sum, s) => sum + s.paid, 0) - total(adjustments);

function written({ claims, provider }: Remittance, spoilt: number): Writer {
  const writer = new Writer(spoilt);
  const net =
    claims.reduce((sum, c) => sum + paidOf(c), 0) - provider.reduce((sum, amount) => sum + amount, 0);
  writer.body.push(`BPR*I*${writer.amount(net, [PAYMENT])}*C*CHK************20260210`, 'TRN*1*T1*1512345678');
  writer.body.push('N1*PR*ACME HEALTH PLAN', 'N1*PE*RIVERBEND FAMILY CLINIC*XX*1999999992', 'LX*1');
  for (const c of claims) writer.claim(c);
  for (let at = 0; at < provider.length; at += 6) {
    const pairs = provider.slice(at, at + 6).map((amount) => `CS*${writer.amount(amount, [PAYMENT])}`);
    writer.body.push(`PLB*1999999992*20261231*${pairs.join('*')}`);
  }
  return writer;
}

const payable = anyRemittance.filter(
  ({ claims, provider }) =>
    claims.every((c) => paidOf(c) >= 0) &&
    claims.reduce((sum, c) => sum + paidOf(c), 0) >= provider.reduce((sum, amount) => sum + amount, 0),
);

const codes = (body: readonly string[]): readonly string[] =>
  findingsOf(remittance, body)
    .map((finding) => finding.code)
    .sort();

describe('a remittance that balances', () => {
  it('raises nothing', () => {
    const law = fc.property(payable, (r) => {
      expect(codes(written(r, 0).body)).toEqual([]);
    });
    fc.assert(law);
  });

  it('raises exactly what one cent too many in one amount upsets', () => {
    const law = fc.property(payable, fc.nat(), (r, seed) => {
      const { amounts } = written(r, 0);
      const { body, raises } = written(r, 1 + (seed % amounts));
      expect(raises.length).toBeGreaterThan(0);
      expect(codes(body)).toEqual([...raises].sort());
    });
    fc.assert(law, { numRuns: 300 });
  });
});
