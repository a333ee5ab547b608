import type { RuleField } from './field.ts';
import { claimFields } from './fields-claim.ts';
import { lineFields } from './fields-line.ts';
import { partyFields } from './fields-parties.ts';

/** Every field that a condition may look at, in the order of the manual. */
export const ruleFields: readonly RuleField[] = [...claimFields, ...partyFields, ...lineFields];

const byName = new Map(ruleFields.map((field) => [field.name, field]));

/** The field of a name, if there is one. */
export const ruleField = (name: string): RuleField | undefined => byName.get(name);
