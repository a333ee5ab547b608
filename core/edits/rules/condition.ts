/** What a condition compares. */
export const operators = ['in', 'notIn', 'present', 'absent', '=', '<', '<=', '>', '>=', 'between'] as const;
export type Operator = (typeof operators)[number];

/** One comparison of one field. */
export interface FieldTest {
  readonly field: string;
  readonly op: Operator;
  readonly value?: string | number | readonly (string | number)[];
}

/** The closed language of conditions. Fields of lines stand within `lines` only, all about the same line. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly lines: 'any' | 'every'; readonly where: Condition }
  | FieldTest;

/** How deep conditions may stand in each other. */
export const MAX_DEPTH = 8;
/** Conditions of one rule, all told: what a claim costs at most is bounded. */
export const MAX_CONDITIONS = 64;
/** Values in one list. */
export const MAX_VALUES = 1000;

export const isFieldTest = (condition: Condition): condition is FieldTest => 'field' in condition;
