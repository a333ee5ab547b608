/** Reads a cloud assembly (`cdk.out`): the stacks as CDK wrote them, and what their resources come to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Identity, Pseudo } from './identities.ts';
import { identityOf, resolve, type Scope } from './intrinsics.ts';
import { type JsonObject, objectOf, parseObject } from './json.ts';

/** A stack as CDK wrote it. */
export interface Stack {
  readonly name: string;
  readonly template: JsonObject;
  /** Object key in the asset bucket → absolute path of the asset's folder. */
  readonly assets: ReadonlyMap<string, string>;
}

/** A resource with its properties resolved. */
export interface Resource {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly type: string;
  readonly identity: Identity;
  readonly properties: JsonObject;
}

/** Every stack of the assembly, or only those named. */
export function readAssembly(cdkOut: string, only?: readonly string[]): readonly Stack[] {
  const manifest = parseObject(readFileSync(join(cdkOut, 'manifest.json'), 'utf8'));
  const stacks = Object.entries(objectOf(manifest.artifacts)).flatMap(([id, artifact]) => {
    const { type, properties } = objectOf(artifact);
    if (type !== 'aws:cloudformation:stack') return [];
    const { templateFile, stackName } = objectOf(properties);
    const name = typeof stackName === 'string' ? stackName : id;
    if (only !== undefined && !only.includes(name)) return [];
    const template = parseObject(readFileSync(join(cdkOut, String(templateFile)), 'utf8'));
    return [{ name, template, assets: readAssets(cdkOut, `${id}.assets.json`) }];
  });
  const missing = only?.filter((name) => !stacks.some((stack) => stack.name === name)) ?? [];
  if (missing.length > 0) throw new Error(`no stack ${missing.join(', ')} in ${cdkOut}`);
  return stacks;
}

function readAssets(cdkOut: string, file: string): ReadonlyMap<string, string> {
  const files = objectOf(parseObject(readFileSync(join(cdkOut, file), 'utf8')).files);
  return new Map(
    Object.values(files).flatMap((entry) => {
      const folder = join(cdkOut, String(objectOf(objectOf(entry).source).path));
      const destinations = Object.values(objectOf(objectOf(entry).destinations));
      return destinations.map((to): [string, string] => [String(objectOf(to).objectKey), folder]);
    }),
  );
}

/** What the stacks come to once every reference is resolved. */
export interface Resolved {
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, string>>;
}

export function resolveStacks(stacks: readonly Stack[], pseudo: Pseudo): Resolved {
  const scopes = stacks.map((stack): Scope => ({ stack, stacks, pseudo }));
  const resources = scopes.flatMap((scope) =>
    present(scope, 'Resources').map(([logicalId, { Type, Properties }]) => ({
      stack: scope.stack,
      logicalId,
      type: String(Type),
      identity: identityOf(scope, logicalId),
      get properties() {
        // Resolved when first asked for: what is ignored may use what is unknown here.
        return objectOf(resolve(scope, Properties));
      },
    })),
  );
  const outputs = scopes.flatMap((scope) =>
    present(scope, 'Outputs').map(([id, { Value }]) => [id, String(resolve(scope, Value))]),
  );
  return { resources, outputs: Object.fromEntries(outputs) };
}

/** The entries of a template section whose condition holds. */
function present(scope: Scope, section: string): [string, JsonObject][] {
  return Object.entries(objectOf(scope.stack.template[section]))
    .map(([id, entry]): [string, JsonObject] => [id, objectOf(entry)])
    .filter(([, { Condition }]) => Condition === undefined || resolve(scope, { Condition }) === true);
}
