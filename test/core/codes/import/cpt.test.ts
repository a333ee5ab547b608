import { describe, expect, it, test } from 'vitest';
import { readText } from './reading.ts';

/** Invented: codes that do not exist, descriptors that nobody wrote. */
const COPYRIGHT = 'Copyright lines of the owner, CPT 2026.\n'.repeat(31);
const TABS = '90001\tFirst invented service of the test\n0001T\tUnlisted invented service\n9002F\tThird\n';
const BLANKS = '90001 FIRST INVENTED SVC\n0001T UNLISTED INVENTED SVC\n9002F THIRD\n';

describe('CPT', () => {
  test.each([
    ['LONGULT.txt', COPYRIGHT + TABS, 'First invented service of the test', ''],
    ['LONGUT.txt', TABS.toUpperCase(), 'FIRST INVENTED SERVICE OF THE TEST', ''],
    ['MEDU.txt', COPYRIGHT + BLANKS, 'FIRST INVENTED SVC', 'FIRST INVENTED SVC'],
    ['SHORTU.txt', BLANKS, 'FIRST INVENTED SVC', 'FIRST INVENTED SVC'],
  ])('is read from %s', async (name, text, title, short) => {
    const { rows, problems } = await readText(name, text);
    expect(problems).toEqual([]);
    expect(rows[0]).toEqual(['cpt', { code: '90001', title, short, unlisted: 0 }]);
    expect(rows.map(([, { code, unlisted }]) => [code, unlisted])).toEqual([
      ['90001', 0],
      ['0001T', 1],
      ['9002F', 0],
    ]);
  });

  it('is read from a file of any name, where the user says what it is', async () => {
    expect((await readText('codes of ours.txt', TABS, 'cpt')).rows).toHaveLength(3);
  });

  it('gives up where fifty lines hold no code', async () => {
    const { problems } = await readText('LONGULT.txt', `${'Notice\n'.repeat(80)}`);
    expect(problems).toEqual([[50, 'No code was found in the first 50 lines.']]);
  });

  test.each([
    [
      'a wrapped line',
      '90002\tSecond\nwhich goes on here\n',
      35,
      'A line should begin with a code, then a blank or tab and its descriptor.',
    ],
    ['a code of another form', '9002X\tOther\n', 35, 'The line does not begin with a CPT code.'],
  ])('refuses %s', async (_, more, line, message) => {
    const { problems } = await readText('LONGULT.txt', COPYRIGHT + TABS + more);
    expect(problems).toEqual([[line + more.split('\n').length - 2, message]]);
  });
});

it('reads CPT modifiers', async () => {
  const { rows, problems } = await readText('MODUL.txt', `${COPYRIGHT}Z1\tInvented modifier\n9Z Another\n`);
  expect(problems).toEqual([]);
  expect(rows).toEqual([
    ['cpt-modifiers', { code: 'Z1', title: 'Invented modifier' }],
    ['cpt-modifiers', { code: '9Z', title: 'Another' }],
  ]);
});
