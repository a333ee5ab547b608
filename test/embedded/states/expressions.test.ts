import { describe, expect, it, test } from 'vitest';
import { compileTemplate } from '../../../embedded/states/expressions.ts';
import { machineOf, outputOf, runMachine } from './run-machine.ts';

const undefinedResult = 'States.QueryEvaluationError';

describe('an expression', () => {
  test.each([
    ['a literal', { page: 1, tags: ['a', null] }, { page: 1, tags: ['a', null] }],
    ['an expression', '{% $states.input.pages[0] %}', 3],
    ['an expression deep inside', { a: [{ b: '{% $sum($states.input.pages) %}' }] }, { a: [{ b: 7 }] }],
    ['blanks before {%, which make it a literal', ' {% 1 %} ', ' {% 1 %} '],
    ['an array of one, which stays an array', '{% $states.input.one %}', ['only']],
    ['a filter that leaves one, which collapses', '{% $states.input.pages[$ > 3] %}', 4],
    ['the same within [ ], which does not', '{% [$states.input.pages[$ > 3]] %}', [4]],
    ['minus zero', '{% -$states.input.zero %}', 0],
    ['nothing', '{% $states.input.missing %}', undefinedResult],
    ['nothing within an object', { title: '{% $nowhere %}' }, undefinedResult],
    ['a type error', "{% 1 + 'a' %}", undefinedResult],
    ['a function', '{% function($x){$x} %}', undefinedResult],
    ['a function within an object', "{% {'f': $sum} %}", undefinedResult],
    ['the root, which Step Functions does not have', '{% $ %}', undefinedResult],
  ])('can be %s', async (_what, template, output) => {
    expect(await outputOf(template, { pages: [3, 4], one: ['only'], zero: 0 })).toEqual(output);
  });

  it('says in AWS words which field of which state returned nothing', async () => {
    const machine = machineOf({ Bind: { Type: 'Pass', Output: { title: '{% $nowhere %}' }, End: true } });
    const { ending, events } = await runMachine(machine);
    const cause =
      "An error occurred while executing the state 'Bind' (entered at the event id #2). " +
      "The JSONata expression '$nowhere' specified for the field 'Output/title' " +
      'returned nothing (undefined).';
    expect(ending).toEqual({ status: 'FAILED', error: 'States.QueryEvaluationError', cause });
    expect(events.at(2)).toMatchObject({ type: 'EvaluationFailed', location: 'Output/title', cause });
  });

  test.each([
    ['a syntax error', '{% $sum( %}', 'is not JSONata 2.0.6'],
    ['the ?? of later JSONata', '{% $a ?? 1 %}', 'is not JSONata 2.0.6'],
    ['the ?: of later JSONata', '{% $a ?: 1 %}', 'is not JSONata 2.0.6'],
    ['$eval', "{% $eval('1') %}", '$eval does not exist'],
    ['an expression that is not closed', '{% 1', 'closes with %}'],
    ['an expression that is not opened', '1 %}', 'opens with {%'],
  ])('is refused at load for %s', (_what, text, reason) => {
    expect(() => compileTemplate(text, 'Output')).toThrow(reason);
  });
});

describe('the functions of Step Functions', () => {
  test.each([
    ['$partition([1,2,3], 2)', [[1, 2], [3]]],
    ['$partition([1], 4)', [[1]]],
    ['$partition([1], 0)', undefinedResult],
    ['$range(1, 7, 3)', [1, 4, 7]],
    ['$range(3, 1, -1)', [3, 2, 1]],
    ['$range(5, 6, 4)', 5],
    ['[$range(5, 6, 4)]', [5]],
    ['$range(1, 2, 0)', undefinedResult],
    ['$range(1, 1001, 1)', undefinedResult],
    ["$hash('page', 'MD5')", '71860c77c6745379b0d44304d66b6a13'],
    ["$hash('page', 'SHA-256')", '3660315a9af3df255d8f19ab077e4797822b41488a0e2a04bc6af71213c23274'],
    ["$hash('page', 'CRC')", undefinedResult],
    ['$parse(\'{"a": [1]}\')', { a: [1] }],
    ["$parse('{')", undefinedResult],
    ['$random()', 0.5],
    ['$random(7) = $random(7)', true],
    ['$random(7) = $random(8)', false],
    ['$length($uuid())', 36],
    ['$uuid() = $uuid()', false],
  ])('%s is %j', async (expression, output) => {
    expect(await outputOf(`{% ${expression} %}`)).toEqual(output);
  });
});
