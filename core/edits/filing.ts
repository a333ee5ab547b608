import { MAX_DIAGNOSES, MAX_LINES, planSplit } from '../claim/split.ts';
import { isMedicare } from '../codes/coverage-codes.ts';
import { MAX_PARTS } from '../encounter/identity.ts';
import type { Encounter } from '../encounter/model.ts';
import { ALL_TYPES, type Edit, NOTHING } from './edit.ts';
import type { ClaimFacts } from './facts.ts';
import { attachmentEdits } from './filing-attachments.ts';
import { facilityEdits } from './filing-facility.ts';
import { programEdits } from './filing-programs.ts';
import { timelyFilingEdits } from './filing-time.ts';

const ORIGINAL = '1';
const REPLACEMENT = '7';
const VOID = '8';
const isCorrection = (frequency: string): boolean => frequency === REPLACEMENT || frequency === VOID;

/** Professional and dental claims. */
const CLAIM_FREQUENCIES: ReadonlySet<string> = new Set([ORIGINAL, REPLACEMENT, VOID]);
/**
 * Bills: 0 without payment, 1 whole stay, 2 to 4 first, continuing and last part, 5 late charges, 7, 8, 9 final bill of
 * home health, A to Q and X to Z notices and adjustments.
 */
const BILL_FREQUENCIES: ReadonlySet<string> = new Set(
  '0 1 2 3 4 5 7 8 9 A B C D E F G H I J K M N O P Q X Y Z'.split(' '),
);

const frequency: Edit = {
  id: 'FRQ-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'billing',
  value: 'claim id',
  cause:
    'The frequency is 1 (original), 7 (replacement) or 8 (void), on bills of institutions one of NUBC’s list. ' +
    'A 7 or 8 names the claim it corrects by the number the payer gave it; a 1 must not.',
  source: '005010X222A1 2300 CLM05-3 and REF*F8; X12 RFI 2110; NUBC type of bill',
  remedy: 'Take the payer claim number from the remittance, or send the claim as an original.',
  examples: {
    fails: { changes: { frequency: '7' } },
    passes: { changes: { frequency: '7', payerClaimControlNo: '2026011500042' } },
  },
  check: ({ type, content: { frequency: code, payerClaimControlNo } }) => {
    const known = type === 'I' ? BILL_FREQUENCIES : CLAIM_FREQUENCIES;
    if (!known.has(code)) {
      const list = type === 'I' ? 'in the list for bills' : '1, 7 or 8';
      return [{ field: 'frequency', message: `The claim frequency is not ${list}.` }];
    }
    const field = 'payerClaimControlNo';
    if (isCorrection(code) && payerClaimControlNo === undefined) {
      const message = 'A replacement or void needs the payer claim number of the claim it corrects.';
      return [{ field, message }];
    }
    if (code === ORIGINAL && payerClaimControlNo !== undefined) {
      return [{ field, message: 'An original claim must not carry a payer claim number.' }];
    }
    return NOTHING;
  },
};

const correctionUnknown: Edit = {
  id: 'FRQ-02',
  level: 'claim',
  types: ['P'],
  severity: 'error',
  queue: 'billing',
  value: 'claim id',
  cause:
    'A replacement or void is made of the claim that we sent, under its own number: the payer answers to that one. ' +
    'One that comes with the encounters is held, and so is one whose payer claim number is not that of the last ' +
    'remittance.',
  source: 'X12 RFI 1945, RFI 1538; domain.md 1.2, 3.8',
  remedy:
    'claimline claims replace CLAIM --file CORRECTED.json, or claimline claims void CLAIM. What was never sent by us ' +
    'goes by the payer’s portal.',
  examples: {
    fails: { changes: { frequency: '8', payerClaimControlNo: '2026011500042' } },
    passes: { changes: { frequency: '1' } },
  },
  check: ({ content: { frequency: code, payerClaimControlNo } }, { corrects }) => {
    if (!isCorrection(code) || (corrects !== undefined && payerClaimControlNo === corrects)) return NOTHING;
    const message =
      corrects === undefined
        ? 'A replacement or void is made of the claim that was sent: claimline claims replace or void.'
        : 'The payer claim number is not that of the claim’s last remittance.';
    return [{ field: corrects === undefined ? 'frequency' : 'payerClaimControlNo', message }];
  },
};

const correctionRefused: Edit = {
  id: 'FRQ-03',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'billing',
  value: 'claim id',
  cause:
    'Some payers take no replacements or no voids; their profile says so. Medicare part B wants a reopening ' +
    'instead, which is a warning.',
  source: 'payer profile; Medicare Claims Processing Manual ch. 34; domain.md 3.8',
  remedy:
    'Ask the payer for a reopening or a reprocessing, or send a new claim where it called the first unprocessable.',
  examples: {
    fails: {
      changes: { frequency: '7', payerClaimControlNo: '2026011500042' },
      profile: { acceptsFrequency7: false },
    },
    passes: {
      changes: { frequency: '8', payerClaimControlNo: '2026011500042' },
      profile: { acceptsFrequency7: false },
    },
  },
  check: ({ type, content, coverage }, { payer }) => {
    const { frequency: code } = content;
    if (!isCorrection(code)) return NOTHING;
    const takes = code === REPLACEMENT ? payer.acceptsFrequency7 : payer.acceptsFrequency8;
    const what = code === REPLACEMENT ? 'replacements' : 'voids';
    if (takes === false) return [{ field: 'frequency', message: `The payer takes no ${what}.` }];
    if (type !== 'P' || !isMedicare(coverage?.filingCode)) return NOTHING;
    const message = `Medicare part B takes no ${what} of professional claims: ask for a reopening.`;
    return [{ field: 'frequency', message, severity: 'warning' }];
  },
};

const secondaryHeld: Edit = {
  id: 'SEC-01',
  level: 'claim',
  types: ['P'],
  severity: 'error',
  queue: 'cob',
  value: 'payer',
  cause:
    'A claim to a later payer is made from the remittances of the payers before it, as soon as they are posted. One ' +
    'that comes with the encounters (SBR01 other than P) is held: what those payers paid is not in the books.',
  source: 'domain.md 5.10',
  remedy:
    'Bill the first payer here and name the later ones among its coverages. What another system billed first goes by ' +
    'the payer’s portal.',
  examples: { fails: { changes: { destination: 2 } }, passes: { changes: { destination: 1 } } },
  check: ({ content }, { fromJournal }) =>
    content.destination === 1 || fromJournal === true
      ? NOTHING
      : [{ field: 'destination', message: 'What the payers before this one decided is not in the books.' }],
};

/** Lines of a bill (005010X223A2, 2400). */
const MAX_BILL_LINES = 999;

const split: Edit = {
  id: 'LIN-01',
  level: 'encounter',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'billing',
  value: 'claim',
  cause:
    'A professional claim holds 50 lines, 12 diagnoses and one calendar year. An encounter beyond that becomes ' +
    'several claims, lettered A, B …, which is only told. It is held when it would need more than 26. A dental ' +
    'claim holds 50 lines and an institutional bill 999; they are not split.',
  source: '005010X222A1, X223A2 and X224A2, 2400; domain.md 3.7',
  remedy: 'Nothing when it was split. Else enter it as several encounters.',
  examples: {
    fails: { changes: { 'lines[1].from': '20251230' } },
    passes: { changes: { 'lines[1].from': '20260104' } },
  },
  check: (claim) => {
    const { professional, type, lines } = claim;
    if (professional !== undefined) return isSurelyOne(claim) ? NOTHING : splitHits(professional);
    const most = type === 'I' ? MAX_BILL_LINES : MAX_LINES;
    if (lines.length <= most) return NOTHING;
    return [{ field: 'lines', message: `The claim has more than ${most} lines.` }];
  },
};

const YEAR = 10_000;

/** Without planning it: few lines and diagnoses, of one year. */
function isSurelyOne({ lines, diagnoses, from }: ClaimFacts): boolean {
  if (lines.length > MAX_LINES || diagnoses.length > MAX_DIAGNOSES) return false;
  const year = Math.floor(from / YEAR);
  for (const line of lines) if (Math.floor(line.from / YEAR) !== year) return false;
  return true;
}

function splitHits(encounter: Encounter): ReturnType<Edit['check']> {
  const { parts, impossible } = planSplit(encounter);
  if (impossible) {
    return [{ field: 'lines', message: `The encounter would need more than ${MAX_PARTS} claims.` }];
  }
  if (parts.length === 1) return NOTHING;
  const message = `The encounter is split into ${parts.length} claims: ${whySplit(encounter)}.`;
  return [{ field: 'lines', severity: 'info', message }];
}

function whySplit({ lines, diagnoses }: Encounter): string {
  if (lines.length > MAX_LINES) return `it has more than ${MAX_LINES} lines`;
  return diagnoses.length > MAX_DIAGNOSES
    ? `its lines use more than ${MAX_DIAGNOSES} diagnoses`
    : 'its services are of different years';
}

export const filingEdits: readonly Edit[] = [
  frequency,
  correctionUnknown,
  correctionRefused,
  secondaryHeld,
  split,
  ...timelyFilingEdits,
  ...programEdits,
  ...attachmentEdits,
  ...facilityEdits,
];
