import { describe, expect, test } from 'vitest';
import type { Example } from '../../../core/edits/edit.ts';
import { brief, findingsOfExample } from './contexts.ts';

const found = (edit: string, changes: Example['changes'], parameters?: Example['parameters']) =>
  brief(findingsOfExample({ changes, ...(parameters && { parameters }) })).filter((text) =>
    text.startsWith(edit),
  );
type Case = [what: string, changes: Example['changes'], found: readonly string[]];

const auth = (more: object) => ({ priorAuthNo: 'A4711', authorizations: [{ number: 'A4711', ...more }] });
const onLine = (more: object) => ({
  'lines[1].priorAuthNos': [{ qualifier: 'G1', value: 'A4711' }],
  authorizations: [{ number: 'A4711', ...more }],
});
const bothLines = ['AUTH-02 lines[0].code (warning)', 'AUTH-02 lines[1].code (warning)'];

describe('what an authorization covers (S42)', () => {
  test.each<Case>([
    ['nothing known, nothing asked', { priorAuthNo: 'A4711' }, []],
    ['its last day is a day of it', auth({ to: '20260105' }), []],
    ['it ended the day before', auth({ to: '20260104' }), bothLines],
    ['it begins the day after', auth({ from: '20260106' }), bothLines],
    ['services that it does not name need none of it', auth({ codes: ['87880'], to: '20260105' }), []],
    ['it covers some service of the claim', auth({ codes: ['97*'] }), ['AUTH-02 priorAuthNo (warning)']],
    ['a line that names it must be of it', onLine({ codes: ['99213'] }), ['AUTH-02 lines[1].code (warning)']],
    ['a line that names it, and is of it', onLine({ codes: ['87878-87882'] }), []],
    ['as many units as are left', auth({ unitsLeft: '2' }), []],
    ['one unit more than are left', auth({ unitsLeft: '1' }), ['AUTH-02 lines[1].code (warning)']],
    ['another authorization than the claim’s', { ...auth({ to: '20200101' }), priorAuthNo: 'B1' }, []],
  ])('%s', (_, changes, expected) => {
    expect(found('AUTH-02', changes)).toEqual(expected);
  });
});

describe('verified coverage (S41)', () => {
  const checked = (checkedOn: string, status = 'active') => ({
    'coverages[0].eligibility': { checkedOn, status },
  });
  const stale = ['ELG-01 coverages[0].eligibility (warning)'];
  test.each<[string, Example['changes'], number | undefined, readonly string[]]>([
    ['never asked, and nobody wants it', {}, undefined, []],
    [
      'inactive holds the claim',
      checked('20260103', 'inactive'),
      undefined,
      ['ELG-01 coverages[0].eligibility'],
    ],
    ['active', checked('20260103'), 30, []],
    ['active thirty days before', checked('20251206'), 30, []],
    ['active thirty-one days before', checked('20251205'), 30, stale],
    ['never asked where the payer wants it', {}, 30, stale],
    ['an old answer where nobody wants a new one', checked('20240101'), undefined, []],
  ])('%s', (_, changes, within, expected) => {
    const parameters = within === undefined ? undefined : { eligibilityWithinDays: within };
    expect(found('ELG-01', changes, parameters)).toEqual(expected);
  });
});
