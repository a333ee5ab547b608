import * as fc from 'fast-check';
import { checkX12 } from '../../../../core/x12/check.ts';
import { readX12 } from '../../../../core/x12/read.ts';
import { goldenX12 } from './parts-in-memory.ts';

/** Files of invented parties, whole and right, of any shape. */

export interface Subscriber {
  readonly payer: 0 | 1;
  /** Claims of the subscriber, and of each dependent. */
  readonly own: number;
  readonly dependents: readonly number[];
}

const ISA = goldenX12('a-837p-one-payer.edi').slice(0, 106);
const PAYERS = ['NM1*PR*2*ACME HEALTH PLAN*****PI*99001', 'NM1*PR*2*BETA MUTUAL*****PI*99002'] as const;
const ADDRESS = ['N3*100 MAIN ST', 'N4*SPRINGFIELD*IL*627010001'];

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}~\n`).join('');

/** An 837P with a set for each list of providers, a provider for each list of subscribers. */
export function claimFile(sets: readonly (readonly (readonly Subscriber[])[])[]): string {
  let claims = 0;
  const claim = (): readonly string[] => {
    claims += 1;
    return [
      `CLM*C${String(claims).padStart(4, '0')}*${100 + claims}***11:B:1*Y*A*Y*Y`,
      'HI*ABK:J029*ABF:R509',
      'LX*1',
      `SV1*HC:99213*${100 + claims}*UN*1***1`,
      'DTP*472*D8*20260105',
    ];
  };
  const many = (n: number): readonly string[] => Array.from({ length: n }, claim).flat();
  const set = (providers: readonly (readonly Subscriber[])[], i: number): readonly string[] => {
    let level = 0;
    const hl = (parent: number | '', code: string, child: number): string => {
      level += 1;
      return `HL*${level}*${parent}*${code}*${child}`;
    };
    const subscriber = ({ payer, own, dependents }: Subscriber, provider: number): readonly string[] => {
      const lines = [
        hl(provider, '22', dependents.length > 0 ? 1 : 0),
        `SBR*P*${dependents.length > 0 && own === 0 ? '' : '18'}*GRP1******CI`,
        `NM1*IL*1*DOE*JANE****MI*MEM${level}`,
        ...(dependents.length > 0 && own === 0 ? [] : [...ADDRESS, 'DMG*D8*19800215*F']),
        PAYERS[payer],
        ...many(own),
      ];
      const above = level;
      for (const n of dependents) {
        lines.push(
          hl(above, '23', 0),
          'PAT*19',
          'NM1*QC*1*DOE*JIM',
          ...ADDRESS,
          'DMG*D8*20100215*M',
          ...many(n),
        );
      }
      return lines;
    };
    const body = [
      `BHT*0019*00*B${i}*20260106*0930*CH`,
      'NM1*41*2*RIVERBEND BILLING*****46*SUBMITTER01',
      'PER*IC*PAT JONES*TE*5555550100',
      'NM1*40*2*CLEARHOUSE ONE*****46*CLEARHOUSE01',
      ...providers.flatMap((subscribers) => {
        const top = hl('', '20', 1);
        const number = level;
        const name = ['NM1*85*2*RIVERBEND CLINIC*****XX*1999999992', ...ADDRESS, 'REF*EI*123456789'];
        return [top, ...name, ...subscribers.flatMap((s) => subscriber(s, number))];
      }),
    ];
    const no = String(i + 1).padStart(4, '0');
    return [`ST*837*${no}*005010X222A1`, ...body, `SE*${body.length + 2}*${no}`];
  };
  return `${ISA}\n${joined([
    'GS*HC*SUBMITTER01*CLEARHOUSE01*20260106*0930*101*X*005010X222A1',
    ...sets.flatMap(set),
    `GE*${sets.length}*101`,
    'IEA*1*000000101',
  ])}`;
}

/** An 835 with one set of the groups' payments in cents; `taken` is what a PLB takes back of them. */
export function paymentFile(groups: readonly (readonly number[])[], taken: number): string {
  const total = groups.flat().reduce((sum, paid) => sum + paid, 0) - taken;
  let claims = 0;
  const amount = (n: number): string => String(n / 100);
  const body = [
    total === 0 ? 'BPR*H*0*C*NON************20260212' : `BPR*I*${amount(total)}*C*CHK************20260212`,
    'TRN*1*EFT1*1512345678',
    'N1*PR*ACME HEALTH PLAN',
    'N3*1 PAYER PLAZA',
    'N4*CHICAGO*IL*60601',
    'REF*2U*99001',
    'PER*BL*EDI SUPPORT*TE*5555550190',
    'N1*PE*RIVERBEND FAMILY CLINIC*XX*1999999992',
    ...groups.flatMap((paid, i) => [
      `LX*${i + 1}`,
      ...paid.flatMap((n) => {
        claims += 1;
        const status = n < 0 ? '22' : '1';
        return [
          `CLP*C${String(claims).padStart(4, '0')}*${status}*${amount(n)}*${amount(n)}**12*P${claims}*11*1`,
          'NM1*QC*1*DOE*JANE****MI*MEM0001',
          'DTM*232*20260114',
        ];
      }),
    ]),
    ...(taken === 0 ? [] : [`PLB*1999999992*20261231*WO:OLD*${amount(taken)}`]),
  ];
  return `${goldenX12('r835-zero-pay.x12').slice(0, 106)}\n${joined([
    'GS*HP*CLEARHOUSE01*SUBMITTER01*20260212*0600*903*X*005010X221A1',
    'ST*835*0001',
    ...body,
    `SE*${body.length + 2}*0001`,
    'GE*1*903',
    'IEA*1*000000903',
  ])}`;
}

const subscribers: fc.Arbitrary<Subscriber> = fc
  .record({
    payer: fc.constantFrom(0 as const, 1 as const),
    own: fc.integer({ min: 0, max: 3 }),
    dependents: fc.array(fc.integer({ min: 1, max: 2 }), { maxLength: 2 }),
  })
  .map((s) => (s.own === 0 && s.dependents.length === 0 ? { ...s, own: 1 } : s));

const some = <T>(of: fc.Arbitrary<T>, maxLength: number) => fc.array(of, { minLength: 1, maxLength });

export const claimFiles: fc.Arbitrary<string> = some(some(some(subscribers, 3), 2), 2).map(claimFile);

/** Payments whose sum is not negative, with reversals among them. */
export const paymentFiles: fc.Arbitrary<string> = fc
  .record({
    groups: some(some(fc.integer({ min: -2000, max: 9000 }), 4), 3),
    share: fc.integer({ min: 0, max: 100 }),
  })
  .filter(({ groups }) => groups.flat().reduce((sum, paid) => sum + paid, 0) >= 0)
  .map(({ groups, share }) => {
    const total = groups.flat().reduce((sum, paid) => sum + paid, 0);
    return paymentFile(groups, Math.floor((total * share) / 100));
  });

/** What claims and payments say, without where they stand. */
export async function contentsOf(texts: readonly string[]): Promise<readonly unknown[]> {
  const contents: unknown[] = [];
  const said = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, v) => (/^(?:position|ordinal|context)$/.test(key) ? undefined : v)),
    );
  for (const text of texts) {
    for await (const item of readX12([Buffer.from(text)])) {
      if (item.kind === 'claim') contents.push(said(item.claim));
      if (item.kind === 'claim-payment') contents.push(said(item.payment));
      if (item.kind === 'provider-adjustment') contents.push(said(item.adjustment));
    }
  }
  return contents;
}

/** Codes of what checking finds in files. */
export async function codesFoundIn(texts: readonly string[]): Promise<ReadonlySet<string>> {
  const codes = new Set<string>();
  for (const text of texts) {
    const { findings } = await checkX12([Buffer.from(text)]);
    for (const { code, severity } of findings) if (severity === 'error') codes.add(code);
  }
  return codes;
}
