import { cents, formatAmount } from '../../core/money.ts';
import type { Draw } from '../../core/sandbox/random.ts';
import { day, FIRST, type FileKind, LAST, npi, PROCEDURES, type SetDraft, type Truth } from './content.ts';

const PAYMENT_DATE = '20260715';
const LINES = 3;

/** 835 of invented payments: three lines a claim, contractual and patient parts, interest by PLB in some sets. */
export const remittanceFile: FileKind = {
  name: '835',
  functionalCode: 'HP',
  version: '005010X221A1',
  st: ['ST*835*', ''],
  bytesPerClaim: 507,
  set: (draw, ordinal, truth) => new RemittanceSet(draw, ordinal, truth),
};

const money = (amount: number): string => formatAmount(cents(amount));

class RemittanceSet implements SetDraft {
  readonly #draw: Draw;
  readonly #ordinal: number;
  readonly #truth: Truth;
  readonly #claims: string[] = [];
  #paid = 0;

  constructor(draw: Draw, ordinal: number, truth: Truth) {
    this.#draw = draw;
    this.#ordinal = ordinal;
    this.#truth = truth;
  }

  claim(): void {
    const truth = this.#truth;
    const draw = this.#draw;
    truth.claims += 1;
    const number = `C${String(truth.claims).padStart(7, '0')}-1`;
    const date = day(draw);
    const services: string[] = [];
    let [charge, paid, patient] = [0, 0, 0];
    for (let line = 1; line <= LINES; line += 1) {
      const service = this.#service(`${number}-${line}`, date, services);
      charge += service.charge;
      paid += service.paid;
      patient += service.patient;
    }
    const name = `${draw.pick(LAST)}*${draw.pick(FIRST)}`;
    const id = `${draw.digits(12)}`;
    this.#claims.push(
      `CLP*${number}*${paid === 0 ? 4 : 1}*${money(charge)}*${money(paid)}*${money(patient)}*12*${id}*11*1`,
      `NM1*QC*1*${name}****MI*MEM${draw.digits(7)}`,
      `NM1*82*1*${draw.pick(LAST)}*${draw.pick(FIRST)}****XX*${npi(draw.below(50))}`,
      `DTM*232*${date}`,
      `DTM*233*${date}`,
      ...services,
    );
    truth.cents += paid;
    this.#paid += paid;
  }

  #service(
    controlNo: string,
    date: string,
    out: string[],
  ): { charge: number; paid: number; patient: number } {
    const draw = this.#draw;
    const charge = draw.between(2_000, 60_000);
    const denied = draw.below(20) === 0;
    const written = denied ? 0 : draw.between(1, Math.floor(charge / 2));
    const patient = denied ? 0 : draw.between(0, 2_500);
    const paid = denied ? 0 : Math.max(0, charge - written - patient);
    const owed = denied ? 0 : charge - written - paid;
    out.push(
      `SVC*HC:${draw.pick(PROCEDURES)}*${money(charge)}*${money(paid)}**1`,
      `DTM*472*${date}`,
      `CAS*CO*${denied ? '97' : '45'}*${money(denied ? charge : written)}`,
    );
    if (owed > 0) out.push(`CAS*PR*${draw.pick(['1', '2', '3'])}*${money(owed)}`);
    out.push(`REF*6R*${controlNo}`, `AMT*B6*${money(denied ? 0 : charge - written)}`);
    this.#truth.lines += 1;
    this.#truth.cents += paid + (charge - paid);
    return { charge, paid, patient: owed };
  }

  close(): readonly string[] {
    const interest = this.#ordinal % 5 === 0 ? this.#draw.between(1, 9_999) : 0;
    const trace = `EFT${String(this.#ordinal).padStart(9, '0')}`;
    const paid = money(this.#paid + interest);
    const adjustment = `PLB*${npi(1)}*20261231*L6:${trace}*${money(-interest)}`;
    return [
      `BPR*I*${paid}*C*ACH*CCP*01*123456780*DA*000123456*1512345678**01*123456780*DA*000654321*${PAYMENT_DATE}`,
      `TRN*1*${trace}*1512345678`,
      `DTM*405*${PAYMENT_DATE}`,
      'N1*PR*ACME HEALTH PLAN',
      'N3*1 PAYER PLAZA',
      'N4*CHICAGO*IL*60601',
      'REF*2U*99001',
      'PER*BL*EDI SUPPORT*TE*5555550190',
      `N1*PE*RIVERBEND FAMILY CLINIC*XX*${npi(1)}`,
      'REF*TJ*123456789',
      'LX*1',
      ...this.#claims,
      ...(interest === 0 ? [] : [adjustment]),
    ];
  }
}
