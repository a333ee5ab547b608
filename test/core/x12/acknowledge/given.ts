import { civilDate } from '../../../../core/dates.ts';
import {
  type AcknowledgeOptions,
  type Acknowledgment,
  acknowledge,
} from '../../../../core/x12/acknowledge/acknowledge.ts';

/** What the tests of acknowledging share: an invented file of two sets with a claim each, and its answers. */

export const TODAY = civilDate('20260301');

export const ISA =
  'ISA*00*          *00*          *ZZ*SUBMITTER01    *ZZ*CLEARHOUSE01   *260301*0930*^*00501*000000777*1*T*:';
export const GS = 'GS*HC*SUBMITTER01*CLEARHOUSE01*20260301*0930*110*X*005010X222A1';

/** An 837P set of 28 segments; its CLM stands at 18, the NM1 of the rendering provider at 20. */
export const setOf = (controlNo: string, claimNo: string): readonly string[] => [
  `ST*837*${controlNo}*005010X222A1`,
  'BHT*0019*00*B1*20260301*0930*CH',
  'NM1*41*2*RIVERBEND BILLING*****46*SUBMITTER01',
  'PER*IC*EDI DESK*TE*5555550100',
  'NM1*40*2*CLEAR HOUSE*****46*CLEARHOUSE01',
  'HL*1**20*1',
  'NM1*85*2*RIVERBEND FAMILY CLINIC*****XX*1999999992',
  'N3*100 MAIN ST',
  'N4*SPRINGFIELD*IL*627010001',
  'REF*EI*123456789',
  'HL*2*1*22*0',
  'SBR*P*18*GRP1001******CI',
  'NM1*IL*1*EXAMPLETON*ADALENA****MI*MEM0001',
  'N3*12 ELM ST',
  'N4*SPRINGFIELD*IL*62702',
  'DMG*D8*19800215*F',
  'NM1*PR*2*ACME HEALTH PLAN*****PI*99001',
  `CLM*${claimNo}*150***11:B:1*Y*A*Y*Y`,
  'HI*ABK:J029*ABF:R509',
  'NM1*82*1*TESTPERSON*DORA****XX*1888888884',
  'LX*1',
  'SV1*HC:99213:25*120*UN*1***1:2',
  'DTP*472*D8*20260205',
  'LX*2',
  'SV1*HC:71046*30*UN*1***1',
  'DTP*472*D8*20260205',
  'REF*6R*LINE2',
  `SE*28*${controlNo}`,
];

export const FILE: readonly string[] = [
  ISA,
  GS,
  ...setOf('0001', 'C0001-1'),
  ...setOf('0002', 'C0002-1'),
  'GE*2*110',
  'IEA*1*000000777',
];

export const bytes = (segments: readonly string[]): Buffer => Buffer.from(`${segments.join('~\n')}~\n`);

export const OPTIONS: AcknowledgeOptions = {
  interchanges: 'asked',
  groups: true,
  date: TODAY,
  time: '1015',
  controlNo: 5,
};

export async function acknowledged(
  file: Buffer,
  options: Partial<AcknowledgeOptions> = {},
): Promise<readonly Acknowledgment[]> {
  return Array.fromAsync(acknowledge([file], { ...OPTIONS, ...options }));
}

/** The segments of the answers of a kind, without envelopes. */
export async function answerTo(
  segments: readonly string[],
  kind: 'TA1' | '999' | '277CA',
  options: Partial<AcknowledgeOptions> = {},
): Promise<readonly string[]> {
  const answers = await acknowledged(bytes(segments), options);
  const text = answers.map((answer) => (answer.kind === kind ? answer.text : '')).join('');
  const lines = text.split(/~\n/).filter((line) => line !== '');
  return lines.filter((line) => !/^(ISA|GS|ST|SE|GE|IEA)\*/.test(line));
}

/** A file with the n-th segment that starts so (the last for -1) replaced by others. */
export function replaced(
  segments: readonly string[],
  start: string,
  others: readonly string[],
  n = 0,
): readonly string[] {
  const found = segments.flatMap((segment, i) => (segment.startsWith(start) ? [i] : []));
  const at = found.at(n);
  if (at === undefined) throw new Error(`no ${start}`);
  return segments.toSpliced(at, 1, ...others);
}
