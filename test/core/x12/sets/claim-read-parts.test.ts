import { describe, expect, test } from 'vitest';
import { pointersOf, procedureOf } from '../../../../core/x12/sets/claim-read-parts.ts';
import { packed, segmentOf } from '../../../../core/x12/syntax/segment.ts';

const HC = packed('HC');

describe('a procedure composite gives', () => {
  test.each<[what: string, written: string, read: object | null]>([
    ['nothing where it is empty', '', null],
    ['nothing for a qualifier alone', 'HC', null],
    ['nothing for an empty code', 'HC::25', null],
    ['nothing for a code behind a repetition', 'HC^HC:99213', null],
    ['a code', 'HC:99213', { code: '99213' }],
    ['a code without a qualifier', ':99213', { code: '99213' }],
    ['a qualifier that is not the usual one', 'ER:99213', { code: '99213', qualifier: 'ER' }],
    ['a qualifier of any length', 'ABCD:99213', { code: '99213', qualifier: 'ABCD' }],
    ['a modifier', 'HC:99213:25', { code: '99213', modifiers: ['25'] }],
    ['modifiers, empty ones left out', 'HC:99213:25::59:', { code: '99213', modifiers: ['25', '59'] }],
    [
      'four modifiers and a description',
      'HC:99213:25:59:GT:TC:a b',
      { code: '99213', modifiers: ['25', '59', 'GT', 'TC'], description: 'a b' },
    ],
    ['no eighth component', 'HC:99213:::::a:99214', { code: '99213', description: 'a' }],
    ['the first of two repetitions', 'HC:99213:25^HC:99214:59', { code: '99213', modifiers: ['25'] }],
  ])('%s', (_, written, read) => {
    expect(procedureOf(segmentOf(`SV1*${written}*120`), 1, HC)).toEqual(read);
  });
});

describe('diagnosis pointers', () => {
  test.each<[written: string, pointers: number[] | undefined]>([
    ['', undefined],
    ['1', [1]],
    ['0', [0]],
    ['12', [12]],
    ['100', undefined],
    ['1:2', [1, 2]],
    ['1:2:3:4', [1, 2, 3, 4]],
    ['10:2', [10, 2]],
    ['1:12', [1, 12]],
    [':2', [2]],
    ['1:', [1]],
    ['1:A', [1]],
    ['A:1', [1]],
    ['1.2', undefined],
    ['A', undefined],
  ])('written as "%s" are %j', (written, pointers) => {
    expect(pointersOf(segmentOf(`SV1*HC:99213*120*UN*1***${written}*9`), 7)).toEqual(pointers);
  });
});
