import { pathText } from '../encounter/field-problems.ts';
import type { Encounter } from '../encounter/model.ts';
import type { Edit, Hit } from './edit.ts';

/**
 * Fields of plain text, which the writer may clean. All others are identifiers and codes, which it may not.
 */
const TEXT_FIELDS: ReadonlySet<string> = new Set(
  [
    'name last first middle suffix address1 address2 city text description descriptions groupName',
    'roundTripPurpose stretcherPurpose email fixedFormats answers',
  ].flatMap((row) => row.split(' ')),
);

/** X12 has no escape: these four separate elements, segments, components and repetitions. */
const DELIMITER = /[*~:^]/;
/** A delimiter, or what is outside X12's basic and extended character sets. */
const DELIMITER_OR_UNSENDABLE = /[*~:^]|[^ -~]/;

const replacedInText: Edit = {
  id: 'CHR-01',
  level: 'encounter',
  severity: 'warning',
  queue: 'registration',
  cause:
    'X12 has no escape character. A delimiter (`*`, `~`, `:`, `^`) in a name, address or note becomes a ' +
    'space. Letters with marks become plain ones (Ñ → N), which is only told.',
  source: 'X12.6; X12 RFI 2212; domain.md 3.3',
  remedy: 'Nothing, if the text still reads well without the character. Else reword it.',
  examples: {
    fails: { 'billing.name': 'O*BRIEN~LTD:1^2' },
    passes: { 'billing.name': "O'BRIEN LTD" },
  },
  check: (encounter) =>
    findTexts(encounter, (key, text) => TEXT_FIELDS.has(key) && DELIMITER_OR_UNSENDABLE.test(text)).map(
      ({ text, ...where }) => (DELIMITER.test(text) ? { ...where, ...spaced } : { ...where, ...plain }),
    ),
};

const spaced = { message: 'A character that X12 keeps for itself is sent as a space.' } as const;
const plain = {
  message: 'A character that X12 cannot carry is sent in its plain form.',
  severity: 'info',
} as const;

const delimiterInIdentifier: Edit = {
  id: 'CHR-02',
  level: 'encounter',
  severity: 'error',
  queue: 'registration',
  cause:
    'An identifier or code is never altered on its way. One that holds a delimiter (`*`, `~`, `:`, `^`) ' +
    'or a character that X12 cannot carry cannot be sent.',
  source: 'X12.6; domain.md 3.3',
  remedy: 'Correct the identifier: such a character is nearly always a keying error.',
  examples: { fails: { 'coverages[0].memberId': 'AB*12' }, passes: { 'coverages[0].memberId': 'AB12' } },
  check: (encounter) =>
    findTexts(encounter, (key, text) => isSentIdentifier(key) && DELIMITER_OR_UNSENDABLE.test(text)).map(
      ({ text: _, ...where }) => ({
        ...where,
        message: 'The identifier holds a character that X12 cannot send.',
      }),
    ),
};

/** The practice's own numbers, which never go out. */
const NOT_SENT: ReadonlySet<string> = new Set(['encounterId', 'claimNo', 'lineControlNo']);

const isSentIdentifier = (key: string): boolean => !TEXT_FIELDS.has(key) && !NOT_SENT.has(key);

interface TextAtPath extends Pick<Hit, 'field' | 'line'> {
  readonly text: string;
}
type IsWanted = (key: string, text: string) => boolean;

/**
 * Every wanted text of the encounter with its path. Paths are made only for those, as most claims have none.
 */
function findTexts(encounter: Encounter, isWanted: IsWanted): readonly TextAtPath[] {
  const found: TextAtPath[] = [];
  const steps: (string | number)[] = [];
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (isWanted(key, value)) found.push({ ...whereOf(steps), text: value });
    } else if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i += 1) visitAt(i, value[i], key);
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, held] of Object.entries(value)) visitAt(name, held, name);
    }
  };
  const visitAt = (step: string | number, value: unknown, key: string): void => {
    steps.push(step);
    visit(value, key);
    steps.pop();
  };
  visit(encounter, '');
  return found;
}

function whereOf(steps: readonly (string | number)[]): Pick<Hit, 'field' | 'line'> {
  const field = pathText(steps);
  const [list, index] = steps;
  return list === 'lines' && typeof index === 'number' ? { field, line: index + 1 } : { field };
}

export const characterEdits: readonly Edit[] = [replacedInText, delimiterInIdentifier];
