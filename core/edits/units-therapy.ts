import { type Edit, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { isTimedTherapy } from './procedures-kinds.ts';

/** Units that so many minutes support: 8 to 22 one, 23 to 37 two, and so on by 15. */
export const unitsOfMinutes = (minutes: number): number => (minutes < 8 ? 0 : Math.floor((minutes + 7) / 15));

/** Documented minutes; not a number where none are. Other claims than the practice's encounters have none. */
const minutesOf = ({ line }: LineFacts): number =>
  'minutes' in line && line.minutes !== undefined ? Number(line.minutes) : Number.NaN;

/**
 * Therapy counted by the quarter of an hour: the minutes of a day together support its units together.
 *
 * @see CMS Pub. 100-04 chapter 5 §20.2
 */
export const therapyMinutes: Edit = {
  id: 'UNI-04',
  level: 'encounter',
  types: ['P'],
  severity: 'warning',
  queue: 'charge-entry',
  value: 'units',
  cause:
    'Timed therapy of one therapist and day is counted together: 8 to 22 minutes support one unit, 23 to 37 two, ' +
    '38 to 52 three, and so on. Tested where the encounter gives the minutes of each timed line of the day. ' +
    'A warning, because not every payer counts by Medicare’s rule.',
  source: 'CMS Pub. 100-04 chapter 5 §20.2',
  remedy: 'Compare the minutes in the chart with the units, and correct the one that is wrong.',
  examples: {
    fails: {
      changes: {
        'lines[1].code': '97110',
        'lines[1].modifiers': [],
        'lines[1].units': '2',
        'lines[1].minutes': '20',
      },
    },
    passes: {
      changes: {
        'lines[1].code': '97110',
        'lines[1].modifiers': [],
        'lines[1].units': '1',
        'lines[1].minutes': '20',
      },
    },
  },
  check: (claim) => {
    if (!claim.lines.some((line) => isTimedTherapy(line.code) && minutesOf(line) >= 0)) return NOTHING;
    const hits: Hit[] = [];
    for (const line of claim.lines) {
      const hit = isTimedTherapy(line.code) ? dayHit(claim, line) : undefined;
      if (hit !== undefined) hits.push(hit);
    }
    return hits;
  },
};

/** Told once, on the first line of the day. */
function dayHit({ lines }: ClaimFacts, first: LineFacts): Hit | undefined {
  let minutes = 0;
  let units = 0;
  for (const line of lines) {
    const isOfDay =
      line.from === first.from && line.rendering === first.rendering && isTimedTherapy(line.code);
    if (!isOfDay) continue;
    if (line.number < first.number) return undefined;
    minutes += minutesOf(line);
    units += line.units;
  }
  // A line without minutes makes the sum no number: then nothing can be said of the day.
  if (!(units > unitsOfMinutes(minutes)) || Number.isNaN(minutes)) return undefined;
  const message = 'The documented minutes of the day’s timed therapy support fewer units.';
  return { field: `${first.field}.units`, line: first.number, message };
}
