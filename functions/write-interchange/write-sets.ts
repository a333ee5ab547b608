import { onFiling } from '../../core/claim/filings.ts';
import type { Head } from '../../core/claim/head.ts';
import { draftOf, filingView } from '../../core/claim/head.ts';
import { transition } from '../../core/claim/lifecycle.ts';
import type { Claim } from '../../core/claim/types.ts';
import { workItem } from '../../core/claim/work.ts';
import { civilDateOf } from '../../core/dates.ts';
import { filingId } from '../../core/ids.ts';
import { envelopeOf, headerOf, P837_VERSION } from '../../core/submission/envelope.ts';
import type { Candidate } from '../../core/submission/plan.ts';
import { writeProfessional } from '../../core/x12/sets/p837-write.ts';
import type { WriteProblem } from '../../core/x12/syntax/write.ts';
import type { ProfessionalSet } from '../../core/x12/types.ts';
import { CodedError } from '../runtime/errors.ts';
import type { Writing } from './handler.ts';

export interface Writable {
  readonly claim: Claim;
  readonly head: Head;
}

/**
 * The planned claims that can be written at all. One whose data the writer refuses is held with a work item before
 * it could be taken into a file.
 */
export async function writableClaims(
  context: Writing,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<string, Writable>> {
  const newest = await context.claims.heads(candidates.map((c) => c.claimNo));
  const heads = new Map(
    candidates.flatMap(({ claimNo, filing }) => {
      const head = newest.get(claimNo);
      return head === undefined ? [] : [[claimNo, onFiling(head, filing)] as const];
    }),
  );
  const contents = await context.claims.contents([...heads.values()]);
  const writable = new Map<string, Writable>();
  for (const [claimNo, claim] of contents) {
    const head = heads.get(claimNo);
    if (head !== undefined) writable.set(claimNo, { claim, head });
  }
  const tried = write(context, writable, new Set(writable.keys()));
  if (tried.ok) return writable;
  const refused = Map.groupBy(tried.error, (p) => p.filingId ?? '');
  if (refused.has('')) throw new CodedError('EnvelopeRefused', { planId: context.plan.planId });
  for (const { claim, head } of [...writable.values()]) {
    const problems = refused.get(filingId(claim.claimNo, head.filing));
    if (problems === undefined) continue;
    await hold(context, { claim, head }, problems);
    writable.delete(claim.claimNo);
  }
  return writable;
}

/** The interchange with the claims taken. @throws CodedError when the writer refuses what it took before */
export function writeSets(
  context: Writing,
  writable: ReadonlyMap<string, Writable>,
  taken: ReadonlySet<string>,
): Uint8Array {
  const written = write(context, writable, taken);
  if (!written.ok) throw new CodedError('InterchangeRefused', { planId: context.plan.planId });
  return written.value.bytes;
}

function write(context: Writing, writable: ReadonlyMap<string, Writable>, taken: ReadonlySet<string>) {
  const { partner, plan, planned } = context;
  const sets = planned.sets.flatMap((set): ProfessionalSet[] => {
    const claims = set.claims.flatMap(({ claimNo }) => {
      const one = taken.has(claimNo) ? writable.get(claimNo) : undefined;
      if (one === undefined) return [];
      const { content, lineNos } = one.claim;
      const numbers = lineNos === undefined ? {} : { lineNos };
      return [{ filingId: filingId(claimNo, one.head.filing), content, ...numbers }];
    });
    return claims.length === 0
      ? []
      : [{ controlNo: set.controlNo, header: headerOf(partner, plan, set.batchId), claims }];
  });
  const version = partner.guideVersions?.p837 ?? P837_VERSION;
  return writeProfessional(envelopeOf(partner, plan, planned.controlNo), version, sets, {
    upperCase: partner.upperCase,
  });
}

async function hold(
  context: Writing,
  { claim, head }: Writable,
  problems: readonly WriteProblem[],
): Promise<void> {
  const findings = problems.map(({ code, field }) => ({
    editId: code,
    severity: 'error' as const,
    field: field ?? '',
    message: 'This cannot be written to an 837 as it stands.',
    queue: 'technical' as const,
  }));
  const recorded = await context.claims.record({
    claimNo: claim.claimNo,
    cause: `write-refused/${context.plan.planId}`,
    nowEpochMs: context.now(),
    head,
    decide: (newest) => {
      if (newest === null) return null;
      const current = onFiling(newest, head.filing);
      const done = transition(filingView(current), { kind: 'scrubbed', openErrors: findings.length });
      return done.outcome === 'moved'
        ? draftOf(current, done, { entries: [], facts: { kind: 'held', findings } })
        : null;
    },
  });
  if (recorded.outcome === 'refused') return;
  const now = context.now();
  const item = workItem('WRITE_REFUSED', {
    id: `${claim.claimNo}-write-refused-${context.plan.planId.slice(0, 12)}`,
    today: civilDateOf(now),
    clientId: claim.clientId,
    partnerId: context.partner.id,
    claimNo: claim.claimNo,
    value: claim.totalCharge,
    details: findings.map(({ editId, field }) => ({ code: editId, position: field })),
  });
  await context.work.open(item, now);
}
