/**
 * The intrinsic functions of a template, resolved as CloudFormation would when it deploys the stacks.
 * One that is not known here is refused by name.
 */
import { type Identity, identify, type Pseudo } from './identities.ts';
import { isObject, type JsonObject, objectOf } from './json.ts';
import type { Stack } from './template.ts';

/** Where a value stands: in which stack, beside which others. */
export interface Scope {
  readonly stack: Stack;
  readonly stacks: readonly Stack[];
  readonly pseudo: Pseudo;
}

/** The value with every intrinsic in it resolved. What resolves to nothing (`AWS::NoValue`) is left out. */
export function resolve(scope: Scope, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolve(scope, item)).filter((item) => item !== undefined);
  }
  if (!isObject(value)) return value;
  const [[key, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0 && isIntrinsic(key, argument)) return intrinsic(scope, key, argument);
  const entries = Object.entries(value).map(([name, item]) => [name, resolve(scope, item)]);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

const isIntrinsic = (key: string, argument: unknown): boolean =>
  key.startsWith('Fn::') || ((key === 'Ref' || key === 'Condition') && typeof argument === 'string');

function intrinsic(scope: Scope, name: string, argument: unknown): unknown {
  const [first, second, third] = Array.isArray(argument) ? argument : [argument];
  switch (name) {
    case 'Ref':
      return reference(scope, String(argument));
    case 'Fn::GetAtt':
      return attribute(scope, second === undefined ? String(first) : `${first}.${second}`);
    case 'Fn::Join':
      return list(scope, second).join(String(first));
    case 'Fn::Sub':
      return substitute(scope, String(first), objectOf(second));
    case 'Fn::Select':
      return list(scope, second)[Number(resolve(scope, first))];
    case 'Fn::Split':
      return String(resolve(scope, second)).split(String(first));
    case 'Fn::ImportValue':
      return imported(scope, String(resolve(scope, argument)));
    case 'Fn::If':
      return resolve(scope, condition(scope, String(first)) ? second : third);
    case 'Fn::Equals':
      return resolve(scope, first) === resolve(scope, second);
    case 'Fn::Not':
      return resolve(scope, first) !== true;
    case 'Fn::And':
      return list(scope, argument).every((part) => part === true);
    case 'Fn::Or':
      return list(scope, argument).some((part) => part === true);
    case 'Condition':
      return condition(scope, String(argument));
    default:
      throw new Error(`${scope.stack.name}: the embedded AWS does not know ${name}`);
  }
}

function list(scope: Scope, value: unknown): readonly unknown[] {
  const resolved = resolve(scope, value);
  return Array.isArray(resolved) ? resolved : [];
}

const condition = (scope: Scope, name: string): boolean =>
  resolve(scope, objectOf(scope.stack.template.Conditions)[name]) === true;

function substitute(scope: Scope, text: string, variables: JsonObject): string {
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    if (name in variables) return String(resolve(scope, variables[name]));
    return String(name.includes('.') ? attribute(scope, name) : reference(scope, name));
  });
}

function reference(scope: Scope, name: string): unknown {
  if (name.startsWith('AWS::')) return pseudoParameter(scope, name);
  const parameters = objectOf(scope.stack.template.Parameters);
  if (name in parameters) return objectOf(parameters[name]).Default;
  return identityOf(scope, name).ref;
}

/** @param path logical id and attribute, joined by a point */
function attribute(scope: Scope, path: string): string {
  const [logicalId = '', ...name] = path.split('.');
  return identityOf(scope, logicalId).attribute(name.join('.'));
}

/** The physical name and attributes of a resource of the scope's stack. */
export function identityOf(scope: Scope, logicalId: string): Identity {
  const { stack, pseudo } = scope;
  const resource = objectOf(stack.template.Resources)[logicalId];
  if (!isObject(resource)) throw new Error(`${stack.name}: nothing is called ${logicalId}`);
  const named = (property: string) => {
    const name = resolve(scope, objectOf(resource.Properties)[property]);
    return typeof name === 'string' ? name : undefined;
  };
  return identify({ type: String(resource.Type), stackName: stack.name, logicalId, named, pseudo });
}

function imported({ stacks, pseudo }: Scope, exportName: string): unknown {
  for (const stack of stacks) {
    const scope = { stack, stacks, pseudo };
    for (const output of Object.values(objectOf(stack.template.Outputs))) {
      const { Export, Value } = objectOf(output);
      if (isObject(Export) && resolve(scope, Export.Name) === exportName) return resolve(scope, Value);
    }
  }
  throw new Error(`no stack exports ${exportName}`);
}

function pseudoParameter({ stack, pseudo: { region, account } }: Scope, name: string): string | undefined {
  switch (name) {
    case 'AWS::Region':
      return region;
    case 'AWS::AccountId':
      return account;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::StackName':
      return stack.name;
    case 'AWS::StackId':
      return `arn:aws:cloudformation:${region}:${account}:stack/${stack.name}/embedded`;
    case 'AWS::NoValue':
      return undefined;
    default:
      throw new Error(`${stack.name}: the embedded AWS does not know ${name}`);
  }
}
