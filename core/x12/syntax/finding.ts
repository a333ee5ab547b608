import type { Finding, Position } from '../types.ts';

type Acknowledgment = NonNullable<Finding['acknowledgmentCode']>;

/** A finding's fixed part, as the tables of rules name it. */
export interface FindingKind {
  readonly level: Finding['level'];
  readonly severity: Finding['severity'];
  readonly code: string;
  readonly message: string;
  readonly acknowledgmentCode?: Acknowledgment;
}

/** An error that a 999 or TA1 reports with `element` = `code`. */
export const error = (
  level: Finding['level'],
  code: string,
  message: string,
  acknowledged?: readonly [Acknowledgment['element'], string],
): FindingKind => ({
  level,
  severity: 'error',
  code,
  message,
  ...(acknowledged && { acknowledgmentCode: { element: acknowledged[0], code: acknowledged[1] } }),
});

export const warning = (level: Finding['level'], code: string, message: string): FindingKind => ({
  level,
  severity: 'warning',
  code,
  message,
});

export const findingAt = (kind: FindingKind, position: Position): Finding => ({ ...kind, position });
