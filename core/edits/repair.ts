import type { EditFinding } from '../claim/types.ts';
import type { ClaimContent } from '../x12/claim-content.ts';
import type { Repair } from './edit.ts';
import { setAt } from './field-path.ts';
import { normalClaim } from './normal.ts';

export interface Repaired<Content extends ClaimContent> {
  readonly content: Content;
  /** Everything that was changed, in order: show it to whoever looks at the claim. */
  readonly repairs: readonly Repair[];
}

/**
 * The claim with what follows from its findings with certainty: codes in upper case and without dots, and the changes
 * that findings bring along as `repair`. Nothing else is touched; no choice is made that a clinician or coder makes.
 *
 * Pure; a repaired claim has nothing left to repair.
 *
 * @see domain.md 7.1, 7.4 MOD-02, 7.2 NPI-03
 */
export function repaired<Content extends ClaimContent>(
  content: Content,
  findings: readonly EditFinding[],
): Repaired<Content> {
  const normal = normalClaim(content);
  const found = findings.flatMap(({ repair }) => (repair === undefined ? [] : [repair]));
  if (normal === content && found.length === 0) return { content, repairs: [] };
  const draft = structuredClone(normal);
  for (const { field, value } of found) setAt(draft, field, value);
  // A normal claim is of the kind that it was.
  return { content: draft as Content, repairs: [...rewritten(content, normal), ...found] };
}

/** Fields of the first kind that the second has in another form. */
function rewritten(before: ClaimContent, after: ClaimContent): readonly Repair[] {
  const repairs: Repair[] = [];
  const compare = (old: unknown, now: unknown, path: string): void => {
    if (typeof old === 'string' && typeof now === 'string') {
      if (old !== now)
        repairs.push({ field: path, value: now, what: 'The code is written in its usual form.' });
    } else if (Array.isArray(old) && Array.isArray(now)) {
      for (let i = 0; i < old.length; i += 1) compare(old[i], now[i], `${path}[${i}]`);
    } else if (isHolder(old) && isHolder(now)) {
      for (const key of Object.keys(old)) compare(old[key], now[key], path === '' ? key : `${path}.${key}`);
    }
  };
  compare(before, after, '');
  return repairs;
}

const isHolder = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
