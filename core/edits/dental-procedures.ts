import { dentalHits, placeOfTooth } from './dental-teeth.ts';
import { type Edit, NOTHING } from './edit.ts';

/** What a group of dental procedures is done on. Ranges of codes; no texts of the list. */
type On = 'surface' | 'tooth' | 'quadrant';
interface Group {
  readonly from: string;
  readonly to: string;
  readonly on: On;
}

const groups = (on: On, ranges: string): readonly Group[] =>
  ranges.split(' ').map((range) => {
    const [from = '', to = from] = range.split('-');
    return { from, to, on };
  });

/**
 * Only ranges of which every procedure is done on a tooth, its surfaces or a quadrant: payers ask for it in all. What
 * plans differ on (partial dentures, bridges, implants) is left out.
 */
const GROUPS: readonly Group[] = [
  ...groups('surface', 'D2140-D2161 D2330-D2335 D2391-D2394 D2510-D2544 D2610-D2664'),
  ...groups('tooth', 'D1351-D1353 D2390 D2710-D2799 D2929-D2934 D2940 D2950-D2954 D3110-D3240 D3310-D3348'),
  ...groups('tooth', 'D7111 D7140 D7210-D7250'),
  ...groups('quadrant', 'D4210 D4240 D4260 D4341'),
];

const groupOf = (code: string): Group | undefined =>
  GROUPS.find(({ from, to }) => code >= from && code <= to);

const LACKING: Readonly<Record<On, string>> = {
  surface: 'The procedure is done on surfaces of a tooth, and the line names none.',
  tooth: 'The procedure is done on a tooth, and the line names none.',
  quadrant: 'The procedure is done on a quadrant, and the line names none.',
};

const toothNeeded: Edit = {
  id: 'DEN-04',
  level: 'encounter',
  types: ['D'],
  severity: 'warning',
  queue: 'coding',
  value: 'tooth',
  cause:
    'Fillings and inlays name a tooth and its surfaces; crowns, root canals, sealants and extractions a tooth; scaling ' +
    'and periodontal surgery of a quadrant the quadrant or its teeth. Procedures on which plans differ are not asked.',
  source: '005010X224A2 2400 SV304 and TOO, situational rules; dental plans’ claim requirements',
  remedy: 'Add the tooth, its surfaces or the quadrant from the chart.',
  examples: {
    fails: { of: 'D', changes: { 'lines[0].teeth': null } },
    passes: { of: 'D', changes: {} },
  },
  check: (claim) =>
    dentalHits(claim, ({ teeth = [], oralCavity = [] }, { field, code, qualifier }) => {
      const group = qualifier === DENTAL ? groupOf(code) : undefined;
      if (group === undefined) return;
      const { on } = group;
      if (on === 'quadrant') {
        return teeth.length > 0 || oralCavity.length > 0
          ? undefined
          : { field: `${field}.oralCavity`, message: LACKING[on] };
      }
      if (teeth.length === 0) return { field: `${field}.teeth`, message: LACKING[on] };
      const isLacking = on === 'surface' && teeth.some(({ surfaces = [] }) => surfaces.length === 0);
      return isLacking ? { field: `${field}.teeth`, message: LACKING[on] } : undefined;
    }),
};

const DENTAL = 'AD';

/** How many surfaces a filling is of, least and most. */
const SURFACES: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['D2140', [1, 1]],
  ['D2150', [2, 2]],
  ['D2160', [3, 3]],
  ['D2161', [4, 5]],
  ['D2330', [1, 1]],
  ['D2331', [2, 2]],
  ['D2332', [3, 3]],
  ['D2335', [2, 5]],
  ['D2391', [1, 1]],
  ['D2392', [2, 2]],
  ['D2393', [3, 3]],
  ['D2394', [4, 5]],
]);

const surfaceCount: Edit = {
  id: 'DEN-09',
  level: 'encounter',
  types: ['D'],
  severity: 'error',
  queue: 'coding',
  value: 'tooth',
  cause:
    'A filling is coded by the number of its surfaces: the line names as many. D2335 may also be of an angle.',
  source: 'CDT, restorative procedures (codes only); 005010X224A2 2400 TOO03',
  remedy: 'Correct the procedure or the surfaces from the chart.',
  examples: {
    fails: { of: 'D', changes: { 'lines[0].teeth': [{ tooth: '3', surfaces: ['M', 'O', 'D'] }] } },
    passes: { of: 'D', changes: { 'lines[0].teeth': [{ tooth: '3', surfaces: ['O', 'D'] }] } },
  },
  check: (claim) =>
    dentalHits(claim, ({ teeth = [] }, { field, code, qualifier }) => {
      const bounds = qualifier === DENTAL ? SURFACES.get(code) : undefined;
      if (bounds === undefined) return;
      const [least, most] = bounds;
      const wrong = teeth.findIndex(({ surfaces = [] }) => {
        const { length } = surfaces;
        return length > 0 && (length < least || length > most);
      });
      if (wrong < 0) return;
      const message = 'The procedure is of another number of surfaces than the tooth has here.';
      return { field: `${field}.teeth[${wrong}].surfaces`, message };
    }),
};

/** Fillings, root canals and extractions: nothing of these is done on a tooth that is not there. */
const NEEDS_THE_TOOTH = /^D(?:2|3[0-3]|71[14]|72[1-5])/;
const MISSING = 'M';

const missingTooth: Edit = {
  id: 'DEN-10',
  level: 'encounter',
  types: ['D'],
  severity: 'warning',
  queue: 'coding',
  value: 'tooth',
  cause:
    'A tooth that is stated to be missing gets no filling, root canal or extraction. It may have been extracted on ' +
    'this claim and stated so by mistake.',
  source: '005010X224A2 2300 DN2 and 2400 TOO',
  remedy: 'Correct the tooth of the line, or take it out of the missing ones.',
  examples: {
    fails: { of: 'D', changes: { toothStates: [{ tooth: '3', state: 'M' }] } },
    passes: { of: 'D', changes: { toothStates: [{ tooth: '4', state: 'M' }] } },
  },
  check: (claim) => {
    const states = claim.dental?.toothStates;
    if (states === undefined) return NOTHING;
    return dentalHits(claim, ({ teeth = [] }, { field, code }) => {
      if (teeth.length === 0 || !NEEDS_THE_TOOTH.test(code)) return;
      const gone = teeth.findIndex(({ tooth }) =>
        states.some((one) => one.state === MISSING && one.tooth === tooth && placeOfTooth(tooth) !== 0),
      );
      if (gone < 0) return;
      return { field: `${field}.teeth[${gone}]`, message: 'The claim states that this tooth is missing.' };
    });
  },
};

export const dentalProcedureEdits: readonly Edit[] = [toothNeeded, surfaceCount, missingTooth];
