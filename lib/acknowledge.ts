import { Stack, Validations } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { IConstruct } from 'constructs';

/** A cdk-nag finding that stays, and why an auditor may accept it. */
export interface Accepted {
  /** As the pack prints it: `AwsSolutions-IAM5[Resource::*]`. */
  readonly finding: string;
  readonly reason: string;
}

/**
 * Accepts findings on one resource (and what it is made of). The pack's name is put in front, for only that
 * form keeps the finding in the validation report, under what was suppressed: the audit trail.
 */
export function acknowledge(resource: IConstruct, ...accepted: readonly Accepted[]): void {
  for (const { finding, reason } of accepted) {
    const pack = finding.slice(0, finding.indexOf('-'));
    Validations.of(resource).acknowledge({ id: `${pack}::${finding}`, reason });
  }
}

/** A value with references in it as cdk-nag prints it in a finding: `<Machine1234.Name>`. */
export const asPrinted = (scope: IConstruct, value: string): string =>
  flattenCfnReference(Stack.of(scope).resolve(value));
