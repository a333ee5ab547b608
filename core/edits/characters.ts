import { ALL_TYPES, type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';
import { type OddText, oddTexts, TEXT_FIELDS } from './odd-texts.ts';

const isText = ({ key }: OddText): boolean => TEXT_FIELDS.has(key);

const hitsOf = (
  { content }: ClaimFacts,
  picks: (text: OddText) => boolean,
  says: (text: OddText) => Pick<Hit, 'message' | 'severity'>,
): readonly Hit[] => {
  const found = oddTexts(content);
  if (found.length === 0) return NOTHING;
  return found.filter(picks).map((text) => {
    const { field, line } = text;
    return { field, ...(line !== undefined && { line }), ...says(text) };
  });
};

const spaced = { message: 'A character that X12 keeps for itself is sent as a space.' } as const;
const plain = {
  message: 'A character that X12 cannot carry is sent in its plain form.',
  severity: 'info',
} as const;

const replacedInText: Edit = {
  id: 'CHR-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'registration',
  value: 'name',
  cause:
    'X12 has no escape character. A delimiter (`*`, `~`, `:`, `^`) in a name, address or note becomes a ' +
    'space. Letters with marks become plain ones (Ñ → N), which is only told.',
  source: 'X12.6; X12 RFI 2212; domain.md 3.3',
  remedy: 'Nothing, if the text still reads well without the character. Else reword it.',
  examples: {
    fails: { changes: { 'billing.name': 'O*BRIEN~LTD:1^2' } },
    passes: { changes: { 'billing.name': "O'BRIEN LTD" } },
  },
  check: (claim) =>
    hitsOf(
      claim,
      (text) => isText(text) && text.oddity !== 'too long',
      ({ oddity }) => (oddity === 'delimiter' ? spaced : plain),
    ),
};

const delimiterInIdentifier: Edit = {
  id: 'CHR-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'registration',
  value: 'claim id',
  cause:
    'An identifier or code is never altered on its way. One that holds a delimiter (`*`, `~`, `:`, `^`) ' +
    'or a character that X12 cannot carry cannot be sent.',
  source: 'X12.6; domain.md 3.3',
  remedy: 'Correct the identifier: such a character is nearly always a keying error.',
  examples: {
    fails: { changes: { 'coverages[0].memberId': 'AB*12' } },
    passes: { changes: { 'coverages[0].memberId': 'AB12' } },
  },
  check: (claim) =>
    hitsOf(
      claim,
      (text) => !isText(text) && text.oddity !== 'too long',
      () => ({ message: 'The identifier holds a character that X12 cannot send.' }),
    ),
};

const longText: Edit = {
  id: 'LEN-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'warning',
  queue: 'registration',
  value: 'name',
  cause: 'A name, address or note has room for so many characters; what is beyond them is cut off.',
  source: '005010X222A1, lengths of NM1, N3, N4 and NTE; domain.md 3.3',
  remedy: 'Abbreviate it yourself, so that what counts is left.',
  examples: {
    fails: { of: 'I', changes: { 'patient.first': 'OTTILIE WILHELMINA KUNIGUNDE AMALIA ROSE' } },
    passes: { of: 'I', changes: { 'patient.first': 'OTTILIE WILHELMINA KUNIGUNDE AMALIA' } },
  },
  check: (claim) =>
    hitsOf(
      claim,
      (text) => isText(text) && text.oddity === 'too long',
      () => ({ message: 'The text is longer than its field; its end is cut off.' }),
    ),
};

const longIdentifier: Edit = {
  id: 'LEN-02',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'registration',
  value: 'claim id',
  cause: 'An identifier or code that is longer than its field cannot be sent: nothing of it may be cut off.',
  source: '005010X222A1, lengths of NM109, REF02 and others; domain.md 3.3',
  remedy: 'Correct the identifier: it is nearly always two in one field.',
  examples: {
    fails: { of: 'I', changes: { priorAuthNo: '1234567890-1234567890-1234567890-1234567890-1234567890' } },
    passes: { of: 'I', changes: { priorAuthNo: '1234567890-1234567890-1234567890-1234567890' } },
  },
  check: (claim) =>
    hitsOf(
      claim,
      (text) => !isText(text) && text.oddity === 'too long',
      () => ({ message: 'The identifier is longer than its field.' }),
    ),
};

export const characterEdits: readonly Edit[] = [
  replacedInText,
  delimiterInIdentifier,
  longText,
  longIdentifier,
];
