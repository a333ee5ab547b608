import { type Command, InvalidArgumentError, Option } from 'commander';
import { balanceStateOf, mayBeWrittenOff } from '../../../core/claim/balance-state.ts';
import type { Head } from '../../../core/claim/head.ts';
import { type CivilDate, civilDateOf, isCivilDate } from '../../../core/dates.ts';
import { type ClaimNo, claimNo, parseFilingId } from '../../../core/ids.ts';
import { patientOpen } from '../../../core/ledger/balances.ts';
import { type Cents, parseAmount } from '../../../core/money.ts';
import { type PatientAccount, patientAccount } from '../../../core/patient/account.ts';
import type { ActRefusal } from '../../../core/patient/act.ts';
import { isReceipt } from '../../../core/patient/read-receipts.ts';
import { demoOption, type LookOptions, type Sight } from '../../session/look.ts';
import { isPatientFacts, patientEventName } from '../../session/patient-events.ts';
import type { Acted, Acting } from '../../session/patient-money.ts';
import { type Answer, refused, wrongUse } from '../../terminal/answer.ts';
import { dollars } from '../../terminal/format.ts';
import type { World } from '../../world.ts';

/** What every command has that acts on a claim's money. */
export interface ActOptions extends LookOptions {
  readonly user?: string;
  readonly date?: CivilDate;
}

export const actOptions = (command: Command): Command =>
  command
    .addOption(new Option('--date <day>', 'the day that it is of, if not today').argParser(civilDay))
    .option('--user <name>', 'who you are, if not the user of this machine')
    .addOption(demoOption());

/** An amount in dollars, above 0: read as text, never as a float. */
export function amountOf(text: string): Cents {
  const amount = /^\d{1,9}(\.\d{1,2})?$/.test(text) ? parseAmount(text) : null;
  if (amount !== null && amount > 0) return amount;
  throw new InvalidArgumentError('Write dollars and cents, above 0: 20.00.');
}

export function civilDay(text: string): CivilDate {
  const digits = text.replaceAll('-', '');
  if (isCivilDate(digits)) return digits;
  throw new InvalidArgumentError('Write a day as 2026-06-30.');
}

/** A number of ours for money: never a name, never the number of a card. */
export function numberOf(text: string): string {
  if (isReceipt(text)) return text;
  throw new InvalidArgumentError('Write letters, digits and hyphens, at most 30.');
}

/** The claim's number, as it is or with the payer's digit behind it. */
export function claimOfText(text: string): ClaimNo {
  const typed = text.trim().toUpperCase();
  return parseFilingId(typed)?.claimNo ?? claimNo(typed);
}

export function actingOf({ stores, config }: Sight, { user, date }: ActOptions, world: World): Acting {
  if (date !== undefined && date > civilDateOf(world.now()))
    throw wrongUse('That day is still to come.', 'Money is entered on the day that it moved, or later.');
  return {
    ...{ claims: stores.claims, files: stores.files, work: stores.work, config, now: world.now },
    user: user ?? world.user(),
    ...(date === undefined ? {} : { date }),
  };
}

const SEE = (claim: string): string => `See it: claimline ledger patient ${claim}`;

const REFUSALS: Readonly<Record<ActRefusal, string>> = {
  NOTHING_DUE: 'The patient owes nothing on this claim.',
  MORE_THAN_DUE: 'That is more than the patient owes.',
  INSURANCE_OPEN: 'A payer has not settled its part: what the patient owes is not certain yet.',
  ABOVE_SMALL_BALANCE: 'The balance is not a small one for this practice, or not all of it.',
  NO_CREDIT: 'Nothing is to the good there: nothing can be given back.',
  MORE_THAN_CREDIT: 'That is more than is to the good.',
  NOTHING_RECOUPED: 'What the payer took under that reference is explained already.',
  NOT_DENIED: 'The filing is not denied: only denied amounts can be treated so.',
  NOTHING_OPEN: 'Nothing is open with the payer there.',
  NOT_THE_PATIENTS:
    'No payer left it to the patient, or the payer put it on the provider (CO): it cannot be billed to the patient.',
  ASKED_ALREADY: 'This write-off waits for another person already.',
  NOTHING_ASKED: 'No write-off of this claim waits for another person.',
  SAME_USER: 'You asked for it yourself: somebody else approves it.',
  CHANGED_SINCE: 'Another amount is open now than was asked for: ask again.',
  OTHER_AMOUNT: 'That number is on the claim with another amount.',
  NOTHING_TO_UNDO: 'Nothing that was done here stands to be taken back.',
  NO_RECEIPT: 'No payment of that receipt is on the claim.',
  REFUNDED_SINCE: 'The patient has got that money back already.',
};

export const refusalText = (reason: ActRefusal): string => REFUSALS[reason];

/** What an act did, and how the claim stands now; a refusal ends with 1. */
export async function actedAnswer(acted: Acted, { claims }: Pick<Acting, 'claims'>): Promise<Answer> {
  const { head } = acted;
  if (acted.outcome === 'refused')
    throw refused(`${REFUSALS[acted.reason]} (${acted.reason})`, SEE(head.claimNo));
  const { outcome, event } = acted;
  const { facts } = event;
  const did = isPatientFacts(facts) ? patientEventName(facts) : facts.kind;
  const balanceState = await balanceStateNow(head, claims);
  return {
    json: {
      ...{ outcome, claimNo: head.claimNo, kind: facts.kind },
      ...(isPatientFacts(facts) && { amountCents: facts.amountCents }),
      ...{
        version: event.version,
        state: event.state,
        balanceState,
        account: inCents(patientAccount(head.balances)),
      },
    },
    text: () =>
      [
        `Claim ${head.claimNo}: ${outcome === 'already' ? 'already ' : ''}${did}.`,
        `The patient owes ${dollars(patientOpen(head.balances))}. ${balanceState}.`,
        SEE(head.claimNo),
      ].join('\n'),
  };
}

/** Amounts as JSON names them: `patientBalanceCents`. */
export const inCents = (account: PatientAccount): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(account).map(([name, amount]) => [`${name}Cents`, amount]));

/** The claim's roll-up; its journal is read only where the balances cannot tell. */
export const balanceStateNow = async (head: Head, claims: Acting['claims']) =>
  balanceStateOf(head, mayBeWrittenOff(head.balances) ? await claims.events(head.claimNo) : undefined);
