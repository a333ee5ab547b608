import type { Act } from '../../core/claim/act-facts.ts';
import type { Claim, EditFinding } from '../../core/claim/types.ts';
import { civilDateOf } from '../../core/dates.ts';
import type { EditContext } from '../../core/edits/edit.ts';
import { runEdits } from '../../core/edits/engine.ts';
import { repaired } from '../../core/edits/repair.ts';
import { batchHistory } from '../../functions/assemble-claims/history.ts';
import {
  editContext,
  NOT_PROFESSIONAL,
  releasesOn,
  rulesOf,
  serviceDays,
  untestedOn,
} from '../../functions/runtime/judging.ts';
import type { Acting } from './send-again.ts';

/** A claim's content as the edits leave it, with what they say of it. */
export interface Judged {
  readonly claim: Claim;
  readonly findings: readonly EditFinding[];
  /** Those that keep it from going out. */
  readonly errors: readonly EditFinding[];
  readonly releases: readonly string[];
  readonly untested: ReturnType<typeof untestedOn>;
  readonly patientKey: string | undefined;
}

/** Tests content as intake does, beside the patient's other claims; what follows with certainty is put right. */
export async function judged(
  { claims, config, codeLoader, now }: Pick<Acting, 'claims' | 'config' | 'codeLoader' | 'now'>,
  claim: Claim,
  act: Act['kind'],
): Promise<Judged> {
  const { content, clientId } = claim;
  const { codes } = await codeLoader.load({ days: serviceDays([content]), without: NOT_PROFESSIONAL });
  const judging = { rules: rulesOf(config), clientId, codes, today: civilDateOf(now()) };
  const history = batchHistory(claims, clientId, [{ claims: [claim], isRecorded: false }]);
  const before = await history.before(0);
  // The number that the content names is the one that we know: FRQ-02 is for what others name.
  const contextOf = (of: typeof content): EditContext => ({
    ...editContext(judging, of, before, content.payerClaimControlNo),
    fromJournal: true,
  });
  const first = runEdits(content, contextOf(content), 'encounter');
  const mended = repaired(content, first).content;
  const second = runEdits(mended, contextOf(mended), 'claim');
  const findings = [...first, ...second];
  const day = Math.min(...content.lines.map(({ from }) => Number(from)));
  return {
    claim: { ...claim, content: repaired(mended, second).content },
    findings,
    errors: findings.filter((finding) => holds(finding, act)),
    releases: releasesOn(codes, day),
    untested: untestedOn(codes, day),
    patientKey: history.keyOf(content),
  };
}

/** A void says what the payer has already: only what makes it no void holds it. */
const holds = ({ severity, editId }: EditFinding, act: Act['kind']): boolean =>
  severity === 'error' && (act !== 'void' || editId.startsWith('FRQ-'));
