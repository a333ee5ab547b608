import * as z from 'zod';
import { workQueues } from '../../claim/types.ts';
import { isCivilDate } from '../../dates.ts';
import { editParametersSchema } from '../parameters.ts';
import type { Condition } from './condition.ts';
import { conditionProblems } from './read-condition.ts';
import { settable, settables } from './settable.ts';

/** Rules in one document. */
export const MAX_RULES = 500;

const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{C}]*$/u, 'printable text');
const scope = {
  /** Ids of clients; all where absent. */
  client: z.union([text(30), z.array(text(30)).min(1).max(100)]).optional(),
  /** Ids of payers (NM109); all where absent. */
  payer: z.union([text(80), z.array(text(80)).min(1).max(1000)]).optional(),
};
const day = z.string().refine(isCivilDate, 'a day "CCYYMMDD"');

const condition = z.custom<Condition>().superRefine((value, context) => {
  for (const { path, message } of conditionProblems(value)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

const set = z
  .strictObject({
    action: z.literal('set'),
    field: z.string().refine((name) => settable(name) !== undefined, {
      message: `a field that rules may set: ${settables.map(({ name }) => name).join(', ')}`,
    }),
    value: z.string(),
  })
  .superRefine(({ field, value }, context) => {
    if (settable(field)?.form.test(value) === false) {
      context.addIssue({ code: 'custom', path: ['value'], message: `this is no value for ${field}` });
    }
  });

const action = z.discriminatedUnion('action', [
  /** Holds the claim for the queue `billing`. */
  z.strictObject({ action: z.literal('hold'), message: text(200), remedy: text(300).optional() }),
  /** Asks, and does not hold. */
  z.strictObject({ action: z.literal('warn'), message: text(200), remedy: text(300).optional() }),
  /** Holds the claim for a queue of one's choice. */
  z.strictObject({
    action: z.literal('route'),
    queue: z.enum(workQueues),
    message: text(200),
    remedy: text(300).optional(),
  }),
  set,
]);

const rule = z
  .strictObject({
    /** Names the rule in findings and reports. */
    id: z
      .string()
      .regex(/^RULE-[A-Z0-9][A-Z0-9-]{0,40}$/, '"RULE-" with capital letters, digits and hyphens'),
    /** What must hold, and why: findings and reports say it. No patient’s data. */
    title: text(200),
    ...scope,
    /** First and last day of service that it holds for. */
    from: day.optional(),
    to: day.optional(),
    when: condition,
    do: action,
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    message: 'the rule ends before it begins',
    path: ['to'],
  });

const severity = z.strictObject({
  ...scope,
  /** An edit’s id, or `family:` and a family’s name. */
  edit: text(40),
  severity: z.enum(['error', 'warning', 'info', 'off']),
});

const parameters = z.strictObject({ ...scope, set: editParametersSchema });

/** A customer's rules: what its own claims are tested by, and how strictly and with which parameters our edits do. */
export const rulesSchema = z.strictObject({
  rules: z.array(rule).max(MAX_RULES).default([]),
  /** Later ones win. */
  severities: z.array(severity).max(MAX_RULES).optional(),
  /** Later ones win, parameter by parameter. */
  parameters: z.array(parameters).max(MAX_RULES).optional(),
});

export type RulesDocument = z.infer<typeof rulesSchema>;
export type Rule = RulesDocument['rules'][number];
export type Scope = Pick<Rule, 'client' | 'payer'>;
