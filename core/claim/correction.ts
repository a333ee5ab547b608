import type { Act } from './act-facts.ts';
import { waitsToBeSent } from './filings.ts';
import type { FilingStand } from './head.ts';
import type { FilingEvent } from './lifecycle.ts';

/** What a payer takes of corrections. A payer's profile in the configuration is one. */
export interface CorrectionTerms {
  readonly acceptsFrequency7: boolean;
  readonly acceptsFrequency8: boolean;
  /** Takes the number of its acknowledgment (REF*1K) in REF*F8 before it has decided. */
  readonly acceptsAcknowledgedNumber: boolean;
  /** Regular expression that its own claim numbers match whole. */
  readonly payerClaimNumberPattern?: string | undefined;
}

/** Why a filing cannot go to the payer again in this way. */
export type CorrectionRefusal =
  | 'PAYER_TAKES_NO_REPLACEMENTS'
  | 'PAYER_TAKES_NO_VOIDS'
  | 'NO_PAYER_NUMBER'
  | 'PAYER_NUMBER_UNLIKE';

/**
 * The number that a replacement or void names in REF*F8: that of the decision; before it that of the acknowledgment,
 * for a void and where the payer takes it (domain.md 3.8).
 */
export function numberToCorrect(
  { adjudication, payerClaimControlNo }: Pick<FilingStand, 'adjudication' | 'payerClaimControlNo'>,
  act: 'replace' | 'void',
  { acceptsAcknowledgedNumber }: CorrectionTerms,
): string | undefined {
  const number = payerClaimControlNo?.trim() ?? '';
  const isKnown = adjudication !== undefined || (act === 'void' && acceptsAcknowledgedNumber);
  return number === '' || !isKnown ? undefined : number;
}

/** What keeps a replacement or void from being made, whatever state the filing is in. */
export function correctionRefusal(
  filing: Pick<FilingStand, 'adjudication' | 'payerClaimControlNo'>,
  act: 'replace' | 'void',
  terms: CorrectionTerms,
): CorrectionRefusal | undefined {
  if (act === 'replace' && !terms.acceptsFrequency7) return 'PAYER_TAKES_NO_REPLACEMENTS';
  if (act === 'void' && !terms.acceptsFrequency8) return 'PAYER_TAKES_NO_VOIDS';
  const number = numberToCorrect(filing, act, terms);
  if (number === undefined) return 'NO_PAYER_NUMBER';
  const { payerClaimNumberPattern: pattern } = terms;
  return pattern === undefined || new RegExp(`^(?:${pattern})$`).test(number)
    ? undefined
    : 'PAYER_NUMBER_UNLIKE';
}

const REJECTED = ['REJ_INTERCHANGE', 'REJ_SYNTAX', 'REJ_FRONTEND'];

/**
 * What an act is to the lifecycle, once its content is free of errors.
 *
 * @param allowed whether the row's own condition holds: the correction is possible, the payer wants a new claim, the
 * payer does not have it
 */
export function eventsOfAct(
  act: Act['kind'],
  { state, batch, allowed }: Pick<FilingStand, 'state' | 'batch'> & { readonly allowed: boolean },
): readonly FilingEvent[] {
  const clean = { kind: 'scrubbed', openErrors: 0 } as const;
  switch (act) {
    case 'replace':
      // A replacement that is in no file yet takes other content.
      return state === 'REPLACING' && waitsToBeSent({ state, batch })
        ? [{ kind: 'edited' }]
        : [{ kind: 'replacement-sent', possible: allowed }];
    case 'void':
      return [{ kind: 'void-sent', possible: allowed }];
    case 'refile':
      return [{ kind: 'refiled', allowed }, clean];
    case 'resend':
      return REJECTED.includes(state) ? [{ kind: 'corrected' }, clean] : [{ kind: 'resent', allowed }, clean];
  }
}
