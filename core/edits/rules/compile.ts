import type { Severity, WorkQueue } from '../../claim/types.ts';
import { Defect } from '../../result.ts';
import { ALL_TYPES, type Edit, type EditSeverity, type Hit, NOTHING, type ValueClass } from '../edit.ts';
import type { ClaimFacts } from '../facts.ts';
import type { EditParameters } from '../parameters.ts';
import { compileCondition, fieldOf, type Holds } from './compile-condition.ts';
import { type Condition, type FieldTest, isFieldTest } from './condition.ts';
import type { RuleField } from './field.ts';
import type { Rule, RulesDocument, Scope } from './schema.ts';
import { settable } from './settable.ts';

/** Whose claims, to whom. */
export interface RuleScope {
  readonly clientId: string;
  /** NM109 of the payer that the claim goes to. */
  readonly payerId: string;
}

/** What a document says for one client and payer. */
export interface RulesInForce {
  /** For `EditContext.rules`. */
  readonly edits: readonly Edit[];
  /** Over the profile's `editSeverities`. */
  readonly severities: Readonly<Record<string, EditSeverity>>;
  /** Over the profile's `editParameters`. */
  readonly parameters: EditParameters;
}

export interface CompiledRules {
  /** Every rule, in the order of the document. */
  readonly edits: readonly Edit[];
  /** The same object for the same client and payer. */
  readonly for: (scope: RuleScope) => RulesInForce;
}

/** Pairs of client and payer that are remembered. */
const MOST_SCOPES = 10_000;

/**
 * Makes edits of a document that `parseRules` took: once for the document, not for each claim.
 *
 * A claim costs at most MAX_CONDITIONS comparisons a line for each rule.
 */
export function compileRules(document: RulesDocument): CompiledRules {
  const compiled = document.rules.map((rule) => ({ rule, edit: compileRule(rule) }));
  const known = new Map<string, RulesInForce>();
  return {
    edits: compiled.map(({ edit }) => edit),
    for: (scope) => {
      const key = `${scope.clientId}\n${scope.payerId}`;
      const there = known.get(key);
      if (there !== undefined) return there;
      const { severities = [], parameters = [] } = document;
      const made: RulesInForce = {
        edits: compiled.filter(({ rule }) => isFor(rule, scope)).map(({ edit }) => edit),
        severities: Object.fromEntries(
          severities.filter((one) => isFor(one, scope)).map(({ edit, severity }) => [edit, severity]),
        ),
        parameters: Object.assign(
          {},
          ...parameters.filter((one) => isFor(one, scope)).map(({ set }) => set),
        ) as EditParameters,
      };
      if (known.size >= MOST_SCOPES) known.clear();
      known.set(key, made);
      return made;
    },
  };
}

const names = (ids: Scope['client'], id: string): boolean =>
  ids === undefined || ids === id || (typeof ids === 'object' && ids.includes(id));

const isFor = ({ client, payer }: Scope, { clientId, payerId }: RuleScope): boolean =>
  names(client, clientId) && names(payer, payerId);

const NO_EXAMPLES = { fails: { changes: {} }, passes: { changes: {} } } as const;

function compileRule(rule: Rule): Edit {
  const { id, title, when } = rule;
  const field = firstField(when);
  const action = rule.do;
  return {
    id,
    level: 'encounter',
    types: action.action === 'set' ? (settable(action.field)?.types ?? ALL_TYPES) : ALL_TYPES,
    severity: severityOf(action),
    queue: queueOf(action),
    value: field?.value ?? ('claim' satisfies ValueClass),
    cause: title,
    source: 'the customer’s rules',
    remedy: ('remedy' in action ? action.remedy : undefined) ?? title,
    examples: NO_EXAMPLES,
    check: action.action === 'set' ? setter(rule, action) : finder(rule, action.message),
  };
}

type Action = Rule['do'];

const severityOf = (action: Action): Severity =>
  action.action === 'set' ? 'info' : action.action === 'warn' ? 'warning' : 'error';

const queueOf = (action: Action): WorkQueue => (action.action === 'route' ? action.queue : 'billing');

type Check = Edit['check'];

/** Whether the rule holds for the claim's days at all. */
function inForce({ from, to }: Rule): (claim: ClaimFacts) => boolean {
  const first = Number(from ?? 0);
  const last = Number(to ?? 99_999_999);
  return (claim) => claim.from >= first && claim.from <= last;
}

/** Tells the lines that it found, or else the claim. */
function finder(rule: Rule, message: string): Check {
  const isInForce = inForce(rule);
  const holds = compileCondition(rule.when);
  const field = firstField(rule.when);
  const where = linesToTell(rule.when);
  const ofLine = where === undefined ? undefined : compileCondition(where);
  return (claim) => {
    if (!isInForce(claim) || !holds(claim, undefined)) return NOTHING;
    if (ofLine === undefined) return [{ field: field?.path(claim) ?? 'lines', message }];
    return lineHits(claim, { ofLine, field: where === undefined ? field : firstField(where), message });
  };
}

interface Told {
  readonly ofLine: Holds;
  readonly field: RuleField | undefined;
  readonly message: string;
}

const lineHits = (claim: ClaimFacts, { ofLine, field, message }: Told): readonly Hit[] =>
  claim.lines
    .filter((line) => ofLine(claim, line))
    .map((line) => ({
      field: field?.of === 'line' ? field.path(claim, line) : line.field,
      line: line.number,
      message,
    }));

/** Sets the field where the rule holds and the field does not have the value yet. */
function setter(rule: Rule, { field: name, value }: Extract<Action, { readonly action: 'set' }>): Check {
  const isInForce = inForce(rule);
  const holds = compileCondition(rule.when);
  const field = settable(name);
  if (field === undefined) throw new Defect('a rule sets an unknown field');
  const message = `The rule sets ${name}.`;
  return (claim) => {
    if (!isInForce(claim) || !holds(claim, undefined) || field.current(claim) === value) return NOTHING;
    return field
      .changes(claim, value)
      .map((change) => ({ field: change.field, message, repair: { ...change, what: message } }));
  };
}

/** The first field that a condition names: what its findings point to. */
function firstField(condition: Condition): RuleField | undefined {
  const test = firstTest(condition);
  return test === undefined ? undefined : fieldOf(test);
}

function firstTest(condition: Condition): FieldTest | undefined {
  if (isFieldTest(condition)) return condition;
  if ('not' in condition) return firstTest(condition.not);
  if ('lines' in condition) return firstTest(condition.where);
  const parts = 'all' in condition ? condition.all : condition.any;
  return parts[0] === undefined ? undefined : firstTest(parts[0]);
}

/** Of which lines a finding is: those of the first `lines: any` that must hold for the rule to hold. */
function linesToTell(condition: Condition): Condition | undefined {
  if (isFieldTest(condition)) return undefined;
  if ('lines' in condition) return condition.lines === 'any' ? condition.where : undefined;
  if (!('all' in condition)) return undefined;
  for (const part of condition.all) {
    const found = linesToTell(part);
    if (found !== undefined) return found;
  }
  return undefined;
}
