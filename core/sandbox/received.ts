import { receive } from '../x12/acknowledge/collect.ts';
import type { NotedFinding, SetReceipt } from '../x12/acknowledge/receipt.ts';
import { isProfessional } from '../x12/claim-content.ts';
import type { ByteSource } from '../x12/read.ts';
import type { Finding, Interchange, ProfessionalClaim, SetContext } from '../x12/types.ts';

/** One ST of an interchange that came in, with its claims in file order. */
export interface ReceivedSet {
  readonly context: SetContext;
  /** An 837P: the only set the sandbox adjudicates. */
  readonly supported: boolean;
  /** Whether its reader found no error of syntax or structure. */
  readonly sound: boolean;
  readonly findings: readonly NotedFinding[];
  readonly claims: readonly ProfessionalClaim[];
}

/** One interchange that came in. */
export interface ReceivedInterchange {
  readonly interchange: Interchange;
  /** 1-based ordinal in its file. */
  readonly ordinal: number;
  /** Findings about the envelope. */
  readonly findings: readonly Finding[];
  readonly sets: readonly ReceivedSet[];
}

/** GS01 of health care claims. Other groups get no answer: an acknowledgment is never acknowledged. */
const CLAIMS = 'HC';

/** Reads a file of claims, an interchange at a time. A file that is no X12 gives none. */
export async function* receiveInterchanges(source: ByteSource): AsyncGenerator<ReceivedInterchange> {
  let claims: ProfessionalClaim[] = [];
  let sets: ReceivedSet[] = [];
  for await (const received of receive(source)) {
    if (received.kind === 'item') {
      const { item } = received;
      if (item.kind === 'claim' && isProfessional(item.claim)) claims.push(item.claim);
    } else if (received.kind === 'set') {
      if (received.receipt.context.group.functionalCode === CLAIMS)
        sets.push(setOf(received.receipt, claims));
      claims = [];
    } else if (received.kind === 'interchange') {
      const { interchange, ordinal, findings } = received.receipt;
      yield { interchange, ordinal, findings, sets };
      sets = [];
    }
  }
}

const setOf = (
  { context, type, findings }: SetReceipt,
  claims: readonly ProfessionalClaim[],
): ReceivedSet => ({
  context,
  supported: type === '837P',
  sound: findings.length === 0,
  findings,
  claims,
});
