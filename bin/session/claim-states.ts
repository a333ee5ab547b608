import type { Head } from '../../core/claim/head.ts';
import { stateThroughInterchange } from '../../core/claim/through-interchange.ts';
import type { FilingState } from '../../core/claim/types.ts';
import type { OutboundInterchange } from '../../store/interchanges.ts';
import type { Stores } from './stores.ts';

/** A claim's state as people see it: what is journalled once for its interchange counts too (design.md D3). */
export type StateOf = (head: Head) => FilingState;

export async function interchangeStates({ files }: Pick<Stores, 'files'>): Promise<StateOf> {
  const interchanges = new Map(
    (await files.listInterchanges()).map((interchange) => [keyOf(interchange), interchange]),
  );
  return (head) =>
    stateThroughInterchange(
      head,
      head.batch && interchanges.get(keyOf({ partner: head.partnerId, controlNo: head.batch.controlNo })),
    );
}

const keyOf = ({ partner, controlNo }: Pick<OutboundInterchange, 'partner' | 'controlNo'>): string =>
  `${partner} ${controlNo}`;
