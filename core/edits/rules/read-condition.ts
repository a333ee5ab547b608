import { isCivilDate } from '../../dates.ts';
import { MAX_CONDITIONS, MAX_DEPTH, MAX_VALUES, type Operator, operators } from './condition.ts';
import type { RuleField } from './field.ts';
import { ruleField } from './fields.ts';

/** What is wrong in a condition, and where. */
export interface ConditionProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly depth: number;
  /** Within `lines`. */
  readonly inLines: boolean;
}

type Problems = readonly ConditionProblem[];
type Keyed = Readonly<Record<string, unknown>>;

const NONE: Problems = [];
const WANTED = 'wanted: all, any, not, lines with where, or field with op';

/** All that is wrong with a condition; nothing where it can be compiled. It never looks deeper than MAX_DEPTH. */
export function conditionProblems(condition: unknown): Problems {
  if (count(condition, 1) > MAX_CONDITIONS) {
    return [{ path: [], message: `more than ${MAX_CONDITIONS} conditions in one rule` }];
  }
  return problemsOf(condition, { path: [], depth: 1, inLines: false });
}

const isKeyed = (value: unknown): value is Keyed =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Conditions in a condition, itself among them. */
function count(condition: unknown, depth: number): number {
  if (!isKeyed(condition) || depth > MAX_DEPTH) return 1;
  let total = 1;
  const { all, any, not, where } = condition;
  for (const part of [all, any, [not], [where]]) {
    if (!Array.isArray(part)) continue;
    for (const one of part) if (one !== undefined) total += count(one, depth + 1);
  }
  return total;
}

const tell = ({ path }: Place, message: string): Problems => [{ path, message }];

function problemsOf(condition: unknown, place: Place): Problems {
  if (place.depth > MAX_DEPTH) return tell(place, `more than ${MAX_DEPTH} conditions deep`);
  if (!isKeyed(condition)) return tell(place, WANTED);
  if ('all' in condition) return [...extra(condition, ['all'], place), ...ofList(condition, 'all', place)];
  if ('any' in condition) return [...extra(condition, ['any'], place), ...ofList(condition, 'any', place)];
  if ('not' in condition) {
    const { not } = condition;
    return [...extra(condition, ['not'], place), ...problemsOf(not, below(place, 'not'))];
  }
  if ('lines' in condition)
    return [...extra(condition, ['lines', 'where'], place), ...ofLines(condition, place)];
  if ('field' in condition)
    return [...extra(condition, ['field', 'op', 'value'], place), ...ofTest(condition, place)];
  return tell(place, WANTED);
}

const below = (place: Place, ...steps: readonly (string | number)[]): Place => ({
  path: [...place.path, ...steps],
  depth: place.depth + 1,
  inLines: place.inLines,
});

function extra(condition: Keyed, known: readonly string[], place: Place): Problems {
  const others = Object.keys(condition).filter((key) => !known.includes(key));
  if (others.length === 0) return NONE;
  const shown = others.slice(0, 3).map((key) => key.slice(0, 20));
  return tell(place, `beside ${known.join(', ')} there is no ${shown.join(', ')}`);
}

function ofList(condition: Keyed, key: 'all' | 'any', place: Place): Problems {
  const list = condition[key];
  if (!Array.isArray(list) || list.length === 0) return tell(place, `${key} wants a list of conditions`);
  return list.flatMap((one: unknown, i) => problemsOf(one, below(place, key, i)));
}

function ofLines({ lines, where }: Keyed, place: Place): Problems {
  if (place.inLines) return tell(place, 'lines stands within lines: put both beside each other');
  const said = lines === 'any' || lines === 'every' ? NONE : tell(place, 'lines is "any" or "every"');
  return [...said, ...problemsOf(where, { ...below(place, 'where'), inLines: true })];
}

function ofTest({ field: name, op, value }: Keyed, place: Place): Problems {
  const field = typeof name === 'string' ? ruleField(name) : undefined;
  if (field === undefined) return tell(place, 'no such field: docs/rules.md lists them');
  const outside =
    field.of === 'line' && !place.inLines
      ? tell(place, 'a field of lines stands in {"lines": "any" or "every", "where": …}')
      : NONE;
  const operator = operators.find((one) => one === op);
  if (operator === undefined) return [...outside, ...tell(place, `op is one of ${operators.join(', ')}`)];
  const problem = valueProblem(field, operator, value);
  return problem === undefined ? outside : [...outside, { path: [...place.path, 'value'], message: problem }];
}

function valueProblem(field: RuleField, op: Operator, value: unknown): string | undefined {
  if (op === 'present' || op === 'absent') return value === undefined ? undefined : `${op} takes no value`;
  if (field.kind === 'code' || field.kind === 'word') return textProblem(field.kind, op, value);
  const isSize = field.kind === 'day' ? isDay : isNumber;
  const what = field.kind === 'day' ? 'a day "CCYYMMDD"' : 'a number';
  if (op === 'in' || op === 'notIn') return `${op} is for texts; compare with =, <, <=, >, >= or between`;
  if (op !== 'between') return isSize(value) ? undefined : `wanted: ${what}`;
  const isPair = Array.isArray(value) && value.length === 2 && value.every(isSize);
  if (!isPair) return `between wants two: ${what} and another`;
  return Number(value[0]) <= Number(value[1]) ? undefined : 'the first is above the second';
}

const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isDay = (value: unknown): boolean => typeof value === 'string' && isCivilDate(value);

/** A code, a range of codes of one length, or the beginning of codes. */
const PATTERN = /^[A-Z0-9.]{1,10}(-[A-Z0-9.]{1,10}|\*)?$/i;
const WORD = /^[^\p{C}]{1,80}$/u;

function textProblem(kind: 'code' | 'word', op: Operator, value: unknown): string | undefined {
  if (op !== 'in' && op !== 'notIn')
    return `${op} is for numbers and days; texts take in, notIn, present, absent`;
  if (!Array.isArray(value) || value.length === 0) return `${op} wants a list of texts`;
  if (value.length > MAX_VALUES) return `more than ${MAX_VALUES} values`;
  const isRight = kind === 'code' ? isPattern : isWord;
  const at = value.findIndex((one: unknown) => typeof one !== 'string' || !isRight(one));
  if (at === -1) return undefined;
  return kind === 'code'
    ? `value ${at + 1} is no code, no range ("99281-99285", both ends as long and in order) and no beginning ("J*")`
    : `value ${at + 1} is no text of up to 80 characters`;
}

const isWord = (text: string): boolean => WORD.test(text);

function isPattern(text: string): boolean {
  if (!PATTERN.test(text)) return false;
  const [from = '', to] = codeOf(text).split('-');
  return to === undefined || (from.length === to.length && from <= to);
}

/** A code as claims hold it once they are read: upper case, without dots. */
export const codeOf = (text: string): string => text.toUpperCase().replaceAll('.', '');
