import { type Edit, type EditFamily, type ExampleChanges, editFamilies, type PayerProfile } from './edit.ts';
import { editsByFamily, familyKey } from './edit-set.ts';
import { EDIT_SET_VERSION } from './engine.ts';
import { EXAMPLE_TODAY, exampleEncounter } from './example.ts';

const titles: Readonly<Record<EditFamily, string>> = {
  identifiers: 'Providers, members and addresses',
  required: 'What a claim cannot do without',
  coverage: 'Payers and their order',
  dates: 'Dates',
  diagnoses: 'Diagnoses and pointers',
  procedures: 'Procedures, modifiers, units, places',
  money: 'Money',
  duplicates: 'Duplicates',
  filing: 'How a claim is filed',
};

/**
 * The page `docs/edits.md`, made of the edits themselves: every edit with its reason, its remedy and its
 * examples.
 */
export function editCatalogue(): string {
  return `${[introduction(), ...editFamilies.flatMap(familySection), exampleSection()].join('\n\n')}\n`;
}

const introduction = (): string => `# Edits

What is tested before a claim may leave, edit set ${EDIT_SET_VERSION}.
This page is made from \`core/edits\` by \`npm run docs\`.

An **error** holds the claim and opens a work item in the queue named here. A **warning** asks someone
to look; an **info** only tells. Some cases of an edit are milder than the edit, as its text says.
A finding names the field, never its value.

Edits of level *encounter* test what came in; their line numbers are the encounter's.
Edits of level *claim* test what would go out, after splitting.

A payer's profile in the configuration may raise, lower or switch off any edit, or a whole family;
the single edit wins:

\`\`\`json
${JSON.stringify(profileExample, null, 2)}
\`\`\`

${index()}`;

const profileExample: PayerProfile = {
  id: '99001',
  editSeverities: { 'family:identifiers': 'warning', 'NPI-01': 'error', 'DUP-02': 'off' },
};

const index = (): string =>
  ['| family | edits |', '| --- | --- |']
    .concat(
      editFamilies.map((family) => {
        const links = editsByFamily[family].map(({ id }) => `[${id}](#${id.toLowerCase()})`);
        return `| \`${familyKey(family)}\` | ${links.join(' ')} |`;
      }),
    )
    .join('\n');

const familySection = (family: EditFamily): readonly string[] => [
  `## ${titles[family]}`,
  ...editsByFamily[family].map(editSection),
];

const editSection = ({ id, severity, level, queue, cause, source, remedy, examples }: Edit): string =>
  [
    `### ${id}`,
    `**${severity}**, level ${level}, queue \`${queue}\``,
    cause,
    `**What to do.** ${remedy}`,
    exampleTable(examples),
    `Source: ${source}.`,
  ].join('\n\n');

const exampleTable = ({ fails, passes }: Edit['examples']): string =>
  [
    '| | change to the example encounter |',
    '| --- | --- |',
    `| fails | ${changes(fails)} |`,
    `| passes | ${changes(passes)} |`,
  ].join('\n');

const changes = (of: ExampleChanges): string =>
  Object.entries(of)
    .map(([path, value]) => (value === null ? `no \`${path}\`` : `\`${path}\`: \`${JSON.stringify(value)}\``))
    .join('; ');

const exampleSection = (): string => `## The example encounter

Tested as on ${EXAMPLE_TODAY}, it has no finding.

\`\`\`json
${JSON.stringify(exampleEncounter, null, 2)}
\`\`\``;
