import { expect, it, test } from 'vitest';
import { noteReferences } from '../../../../core/codes/import/tabular.ts';
import { NOTE_KINDS } from '../../../../core/codes/sets.ts';
import { readText } from './reading.ts';

const XML = `<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular>
  <version>2027</version>
  <introduction><introSection type="title"><title>Not a note</title></introSection></introduction>
  <chapter>
    <name>1</name>
    <desc>Certain infectious diseases (A00-B99)</desc>
    <useAdditionalCode>
      <note>code to identify resistance to
        antimicrobial drugs (Z16.-)</note>
    </useAdditionalCode>
    <excludes2><note>carrier &amp; suspected carrier (Z22.-)</note></excludes2>
    <sectionIndex><sectionRef first="A00" last="A09" id="A00-A09">Intestinal</sectionRef></sectionIndex>
    <section id="A00-A09">
      <desc>Intestinal infectious diseases (A00-A09)</desc>
      <codeAlso><note>any dehydration (E86.0)</note></codeAlso>
      <diag>
        <name>A04</name>
        <desc>Other bacterial intestinal infections</desc>
        <inclusionTerm><note>Not kept (A99)</note></inclusionTerm>
        <excludes1>
          <note>bacterial foodborne intoxications, NEC (A05.-)</note>
          <note>tuberculous enteritis (A18.32)</note>
        </excludes1>
        <diag>
          <name>A04.7</name>
          <desc>Enterocolitis due to Clostridium difficile</desc>
          <codeFirst><note>underlying disease, such as:</note></codeFirst>
          <sevenChrNote><note>The appropriate 7th character is to be added</note></sevenChrNote>
          <sevenChrDef>
            <extension char="A">initial encounter</extension>
            <extension char="d">subsequent encounter</extension>
          </sevenChrDef>
        </diag>
        <excludes2><note>belongs to A04 again (B20)</note></excludes2>
      </diag>
    </section>
  </chapter>
</ICD10CM.tabular>
`;

it('gives the notes of chapters, sections and codes, each under its own', async () => {
  const { rows, problems } = await readText('icd10cm_tabular_2027.xml', XML);
  expect(problems).toEqual([]);
  expect(rows.map(([, { code, kind, refs, note }]) => [code, kind, refs, note])).toEqual([
    [
      'CH1',
      NOTE_KINDS.useAdditionalCode,
      'Z16',
      'code to identify resistance to antimicrobial drugs (Z16.-)',
    ],
    ['CH1', NOTE_KINDS.excludes2, 'Z22', 'carrier & suspected carrier (Z22.-)'],
    ['A00-A09', NOTE_KINDS.codeAlso, 'E860', 'any dehydration (E86.0)'],
    ['A04', NOTE_KINDS.excludes1, 'A05', 'bacterial foodborne intoxications, NEC (A05.-)'],
    ['A04', NOTE_KINDS.excludes1, 'A1832', 'tuberculous enteritis (A18.32)'],
    ['A047', NOTE_KINDS.codeFirst, '', 'underlying disease, such as:'],
    ['A047', NOTE_KINDS.seventhCharacter, '', 'The appropriate 7th character is to be added'],
    ['A047', NOTE_KINDS.seventhCharacter, 'A', 'initial encounter'],
    ['A047', NOTE_KINDS.seventhCharacter, 'D', 'subsequent encounter'],
    ['A04', NOTE_KINDS.excludes2, 'B20', 'belongs to A04 again (B20)'],
  ]);
});

test.each([
  ['XML that ends too early', XML.slice(0, 900)],
  ['an element closed by another name', XML.replace('</excludes2>', '</excludes1>')],
])('tells the line of %s', async (_, text) => {
  const { problems } = await readText('icd10cm_tabular_2027.xml', text);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.[0]).toBeGreaterThan(10);
  expect(problems[0]?.[1]).toBe('The XML is not well formed here, or ends too early.');
});

it('refuses a note that belongs to no node', async () => {
  const { problems } = await readText('icd10cm_tabular_2027.xml', XML.replace('<name>A04</name>', ''));
  expect(problems.map(([line]) => line)).toEqual([22, 23, 35]);
  expect(problems[0]?.[1]).toBe('The note belongs to no chapter, section or code with a name.');
});

const { excludes1, codeFirst } = NOTE_KINDS;
test.each([
  ['no bracket, even where a code stands: B12 deficiency', excludes1, ''],
  ['dash (Z16.-)', excludes1, 'Z16'],
  ['subcategory with a dash (A04.7-)', excludes1, 'A047'],
  ['several (J09.X3, J10.2, J11.2)', excludes1, 'J09X3 J102 J112'],
  ['range and code (O03-O07, O08.0)', codeFirst, 'O03-O07 O080'],
  ['range of subcategories (M80.0-M80.8)', codeFirst, 'M800-M808'],
  [
    'odd dashes (I70.2--I70.7-), (I01.0 -I01.9), (Q70.0- -Q70.3-), (S12.0--S12.6.-)',
    codeFirst,
    'I702-I707 I010-I019 Q700-Q703 S120-S126',
  ],
  ['letters (C4A.-, Z3A, QA0.-)', codeFirst, 'C4A Z3A QA0'],
  ['placeholder (T36.0X5-)', codeFirst, 'T360X5'],
  ['two brackets (I10) and (I11.-)', codeFirst, 'I10 I11'],
  ['square brackets [B95-B97]', codeFirst, 'B95-B97'],
  ['a bracket never closed (O24.4-', codeFirst, 'O244'],
  ['twice (I10, I10)', codeFirst, 'I10'],
  ['a part of a range is asked for (T36-T50 with fifth or sixth character 5)', codeFirst, 'T36-T50'],
  ['but not excluded whole (T36-T50 with fifth or sixth character 5)', excludes1, ''],
])('reads the references of %j', (note, kind, refs) => {
  expect(noteReferences(note, kind)).toBe(refs);
});
