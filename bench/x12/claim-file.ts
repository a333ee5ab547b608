import { cents, formatAmount } from '../../core/money.ts';
import type { Draw } from '../../core/sandbox/random.ts';
import {
  CITIES,
  day,
  FIRST,
  type FileKind,
  LAST,
  npi,
  PROCEDURES,
  type SetDraft,
  STREETS,
  type Truth,
} from './content.ts';

const LINES = 4;
/** Ordinals of rendering providers: none of them is a billing provider. */
const RENDERING = 9_000_000;
const CLAIMS_PER_PROVIDER = 100;
const PRINCIPAL = ['J029', 'R509', 'E119', 'I10'];
const OTHER = ['R051', 'Z0000', 'J45909', 'K219'];

/**
 * 837P of invented claims: four lines each, one subscriber a claim, a new billing provider every hundred claims.
 * Written as our own writer would, so that reading and writing must give the same bytes.
 */
export const claimFile: FileKind = {
  name: '837',
  functionalCode: 'HC',
  version: '005010X222A1',
  st: ['ST*837*', '*005010X222A1'],
  bytesPerClaim: 618,
  set: (draw, ordinal, truth) => new ClaimSet(draw, ordinal, truth),
};

const money = (amount: number): string => formatAmount(cents(amount));

class ClaimSet implements SetDraft {
  readonly #draw: Draw;
  readonly #ordinal: number;
  readonly #truth: Truth;
  readonly #out: string[] = [];
  #claims = 0;
  #hl = 0;
  #billingHl = 0;

  constructor(draw: Draw, ordinal: number, truth: Truth) {
    this.#draw = draw;
    this.#ordinal = ordinal;
    this.#truth = truth;
  }

  claim(): void {
    const provider = this.#ordinal * 100 + Math.floor(this.#claims / CLAIMS_PER_PROVIDER);
    if (this.#claims % CLAIMS_PER_PROVIDER === 0) this.#billing(provider);
    this.#claims += 1;
    this.#truth.claims += 1;
    this.#subscriber();
    this.#claim(`C${String(this.#truth.claims).padStart(7, '0')}-1`);
  }

  #billing(provider: number): void {
    this.#hl += 1;
    this.#billingHl = this.#hl;
    this.#out.push(
      `HL*${this.#hl}**20*1`,
      'PRV*BI*PXC*207Q00000X',
      `NM1*85*2*RIVERBEND CLINIC ${provider}*****XX*${npi(provider)}`,
      'N3*100 MAIN ST',
      'N4*SPRINGFIELD*IL*627010001',
      'REF*EI*123456789',
    );
  }

  #subscriber(): void {
    const draw = this.#draw;
    this.#hl += 1;
    const [city, state, zip] = draw.pick(CITIES);
    const born = `19${draw.between(30, 99)}${day(draw).slice(4)}`;
    this.#out.push(
      `HL*${this.#hl}*${this.#billingHl}*22*0`,
      `SBR*P*18*GRP${draw.digits(4)}******CI`,
      `NM1*IL*1*${draw.pick(LAST)}*${draw.pick(FIRST)}****MI*MEM${String(this.#truth.claims).padStart(8, '0')}`,
      `N3*${draw.between(1, 999)} ${draw.pick(STREETS)}`,
      `N4*${city}*${state}*${zip}${draw.digits(2)}`,
      `DMG*D8*${born}*${draw.pick(['F', 'M'])}`,
      'NM1*PR*2*ACME HEALTH PLAN*****PI*99001',
    );
  }

  #claim(number: string): void {
    const draw = this.#draw;
    const date = day(draw);
    const charges = Array.from({ length: LINES }, () => draw.between(1_000, 40_000));
    const total = charges.reduce((sum, charge) => sum + charge, 0);
    this.#out.push(
      `CLM*${number}*${money(total)}***11:B:1*Y*A*Y*Y`,
      `REF*EA*MRN${draw.digits(8)}`,
      `HI*ABK:${draw.pick(PRINCIPAL)}*ABF:${draw.pick(OTHER)}`,
      `NM1*82*1*${draw.pick(LAST)}*${draw.pick(FIRST)}****XX*${npi(RENDERING + draw.below(500))}`,
      'PRV*PE*PXC*207Q00000X',
    );
    for (const [i, charge] of charges.entries()) {
      const modifier = draw.below(3) === 0 ? ':25' : '';
      this.#out.push(
        `LX*${i + 1}`,
        `SV1*HC:${draw.pick(PROCEDURES)}${modifier}*${money(charge)}*UN*${draw.between(1, 3)}***1:2`,
        `DTP*472*D8*${date}`,
        `REF*6R*${number}-${i + 1}`,
      );
    }
    this.#truth.lines += LINES;
    this.#truth.cents += total + total;
  }

  close(): readonly string[] {
    const batch = `0000001-${String(this.#ordinal).padStart(4, '0')}`;
    return [
      `BHT*0019*00*${batch}*20260701*0930*CH`,
      'NM1*41*2*RIVERBEND BILLING*****46*SUBMITTER01',
      'PER*IC*PAT JONES*TE*5555550100',
      'NM1*40*2*CLEARHOUSE ONE*****46*CLEARHOUSE01',
      ...this.#out,
    ];
  }
}
