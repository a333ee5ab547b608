import { codeSets } from '../codes/sets.ts';
import {
  ALL_TYPES,
  type Edit,
  type EditFamily,
  type Example,
  editFamilies,
  type PayerProfile,
  tablesOf,
} from './edit.ts';
import { editsByFamily, familyKey } from './edit-set.ts';
import { EDIT_SET_VERSION } from './engine.ts';
import { EXAMPLE_TODAY, exampleBill, exampleDental, exampleEncounter } from './example.ts';

export const familyTitles: Readonly<Record<EditFamily, string>> = {
  identifiers: 'Providers, members and addresses',
  required: 'What a claim cannot do without',
  coverage: 'Payers and their order',
  dates: 'Dates',
  diagnoses: 'Diagnoses and pointers',
  procedures: 'Procedures and drugs',
  modifiers: 'Modifiers',
  units: 'Units',
  places: 'Places of service',
  ncci: 'NCCI: pairs, units, add-on codes; surgical packages',
  money: 'Money',
  duplicates: 'Duplicates',
  authorization: 'Authorizations and referrals',
  cob: 'Earlier payers',
  institutional: 'Institutional bills',
  dental: 'Dental claims',
  filing: 'How a claim is filed',
  tables: 'Code sets that are missing',
  rules: 'Your own rules',
};

/**
 * The page `docs/edits.md`, made of the edits themselves: every edit with its reason, its remedy and its
 * examples.
 */
export function editCatalogue(): string {
  return `${[introduction(), ...editFamilies.flatMap(familySection), exampleSection()].join('\n\n')}\n`;
}

const introduction = (): string => `# Edits

What is tested before a claim may leave: ${count()} edits, edit set ${EDIT_SET_VERSION}.
This page is made from \`core/edits\` by \`npm run docs\`.

An **error** holds the claim and opens a work item in the queue named here. A **warning** asks someone
to look; an **info** only tells. Some cases of an edit are milder than the edit, as its text says.
A finding names the field, never its value.

Edits of level *encounter* test what came in; their line numbers are the encounter's.
Edits of level *claim* test what would go out, after splitting.
\`claimline edits check FILE\` runs both over a file.

An edit that *needs* code sets is left out where they are not loaded for the day of service, and
[TBL-00](#tbl-00) says so once for a file. Of a set that is there in part only, as the starter set is, a
code that is not in it is not judged.

A payer's profile in the configuration may raise, lower or switch off any edit, or a whole family;
the single edit wins:

\`\`\`json
${JSON.stringify(profileExample, null, 2)}
\`\`\`

${index()}`;

const count = (): number => editFamilies.reduce((total, family) => total + editsByFamily[family].length, 0);

const profileExample: PayerProfile = {
  id: '99001',
  editSeverities: { 'family:identifiers': 'warning', 'NPI-01': 'error', 'DUP-02': 'off' },
};

const index = (): string =>
  ['| family | edits |', '| --- | --- |']
    .concat(
      editFamilies.map((family) => {
        const links = editsByFamily[family].map(({ id }) => `[${id}](#${id.toLowerCase()})`);
        return `| \`${familyKey(family)}\` | ${links.join(' ') || 'those of your rule files'} |`;
      }),
    )
    .join('\n');

const familySection = (family: EditFamily): readonly string[] =>
  editsByFamily[family].length === 0
    ? []
    : [`## ${familyTitles[family]}`, ...editsByFamily[family].map(editSection)];

function editSection(edit: Edit): string {
  const { id, severity, level, queue, cause, source, remedy, examples } = edit;
  return [
    `### ${id}`,
    `**${severity}**, ${claimsOf(edit)}, level ${level}, queue \`${queue}\`${needsOf(edit)}`,
    cause,
    `**What to do.** ${remedy}`,
    exampleTable(examples),
    `Source: ${source}.`,
  ].join('\n\n');
}

const TYPE_NAMES = { P: 'professional', I: 'institutional', D: 'dental' } as const;

/** `all claims`, `professional and dental claims`. */
export const claimsOf = ({ types }: Edit): string =>
  types.length === ALL_TYPES.length
    ? 'all claims'
    : `${types.map((type) => TYPE_NAMES[type]).join(' and ')} claims`;

function needsOf(edit: Edit): string {
  const needed = new Set(edit.types.flatMap((type) => tablesOf(edit, type) ?? []));
  if (needed.size === 0) return '';
  return `; needs ${[...needed].map((set) => `${codeSets[set].title} (\`${set}\`)`).join(', ')}`;
}

const exampleTable = ({ fails, passes }: Edit['examples']): string =>
  [
    `| | change to the example ${exampleNames[fails.of ?? 'P']} |`,
    '| --- | --- |',
    `| fails | ${exampleText(fails)} |`,
    `| passes | ${passes.of === fails.of ? '' : `(${exampleNames[passes.of ?? 'P']}) `}${exampleText(passes)} |`,
  ].join('\n');

const exampleNames = { P: 'encounter', I: 'hospital bill', D: 'dental claim' } as const;

/** What an example changes, and what else it is tested with. */
export function exampleText({ changes, history, parameters, profile }: Example): string {
  const parts = Object.entries(changes).map(([path, value]) =>
    value === null ? `no \`${path}\`` : `\`${path}\`: ${asCode(value)}`,
  );
  if (history !== undefined) parts.push(`earlier lines of the patient: ${asCode(history)}`);
  if (parameters !== undefined) parts.push(`the payer's parameters: ${asCode(parameters)}`);
  if (profile !== undefined) parts.push(`the payer's profile: ${asCode(profile)}`);
  return parts.length === 0 ? 'as it is' : parts.join('; ');
}

const asCode = (value: unknown): string => `\`${JSON.stringify(value).replaceAll('|', '\\|')}\``;

const exampleSection = (): string => `## The example claims

Tested as on ${EXAMPLE_TODAY}, none of them has a finding. The code sets of the examples are invented too.

The encounter:

${json(exampleEncounter)}

The hospital bill:

${json(exampleBill)}

The dental claim:

${json(exampleDental)}`;

const json = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
