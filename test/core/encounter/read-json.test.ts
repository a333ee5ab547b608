import { describe, expect, it, test } from 'vitest';
import { MAX_ITEM_BYTES } from '../../../core/encounter/json-cursor.ts';
import { encounterJson, readBytes, readText, summary } from './sources.ts';

const line = (id: string): string => JSON.stringify(encounterJson(id));
const pretty = (id: string): string => JSON.stringify(encounterJson(id), null, 2);
const broken = '{"claimType": "P", "encounterId": "B", "lines": [';

describe('the layout is recognised from the content', () => {
  test.each<[name: string, text: string, ids: readonly string[]]>([
    ['one object on one line', line('A'), ['A']],
    ['one object over several lines', pretty('A'), ['A']],
    ['objects over several lines after each other', `${pretty('A')}\n${pretty('B')}\n`, ['A', 'B']],
    ['an array on one line', `[${line('A')},${line('B')}]`, ['A', 'B']],
    [
      'an array over several lines',
      JSON.stringify([encounterJson('A'), encounterJson('B')], null, 2),
      ['A', 'B'],
    ],
    ['an empty array', '[]', []],
    ['a wrapper', `{"encounters":[${line('A')},${line('B')}]}`, ['A', 'B']],
    ['a wrapper over several lines', JSON.stringify({ encounters: [encounterJson('A')] }, null, 4), ['A']],
    ['NDJSON', `${line('A')}\n${line('B')}\n${line('C')}\n`, ['A', 'B', 'C']],
    ['NDJSON without a last line end', `${line('A')}\n${line('B')}`, ['A', 'B']],
    [
      'NDJSON with carriage returns and empty lines',
      `${line('A')}\r\n\r\n  \r\n${line('B')}\r\n`,
      ['A', 'B'],
    ],
    ['a byte-order mark', `\uFEFF${line('A')}\n${line('B')}\n`, ['A', 'B']],
    ['blanks before the first brace', ` \n\t${line('A')}\n${line('B')}\n`, ['A', 'B']],
  ])('%s', async (_, text, ids) => {
    expect(summary(await readText(text))).toEqual(ids);
  });
});

describe('a broken item among good ones loses only itself', () => {
  test.each<[name: string, text: string, read: readonly string[]]>([
    ['a cut line', `${line('A')}\n${broken}\n${line('C')}\n`, ['A', '!not-json', 'C']],
    ['a cut first line', `${broken.slice(0, -4)}\n${line('C')}\n`, ['!not-json', 'C']],
    ['a first line cut in a string', `{"claimType": "P", "enc\n${line('C')}\n`, ['!not-json', 'C']],
    ['a line that is no JSON at all', `${line('A')}\nhello\n${line('C')}\n`, ['A', '!not-json', 'C']],
    ['a line with a brace too many', `${line('A')}}\n${line('C')}\n`, ['!not-json', 'C']],
    ['an element that is no JSON', `[${line('A')}, {"a": x}, ${line('C')}]`, ['A', '!not-json', 'C']],
    [
      'an element with a bracket too few',
      `[${line('A')}, {"a": [1, 2}, ${line('C')}]`,
      ['A', '!not-json', 'C'],
    ],
    ['a number and a word among elements', `[12, ${line('A')}, word]`, ['!wrong-type', 'A', '!not-json']],
    ['brackets and quotes in strings', `[{"a": "}]\\"{"}, ${line('C')}]`, ['!missing', 'C']],
    ['a wrong field', `[${line('A')}, {"claimType": "Q"}, ${line('C')}]`, ['A', '!not-allowed', 'C']],
    ['an encounter without a name', `[{}, ${line('A')}]`, ['!missing', 'A']],
  ])('%s', async (_, text, read) => {
    expect(summary(await readText(text))).toEqual(read);
  });
});

describe('an incomplete or foreign file says so', () => {
  test.each<[name: string, text: string, read: readonly string[]]>([
    ['nothing', '', ['!empty-file']],
    ['blanks', ' \n ', ['!empty-file']],
    ['another format', 'ISA*00*', ['!not-json-file']],
    ['an array that does not end', `[${line('A')},`, ['A', '!cut-off']],
    ['an array cut within an element', `[${line('A')},{"claimType":`, ['A', '!cut-off', '!cut-off']],
    ['a wrapper that does not end', `{"encounters":[${line('A')}]`, ['A', '!cut-off']],
    ['an object over several lines, cut', pretty('A').slice(0, 200), ['!cut-off']],
    ['text behind the list', `[${line('A')}] ${line('B')}`, ['A', '!text-after-list']],
  ])('%s', async (_, text, read) => {
    expect(summary(await readText(text))).toEqual(read);
  });

  it('refuses an item that is too large, and reads the next', async () => {
    const huge = `{"claimType":"${'P'.repeat(MAX_ITEM_BYTES)}"}`;
    expect(summary(await readText(`${line('A')}\n${huge}\n${line('C')}`))).toEqual(['A', '!too-large', 'C']);
    expect(summary(await readText(`[${huge},${line('C')}]`))).toEqual(['!too-large', 'C']);
  });

  it('refuses text that is not UTF-8', async () => {
    const latin1 = Uint8Array.from(line('A').replace('OTTILIE', 'PEÑA'), (character) =>
      character.charCodeAt(0),
    );
    expect(summary(await readBytes(latin1))).toEqual(['!not-json']);
  });
});

describe('places', () => {
  it('counts lines from 1 and bytes from 0, also behind letters of several bytes', async () => {
    const first = line('A').replace('OTTILIE', 'ŁUCJA');
    const items = await readText(`${first}\n\n${line('B')}\n`);
    expect(items.map(({ ordinal, position }) => ({ ordinal, ...position }))).toEqual([
      { ordinal: 1, line: 1, byte: 0 },
      { ordinal: 2, line: 3, byte: new TextEncoder().encode(first).length + 2 },
    ]);
  });

  it('gives the beginning of each element of a list', async () => {
    const text = `[\n  ${line('A')},\n  {"x": }\n]`;
    const items = await readText(text);
    expect(items.map(({ position }) => position)).toEqual([
      { line: 2, byte: text.indexOf('{') },
      { line: 3, byte: text.indexOf('{"x"') },
    ]);
  });
});

describe('problems name fields and never values or unknown keys', () => {
  const problemsOf = async (encounter: object) => {
    const [item] = await readText(JSON.stringify(encounter));
    return item?.kind === 'unreadable' ? item.problems : [];
  };

  test.each<[name: string, change: object, path: string, code: string]>([
    ['a missing field', { lines: [{ code: '99213' }] }, 'lines[0].chargeCents', 'missing'],
    ['a wrong type', { pos: 11 }, 'pos', 'wrong-type'],
    ['too long a text', { pos: '011' }, 'pos', 'too-big'],
    ['an empty list', { lines: [] }, 'lines', 'too-small'],
    ['a value outside the list', { acceptAssignment: 'X' }, 'acceptAssignment', 'not-allowed'],
    ['a date in another form', { patient: { dob: '1980-02-15' } }, 'patient.dob', 'wrong-format'],
    ['an unknown key', { patient: { 'QUILLBROOK OTTILIE': 'X' } }, 'patient', 'unrecognized-key'],
    ['a fraction of a cent', { totalChargeCents: 1.5 }, 'totalChargeCents', 'wrong-type'],
  ])('%s', async (_, change, path, code) => {
    const problems = await problemsOf({ ...encounterJson('A'), ...change });
    expect(problems).toContainEqual(expect.objectContaining({ path, code }));
    expect(JSON.stringify(problems)).not.toMatch(/QUILLBROOK|1980-02-15/);
  });

  it('asks for an encounter id or a claim number', async () => {
    const { encounterId: _, ...unnamed } = encounterJson('A') as { encounterId: string };
    expect((await problemsOf(unnamed)).map(({ code }) => code)).toEqual(['unnamed']);
    expect(await problemsOf({ ...unnamed, claimNo: 'C0001' })).toEqual([]);
  });
});
