import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publicCodeSets } from '../../bench/edits/tables.ts';
import type { EditFinding } from '../../core/claim/types.ts';
import type { CodeSets } from '../../core/codes/code-sets.ts';
import { starterSets } from '../../core/codes/starter/index.ts';
import { civilDate } from '../../core/dates.ts';
import { catalogedEdits } from '../../core/edits/edit-set.ts';
import { scrub } from '../../core/edits/engine.ts';
import { repaired } from '../../core/edits/repair.ts';
import type { ClaimContent } from '../../core/x12/claim-content.ts';
import { bytesOf, itemsOf, rows } from './corpus.ts';

/** Every claim of every 837 of the corpus through all edits, with the starter's code sets and with the public ones. */

const files = rows.filter(({ types }) => types.some((type) => type.startsWith('837')));

async function claimsOfCorpus(): Promise<readonly ClaimContent[]> {
  const found: ClaimContent[] = [];
  for (const row of files) {
    const items = await itemsOf(bytesOf(row));
    for (const item of items) if (item.kind === 'claim') found.push(item.claim.content);
  }
  return found;
}
const claims = await claimsOfCorpus();

const contextOf = (codes: CodeSets) => ({
  today: civilDate('20261121'),
  payer: { id: '*' },
  codes,
  history: [],
});
const findingsOf = (codes: CodeSets): readonly (readonly EditFinding[])[] =>
  claims.map((content) => scrub(content, contextOf(codes), 'both').findings);

const shared = process.env.CLAIMLINE_SHARED ?? '';
const real = await publicCodeSets(join(tmpdir(), 'claimline-bench-codes'), shared);

describe.each([
  ['the starter’s code sets', starterSets()],
  ['the public code sets', real],
])('with %s', (_, codes) => {
  const found = findingsOf(codes);
  const types = new Map(catalogedEdits.map(({ edit }) => [edit.id, edit.types]));

  it('every claim is tested without a fault, and the same every time', () => {
    expect(claims.length).toBeGreaterThan(80);
    expect(found).toEqual(findingsOf(codes));
  });

  it('each finding is of an edit for that kind of claim, at a field', () => {
    for (const [i, findings] of found.entries()) {
      for (const { editId, field, message } of findings) {
        expect(types.get(editId)).toContain(claims[i]?.claimType);
        expect(field).toMatch(/^[a-zA-Z]+(\d|\[\d+\]|\.[a-zA-Z0-9]+)*$/);
        expect(message).toMatch(/^[A-Z].*\.$/);
      }
    }
  });

  it('a repaired claim has nothing left to repair', () => {
    for (const [i, content] of claims.entries()) {
      const { content: mended } = repaired(content, found[i] ?? []);
      const again = repaired(mended, scrub(mended, contextOf(codes), 'both').findings);
      expect(again.repairs).toEqual([]);
    }
  });
});
