import jsonata from 'jsonata';
import type { Functions } from './functions.ts';

/** What an expression can see: `$states`, the variables, and the functions of Step Functions. */
export type Scope = {
  readonly states: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly functions: Functions;
};

/** A field of a definition, compiled: literal JSON with `{% %}` expressions anywhere inside. */
export type Template = {
  /** Where it stands in its state, as AWS writes it: `Arguments/Payload`. */
  readonly field: string;
  /** The expression, when the whole field is one. */
  readonly expression?: string;
  /** The member names, when it is an object. */
  readonly members?: readonly string[];
  readonly evaluate: (scope: Scope) => Promise<unknown>;
};

/** A type that a field must have, named as AWS names it. */
export type Kind<T> = { readonly name: string; readonly is: (value: unknown) => value is T };

/** An expression that AWS would refuse when the machine is created. */
export class BadExpression extends Error {
  override readonly name = 'BadExpression';
}

/** An expression that could not be evaluated; the interpreter makes a `States.QueryEvaluationError` of it. */
export class QueryProblem extends Error {
  override readonly name = 'QueryProblem';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

export const anArray: Kind<readonly unknown[]> = { name: 'array', is: (value) => Array.isArray(value) };
export const aBoolean: Kind<boolean> = { name: 'boolean', is: (value) => typeof value === 'boolean' };
export const aString: Kind<string> = { name: 'string', is: (value) => typeof value === 'string' };
export const aCount: Kind<number> = {
  name: 'number',
  is: (value): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0,
};
export const aPositive: Kind<number> = {
  name: 'number',
  is: (value): value is number => aCount.is(value) && value > 0,
};
export const aPercentage: Kind<number> = {
  name: 'number',
  is: (value): value is number => typeof value === 'number' && value >= 0 && value <= 100,
};
export const anObject: Kind<Readonly<Record<string, unknown>>> = {
  name: 'object',
  is: (value): value is Readonly<Record<string, unknown>> => typeOf(value) === 'object',
};

/**
 * Compiles a field once, at load.
 *
 * @throws BadExpression for a syntax error, an unclosed `{%`, or `$eval`
 */
export function compileTemplate(value: unknown, field: string): Template {
  if (typeof value === 'string' && isExpression(value)) return compileExpression(value, field);
  if (Array.isArray(value)) return listOf(value, field);
  if (anObject.is(value)) return objectOf(value, field);
  return { field, evaluate: async () => value };
}

/**
 * Evaluates a field that must have a certain type.
 *
 * @throws QueryProblem when the expression fails, returns nothing, or returns another type
 */
export async function evaluateAs<T>(template: Template, kind: Kind<T>, scope: Scope): Promise<T> {
  const value = await template.evaluate(scope);
  if (kind.is(value)) return value;
  const subject =
    template.expression === undefined
      ? `The value specified for the field '${template.field}' has`
      : `${describe(template.expression, template.field)} returned`;
  // AWS repeats the value here. So do we: what would leak there has to be seen here.
  const found = `Expected '${kind.name}', but was '${typeOf(value)}' for value: ${JSON.stringify(value)}`;
  throw new QueryProblem(template.field, `${subject} an unexpected result type. ${found}`);
}

/** A leading or trailing blank makes a string literal; AWS refuses one that is opened and not closed. */
function isExpression(text: string): boolean {
  const [opened, closed] = [text.startsWith('{%'), text.endsWith('%}')];
  if (opened !== closed) throw new BadExpression('an expression opens with {% and closes with %}');
  return opened && text.length >= 4;
}

function listOf(values: readonly unknown[], field: string): Template {
  const items = values.map((value, n) => compileTemplate(value, `${field}[${n}]`));
  const evaluate = async (scope: Scope): Promise<unknown> => {
    const list: unknown[] = [];
    for (const item of items) list.push(await item.evaluate(scope));
    return list;
  };
  return { field, evaluate };
}

function objectOf(values: Readonly<Record<string, unknown>>, field: string): Template {
  const members = Object.entries(values).map(([key, value]) => ({
    key,
    template: compileTemplate(value, `${field}/${key}`),
  }));
  const evaluate = async (scope: Scope): Promise<unknown> => {
    const entries: [string, unknown][] = [];
    for (const { key, template } of members) entries.push([key, await template.evaluate(scope)]);
    return Object.fromEntries(entries);
  };
  return { field, members: Object.keys(values), evaluate };
}

function compileExpression(text: string, field: string): Template {
  const expression = text.slice(2, -2).trim();
  if (/\$eval\b/.test(expression)) throw new BadExpression('$eval does not exist in Step Functions');
  const compiled = parseJsonata(expression);
  const evaluate = async ({ states, variables, functions }: Scope): Promise<unknown> => {
    const bindings = { ...functions, ...variables, states };
    // There is no input document: `$` and `$$` are undefined in Step Functions.
    const result: unknown = await compiled.evaluate(undefined, bindings).catch((error: unknown) => {
      throw new QueryProblem(field, `${describe(expression, field)} threw an error: ${messageOf(error)}`);
    });
    if (result === undefined) {
      throw new QueryProblem(field, `${describe(expression, field)} returned nothing (undefined).`);
    }
    return plainJson(result, () => {
      throw new QueryProblem(field, `${describe(expression, field)} returned an unsupported result type.`);
    });
  };
  return { field, expression, evaluate };
}

function parseJsonata(expression: string): jsonata.Expression {
  try {
    return jsonata(expression);
  } catch (error) {
    throw new BadExpression(`'${expression}' is not JSONata 2.0.6: ${messageOf(error)}`);
  }
}

/** A copy without JSONata's marks on arrays: a stored sequence must not collapse in a later expression. */
function plainJson(value: unknown, refuse: () => never): unknown {
  if (Array.isArray(value)) return value.map((item) => plainJson(item ?? null, refuse));
  if (typeof value === 'function') return refuse();
  // JSON has no minus zero, and -0 + 0 is 0.
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : refuse();
  if (!anObject.is(value)) return value;
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return refuse();
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, plainJson(member, refuse)]));
}

const describe = (expression: string, field: string): string =>
  `The JSONata expression '${expression}' specified for the field '${field}'`;

/** JSONata throws plain objects with a code and a message, not Errors. */
function messageOf(error: unknown): string {
  if (!anObject.is(error)) return String(error);
  const { code, message } = error;
  return [code, message].filter(Boolean).join(': ');
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
