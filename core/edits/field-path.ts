import { Defect } from '../result.ts';

/**
 * Sets a field of a draft; what leads there is made where it is missing.
 *
 * @param path as findings write it: `lines[0].dx`
 * @param value null removes the field
 * @throws Defect when the path leads through something that holds no fields
 */
export function setAt(root: unknown, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop() ?? '';
  let holder = root;
  for (const step of steps) {
    if (!isHolder(holder)) throw new Defect(`nothing can be set at ${path}`);
    holder[step] ??= {};
    holder = holder[step];
  }
  if (!isHolder(holder)) throw new Defect(`nothing can be set at ${path}`);
  if (value === null) delete holder[last];
  else holder[last] = structuredClone(value);
}

const isHolder = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
