import type { LoopGuide } from '../guides/guide.ts';
import type { DatedCode, InstitutionalContent, MarkedDiagnosis } from '../institutional-content.ts';
import { packed, type Segment } from '../syntax/segment.ts';
import type { AnswerValues } from './answer-values.ts';
import { added, type Growing, put } from './claim-read-parts.ts';

/** HI of an 837I: codes of all kinds, with what stands behind them in the composite. */

type Content = Growing<InstitutionalContent>;
type Kind = 'principal' | 'admitting' | 'reason' | 'cause' | 'other' | 'drg' | 'procedure' | 'procedures';
type More = 'span' | 'occurrence' | 'value' | 'condition' | 'treatment';

/** Kinds by their qualifiers, ICD-10 and ICD-9. */
const KINDS: ReadonlyMap<number, Kind | More> = new Map(
  (
    [
      ['principal', 'ABK BK'],
      ['admitting', 'ABJ BJ'],
      ['reason', 'APR PR'],
      ['cause', 'ABN BN'],
      ['other', 'ABF BF'],
      ['drg', 'DR'],
      ['procedure', 'BBR BR'],
      ['procedures', 'BBQ BQ'],
      ['span', 'BI'],
      ['occurrence', 'BH'],
      ['value', 'BE'],
      ['condition', 'BG'],
      ['treatment', 'TC'],
    ] as const
  ).flatMap(([kind, codes]) => codes.split(' ').map((code) => [packed(code), kind] as const)),
);

const ICD_9 = packed('BK');

export function readCodes(content: Content, hi: Segment, values: AnswerValues, loop: LoopGuide): void {
  for (let n = 1; n <= hi.size; n += 1) {
    const code = hi.component(n, 2);
    if (code === '') continue;
    const qualifier = hi.componentCode(n, 1);
    if (qualifier === ICD_9) content.diagnosisVersion = '9';
    const kind = KINDS.get(qualifier);
    if (kind === 'value') {
      const amountCents = values.componentAmount(hi, { element: n, component: 5 }, loop);
      if (amountCents !== undefined) put(content, 'values', added(content.values, { code, amountCents }));
    } else if (kind !== undefined) readCode(content, kind, code, { hi, n });
  }
}

interface Place {
  readonly hi: Segment;
  readonly n: number;
}

function readCode(content: Content, kind: Kind | Exclude<More, 'value'>, code: string, place: Place): void {
  switch (kind) {
    case 'principal':
      if (content.principalDiagnosis.code === '') content.principalDiagnosis = markedOf(code, place);
      break;
    case 'admitting':
      put(content, 'admittingDiagnosis', code);
      break;
    case 'reason':
      put(content, 'visitReasons', added(content.visitReasons, code));
      break;
    case 'cause':
      put(content, 'externalCauses', added(content.externalCauses, markedOf(code, place)));
      break;
    case 'other':
      put(content, 'otherDiagnoses', added(content.otherDiagnoses, markedOf(code, place)));
      break;
    case 'drg':
      put(content, 'drg', code);
      break;
    case 'procedure':
      put(content, 'principalProcedure', datedCodeOf(code, place));
      break;
    case 'procedures':
      put(content, 'otherProcedures', added(content.otherProcedures, datedCodeOf(code, place)));
      break;
    default:
      readEvent(content, kind, code, place);
  }
}

function readEvent(content: Content, kind: Exclude<More, 'value'>, code: string, place: Place): void {
  switch (kind) {
    case 'span':
      put(content, 'occurrenceSpans', added(content.occurrenceSpans, spanOf(code, place)));
      break;
    case 'occurrence':
      put(content, 'occurrences', added(content.occurrences, datedCodeOf(code, place)));
      break;
    case 'condition':
      put(content, 'conditionCodes', added(content.conditionCodes, code));
      break;
    case 'treatment':
      put(content, 'treatmentCodes', added(content.treatmentCodes, code));
      break;
  }
}

function markedOf(code: string, { hi, n }: Place): MarkedDiagnosis {
  const poa = hi.component(n, 9);
  return poa === '' ? { code } : { code, poa };
}

const datedCodeOf = (code: string, { hi, n }: Place): DatedCode => ({ code, date: hi.component(n, 4) });

function spanOf(code: string, { hi, n }: Place): { code: string; from: string; to: string } {
  const [from = '', to = from] = hi.component(n, 4).split('-');
  return { code, from, to };
}
