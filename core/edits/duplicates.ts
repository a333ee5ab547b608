import { isRepeated, type Likeness, likeness, likenessToEarlier } from './duplicates-likeness.ts';
import { ALL_TYPES, type Edit, type EditContext, type Hit, NOTHING } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';

const repeatedLine = {
  code: '87880',
  modifiers: ['QW'],
  chargeCents: 3000,
  units: '1',
  dx: [1],
  from: '20260105',
};

const exactDuplicate: Edit = {
  id: 'DUP-01',
  level: 'claim',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'duplicate',
  value: 'claim',
  cause:
    'Lines with the same payer, rendering provider, dates, procedure, drug, modifiers, place and charge are ' +
    'one service billed twice, whether on one claim or on two; payers deny the second. On institutional ' +
    'bills, and on dental lines without a tooth or area, it is a warning.',
  source: 'Medicare Claims Processing Manual ch. 1 §120',
  remedy:
    'Remove the line, raise the units of the first, or say by a modifier (76, 77, 91, 59) why it was ' +
    'given again.',
  examples: {
    fails: { changes: { 'lines[2]': repeatedLine } },
    passes: { changes: { 'lines[2]': { ...repeatedLine, modifiers: ['QW', '91'] } } },
  },
  check: (claim, context) => duplicates(claim, context, 'same'),
};

const possibleDuplicate: Edit = {
  id: 'DUP-02',
  level: 'claim',
  types: ['P', 'D'],
  severity: 'warning',
  queue: 'duplicate',
  value: 'claim',
  cause:
    'Lines with the same rendering provider, procedure, drug and place, which differ in charge, in days that ' +
    'overlap or in modifiers that only inform, are often one service entered twice. So are lines that are the ' +
    'same and all bear the modifier of a repetition.',
  source: 'Medicare Claims Processing Manual ch. 1 §120',
  remedy: 'Compare with the chart; remove the wrong line.',
  examples: {
    fails: { changes: { 'lines[2]': { ...repeatedLine, chargeCents: 3500 } } },
    passes: { changes: { 'lines[2]': { ...repeatedLine, chargeCents: 3500, from: '20260106' } } },
  },
  check: (claim, context) => duplicates(claim, context, 'like'),
};

/** Each line that is the same as, or like, one before it or one of an earlier claim. */
function duplicates(claim: ClaimFacts, context: EditContext, wanted: Likeness): readonly Hit[] {
  const { lines } = claim;
  let hits: Hit[] | undefined;
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    if (line === undefined || line.code === '') continue;
    const message = within(claim, line, wanted) ?? across(claim, line, { context, wanted });
    if (message === undefined) continue;
    const hit: Hit = { field: line.field, line: line.number, message, ...mildness(claim, line, wanted) };
    if (hits === undefined) hits = [hit];
    else hits.push(hit);
  }
  return hits ?? NOTHING;
}

/** Bills list a service line by line, and some dental services (further images) have no place of their own. */
function mildness({ type }: ClaimFacts, { line }: LineFacts, wanted: Likeness): { severity?: 'warning' } {
  if (wanted !== 'same' || type === 'P') return {};
  const hasPlace = 'teeth' in line || ('oralCavity' in line && line.oralCavity !== undefined);
  return type === 'D' && hasPlace ? {} : { severity: 'warning' };
}

/** A line before this one; one that is the same goes before one that is only like it. */
function within({ type, lines }: ClaimFacts, later: LineFacts, wanted: Likeness): string | undefined {
  let like: LineFacts | undefined;
  for (let i = 0; i < later.number - 1; i += 1) {
    const earlier = lines[i];
    if (earlier === undefined || earlier.code !== later.code) continue;
    const found = likeness(type, earlier, later);
    if (found === 'same') return wanted === 'same' ? `The line repeats line ${earlier.number}.` : undefined;
    if (found === 'like') like ??= earlier;
  }
  if (wanted === 'same' || like === undefined) return undefined;
  return `The line may repeat line ${like.number}.`;
}

interface Search {
  readonly context: EditContext;
  readonly wanted: Likeness;
}

/** A line of another claim of the patient to the same payer. A correction repeats what it corrects. */
function across(claim: ClaimFacts, line: LineFacts, { context, wanted }: Search): string | undefined {
  const { history } = context;
  if (history.length === 0 || claim.content.frequency !== ORIGINAL) return undefined;
  const payerId = claim.coverage?.payer.id;
  for (const earlier of history) {
    if (earlier.ownClaim === true || earlier.code !== line.code || earlier.payerId !== payerId) continue;
    if (likenessToEarlier(earlier, line) !== wanted) continue;
    const may = wanted === 'same' ? 'repeats' : 'may repeat';
    return `The line ${may} line ${earlier.line} of claim ${earlier.claimNo}.`;
  }
  return undefined;
}

const ORIGINAL = '1';

const originalAgain: Edit = {
  id: 'DUP-03',
  level: 'claim',
  types: ALL_TYPES,
  severity: 'error',
  queue: 'duplicate',
  value: 'claim id',
  cause:
    'A claim that its payer has adjudicated is corrected by a replacement (frequency 7) or taken back by a void ' +
    '(8). Sent as an original again it is denied as a duplicate. This does not hold where the payer called it ' +
    'unprocessable, or takes no replacements.',
  source: 'domain.md 3.8 and 7.7; X12 RFI 1538',
  remedy: 'Send it with frequency 7 and the payer’s claim number of the remittance.',
  examples: {
    fails: { changes: {}, history: [{ code: '99213', ownClaim: true, adjudicated: true }] },
    passes: {
      changes: { frequency: '7', payerClaimControlNo: '2026011500042' },
      history: [{ code: '99213', ownClaim: true, adjudicated: true }],
    },
  },
  check: ({ content }, { history, payer }) => {
    if (history.length === 0 || content.frequency !== ORIGINAL) return NOTHING;
    if (payer.acceptsFrequency7 === false || !history.some(isRepeated)) return NOTHING;
    return [
      { field: 'frequency', message: 'The payer has adjudicated this claim: correct it by a replacement.' },
    ];
  },
};

export const duplicateEdits: readonly Edit[] = [exactDuplicate, possibleDuplicate, originalAgain];
