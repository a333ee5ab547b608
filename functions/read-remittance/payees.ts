import type { Config } from '../../core/config.ts';
import type { KnownPayees } from '../../core/remit/balance.ts';
import type { RemittanceHeader } from '../../core/x12/types.ts';

/**
 * Who may be paid. When every client lists its billing NPIs, only they; else anybody at this point, and each claim
 * payment is held against the billing provider of its own claim when it is posted.
 */
export function payeesFor({ clients }: Config, { payee }: RemittanceHeader): KnownPayees {
  const listed = clients.flatMap((c) => c.billingNpis ?? []);
  const complete = clients.every((c) => c.billingNpis !== undefined);
  return complete && payee.idQualifier === 'XX'
    ? { npis: new Set(listed), taxIds: new Set() }
    : { npis: new Set([payee.id]), taxIds: new Set([payee.id]) };
}
