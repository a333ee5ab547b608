import { type Cents, formatDollars, negate } from '../money.ts';
import { asksFor, type Statement } from './statement.ts';
import type { StatementClaim, StatementLine } from './statement-claim.ts';
import { agingBoxes } from './statement-cycle.ts';
import { type Hold, holds, levelWords } from './statement-words.ts';

/** Width of the printed page in characters. */
const PAGE_WIDTH = 80;
const SERVICE_WIDTH = 23;
const AMOUNT_WIDTH = 8;
const LABEL_WIDTH = 28;
const INDENT = ' '.repeat(11);

/** What may stand there as not due. Other amounts that are held back are never on a statement (domain.md 8.3, 6). */
const NAMED: readonly Hold[] = ['insurance-open', 'correction', 'question'];

/**
 * The statement as it is printed: plain text, 80 columns. Made of the stored value alone, so the same statement gives
 * the same bytes. It holds no diagnosis and nobody else's words for a procedure.
 */
export function statementText(statement: Statement): string {
  const blocks = [
    heading(statement),
    ['To:', ...[statement.guarantor.name, ...statement.guarantor.address].map((line) => `  ${line}`)],
    wrapped(levelWords[statement.level]),
    ...asksFor(statement).map(claimBlock),
    totals(statement),
    aging(statement),
    notDue(statement),
    payment(statement),
    ...statement.notices.map((notice) => wrapped(notice)),
  ];
  const text = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map((line) => printable(line).trimEnd()).join('\n'))
    .join('\n\n');
  return `${text}\n`;
}

/** Nothing of a name may move the cursor of a terminal. */
const printable = (line: string): string => line.replace(/\p{Cc}/gu, ' ');

/** `5555550100` → `555-555-0100`; what is written otherwise stays. */
const phoneText = (phone: string): string => phone.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');

/** `20260214` → `02/14/2026`, as patients write it. */
const usDay = (day: string): string => day.replace(/^(\d{4})(\d{2})(\d{2})$/, '$2/$3/$1');

function heading({ practice, number, account, day, payBy, totals: { due } }: Statement): readonly string[] {
  const { name, address, phone } = practice;
  return [
    ...[name, ...address],
    ...(phone === undefined ? [] : [`Questions? Call ${phoneText(phone)}.`]),
    '',
    `STATEMENT ${number}`,
    `Date        ${usDay(day)}`,
    `Account     ${account}`,
    `Amount due  $${formatDollars(due)}`,
    `Pay by      ${usDay(payBy)}`,
  ];
}

const tableRow = (day: string, service: string, amounts: readonly string[]): string =>
  [
    day.padEnd(10),
    service.padEnd(SERVICE_WIDTH),
    ...amounts.map((amount) => amount.padStart(AMOUNT_WIDTH)),
  ].join(' ');
const orBlank = (amount: Cents): string => (amount === 0 ? '' : formatDollars(amount));

function claimBlock(claim: StatementClaim): readonly string[] {
  const titles = ['Charge', 'Ins paid', 'Adjusted', 'You paid', 'You owe'];
  return [
    `${claim.patient}, visit of ${usDay(claim.day)}, claim ${claim.claimNo}`,
    tableRow('Date', 'Service', titles),
    ...claim.lines.flatMap(lineRows),
    ...claim.payments.map(
      ({ payer, day, amount }) => `${INDENT}${payer} paid ${formatDollars(amount)}, last on ${usDay(day)}.`,
    ),
  ];
}

function lineRows(line: StatementLine): readonly string[] {
  const { charge, insurance, adjusted, paid, withInsurance, withAgency, balance, due, provider } = line;
  const amounts = [charge, insurance, adjusted, paid].map(orBlank);
  const why = line.reasons.map(({ words, amount }) => `${words} ${formatDollars(amount)}`).join(', ');
  const who = [provider, why].filter(Boolean).join(': ');
  const apart = [
    [withInsurance, 'is still with your insurance'],
    [withAgency, 'is with a collection agency'],
    [balance - due, 'is not billed to you'],
  ] as const;
  return [
    tableRow(line.day === undefined ? '' : usDay(line.day), line.service, [...amounts, formatDollars(due)]),
    ...(who === '' ? [] : wrapped(who, INDENT)),
    ...apart.flatMap(([amount, words]) =>
      amount === 0 ? [] : [`${INDENT}${formatDollars(amount as Cents)} ${words}.`],
    ),
  ];
}

const labelled = (label: string, amount: Cents): string =>
  label.padEnd(LABEL_WIDTH) + formatDollars(amount).padStart(AMOUNT_WIDTH + 2);

function totals({ totals: t }: Statement): readonly string[] {
  const less = [
    ['Insurance paid', t.insurance],
    ['Adjustments', t.adjusted],
    ['You paid', t.paid],
    ['Still with your insurance', t.withInsurance],
    ['With a collection agency', t.withAgency],
    ['Not billed to you', t.heldBack],
  ] as const;
  return [
    labelled('Total charges', t.charges),
    ...less.flatMap(([label, amount]) => (amount === 0 ? [] : [labelled(label, negate(amount))])),
    labelled('AMOUNT DUE', t.due),
  ];
}

function aging({ aging: boxes }: Statement): readonly string[] {
  const cells = (of: readonly string[]): string => of.map((cell) => cell.padStart(12)).join('');
  return [
    'Days since the first statement for it:',
    cells(agingBoxes),
    cells(agingBoxes.map((box) => formatDollars(boxes[box]))),
  ];
}

function notDue({ claims, pending, credit }: Statement): readonly string[] {
  const held = claims.flatMap(({ held: why, balance, due, patient, day }) =>
    due === 0 && why !== undefined && NAMED.includes(why)
      ? [`  ${formatDollars(balance)} for ${patient}, visit of ${usDay(day)}: ${holds[why]}.`]
      : [],
  );
  const many = `${pending.claims} claim${pending.claims === 1 ? '' : 's'}`;
  const waiting = `  ${formatDollars(pending.amount)} of ${many} is with your insurance.`;
  const lines = [...held, ...(pending.amount === 0 ? [] : [waiting])];
  const credits =
    credit === 0 ? [] : [`You have ${formatDollars(credit)} to your credit. Call us to use it.`];
  return [...(lines.length === 0 ? [] : ['Not due now:', ...lines]), ...credits];
}

function payment({ practice: { remitTo, paymentUrl, phone }, plan }: Statement): readonly string[] {
  const part = plan && `Your payment plan: pay ${formatDollars(plan.instalment)} by ${usDay(plan.payBy)}.`;
  const call = phone === undefined ? 'call us' : `call ${phoneText(phone)}`;
  return [
    ...(part === undefined ? [] : [part]),
    ...(paymentUrl === undefined ? [] : [`Pay at ${paymentUrl}, or`]),
    'Send a check with your account number to:',
    ...remitTo.map((line) => `  ${line}`),
    ...wrapped(
      `If you cannot pay all at once, think that something is wrong, or want an itemized bill: ${call}.`,
    ),
  ];
}

/** Words in lines of the page. */
function wrapped(text: string, indent = ''): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= PAGE_WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines;
}
