import type { Priority, WorkQueue } from '../claim/types.ts';
import type { Cents } from '../money.ts';
import {
  type CoreScenario,
  carcRule,
  categoryQueues,
  type DeadlineBasis,
  type DenialAction,
  type DenialCategory,
  type RarcRule,
  rarcRule,
} from './carc.ts';

/**
 * An adjustment that posting did not settle, or one left to the patient for a reason that asks for a look.
 */
export interface DenialItem {
  /** 1-based line; 0 is the claim as a whole. */
  readonly lineNo: number;
  readonly group: string;
  readonly carc: string;
  /** Cents, positive. */
  readonly amount: Cents;
  /** RARCs of the line and of the claim. */
  readonly remarks: readonly string[];
}

/** A denial item with what the tables say about it (domain.md 6.1 to 6.3). */
export interface ClassifiedDenial extends DenialItem {
  readonly category: DenialCategory;
  readonly queue: WorkQueue;
  readonly action: DenialAction;
  readonly alternatives: readonly DenialAction[];
  readonly priority: Priority;
  readonly recovery: 'H' | 'M' | 'L' | 'N';
  readonly deadline?: DeadlineBasis;
  readonly scenario?: CoreScenario;
}

/** The CARC row, refined by remark codes, then by the group code. */
export function classify(item: DenialItem): ClassifiedDenial {
  const rule = carcRule(item.carc);
  const remarks = item.remarks.flatMap((code) => rarcRule(code) ?? []);
  const category = remarks.find((r) => r.category !== undefined)?.category ?? rule.category;
  const [action, ...alternatives] = actionsOf(rule.actions, item, remarks);
  return {
    ...item,
    category,
    queue: queueOf(category, item.group),
    action,
    alternatives,
    priority: rule.priority,
    recovery: rule.recovery,
    ...(rule.deadline === undefined ? {} : { deadline: rule.deadline }),
    ...(rule.scenario === undefined ? {} : { scenario: rule.scenario }),
  };
}

type Actions = readonly [DenialAction, ...DenialAction[]];

function actionsOf(usual: Actions, { group }: DenialItem, remarks: readonly RarcRule[]): Actions {
  // A new claim goes before all else: no other action reaches a payer that has nothing on file.
  const named = remarks.flatMap(({ action }) => action ?? []);
  const wanted = named.includes('NEW1') ? ['NEW1' as const] : named;
  const disputed = group === 'PI' ? (['APPEAL'] as const) : [];
  const all = [...new Set<DenialAction>([...wanted, ...usual, ...disputed])];
  const barred = remarks.some((r) => r.noAppeal === true);
  const [first, ...rest] = barred ? all.filter((action) => action !== 'APPEAL') : all;
  return [first ?? 'REPROC', ...rest];
}

/** A PR amount is the patient's already: the front desk makes sure before the statement goes out (S58). */
const queueOf = (category: DenialCategory, group: string): WorkQueue =>
  group === 'PR' && category === 'eligibility' ? 'registration' : categoryQueues[category];
