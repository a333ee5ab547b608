import type { CodeSetName } from '../sets.ts';
import { addOnLayout } from './add-on.ts';
import { cptLayouts } from './cpt.ts';
import { feesLayout } from './fees.ts';
import { gpciLayouts } from './gpci.ts';
import { hcpcsLayout } from './hcpcs.ts';
import { icd10Layouts } from './icd10-order.ts';
import type { Layout, Opening } from './layout.ts';
import { listLayouts } from './lists.ts';
import { mceLayout } from './mce.ts';
import { mpfsLayouts } from './mpfs.ts';
import { mueLayouts } from './mue.ts';
import { poaLayout } from './poa-exempt.ts';
import { ptpLayouts } from './ptp.ts';
import { tabularLayout } from './tabular.ts';

/** Every layout that we read: the narrower before the wider. */
export const importers: readonly Layout[] = [
  ...icd10Layouts,
  tabularLayout,
  hcpcsLayout,
  ...ptpLayouts,
  ...mueLayouts,
  addOnLayout,
  mceLayout,
  poaLayout,
  ...mpfsLayouts,
  ...gpciLayouts,
  ...cptLayouts,
  feesLayout,
  ...listLayouts,
];

/** What a file is: one layout; or sets that it may be, so that the user must say which; or nothing that we read. */
export type Detected =
  | { readonly kind: 'layout'; readonly layout: Layout }
  | { readonly kind: 'ask'; readonly sets: readonly CodeSetName[] }
  | { readonly kind: 'unknown' };

/**
 * Tells what a file is from its names and first lines.
 *
 * @param set what the user says it is: then its first lines need only have the shape, whatever its name
 */
export function detect(opening: Opening, set?: CodeSetName): Detected {
  const among = importers.filter((layout) => set === undefined || layout.sets.includes(set));
  const fitting = among.map((layout) => ({ layout, fit: layout.fit(opening) }));
  const shaped = fitting.filter(({ fit }) => fit === 'shape').map(({ layout }) => layout);
  const layout =
    fitting.find(({ fit }) => fit === 'yes')?.layout ??
    among.find(({ official }) => official?.test(opening.names[0] ?? '')) ??
    (set === undefined ? undefined : shaped[0]);
  if (layout !== undefined) return { kind: 'layout', layout };
  if (shaped.length === 0) return { kind: 'unknown' };
  // Every table with a column of codes could be one of the plain lists.
  const narrow = shaped.filter((one) => !listLayouts.includes(one));
  return {
    kind: 'ask',
    sets: [...new Set((narrow.length > 0 ? narrow : shaped).flatMap(({ sets }) => sets))],
  };
}

/** Whether a file's name is an official one, which tells nothing of whose file it is. */
export const isOfficialName = (name: string): boolean =>
  importers.some(({ official }) => official?.test(name.toLowerCase()));
