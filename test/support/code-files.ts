/** Invented files of code sets in the official layouts: a few rows each. */

/** An ICD-10-CM order file: code, flag (1 billable), title. */
export const orderFile = (
  rows: readonly (readonly [code: string, billable: 0 | 1, title: string])[],
): string =>
  rows
    .map(([code, billable, title], i) =>
      [
        String(i + 1).padStart(5, '0'),
        code.padEnd(7),
        String(billable),
        title.slice(0, 60).padEnd(60),
        title,
      ].join(' '),
    )
    .map((line) => `${line}\r\n`)
    .join('');

/** Two headers and two codes, of which one changes from year to year. */
export const diagnoses = (title: string): string =>
  orderFile([
    ['J02', 0, 'Acute pharyngitis'],
    ['J029', 1, 'Acute pharyngitis, unspecified'],
    ['R50', 0, 'Fever of other and unknown origin'],
    ['R509', 1, title],
  ]);

/** A file of NCCI pairs, practitioner, of codes that nobody has. */
export const pairsFile = (
  pairs: readonly (readonly [first: string, second: string, modifier: 0 | 1])[],
): string =>
  [
    'Column1/Column2 Edits',
    'Column 1\tColumn 2\t* = in existence prior to 1996\tEffective Date\tDeletion Date\tModifier\tRationale',
    ...pairs.map(([first, second, modifier]) => `${first}\t${second}\t\t20260101\t*\t${modifier}\tInvented`),
    '',
  ].join('\r\n');
