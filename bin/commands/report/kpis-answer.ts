import { rounded } from '../../../core/report/figures.ts';
import { type KpiDefinition, kpiCatalogue, untold } from '../../../core/report/kpi-catalogue.ts';
import type { Kpi, KpiReport, KpiRequest } from '../../../core/report/kpis.ts';
import type { Answer } from '../../terminal/answer.ts';
import { fold } from '../../terminal/fold.ts';
import { counted, day, dollars } from '../../terminal/format.ts';
import type { Paint } from '../../terminal/paint.ts';
import { type Column, table } from '../../terminal/table.ts';

interface Showing {
  readonly by?: 'payer';
  readonly paint: Paint;
  /** Width of the terminal. */
  readonly columns: number;
}

const NO_COST = {
  title: kpiCatalogue['cost-to-collect'].title,
  why: 'The books do not have the cost: give it with --cost.',
};

export function kpisAnswer(
  report: KpiReport,
  request: KpiRequest,
  { by, paint, columns: width }: Showing,
): Answer {
  const { from, to, clientId, costCents } = request;
  const { kpis, payers, differenceCents } = report;
  const missing = [...(costCents === undefined ? [NO_COST] : []), ...Object.values(untold)];
  return {
    json: {
      ...{ from, to, ...(clientId === undefined ? {} : { client: clientId }) },
      kpis: kpis.map(jsonOf),
      ...(by === undefined ? {} : { payers: payers.map((one) => ({ ...one, kpis: one.kpis.map(jsonOf) })) }),
      notTold: missing,
      differenceCents,
    },
    text: () => {
      const of = clientId === undefined ? '' : ` of ${clientId}`;
      const ofPayers = (by === undefined ? [] : payers).flatMap((one) => [
        '',
        paint.heading(`${one.payerName} ${one.payerId}`.trim()),
        table(columns, one.kpis.map(rowOf), paint),
      ]);
      return [
        paint.heading(`Measures${of}, ${day(from)} to ${day(to)}`),
        '',
        table(columns, kpis.map(rowOf), paint),
        ...ofPayers,
        '',
        paint.heading('Not told'),
        ...missing.flatMap(({ title, why }) => fold(`${title}: ${why}`, width)),
        ...(differenceCents === 0 ? [] : ['', paint.bad(wrong(differenceCents))]),
      ].join('\n');
    },
    code: differenceCents === 0 ? 0 : 1,
  };
}

const wrong = (differenceCents: number): string =>
  `The receivables are not the ledger’s, by ${dollars(differenceCents)}: claimline report aging shows where.`;

/** Decimals that people are shown. */
const DIGITS = 2;
const PERCENT = 100;

const figureOf = (kpi: Kpi): string | null =>
  kpiCatalogue[kpi.name].unit === 'percent'
    ? rounded({ ...kpi, scale: kpi.scale * PERCENT }, DIGITS)
    : rounded(kpi, DIGITS);

function jsonOf(kpi: Kpi) {
  const { name, numerator, denominator, scale, of } = kpi;
  const { title, unit, target, money, ...words }: KpiDefinition = kpiCatalogue[name];
  return {
    ...{ name, title, unit, numerator, denominator, scale },
    ...(of === undefined ? {} : { of }),
    ...(money === true ? { cents: true } : {}),
    /** For display: the exact figure is numerator × scale ÷ denominator. */
    rounded: figureOf(kpi),
    numeratorMeans: words.numerator,
    denominatorMeans: words.denominator,
    ...(target === undefined ? {} : { target }),
  };
}

const columns: readonly Column[] = [
  { title: 'Measure' },
  { title: 'Numerator', align: 'right' },
  { title: 'Denominator', align: 'right' },
  { title: 'Figure', align: 'right' },
  { title: 'Target', align: 'right' },
];

function rowOf(kpi: Kpi): readonly string[] {
  const { title, unit, target = '', money }: KpiDefinition = kpiCatalogue[kpi.name];
  const shown = (n: number): string => (money === true ? dollars(n) : String(n));
  const [numerator, denominator] =
    kpi.of === undefined
      ? [shown(kpi.numerator), shown(kpi.denominator)]
      : ['median', `of ${counted(kpi.of, kpi.name === 'payment-lag' ? 'filing' : 'claim')}`];
  const value = figureOf(kpi);
  const figure = value === null ? 'no figure' : unit === 'percent' ? `${value} %` : `${value} days`;
  return [title, numerator, denominator, figure, target];
}
