import { Defect } from '../../result.ts';
import { codePatterns } from '../code-patterns.ts';
import type { ClaimFacts, LineFacts } from '../facts.ts';
import { type Condition, type FieldTest, isFieldTest } from './condition.ts';
import type { NumberField, RuleField, TextField } from './field.ts';
import { ruleField } from './fields.ts';
import { codeOf } from './read-condition.ts';

/** Whether a condition holds for a claim, or for one line of it. */
export type Holds = (claim: ClaimFacts, line: LineFacts | undefined) => boolean;

/** Makes a function of a condition that `conditionProblems` found nothing in. It makes no garbage when it is called. */
export function compileCondition(condition: Condition): Holds {
  if (isFieldTest(condition)) return compileTest(condition);
  if ('all' in condition) return compileAll(condition.all.map(compileCondition));
  if ('any' in condition) return compileAny(condition.any.map(compileCondition));
  if ('not' in condition) {
    const holds = compileCondition(condition.not);
    return (claim, line) => !holds(claim, line);
  }
  return condition.lines === 'any' ? anyLine(condition.where) : everyLine(condition.where);
}

const compileAll =
  (parts: readonly Holds[]): Holds =>
  (claim, line) => {
    for (const holds of parts) if (!holds(claim, line)) return false;
    return true;
  };

const compileAny =
  (parts: readonly Holds[]): Holds =>
  (claim, line) => {
    for (const holds of parts) if (holds(claim, line)) return true;
    return false;
  };

function anyLine(where: Condition): Holds {
  const holds = compileCondition(where);
  return (claim) => {
    for (const line of claim.lines) if (holds(claim, line)) return true;
    return false;
  };
}

function everyLine(where: Condition): Holds {
  const holds = compileCondition(where);
  return (claim) => {
    for (const line of claim.lines) if (!holds(claim, line)) return false;
    return true;
  };
}

function compileTest(test: FieldTest): Holds {
  const field = fieldOf(test);
  return 'some' in field ? textTest(field, test) : sizeTest(field, test);
}

/** @throws Defect for a field that is not there: the condition was not checked */
export function fieldOf({ field: name }: FieldTest): RuleField {
  const field = ruleField(name);
  if (field === undefined) throw new Defect('a condition of an unknown field');
  return field;
}

const always = (): boolean => true;

function textTest({ some, kind }: TextField, { op, value }: FieldTest): Holds {
  if (op === 'present') return (claim, line) => some(claim, line, always);
  if (op === 'absent') return (claim, line) => !some(claim, line, always);
  const has = matcher(kind, listOf(value).map(String));
  return op === 'in' ? (claim, line) => some(claim, line, has) : (claim, line) => !some(claim, line, has);
}

/** Codes compare as claims hold them: upper case, without dots. */
function matcher(kind: 'code' | 'word', values: readonly string[]): (text: string) => boolean {
  if (kind === 'code') {
    return codePatterns(values.map(codeOf)).has;
  }
  const words = new Set(values);
  return (text) => words.has(text);
}

type Value = FieldTest['value'];

const listOf = (value: Value): readonly (string | number)[] =>
  value === undefined ? [] : typeof value === 'object' ? value : [value];

function sizeTest({ number }: NumberField, { op, value }: FieldTest): Holds {
  const [a = Number.NaN, b = Number.NaN] = listOf(value).map(Number);
  switch (op) {
    case 'present':
      return (claim, line) => !Number.isNaN(number(claim, line));
    case 'absent':
      return (claim, line) => Number.isNaN(number(claim, line));
    case '<':
      return (claim, line) => number(claim, line) < a;
    case '<=':
      return (claim, line) => number(claim, line) <= a;
    case '>':
      return (claim, line) => number(claim, line) > a;
    case '>=':
      return (claim, line) => number(claim, line) >= a;
    case 'between':
      return (claim, line) => {
        const size = number(claim, line);
        return size >= a && size <= b;
      };
    default:
      return (claim, line) => number(claim, line) === a;
  }
}
