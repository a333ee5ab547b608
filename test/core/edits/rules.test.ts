import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Example } from '../../../core/edits/edit.ts';
import { runEdits } from '../../../core/edits/engine.ts';
import { exampleClaim } from '../../../core/edits/example.ts';
import { editParametersSchema } from '../../../core/edits/parameters.ts';
import { repaired } from '../../../core/edits/repair.ts';
import { compileRules } from '../../../core/edits/rules/compile.ts';
import { MAX_CONDITIONS, MAX_DEPTH, operators } from '../../../core/edits/rules/condition.ts';
import { ruleFields } from '../../../core/edits/rules/fields.ts';
import { parseRules } from '../../../core/edits/rules/parse.ts';
import { settables } from '../../../core/edits/rules/settable.ts';
import { contextWith } from './contexts.ts';

const rule = (when: unknown, more: object = {}) => ({
  id: 'RULE-1',
  title: 'A rule of a test.',
  when,
  do: { action: 'hold', message: 'The rule holds this.' },
  ...more,
});
const compiled = (...rules: object[]) => {
  const read = parseRules({ rules });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return compileRules(read.value);
};
const scope = { clientId: 'riverbend', payerId: '99001' };

/** Fields of what a rule finds in an example claim, with their lines. */
function found(when: unknown, example: Example = { changes: {} }, more: object = {}): readonly string[] {
  const { edits } = compiled(rule(when, more)).for(scope);
  const findings = runEdits(exampleClaim(example), contextWith({}, { rules: edits }), 'encounter');
  return findings
    .filter(({ editId }) => editId === 'RULE-1')
    .map(({ field, line }) => (line === undefined ? field : `${field} of line ${line}`));
}

const is = (field: string, op: string, value?: unknown) => ({ field, op, value });
const anyLine = (where: unknown) => ({ lines: 'any', where });

describe('conditions of the claim', () => {
  test.each<[what: string, when: unknown, holds: boolean]>([
    ['a word in a list', is('claim.payer', 'in', ['99001']), true],
    ['a word not in it', is('claim.payer', 'notIn', ['99001']), false],
    ['words are whole', is('claim.payer', 'in', ['9900']), false],
    ['several values: one passes', is('diagnosis', 'in', ['R50.9']), true],
    ['several values: none may', is('diagnosis', 'notIn', ['R509']), false],
    ['a range of codes', is('diagnosis', 'in', ['J00-J06']), false],
    ['a range of full codes', is('diagnosis', 'in', ['J020-J029']), true],
    ['a beginning of codes', is('diagnosis', 'in', ['j02*']), true],
    ['the first diagnosis alone', is('diagnosis.first', 'in', ['R50*']), false],
    ['a number', is('claim.totalCents', '=', 15_000), true],
    ['above', is('claim.totalCents', '>', 15_000), false],
    ['at least', is('claim.totalCents', '>=', 15_000), true],
    ['below', is('patient.age', '<', 46), true],
    ['at most', is('patient.age', '<=', 44), false],
    ['between, both ends in', is('patient.age', 'between', [45, 45]), true],
    ['a day', is('claim.from', '>=', '20260105'), true],
    ['there', is('claim.referralNo', 'present'), false],
    ['not there', is('claim.referralNo', 'absent'), true],
    ['a field of other claims is not there', is('claim.typeOfBill', 'absent'), true],
    ['all', { all: [is('claim.type', 'in', ['P']), is('patient.sex', 'in', ['M'])] }, false],
    ['any', { any: [is('claim.type', 'in', ['I']), is('patient.sex', 'in', ['F'])] }, true],
    ['not', { not: is('patient.sex', 'in', ['F']) }, false],
    ['one line', anyLine(is('line.code', 'in', ['87880'])), true],
    ['every line', { lines: 'every', where: is('line.code', 'in', ['87880']) }, false],
    ['every line, as it is', { lines: 'every', where: is('line.units', '=', 1) }, true],
    [
      'conditions in `lines` are of one line',
      anyLine({ all: [is('line.code', 'in', ['99213']), is('line.modifiers', 'in', ['QW'])] }),
      false,
    ],
    [
      'beside each other they are of any',
      { all: [anyLine(is('line.code', 'in', ['99213'])), anyLine(is('line.modifiers', 'in', ['QW']))] },
      true,
    ],
    [
      'a line’s diagnoses are those it points to',
      anyLine({ all: [is('line.code', 'in', ['87880']), is('line.diagnosis', 'in', ['R509'])] }),
      false,
    ],
  ])('%s', (_, when, holds) => {
    expect(found(when).length > 0).toBe(holds);
  });

  test.each<[field: string, when: unknown]>([
    ['claim.typeOfBill', is('claim.typeOfBill', 'in', ['11'])],
    ['claim.patientStatus', is('claim.patientStatus', 'present')],
    ['line.revenueCode', anyLine(is('line.revenueCode', 'in', ['01*', '03*']))],
    ['claim.procedures', is('claim.procedures', 'in', ['0DTJ4ZZ'])],
  ])('bills have %s', (_, when) => {
    expect(found(when, { of: 'I', changes: {} })).not.toEqual([]);
  });

  test('dental claims have teeth', () => {
    expect(found(anyLine(is('line.teeth', 'in', ['3'])), { of: 'D', changes: {} })).toHaveLength(1);
  });
});

describe('what a rule finds', () => {
  test('each line that it holds for', () => {
    const found2 = found(anyLine(is('line.chargeCents', '>', 100)));
    expect(found2).toEqual(['lines[0].chargeCents of line 1', 'lines[1].chargeCents of line 2']);
  });

  test('the claim, at the first field that it names', () => {
    expect(found(is('claim.filingCode', 'in', ['CI']))).toEqual(['coverages[0].filingCode']);
  });

  test('nothing before its first day and after its last', () => {
    const when = is('claim.type', 'present');
    expect(found(when, { changes: {} }, { from: '20260106' })).toEqual([]);
    expect(found(when, { changes: {} }, { to: '20260104' })).toEqual([]);
    expect(found(when, { changes: {} }, { from: '20260105', to: '20260105' })).toHaveLength(1);
  });

  test.each([
    ['hold', { action: 'hold', message: 'M.' }, { severity: 'error', queue: 'billing' }],
    ['warn', { action: 'warn', message: 'M.' }, { severity: 'warning', queue: 'billing' }],
    ['route', { action: 'route', queue: 'coding', message: 'M.' }, { severity: 'error', queue: 'coding' }],
    ['set', { action: 'set', field: 'referralNo', value: 'R1' }, { severity: 'info' }],
  ])('%s says how strictly', (_, action, expected) => {
    const { edits } = compiled(rule(is('claim.type', 'present'), { do: action })).for(scope);
    const findings = runEdits(exampleClaim({ changes: {} }), contextWith({}, { rules: edits }), 'encounter');
    expect(findings.find(({ editId }) => editId === 'RULE-1')).toMatchObject(expected);
  });
});

describe('setting a field', () => {
  const setting = (field: string, value: string, example: Example = { changes: {} }) => {
    const { edits } = compiled(
      rule(is('claim.type', 'present'), { do: { action: 'set', field, value } }),
    ).for(scope);
    const claim = exampleClaim(example);
    const run = (content: typeof claim) => runEdits(content, contextWith({}, { rules: edits }), 'encounter');
    const once = repaired(
      claim,
      run(claim).filter(({ editId }) => editId === 'RULE-1'),
    );
    return { ...once, again: run(once.content).filter(({ editId }) => editId === 'RULE-1') };
  };

  test.each([
    ['referralNo', 'R-1', { referralNo: 'R-1' }],
    ['cliaNo', '14D0000002', { cliaNo: '14D0000002' }],
    ['coverage.filingCode', 'BL', { coverages: [expect.objectContaining({ filingCode: 'BL' })] }],
    ['payTo.city', 'PEORIA', { payTo: { city: 'PEORIA' } }],
    ['note', 'CALL FIRST', { note: { type: 'ADD', text: 'CALL FIRST' } }],
  ])('%s is set, once', (field, value, expected) => {
    const { content, again } = setting(field, value);
    expect(content).toMatchObject(expected);
    expect(again).toEqual([]);
  });

  test('a note that is there stays', () => {
    const { repairs } = setting('note', 'NEW', { changes: { note: { type: 'ADD', text: 'OLD' } } });
    expect(repairs.filter(({ field }) => field.startsWith('note'))).toEqual([]);
  });

  test('a field that bills do not have is not set there', () => {
    const { content } = setting('cliaNo', '14D0000002', { of: 'I', changes: {} });
    expect(content).not.toHaveProperty('cliaNo');
  });

  test('never sets what a clinician or coder decides', () => {
    const clinical = /line|diagnos|code$|units|charge|date|from|to$|procedure|drg|poa/i;
    const allowed = ['coverage.filingCode'];
    const names = settables.map(({ name }) => name);
    expect(names.filter((name) => clinical.test(name) && !allowed.includes(name))).toEqual([]);
  });
});

describe('clients and payers', () => {
  const one = {
    id: 'RULE-A',
    title: 'A.',
    when: is('claim.type', 'present'),
    do: { action: 'warn', message: 'M.' },
  };
  const read = parseRules({
    rules: [
      one,
      { ...one, id: 'RULE-B', client: 'riverbend' },
      { ...one, id: 'RULE-C', payer: ['1', '2'] },
      { ...one, id: 'RULE-D', client: ['hilltop'], payer: '99001' },
    ],
    severities: [
      { edit: 'DUP-02', severity: 'off' },
      { edit: 'DUP-02', severity: 'error', client: 'riverbend' },
      { edit: 'family:ncci', severity: 'warning', payer: '2' },
    ],
    parameters: [
      { set: { prefersX: true, referralRequired: true } },
      { payer: '2', set: { referralRequired: false } },
    ],
  });
  const document = read.ok ? compileRules(read.value) : undefined;
  const at = (clientId: string, payerId: string) => {
    const inForce = document?.for({ clientId, payerId });
    return { ...inForce, edits: inForce?.edits.map(({ id }) => id) };
  };

  test('have their own', () => {
    expect(at('riverbend', '2')).toEqual({
      edits: ['RULE-A', 'RULE-B', 'RULE-C'],
      severities: { 'DUP-02': 'error', 'family:ncci': 'warning' },
      parameters: { prefersX: true, referralRequired: false },
    });
    expect(at('hilltop', '99001')).toEqual({
      edits: ['RULE-A', 'RULE-D'],
      severities: { 'DUP-02': 'off' },
      parameters: { prefersX: true, referralRequired: true },
    });
  });

  test('get the same object again', () => {
    expect(document?.for(scope)).toBe(document?.for({ ...scope }));
  });
});

describe('a document that is not right', () => {
  const deep = (levels: number): unknown =>
    levels === 1 ? is('claim.type', 'present') : { not: deep(levels - 1) };
  const wide = (count: number) => ({ any: Array.from({ length: count }, () => is('claim.type', 'present')) });
  const ofRule = (when: unknown, more: object = {}) => ({ rules: [rule(when, more)] });
  test.each<[what: string, document: unknown, path: string, message: RegExp]>([
    ['no object', [], '', /object/],
    ['another key', { rulez: [] }, '', /rulez/],
    ['an id of another form', ofRule(is('claim.type', 'present'), { id: 'rule-1' }), 'rules.0.id', /RULE-/],
    ['an id twice', { rules: [rule(deep(1)), rule(deep(1))] }, 'rules.1.id', /twice/],
    ['no condition', ofRule(undefined), 'rules.0.when', /wanted: all/],
    ['an empty list', ofRule({ all: [] }), 'rules.0.when', /wants a list/],
    [
      'two things at once',
      ofRule({ any: [deep(1)], all: [deep(1)] }),
      'rules.0.when',
      /beside all there is no any/,
    ],
    [
      'an unknown field',
      ofRule({ any: [is('claim.colour', 'present')] }),
      'rules.0.when.any.0',
      /no such field/,
    ],
    ['an unknown operator', ofRule(is('claim.type', 'like', 'P')), 'rules.0.when', /op is one of/],
    ['a line’s field outside', ofRule(is('line.code', 'in', ['1'])), 'rules.0.when', /stands in/],
    [
      'lines in lines',
      ofRule(anyLine(anyLine(is('line.code', 'present')))),
      'rules.0.when.where',
      /within lines/,
    ],
    ['a value for nothing', ofRule(is('claim.type', 'present', 1)), 'rules.0.when.value', /takes no value/],
    ['a number for a text', ofRule(is('claim.type', 'in', [1])), 'rules.0.when.value', /value 1/],
    ['a size of a text', ofRule(is('claim.type', '>', 1)), 'rules.0.when.value', /numbers and days/],
    ['a list for a number', ofRule(is('patient.age', 'in', ['1'])), 'rules.0.when.value', /for texts/],
    ['a text for a number', ofRule(is('patient.age', '>', '5')), 'rules.0.when.value', /a number/],
    ['no day', ofRule(is('claim.from', '>', '20260231')), 'rules.0.when.value', /a day/],
    ['one end', ofRule(is('patient.age', 'between', [1])), 'rules.0.when.value', /two/],
    ['ends in the wrong order', ofRule(is('patient.age', 'between', [2, 1])), 'rules.0.when.value', /above/],
    ['a range of two lengths', ofRule(is('diagnosis', 'in', ['J00-J029'])), 'rules.0.when.value', /range/],
    ['a regular expression', ofRule(is('diagnosis', 'in', ['J.*9'])), 'rules.0.when.value', /no code/],
    ['too deep', ofRule(deep(MAX_DEPTH + 1)), `rules.0.when${'.not'.repeat(MAX_DEPTH)}`, /deep/],
    ['too wide', ofRule(wide(MAX_CONDITIONS)), 'rules.0.when', /more than 64/],
    [
      'much too deep',
      ofRule(JSON.parse(`${'{"not":'.repeat(3000)}1${'}'.repeat(3000)}`)),
      `rules.0.when${'.not'.repeat(MAX_DEPTH)}`,
      /deep/,
    ],
    ['an unknown action', ofRule(deep(1), { do: { action: 'delete' } }), 'rules.0.do.action', /./],
    [
      'an unknown queue',
      ofRule(deep(1), { do: { action: 'route', queue: 'x', message: 'M.' } }),
      'rules.0.do.queue',
      /./,
    ],
    [
      'a code that is set',
      ofRule(deep(1), { do: { action: 'set', field: 'lines[0].code', value: '1' } }),
      'rules.0.do.field',
      /may set/,
    ],
    [
      'a value of the wrong form',
      ofRule(deep(1), { do: { action: 'set', field: 'cliaNo', value: '1' } }),
      'rules.0.do.value',
      /no value for cliaNo/,
    ],
    [
      'an end before the beginning',
      ofRule(deep(1), { from: '20260102', to: '20260101' }),
      'rules.0.to',
      /before it begins/,
    ],
    [
      'an unknown edit',
      { severities: [{ edit: 'XYZ-99', severity: 'off' }] },
      'severities.0.edit',
      /no such edit/,
    ],
    ['an unknown parameter', { parameters: [{ set: { colour: 1 } }] }, 'parameters.0.set', /colour/],
  ])('%s', (_, document, path, message) => {
    const read = parseRules(document);
    expect(read.ok ? [] : read.error).toContainEqual({ path, message: expect.stringMatching(message) });
  });

  test('tells all that is wrong at once', () => {
    const read = parseRules({
      rules: [rule({ all: [is('x', 'in'), is('claim.type', 'y')] })],
      severities: [{}],
    });
    expect(read.ok ? 0 : read.error.length).toBeGreaterThanOrEqual(4);
  });

  test('limits pass', () => {
    expect(parseRules(ofRule(deep(MAX_DEPTH))).ok).toBe(true);
    expect(parseRules(ofRule(wide(MAX_CONDITIONS - 1))).ok).toBe(true);
  });
});

describe('the manual docs/rules.md', () => {
  const page = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
  const rows = (heading: string): readonly string[] => {
    const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
    return section.split('\n').filter((line) => line.startsWith('| `'));
  };

  test('lists every field', () => {
    expect(rows('Fields')).toEqual(
      ruleFields.map(({ name, kind, about }) => `| \`${name}\` | ${kind} | ${about} |`),
    );
  });

  test('lists every field that may be set', () => {
    expect(rows('Fields that a rule may set')).toEqual(
      settables.map(({ name, types, about }) => `| \`${name}\` | ${types.join(' ')} | ${about} |`),
    );
  });

  test('lists every parameter', () => {
    const listed = rows('Parameters').map((row) => /^\| `(\w+)`/.exec(row)?.[1]);
    expect(listed).toEqual(Object.keys(editParametersSchema.shape));
  });

  test('lists every operator', () => {
    const listed = rows('Operators').flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, op]) => op));
    expect(listed).toEqual(expect.arrayContaining([...operators]));
  });

  test('gives documents that can be read', () => {
    const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => JSON.parse(json));
    expect(examples.length).toBeGreaterThan(2);
    for (const document of examples) expect(parseRules(document)).toMatchObject({ ok: true });
  });
});
