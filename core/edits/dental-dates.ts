import { dayOf } from './claim-facts.ts';
import { type DentalLine, dentalHits } from './dental-teeth.ts';
import { type Edit, type Hit, NOTHING } from './edit.ts';

/** DTP qualifiers of a dental line. */
const PRIOR_PLACEMENT = '441';
const APPLIANCE_PLACED = '452';
const START = '196';
const COMPLETION = '198';

const dateOf = ({ dates }: Pick<DentalLine, 'dates'>, qualifier: string): string | undefined =>
  dates?.find((one) => one.qualifier === qualifier)?.from;

const priorPlacement: Edit = {
  id: 'DEN-02',
  level: 'encounter',
  types: ['D'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'date',
  cause:
    'A prosthesis that replaces one (R) says when the one before was placed: plans pay again only after years.',
  source: '005010X224A2 2400 SV305 and DTP*441',
  remedy: 'Add the date on which the earlier prosthesis was placed, or mark this one as the first (I).',
  examples: {
    fails: { of: 'D', changes: { 'lines[1].prosthesis': 'R' } },
    passes: {
      of: 'D',
      changes: { 'lines[1].prosthesis': 'R', 'lines[1].dates': [{ qualifier: '441', from: '20190101' }] },
    },
  },
  check: (claim) =>
    dentalHits(claim, (line, { field }) => {
      if (line.prosthesis !== 'R' || dateOf(line, PRIOR_PLACEMENT) !== undefined) return;
      return { field: `${field}.dates`, message: 'The date of the prior placement is missing.' };
    }),
};

const predetermination: Edit = {
  id: 'DEN-03',
  level: 'encounter',
  types: ['D'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'date',
  cause:
    'A predetermination asks what would be paid: nothing was done yet, so that it has no days of service.',
  source: '005010X224A2 2300 CLM19 and DTP*472, situational rules',
  remedy: 'Leave the days out, or bill the services if they were done.',
  examples: {
    fails: { of: 'D', changes: { predetermination: true } },
    passes: { of: 'D', changes: { predetermination: true, from: null } },
  },
  check: (claim) => {
    const { dental } = claim;
    if (dental?.predetermination !== true) return NOTHING;
    const message = 'A predetermination has a day of service.';
    const ofClaim: readonly Hit[] = dental.from === undefined ? NOTHING : [{ field: 'from', message }];
    const ofLines = dentalHits(claim, ({ from }, { field }) =>
      from === undefined ? undefined : { field: `${field}.from`, message },
    );
    return [...ofClaim, ...ofLines];
  },
};

const serviceDay: Edit = {
  id: 'DEN-11',
  level: 'encounter',
  types: ['D'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'date',
  cause:
    'A dental service that was done has a day, of its line or of the claim. A predetermination has none; an ' +
    'orthodontic treatment may have the day of its appliance (DTP*452) instead.',
  source: '005010X224A2 2300 and 2400 DTP*472, situational rules',
  remedy: 'Enter the day of service, or mark the claim as a predetermination.',
  examples: {
    fails: { of: 'D', changes: { from: null } },
    passes: { of: 'D', changes: { from: null, 'lines[0].from': '20260105', 'lines[1].from': '20260106' } },
  },
  check: (claim) => {
    const { dental } = claim;
    if (dental === undefined || dental.predetermination === true || dental.from !== undefined) return NOTHING;
    if (dateOf(dental, APPLIANCE_PLACED) !== undefined) return NOTHING;
    return dentalHits(claim, (line, { field }) => {
      if (line.from !== undefined || dateOf(line, APPLIANCE_PLACED) !== undefined) return;
      return { field: `${field}.from`, message: 'The line has no day of service.' };
    });
  },
};

const placementOrder: Edit = {
  id: 'DEN-12',
  level: 'encounter',
  types: ['D'],
  severity: 'error',
  queue: 'charge-entry',
  value: 'date',
  cause:
    'The prosthesis before was placed before the service, and a treatment is not completed before it began. A prior ' +
    'placement beside a first prosthesis (I) is a warning.',
  source: '005010X224A2 2400 SV305, DTP*441, DTP*196 and DTP*198',
  remedy: 'Correct the date from the chart.',
  examples: {
    fails: {
      of: 'D',
      changes: { 'lines[1].prosthesis': 'R', 'lines[1].dates': [{ qualifier: '441', from: '20260105' }] },
    },
    passes: {
      of: 'D',
      changes: { 'lines[1].prosthesis': 'R', 'lines[1].dates': [{ qualifier: '441', from: '20260104' }] },
    },
  },
  check: (claim) =>
    dentalHits(claim, (line, { field, from }) => {
      if (line.dates === undefined) return;
      const at = `${field}.dates`;
      const prior = dayOf(dateOf(line, PRIOR_PLACEMENT));
      if (prior !== 0 && from !== 0 && prior >= from) {
        return { field: at, message: 'The prior placement is not before the service.' };
      }
      if (prior !== 0 && line.prosthesis === 'I') {
        return { field: at, message: 'A first prosthesis has a prior placement.', severity: 'warning' };
      }
      const [start, end] = [dayOf(dateOf(line, START)), dayOf(dateOf(line, COMPLETION))];
      if (start === 0 || end === 0 || end >= start) return;
      return { field: at, message: 'The treatment is completed before it began.' };
    }),
};

const MONTHS = /^\d{1,3}$/;

const orthodonticMonths: Edit = {
  id: 'DEN-13',
  level: 'encounter',
  types: ['D'],
  severity: 'error',
  queue: 'billing',
  value: 'claim',
  cause:
    'Months of orthodontic treatment are whole numbers, and those that remain are not more than all of them.',
  source: '005010X224A2 2300 DN101 and DN102',
  remedy: 'Correct the months.',
  examples: {
    fails: { of: 'D', changes: { orthodontics: { months: '24', monthsRemaining: '25' } } },
    passes: { of: 'D', changes: { orthodontics: { months: '24', monthsRemaining: '24' } } },
  },
  check: ({ dental }) => {
    const { months, monthsRemaining: rest } = dental?.orthodontics ?? {};
    if (months !== undefined && !MONTHS.test(months)) {
      return [{ field: 'orthodontics.months', message: 'The months of treatment are no number.' }];
    }
    const field = 'orthodontics.monthsRemaining';
    if (rest === undefined) return NOTHING;
    if (!MONTHS.test(rest)) return [{ field, message: 'The remaining months are no number.' }];
    if (months === undefined || Number(rest) <= Number(months)) return NOTHING;
    return [{ field, message: 'More months remain than the treatment has.' }];
  },
};

/** Limited and comprehensive treatment, and its periodic visits; not retainers, repairs and consultations. */
const TREATMENT = /^D80[1-9]0$|^D8670$/;

const orthodonticFacts: Edit = {
  id: 'DEN-14',
  level: 'encounter',
  types: ['D'],
  severity: 'warning',
  queue: 'billing',
  value: 'claim',
  cause:
    'A claim for orthodontic treatment (D8010–D8090, D8670) says that it is one: how many months, and when the ' +
    'appliance was placed. A predetermination knows only the months, and plans differ, so that it is a warning.',
  source: '005010X224A2 2300 DN1 and DTP*452, situational rules',
  remedy: 'Add the months of treatment and the date of the appliance.',
  examples: {
    fails: { of: 'D', changes: { 'lines[1].code': 'D8080' } },
    passes: {
      of: 'D',
      changes: {
        'lines[1].code': 'D8080',
        orthodontics: { months: '24' },
        dates: [{ qualifier: '452', from: '20260105' }],
      },
    },
  },
  check: ({ dental, lines }) => {
    if (dental === undefined || !lines.some(({ code }) => TREATMENT.test(code))) return NOTHING;
    if (dental.orthodontics === undefined) {
      return [{ field: 'orthodontics', message: 'The months of the orthodontic treatment are missing.' }];
    }
    if (dental.predetermination === true || dateOf(dental, APPLIANCE_PLACED) !== undefined) return NOTHING;
    if (dental.lines.some((line) => dateOf(line, APPLIANCE_PLACED) !== undefined)) return NOTHING;
    return [{ field: 'dates', message: 'The date on which the appliance was placed is missing.' }];
  },
};

export const dentalDateEdits: readonly Edit[] = [
  priorPlacement,
  predetermination,
  serviceDay,
  placementOrder,
  orthodonticMonths,
  orthodonticFacts,
];
