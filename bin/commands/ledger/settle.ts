import { type Command, Option } from 'commander';
import { type WriteOffReason, writeOffReasons } from '../../../core/claim/patient-facts.ts';
import type { ClaimNo } from '../../../core/ids.ts';
import type { Waiver } from '../../../core/ledger/settling-entries.ts';
import type { Cents } from '../../../core/money.ts';
import { lookAt } from '../../session/look.ts';
import {
  type Acted,
  type Acting,
  approve,
  billPatient,
  giveUp,
  giveUpDenial,
  payBack,
  place,
  undo,
  waive,
} from '../../session/patient-money.ts';
import { explainByCredit } from '../../session/recouped.ts';
import { refused, wrongUse } from '../../terminal/answer.ts';
import { addCommand, type CommandGroup, oneOf, type Shell, wholeNumber } from '../command.ts';
import { type ActOptions, actedAnswer, actingOf, actOptions, claimOfText, numberOf } from './acts.ts';
import { amountOption } from './receive.ts';

interface RefundOptions extends ActOptions {
  readonly amount?: Cents;
  readonly reference: string;
  readonly payer?: number;
}
interface WriteOffOptions extends ActOptions {
  readonly reason?: WriteOffReason;
  readonly line?: number;
  readonly payer?: number;
  readonly approve?: true;
}
interface WaiveOptions extends ActOptions {
  readonly why: Waiver;
  readonly amount?: Cents;
}

const waivers = ['small-balance', 'courtesy', 'charity'] as const satisfies readonly Waiver[];

/** What people decide about money that is owed, or owed back: refunds, write-offs, waivers, collections. */
export const settle: CommandGroup = (group, shell) => {
  const act = acting(shell);
  for (const add of [refund, recouped, writeOff, waiver, collections, undoing]) add(group, act);
};

type Add = (group: Command, act: ReturnType<typeof acting>) => void;

const refund: Add = (group, act) => {
  actOptions(
    addCommand(group, 'refund <claim>', {
      summary: 'give back what the patient, or a payer, has to the good on a claim',
      example: 'ledger refund RVB2M4KQ7XA3TZ5N --reference CHK-881',
      more:
        'To the patient out of 2020, or with --payer to that payer out of 2010; all of it, or --amount. The reference is\n' +
        'our number of the check or transfer: the same one goes out once.',
    })
      .addOption(amountOption('how much, in dollars, if not all'))
      .addOption(
        new Option('--reference <number>', 'our number of the check or transfer')
          .argParser(numberOf)
          .makeOptionMandatory(),
      )
      .addOption(payerOption('back to this payer: 1 for the first')),
  ).action(
    act((acting, claim, { payer, amount, reference }: RefundOptions) =>
      payBack(acting, claim, {
        to: payer ?? 'patient',
        reference,
        ...(amount === undefined ? {} : { amount }),
      }),
    ),
  );
};

const recouped: Add = (group, act) => {
  actOptions(
    addCommand(group, 'recouped <claim>', {
      summary: 'say that a payer took back by itself what it had to the good on a claim',
      example: 'ledger recouped RVB2M4KQ7XA3TZ5N --payer 1 --reference 2025090100001',
      more:
        'For a recoupment (PLB WO) that nothing explains and no reversal will: the payer’s credit on the claim (2010)\n' +
        'settles it, as far as it goes. See references with: claimline remit recoupments',
    })
      .addOption(payerOption('whose credit it is: 1 for the first').makeOptionMandatory())
      .addOption(
        new Option('--reference <number>', 'the payer’s reference of the recoupment').makeOptionMandatory(),
      ),
  ).action(
    act(async (acting, claim, { payer = 1, reference }: RefundOptions) => {
      const done = await explainByCredit(acting, claim, { payer, reference });
      if (done !== null) return done;
      throw refused(
        'No payer, or more than one, took money under that reference.',
        'See them: claimline remit recoupments',
      );
    }),
  );
};

const writeOff: Add = (group, act) => {
  actOptions(
    addCommand(group, 'write-off <claim>', {
      summary: 'write off what a payer denied',
      example: 'ledger write-off RVB2M4KQ7XA3TZ5N --reason timely',
      more:
        'All that is open with the payer that denied it, or one --line. Above the practice’s limit\n' +
        '(writeOffApprovalCents) nothing is posted yet: another person agrees with --approve. A payment that comes later\n' +
        'takes the write-off back by itself.',
    })
      .addOption(
        new Option('--reason <word>', `what was lost: ${writeOffReasons.join(', ')}`).argParser(
          oneOf(writeOffReasons),
        ),
      )
      .addOption(new Option('--line <n>', 'only this line of the claim').argParser(wholeNumber(1)))
      .addOption(payerOption('of this payer’s denial, if not the last one’s'))
      .option('--approve', 'agree with the write-off that somebody else asked for'),
  ).action(
    act((acting, claim, { reason, line, payer, approve: agrees }: WriteOffOptions) => {
      if (agrees === true) return approve(acting, claim);
      if (reason === undefined)
        throw wrongUse(
          'Say what was lost: --reason timely, auth, coding …',
          'Or agree with another’s: --approve',
        );
      return giveUpDenial(acting, claim, {
        why: reason,
        ...(line === undefined ? {} : { lineNo: line }),
        ...(payer === undefined ? {} : { filing: payer }),
      });
    }),
  );
};

const waiver: Add = (group, act) => {
  actOptions(
    addCommand(group, 'waive <claim>', {
      summary: 'give up what the patient owes: a small balance, by courtesy, or by charity',
      example: 'ledger waive RVB2M4KQ7XA3TZ5N --why charity',
      more: 'Only once all payers have settled. Small balances of all claims: claimline ledger small-balances --waive.',
    })
      .addOption(
        new Option('--why <word>', waivers.join(', ')).argParser(oneOf(waivers)).makeOptionMandatory(),
      )
      .addOption(amountOption('how much, in dollars, if not all')),
  ).action(
    act((acting, claim, { why, amount }: WaiveOptions) =>
      waive(acting, claim, { why, ...(amount === undefined ? {} : { amount }) }),
    ),
  );
};

const collections: Add = (group, act) => {
  actOptions(
    addCommand(group, 'collections <claim>', {
      summary: 'place what the patient owes with an agency',
      example: 'ledger collections RVB2M4KQ7XA3TZ5N',
      more: 'What the patient pays later comes back from there by itself; so does all of it when a payer reverses.',
    }),
  ).action(act((acting, claim) => place(acting, claim)));
  actOptions(
    addCommand(group, 'bad-debt <claim>', {
      summary: 'give up what will never be collected, from the patient or from an agency',
      example: 'ledger bad-debt RVB2M4KQ7XA3TZ5N',
    }),
  ).action(act((acting, claim) => giveUp(acting, claim)));
  actOptions(
    addCommand(group, 'bill-patient <claim>', {
      summary: 'bill to the patient what one payer left to the patient and the next denied',
      example: 'ledger bill-patient RVB2M4KQ7XA3TZ5N',
      more: 'Nothing else can be: an amount that a payer put on the provider (CO) never goes to the patient.',
    }).addOption(payerOption('of this payer’s denial, if not the last one’s')),
  ).action(
    act((acting, claim, { payer }: ActOptions & { readonly payer?: number }) =>
      billPatient(acting, claim, payer),
    ),
  );
};

const undoing: Add = (group, act) => {
  actOptions(
    addCommand(group, 'undo <claim>', {
      summary:
        'take back what was done here last: a refund, a recoupment, a write-off, a waiver, a placement, a bad debt',
      example: 'ledger undo RVB2M4KQ7XA3TZ5N',
      more:
        'Its entries are mirrored, nothing is erased; a filing that it closed is open again. Given again it does nothing,\n' +
        'unless --further asks for what was done before that. A patient’s payment is taken back by ledger return.',
    }).option('--further', 'right after an undo: take back what was done before that too'),
  ).action(
    act((acting, claim, { further }: ActOptions & { readonly further?: true }) =>
      undo(acting, claim, further),
    ),
  );
};

const payerOption = (help: string): Option => new Option('--payer <n>', help).argParser(wholeNumber(1));

/** Opens the data, does it, and tells how the claim stands. */
const acting =
  ({ world, answering }: Shell) =>
  <Options extends ActOptions>(does: (acting: Acting, claim: ClaimNo, options: Options) => Promise<Acted>) =>
    answering((claim: string, options: Options) =>
      lookAt(world, options, async (sight) => {
        const who = actingOf(sight, options, world);
        return actedAnswer(await does(who, claimOfText(claim), options), who);
      }),
    );
