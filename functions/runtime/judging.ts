import type { CodeSets } from '../../core/codes/code-sets.ts';
import { type CodeSetName, codeSetNames } from '../../core/codes/sets.ts';
import { type Config, payerProfile } from '../../core/config.ts';
import type { CivilDate } from '../../core/dates.ts';
import type { EditContext, PayerProfile } from '../../core/edits/edit.ts';
import { catalogedEdits } from '../../core/edits/edit-set.ts';
import type { EarlierLine } from '../../core/edits/facts.ts';
import { type CompiledRules, compileRules, type RulesInForce } from '../../core/edits/rules/compile.ts';
import { tablesOn, tablesWanted, type Untested } from '../../core/edits/tables.ts';
import type { Encounter } from '../../core/encounter/model.ts';

/** What a batch is judged by: the same in every step that tests its claims. */
export interface Judging {
  readonly rules: Rules;
  readonly clientId: string;
  readonly codes: CodeSets;
  readonly today: CivilDate;
}

/** The customer's rules and the payers' profiles, worked out once for a configuration. */
export interface Rules {
  /** What holds for a client's claims to a payer. */
  readonly for: (clientId: string, payerId: string) => Pick<EditContext, 'payer' | 'rules'>;
}

/** Pairs of client and payer that are remembered. */
const MOST_SCOPES = 10_000;

export function rulesOf(config: Config): Rules {
  const compiled: CompiledRules = compileRules(config.rules ?? { rules: [] });
  const known = new Map<string, Pick<EditContext, 'payer' | 'rules'>>();
  return {
    for: (clientId, payerId) => {
      const key = `${clientId}\n${payerId}`;
      const there = known.get(key);
      if (there !== undefined) return there;
      const inForce = compiled.for({ clientId, payerId });
      const made = { payer: overridden(payerProfile(config, payerId), inForce), rules: inForce.edits };
      if (known.size >= MOST_SCOPES) known.clear();
      known.set(key, made);
      return made;
    },
  };
}

/** The payer's profile as the rules change it for a client. */
const overridden = (
  { editSeverities, editParameters, ...profile }: PayerProfile,
  { severities, parameters }: RulesInForce,
): PayerProfile => ({
  ...profile,
  editSeverities: { ...editSeverities, ...severities },
  editParameters: { ...editParameters, ...parameters },
});

/**
 * The context of the edits for the payer that a claim goes to.
 *
 * @param corrects of a replacement or void: the payer's number of the claim that it corrects
 */
export function editContext(
  { rules, clientId, codes, today }: Judging,
  content: Encounter,
  history: readonly EarlierLine[],
  corrects?: string,
): EditContext {
  const payerId = content.coverages.find(({ seq }) => seq === content.destination)?.payer.id ?? '*';
  const correcting = corrects === undefined ? {} : { corrects };
  return { today, codes, history, ...correcting, ...rules.for(clientId, payerId) };
}

/**
 * The days that professional claims are judged on: each line's first and last. A batch may hold what no step can
 * assemble; it fails alone, in its turn.
 */
export const serviceDays = (contents: readonly Partial<Pick<Encounter, 'lines'>>[]): readonly number[] => [
  ...new Set(
    contents.flatMap(({ lines = [] }) => lines.flatMap(({ from, to = from }) => [Number(from), Number(to)])),
  ),
];

/** Sets that no edit of a professional claim looks into: hospitals' pairs alone are a third of all bytes. */
export const NOT_PROFESSIONAL: ReadonlySet<CodeSetName> = new Set([
  'ptp-hospital',
  'mue-outpatient',
  'icd10pcs',
  'revenue',
  'bill-types',
  'poa-exempt',
  'rarc',
  'claim-status',
  'claim-status-category',
] as const);

const wanted = tablesWanted(
  catalogedEdits.flatMap(({ edit }) => (edit.types.includes('P') ? [edit] : [])),
  'P',
);

/** The code sets that a professional claim of a day cannot be tested against, or only in part. */
export const untestedOn = (codes: CodeSets, day: number): readonly Untested[] =>
  tablesOn(codes, wanted, day).untested;

/** The releases that decide on a day, as findings and journals name them: `icd10cm FY2027`. */
export const releasesOn = (codes: CodeSets, day: number): readonly string[] =>
  codeSetNames.flatMap((set) => {
    const release = NOT_PROFESSIONAL.has(set) ? undefined : codes.at(set, day)?.release.release;
    return release === undefined ? [] : [`${set} ${release}`];
  });
