import { every, first, inner, type LoopNode } from '../guides/tree.ts';
import type { ClaimBatchHeader } from '../types.ts';
import { present, textAt } from './answer-values.ts';
import { contactOf } from './p837-read-parties.ts';

/** BHT, 1000A and 1000B. */
export function headerOf(root: LoopNode): ClaimBatchHeader {
  const bht = first(root, 'BHT');
  const from = inner(root, '1000A');
  const submitter = first(from, 'NM1');
  const receiver = first(inner(root, '1000B'), 'NM1');
  return {
    purpose: textAt(bht, 2) ?? '',
    batchId: textAt(bht, 3) ?? '',
    date: textAt(bht, 4) ?? '',
    time: textAt(bht, 5) ?? '',
    type: textAt(bht, 6) ?? '',
    submitter: {
      name: textAt(submitter, 3) ?? '',
      entityType: textAt(submitter, 2) ?? '',
      etin: textAt(submitter, 9) ?? '',
      contacts: every(from, 'PER').map(contactOf),
      ...present({ first: textAt(submitter, 4), middle: textAt(submitter, 5) }),
    },
    receiver: { name: textAt(receiver, 3) ?? '', etin: textAt(receiver, 9) ?? '' },
  };
}
