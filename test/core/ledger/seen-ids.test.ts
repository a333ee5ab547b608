import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeenIds } from '../../../core/ledger/seen-ids.ts';

/** For each id, whether it came before. */
const repeated = (ids: readonly string[]): readonly boolean[] => {
  const seen = new SeenIds();
  return ids.map((id) => seen.add(id));
};

describe('ids that were seen', () => {
  it('are known when they come again, and others are not, however alike', () => {
    expect(repeated(['a/J1/1', 'b/J1/1', 'J1/1', '', 'a/J1/2'])).not.toContain(true);
    expect(repeated(['a/J1/1', 'b/J1/1', 'a/J1/1', '', ''])).toEqual([false, false, true, false, true]);
  });

  it('law: are what came before, few or many', () => {
    const ids = fc.array(fc.stringMatching(/^[ab]\/J[12]\/\d{1,2}$/), { maxLength: 200 });
    fc.assert(
      fc.property(ids, (all) => {
        expect(repeated(all)).toEqual(all.map((id, i) => all.indexOf(id) < i));
      }),
    );
  });
});
