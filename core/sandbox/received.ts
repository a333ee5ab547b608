import type { X12Item } from '../x12/items.ts';
import { readX12 } from '../x12/read.ts';
import type { Finding, Interchange, ProfessionalClaim, SetContext } from '../x12/types.ts';

/** One ST of an interchange that came in, with its claims in file order. */
export interface ReceivedSet {
  readonly context: SetContext;
  /** An 837P: the only set the sandbox adjudicates. */
  readonly supported: boolean;
  /** Whether its reader found no error of syntax or structure. */
  readonly sound: boolean;
  readonly findings: readonly Finding[];
  readonly claims: readonly ProfessionalClaim[];
}

/** One interchange that came in. */
export interface ReceivedInterchange {
  readonly interchange: Interchange;
  /** 1-based ordinal in its file. */
  readonly ordinal: number;
  /** Findings outside of any set: envelope and groups. */
  readonly findings: readonly Finding[];
  readonly sets: readonly ReceivedSet[];
}

/** GS01 of health care claims. Other groups get no answer: an acknowledgment is never acknowledged. */
const CLAIMS = 'HC';

interface OpenSet {
  readonly context: SetContext;
  readonly findings: Finding[];
  readonly claims: ProfessionalClaim[];
}
interface OpenInterchange {
  readonly interchange: Interchange;
  readonly findings: Finding[];
  readonly sets: ReceivedSet[];
  set: OpenSet | null;
}

/** Reads a file of claims, an interchange at a time. A file that is no X12 gives none. */
export async function* receiveInterchanges(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<ReceivedInterchange> {
  let open: OpenInterchange | null = null;
  let ordinal = 0;
  for await (const item of readX12(source)) {
    if (item.kind === 'interchange') {
      if (open !== null) yield closed(open, ordinal);
      ordinal += 1;
      open = { interchange: item.interchange, findings: [], sets: [], set: null };
    } else if (open !== null) {
      take(open, item);
    }
  }
  if (open !== null) yield closed(open, ordinal);
}

const closed = ({ interchange, findings, sets }: OpenInterchange, ordinal: number): ReceivedInterchange => ({
  interchange,
  ordinal,
  findings,
  sets,
});

function take(open: OpenInterchange, item: X12Item): void {
  switch (item.kind) {
    case 'set':
      open.set = { context: item.context, findings: [], claims: [] };
      break;
    case 'claim':
      open.set?.claims.push(item.claim);
      break;
    case 'finding':
      (open.set ?? open).findings.push(item.finding);
      break;
    case 'set-end':
      if (open.set !== null && item.context.group.functionalCode === CLAIMS) {
        open.sets.push({ ...open.set, supported: item.type === '837P', sound: item.accepted });
      }
      open.set = null;
      break;
    default:
  }
}
