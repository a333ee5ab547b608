import { MAX_DIAGNOSES, MAX_LINES, planSplit } from '../claim/split.ts';
import { MAX_PARTS } from '../encounter/identity.ts';
import type { Encounter } from '../encounter/model.ts';
import { type Edit, NOTHING } from './edit.ts';

const ORIGINAL = '1';
/** Replacement and void of an adjudicated claim. */
const CORRECTIONS: ReadonlySet<string> = new Set(['7', '8']);

const frequency: Edit = {
  id: 'FRQ-01',
  level: 'encounter',
  severity: 'error',
  queue: 'billing',
  cause:
    'The frequency is 1 (original), 7 (replacement) or 8 (void). A 7 or 8 names the claim it corrects ' +
    'by the number the payer gave it; a 1 must not.',
  source: '005010X222A1 2300 CLM05-3 and REF*F8; X12 RFI 2110',
  remedy: 'Take the payer claim number from the remittance, or send the claim as an original.',
  examples: {
    fails: { frequency: '7' },
    passes: { frequency: '7', payerClaimControlNo: '2026011500042' },
  },
  check: ({ frequency: code, payerClaimControlNo }) => {
    const isCorrection = CORRECTIONS.has(code);
    if (!isCorrection && code !== ORIGINAL) {
      return [{ field: 'frequency', message: 'The claim frequency is not 1, 7 or 8.' }];
    }
    if (isCorrection === (payerClaimControlNo !== undefined)) return NOTHING;
    const message = isCorrection
      ? 'A replacement or void needs the payer claim number of the claim it corrects.'
      : 'An original claim must not carry a payer claim number.';
    return [{ field: 'payerClaimControlNo', message }];
  },
};

const correctionHeld: Edit = {
  id: 'FRQ-02',
  level: 'claim',
  severity: 'error',
  queue: 'billing',
  cause:
    'This release does not send replacements and voids (frequency 7 and 8); they are kept until one does.',
  source: 'scope of this release',
  remedy: 'Send the correction by the payer’s portal, or wait for the release that does.',
  examples: {
    fails: { frequency: '8', payerClaimControlNo: '2026011500042' },
    passes: { frequency: '1' },
  },
  check: ({ frequency: code }) =>
    CORRECTIONS.has(code)
      ? [{ field: 'frequency', message: 'Replacements and voids are held in this release.' }]
      : NOTHING,
};

const secondaryHeld: Edit = {
  id: 'SEC-01',
  level: 'claim',
  severity: 'error',
  queue: 'cob',
  cause:
    'This release bills primary payers. A claim to a later payer (SBR01 other than P) is kept until one ' +
    'does more.',
  source: 'scope of this release',
  remedy: 'Send the claim by the payer’s portal, or wait for the release that does.',
  examples: { fails: { destination: 2 }, passes: { destination: 1 } },
  check: ({ destination }) =>
    destination === 1
      ? NOTHING
      : [{ field: 'destination', message: 'Claims to a second or later payer are held in this release.' }],
};

const split: Edit = {
  id: 'LIN-01',
  level: 'encounter',
  severity: 'error',
  queue: 'billing',
  cause:
    'A claim holds 50 lines, 12 diagnoses and one calendar year. An encounter beyond that becomes ' +
    'several claims, lettered A, B …, which is only told. It is held when it would need more than 26.',
  source: '005010X222A1 2400; domain.md 3.7',
  remedy: 'Nothing when it was split. Else enter it as several encounters.',
  examples: { fails: { 'lines[1].from': '20251230' }, passes: { 'lines[1].from': '20260104' } },
  check: (encounter) => {
    const { parts, impossible } = planSplit(encounter);
    if (impossible) {
      return [{ field: 'lines', message: `The encounter would need more than ${MAX_PARTS} claims.` }];
    }
    if (parts.length === 1) return NOTHING;
    const message = `The encounter is split into ${parts.length} claims: ${whySplit(encounter)}.`;
    return [{ field: 'lines', severity: 'info', message }];
  },
};

function whySplit({ lines, diagnoses }: Encounter): string {
  if (lines.length > MAX_LINES) return `it has more than ${MAX_LINES} lines`;
  return diagnoses.length > MAX_DIAGNOSES
    ? `its lines use more than ${MAX_DIAGNOSES} diagnoses`
    : 'its services are of different years';
}

export const filingEdits: readonly Edit[] = [frequency, correctionHeld, secondaryHeld, split];
