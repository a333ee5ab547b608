import { type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';

export type DentalLine = NonNullable<ClaimFacts['dental']>['lines'][number];

/** What is found on each dental line, if anything. */
export function dentalHits(
  { dental, lines }: ClaimFacts,
  find: (line: DentalLine, facts: LineFacts) => Omit<Hit, 'line'> | undefined,
): readonly Hit[] {
  if (dental === undefined) return NOTHING;
  let found: Hit[] | undefined;
  for (let i = 0; i < dental.lines.length; i += 1) {
    const [line, facts] = [dental.lines[i], lines[i]];
    const hit = line === undefined || facts === undefined ? undefined : find(line, facts);
    if (hit === undefined) continue;
    found ??= [];
    found.push({ ...hit, line: i + 1 });
  }
  return found ?? NOTHING;
}

const PERMANENT = 32;
const SUPERNUMERARY = 50;
const PRIMARY = 'ABCDEFGHIJKLMNOPQRST';

/**
 * The place of a tooth in the mouth, numbered as permanent teeth are (1 to 32, upper right to lower right); of a
 * primary one, where its permanent successor stands (A to T: 4 to 13 and 20 to 29). 0 where it is no tooth of the
 * universal system: 1–32, A–T, supernumerary 51–82 and AS–TS.
 *
 * @see domain.md 7.7 DEN-01
 */
export function placeOfTooth(tooth: string): number {
  const number = Number(tooth);
  if (Number.isInteger(number) && tooth !== '' && tooth.trim() === tooth && tooth.length <= 2) {
    if (number >= 1 && number <= PERMANENT) return number;
    return number > SUPERNUMERARY && number <= SUPERNUMERARY + PERMANENT ? number - SUPERNUMERARY : 0;
  }
  const isPrimary = tooth.length === 1 || (tooth.length === 2 && tooth.endsWith('S'));
  const at = isPrimary ? PRIMARY.indexOf(tooth.charAt(0)) : -1;
  if (at < 0) return 0;
  return at < PRIMARY.length / 2 ? at + 4 : at + 10;
}

/** Incisors and canines: they have an edge (I) and no chewing surface (O). */
const isAnterior = (place: number): boolean => (place >= 6 && place <= 11) || (place >= 22 && place <= 27);

const SURFACES = 'BDFILMO';
const MOST_SURFACES = 5;

function toothProblem(tooth: string, surfaces: readonly string[]): string | null {
  const place = placeOfTooth(tooth);
  if (place === 0) return 'The tooth is no number or letter of the universal system.';
  if (surfaces.length > MOST_SURFACES) return 'The tooth has more than five surfaces.';
  for (let i = 0; i < surfaces.length; i += 1) {
    const surface = surfaces[i] ?? '';
    if (surface.length !== 1 || !SURFACES.includes(surface))
      return 'A surface of the tooth is not in the list.';
    if (surfaces.indexOf(surface) < i) return 'A surface of the tooth stands twice.';
    if (surface === 'I' && !isAnterior(place)) return 'The incisal surface is on a back tooth.';
    if (surface === 'O' && isAnterior(place)) return 'The occlusal surface is on a front tooth.';
  }
  return null;
}

const teeth: Edit = {
  id: 'DEN-01',
  level: 'encounter',
  types: ['D'],
  severity: 'error',
  queue: 'coding',
  value: 'tooth',
  cause:
    'Teeth are those of the universal system: 1–32, A–T, supernumerary 51–82 and AS–TS. Surfaces are B, D, F, I, L, M ' +
    'and O, none twice; I on front teeth only, O on back teeth only.',
  source: '005010X224A2 2400 TOO02 and TOO03; ADA universal numbering system',
  remedy: 'Correct the tooth or its surfaces from the chart.',
  examples: {
    fails: { of: 'D', changes: { 'lines[0].teeth': [{ tooth: '3', surfaces: ['I'] }] } },
    passes: { of: 'D', changes: { 'lines[0].teeth': [{ tooth: '8', surfaces: ['M', 'I'] }] } },
  },
  check: (claim) =>
    dentalHits(claim, (line, { field }) => {
      for (let i = 0; i < (line.teeth?.length ?? 0); i += 1) {
        const { tooth = '', surfaces = [] } = line.teeth?.[i] ?? {};
        const message = toothProblem(tooth, surfaces);
        if (message !== null) return { field: `${field}.teeth[${i}]`, message };
      }
      return;
    }),
};

const severalTeeth: Edit = {
  id: 'DEN-05',
  level: 'encounter',
  types: ['D'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'tooth',
  cause:
    'A line with several teeth is of one service on them together: its count is one. No tooth stands twice.',
  source: '005010X224A2 2400 SV306 and TOO; clearinghouse claim edits',
  remedy: 'Enter one line for each tooth, or the count 1 where one service is on all of them.',
  examples: {
    fails: {
      of: 'D',
      changes: {
        'lines[1].code': 'D5213',
        'lines[1].units': '2',
        'lines[1].teeth': [{ tooth: '3' }, { tooth: '4' }],
      },
    },
    passes: {
      of: 'D',
      changes: {
        'lines[1].code': 'D5213',
        'lines[1].units': '1',
        'lines[1].teeth': [{ tooth: '3' }, { tooth: '4' }],
      },
    },
  },
  check: (claim) =>
    dentalHits(claim, (line, { field, units }) => {
      const all = line.teeth;
      if (all === undefined || all.length < 2) return;
      if (units > 1)
        return { field: `${field}.units`, message: 'A line with several teeth has a count above one.' };
      const twice = all.findIndex(({ tooth }, i) => all.findIndex((other) => other.tooth === tooth) < i);
      return twice < 0
        ? undefined
        : { field: `${field}.teeth[${twice}]`, message: 'The tooth stands twice.' };
    }),
};

/** ANSI/ADA/ISO 3950: whole mouth, arches, quadrants, sextants; L and R of older lists. */
const CAVITIES: ReadonlySet<string> = new Set('00 01 02 03 04 05 06 07 08 09 10 20 30 40 L R'.split(' '));
const MOST_CAVITIES = 5;

const oralCavity: Edit = {
  id: 'DEN-06',
  level: 'encounter',
  types: ['D'],
  severity: 'error',
  queue: 'coding',
  value: 'tooth',
  cause:
    'An area of the mouth is 00 (whole mouth), 01 or 02 (upper, lower arch), 10, 20, 30 or 40 (quadrants), or a sextant; ' +
    'a line has up to five, none twice.',
  source: '005010X224A2 2400 SV304; ANSI/ADA/ISO specification 3950',
  remedy: 'Correct the area from the chart.',
  examples: {
    fails: { of: 'D', changes: { 'lines[1].oralCavity': ['50'] } },
    passes: { of: 'D', changes: { 'lines[1].oralCavity': ['00'] } },
  },
  check: (claim) =>
    dentalHits(claim, ({ oralCavity: areas }, { field }) => {
      if (areas === undefined) return;
      const at = `${field}.oralCavity`;
      if (areas.length > MOST_CAVITIES) return { field: at, message: 'The line has more than five areas.' };
      for (let i = 0; i < areas.length; i += 1) {
        const area = areas[i] ?? '';
        if (!CAVITIES.has(area))
          return { field: `${at}[${i}]`, message: 'The area of the mouth is not in the list.' };
        if (areas.indexOf(area) < i)
          return { field: `${at}[${i}]`, message: 'The area of the mouth stands twice.' };
      }
      return;
    }),
};

const QUADRANTS: ReadonlyMap<string, readonly [first: number, last: number]> = new Map([
  ['10', [1, 8]],
  ['20', [9, 16]],
  ['30', [17, 24]],
  ['40', [25, 32]],
]);

const toothInQuadrant: Edit = {
  id: 'DEN-07',
  level: 'encounter',
  types: ['D'],
  severity: 'warning',
  queue: 'coding',
  value: 'tooth',
  cause: 'Where a line names one quadrant and teeth, the teeth stand in that quadrant.',
  source: '005010X224A2 2400 SV304 and TOO; ADA universal numbering system',
  remedy: 'Correct the quadrant or the tooth from the chart.',
  examples: {
    fails: { of: 'D', changes: { 'lines[0].oralCavity': ['30'] } },
    passes: { of: 'D', changes: { 'lines[0].oralCavity': ['10'] } },
  },
  check: (claim) =>
    dentalHits(claim, ({ oralCavity: areas, teeth: all }, { field }) => {
      const bounds = areas?.length === 1 ? QUADRANTS.get(areas[0] ?? '') : undefined;
      if (bounds === undefined || all === undefined) return;
      const outside = all.findIndex(({ tooth }) => {
        const place = placeOfTooth(tooth);
        return place !== 0 && (place < bounds[0] || place > bounds[1]);
      });
      if (outside < 0) return;
      return {
        field: `${field}.teeth[${outside}]`,
        message: 'The tooth is not in the quadrant of the line.',
      };
    }),
};

const STATES: ReadonlySet<string> = new Set(['E', 'M']);

const toothStates: Edit = {
  id: 'DEN-08',
  level: 'encounter',
  types: ['D'],
  severity: 'error',
  queue: 'coding',
  value: 'tooth',
  cause:
    'A tooth whose state is given is one of the universal system, missing (M) or to be extracted (E), and named once.',
  source: '005010X224A2 2300 DN2',
  remedy: 'Correct the tooth or its state from the chart.',
  examples: {
    fails: { of: 'D', changes: { toothStates: [{ tooth: '33', state: 'M' }] } },
    passes: { of: 'D', changes: { toothStates: [{ tooth: '32', state: 'M' }] } },
  },
  check: ({ dental }) => {
    const states = dental?.toothStates;
    if (states === undefined) return NOTHING;
    return states.flatMap(({ tooth, state }, i): readonly Hit[] => {
      const at = `toothStates[${i}]`;
      if (placeOfTooth(tooth) === 0) {
        return [
          { field: `${at}.tooth`, message: 'The tooth is no number or letter of the universal system.' },
        ];
      }
      if (!STATES.has(state))
        return [{ field: `${at}.state`, message: 'The state of the tooth is not in the list.' }];
      const isRepeated = states.findIndex((other) => other.tooth === tooth) < i;
      return isRepeated ? [{ field: `${at}.tooth`, message: 'The state of the tooth is given twice.' }] : [];
    });
  },
};

export const toothEdits: readonly Edit[] = [teeth, severalTeeth, oralCavity, toothInQuadrant, toothStates];
