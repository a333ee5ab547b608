import { isDeepStrictEqual } from 'node:util';
import type { X12Item } from '../../core/x12/read.ts';
import { paymentsIn } from '../../core/x12/sets/r835-again.ts';
import type { RemittanceHeader } from '../../core/x12/types.ts';

type Payment = X12Item & { readonly kind: 'claim-payment' };

/** The claim payments of each remittance, in file order. */
function paymentsOf(items: readonly X12Item[]): ReadonlyMap<RemittanceHeader, readonly Payment[]> {
  const found = new Map<RemittanceHeader, Payment[]>();
  let open: Payment[] = [];
  for (const item of items) {
    if (item.kind === 'remittance') {
      open = [];
      found.set(item.header, open);
    } else if (item.kind === 'claim-payment') open.push(item);
  }
  return found;
}

/** Whether some payments that follow each other come out as they are when only their bytes are read. */
function comeOut(header: RemittanceHeader, payments: readonly Payment[], file: Uint8Array): boolean {
  const [first] = payments;
  const last = payments.at(-1);
  if (first === undefined || last === undefined) return true;
  const { position, ordinal } = first.payment;
  const { offset, segment } = position;
  const again = paymentsIn(file.subarray(offset, last.end), { header, offset, segment, ordinal });
  return isDeepStrictEqual(
    again,
    payments.map(({ payment }) => payment),
  );
}

/** Whether every claim payment of a file, and all of each remittance together, can be read again from its bytes alone. */
export function canReadAgain(items: readonly X12Item[], file: Uint8Array): boolean {
  for (const [header, payments] of paymentsOf(items)) {
    if (!payments.every((payment) => comeOut(header, [payment], file))) return false;
    // A claim that could not be read stands in between, and is left out both times: its ordinal is not.
    const whole = payments.every(({ payment }, i) => payment.ordinal === i + 1);
    if (whole && !comeOut(header, payments, file)) return false;
  }
  return true;
}
